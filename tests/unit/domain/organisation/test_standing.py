"""Party and union form, inspections, ratings, the list of abnormal activity, tax (R39 to R42)."""

from datetime import date
from typing import Any

import pytest

from tests.memory import Said, say
from tests.unit.domain.organisation.support import (
    SOCIAL,
    cite,
    corrected,
    desk_with_social_organisation,
    on,
    refused,
    rescinded,
)


def said(name: str, day: str, label: str = "", /, **data: Any) -> Said:
    return say(f"organisation.{name}", day, label, **data)


@pytest.mark.requirement("R39", "R40")
@pytest.mark.parametrize(
    ("event", "member", "values", "facets"),
    [
        ("party_organisation_set", "form", ("none", "branch"), "party_forms"),
        ("union_form_set", "form", ("none", "joint_base_union"), "union_forms"),
        ("rated", "rating", ("3a", "4a"), "ratings"),
        ("tax_status_set", "status", ("none", "nonprofit_exempt"), "tax_statuses"),
    ],
)
def test_a_form_rating_or_status_holds_from_its_day_until_another(
    event: str, member: str, values: tuple[str, str], facets: str
) -> None:
    desk = desk_with_social_organisation()
    desk.do(said(event, "2020-01-01", "first", **{member: values[0]}), stream_id=SOCIAL)
    desk.do(said(event, "2021-01-01", "second", **{member: values[1]}), stream_id=SOCIAL)

    def held(day: str) -> list[str]:
        return [one.value for one in getattr(on(desk, day, SOCIAL).particulars, facets)]

    assert held("2019-12-31") == []
    assert held("2020-12-31") == [values[0]]
    assert held("2021-01-01") == list(values)
    desk.do(rescinded("second"), stream_id=SOCIAL)
    assert held("2021-01-01") == [values[0]]


@pytest.mark.requirement("R42")
@pytest.mark.parametrize(("event", "member"), [("rated", "rating"), ("tax_status_set", "status")])
def test_a_rating_and_a_tax_status_hold_for_their_last_day_and_not_beyond(event: str, member: str) -> None:
    desk = desk_with_social_organisation()
    early = said(event, "2020-01-02", "early", **{member: "x"}, until="2020-01-01")
    assert refused(desk, early, of=SOCIAL) == "impossible.ends_before_start"
    desk.do(said(event, "2020-01-01", "one", **{member: "x"}, until="2020-12-31"), stream_id=SOCIAL)
    known = on(desk, "2021-01-01", SOCIAL).particulars
    (mark,) = known.ratings or known.tax_statuses
    assert mark.holds(date(2020, 12, 31))
    assert not mark.holds(date(2021, 1, 1))


def test_an_inspection_has_its_document_and_is_corrected() -> None:
    desk = desk_with_social_organisation()
    first = said("inspected", "2020-06-30", "inspection", result="qualified", document_number="1")
    desk.do(first, stream_id=SOCIAL)
    better = said("inspected", "2020-06-30", result="unqualified", document_number="1")
    desk.do(corrected("inspection", better), stream_id=SOCIAL)
    (one,) = on(desk, "2020-06-30", SOCIAL).particulars.inspections
    assert (one.result, one.document_number, one.on) == ("unqualified", "1", date(2020, 6, 30))


@pytest.mark.requirement("R41")
def test_it_is_on_the_list_until_cleared_and_never_twice() -> None:
    desk = desk_with_social_organisation()
    listed = said("listed_abnormal", "2020-07-01", "listed", reason_code="report_not_filed")
    desk.do(listed, stream_id=SOCIAL)
    again = said("listed_abnormal", "2020-08-01", "again", reason_code="not_found")
    assert refused(desk, again, of=SOCIAL) == "impossible.listed_already"
    cleared = said("abnormal_cleared", "2020-09-01", "cleared", listing=cite("listed"))
    early = said("abnormal_cleared", "2020-07-01", "early", listing=cite("listed"))
    assert refused(desk, early, of=SOCIAL) == "impossible.unknown_reference"
    desk.do(cleared, stream_id=SOCIAL)
    assert on(desk, "2020-08-31", SOCIAL).particulars.listings[0].open
    assert not on(desk, "2020-09-01", SOCIAL).particulars.listings[0].open
    twice = said("abnormal_cleared", "2020-10-01", "twice", listing=cite("listed"))
    assert refused(desk, twice, of=SOCIAL) == "impossible.cleared_twice"
    unknown = said("abnormal_cleared", "2020-10-01", "unknown", listing=cite("cleared"))
    assert refused(desk, unknown, of=SOCIAL) == "impossible.unknown_reference"
    desk.do(said("listed_abnormal", "2020-12-01", "later", reason_code="not_found"), stream_id=SOCIAL)
