"""Targets by year (R18), honours of organisations (R43), co-management (R73), departments (R69), experience (R80)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import InvalidInput
from domain.organisation.targets import target_on
from tests.memory import Desk, Said, say
from tests.specification import AGENCY, COUNTY
from tests.unit.domain.organisation.support import (
    SOCIAL,
    cite,
    corrected,
    desk_with_social_organisation,
    on,
    refused,
    rescinded,
)

HONOUR = {"level": "city", "title": "先进社会组织"}


def target(year: int, number: int, day: str, label: str = "") -> Said:
    return say("organisation.target_set", day, label, year=year, number=number)


def counting(desk: Desk, day: str) -> tuple[int, int] | None:
    found = target_on(on(desk, day), date.fromisoformat(day))
    return (found.year, found.number) if found else None


@pytest.mark.requirement("R18")
def test_the_target_of_the_year_counts_else_the_next_else_the_last() -> None:
    desk = Desk()
    for said in (target(2020, 30, "2017-01-01", "2020"), target(2018, 12, "2017-02-01", "2018")):
        desk.do(said, stream_id=COUNTY)
    assert counting(desk, "2016-12-31") is None
    assert counting(desk, "2017-01-31") == (2020, 30)
    assert counting(desk, "2017-02-01") == (2018, 12)
    assert counting(desk, "2019-01-01") == (2020, 30)
    assert counting(desk, "2023-01-01") == (2020, 30)


def test_a_target_said_again_is_the_new_one_from_that_day_and_none_is_of_the_past() -> None:
    desk = Desk()
    desk.do(target(2020, 30, "2017-01-01", "first"), stream_id=COUNTY)
    desk.do(target(2020, 40, "2018-01-01", "second"), stream_id=COUNTY)
    assert counting(desk, "2017-12-31") == (2020, 30)
    assert counting(desk, "2018-01-01") == (2020, 40)
    desk.do(rescinded("second"), stream_id=COUNTY)
    assert counting(desk, "2018-01-01") == (2020, 30)
    desk.do(corrected("first", target(2020, 33, "2017-01-01")), stream_id=COUNTY)
    assert counting(desk, "2018-01-01") == (2020, 33)
    assert refused(desk, target(2020, 1, "2021-01-01", "late")) == "impossible.target_of_the_past"


def nominated(label: str = "nomination", **changes: Any) -> Said:
    data = {**HONOUR, "grounds": ["service"], **changes}
    return say("organisation.commendation_nominated", "2023-01-01", label, **data)


def commended(day: str = "2023-05-01", label: str = "honour", **changes: Any) -> Said:
    data = {**HONOUR, "issuer": "示例市", "document_number": "1", **changes}
    return say("organisation.commended", day, label, **data)


@pytest.mark.requirement("R43")
def test_an_organisation_is_nominated_and_commended() -> None:
    desk = desk_with_social_organisation()
    desk.do(nominated(), stream_id=SOCIAL)
    desk.do(commended(nomination=cite("nomination")), stream_id=SOCIAL)
    known = on(desk, "2023-05-01", SOCIAL).particulars
    assert [(one.level, one.title) for one in known.nominations] == [("city", "先进社会组织")]
    assert [(one.title, one.issuer, one.on) for one in known.commendations] == [
        ("先进社会组织", "示例市", date(2023, 5, 1))
    ]
    assert on(desk, "2023-04-30", SOCIAL).particulars.commendations == ()
    desk.do(corrected("honour", commended(title="示范社会组织")), stream_id=SOCIAL)
    assert on(desk, "2023-05-01", SOCIAL).particulars.commendations[0].title == "示范社会组织"


def test_an_honour_follows_its_own_nomination() -> None:
    desk = desk_with_social_organisation()
    desk.do(nominated(title="别的荣誉"), stream_id=SOCIAL)
    wrong = commended(nomination=cite("nomination"))
    assert refused(desk, wrong, of=SOCIAL) == "impossible.nominated_for_another"
    unknown = commended(nomination=cite("nothing"))
    assert refused(desk, unknown, of=SOCIAL) == "impossible.unknown_reference"
    desk.do(commended(), stream_id=SOCIAL)


def revoked(day: str, label: str = "revoked", honour: str = "honour") -> Said:
    data = {"commendation": cite(honour), "reason_code": "found_false"}
    return say("organisation.commendation_revoked", day, label, **data)


@pytest.mark.requirement("R43")
def test_an_honour_no_longer_counts_from_the_day_of_its_revocation() -> None:
    desk = desk_with_social_organisation()
    desk.do(commended(), stream_id=SOCIAL)
    desk.do(revoked("2024-01-01"), stream_id=SOCIAL)
    (before,), (after,) = (
        on(desk, day, SOCIAL).particulars.commendations for day in ("2023-12-31", "2024-01-01")
    )
    assert (before.revoked_on, after.revoked_on) == (None, date(2024, 1, 1))
    assert refused(desk, revoked("2024-02-01", "again"), of=SOCIAL) == "impossible.revoked_twice"
    early = revoked("2023-04-30", "early")
    assert refused(desk, early, of=SOCIAL) == "impossible.unknown_reference"
    desk.do(rescinded("revoked"), stream_id=SOCIAL)
    assert on(desk, "2024-01-01", SOCIAL).particulars.commendations[0].revoked_on is None


def agreed(day: str = "2020-01-01", label: str = "agreed", **changes: Any) -> Said:
    data = {"with_body": "示例公司", "organisation": AGENCY, "duties": ["mediation"], **changes}
    return say("organisation.co_management_agreed", day, label, **data)


def ended(day: str = "2021-01-01", label: str = "ended", of: str = "agreed") -> Said:
    return say("organisation.co_management_ended", day, label, agreement=cite(of))


@pytest.mark.requirement("R73")
def test_a_union_is_run_together_with_a_body_until_the_agreement_ends() -> None:
    desk = Desk()
    desk.do(agreed(), stream_id=COUNTY)
    assert refused(desk, agreed("2020-06-01", "again")) == "impossible.co_managed_already"
    assert refused(desk, ended("2020-01-01")) == "impossible.unknown_reference"
    desk.do(ended(), stream_id=COUNTY)
    assert on(desk, "2020-12-31").particulars.co_managements[0].open
    assert not on(desk, "2021-01-01").particulars.co_managements[0].open
    assert refused(desk, ended("2022-01-01", "twice")) == "impossible.co_management_over"
    desk.do(agreed("2022-01-01", "again"), stream_id=COUNTY)


def test_who_cannot_run_a_union_together() -> None:
    desk = desk_with_social_organisation()
    assert refused(desk, agreed(), of=SOCIAL) == "impossible.not_a_union"
    assert refused(desk, agreed(organisation=COUNTY)) == "impossible.co_managed_by_itself"
    assert refused(desk, agreed(organisation=f"{AGENCY[:-1]}0")) == "impossible.organisation_unknown"
    assert refused(desk, ended()) == "impossible.unknown_reference"


def role(day: str, label: str, area: str, what: str) -> Said:
    data = {"department": "union", "area": area, "role": what}
    return say("organisation.department_role_set", day, label, **data)


def roles(desk: Desk, day: str) -> list[tuple[str, str, str]]:
    return [(one.department, one.area, one.role) for one in on(desk, day).particulars.department_roles]


@pytest.mark.requirement("R69")
def test_a_department_has_one_role_in_each_area() -> None:
    desk = Desk()
    desk.do(role("2020-01-01", "a", "recruitment", "support"), stream_id=COUNTY)
    desk.do(role("2020-01-01", "b", "training", "lead"), stream_id=COUNTY)
    desk.do(role("2021-01-01", "c", "recruitment", "carry_out"), stream_id=COUNTY)
    desk.do(role("2022-01-01", "d", "training", "none"), stream_id=COUNTY)
    assert roles(desk, "2020-06-01") == [("union", "recruitment", "support"), ("union", "training", "lead")]
    assert roles(desk, "2021-01-01") == [("union", "training", "lead"), ("union", "recruitment", "carry_out")]
    assert roles(desk, "2022-01-01") == [("union", "recruitment", "carry_out")]


@pytest.mark.requirement("R80")
def test_experience_is_noted_with_a_link_that_is_one() -> None:
    desk = Desk()
    note = {"title": "示例经验", "text": "示例做法"}
    desk.do(say("organisation.practice_noted", "2023-01-01", **note), stream_id=COUNTY)
    (one,) = on(desk, "2023-01-01").particulars.practice_notes
    assert (one.title, one.url, one.text) == ("示例经验", None, "示例做法")
    with pytest.raises(InvalidInput):
        desk.do(
            say("organisation.practice_noted", "2023-02-01", **note, url="javascript:alert(1)"),
            stream_id=COUNTY,
        )
