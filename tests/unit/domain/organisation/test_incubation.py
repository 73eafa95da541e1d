"""Social organisations brought up by a union, and the unit that supervises them (R16)."""

from datetime import date

import pytest

from tests.memory import Said, say
from tests.specification import AGENCY, CITY, COUNTY
from tests.unit.domain.organisation.support import (
    SOCIAL,
    cite,
    corrected,
    desk_with_social_organisation,
    on,
    refused,
    rescinded,
)


def started(day: str = "2020-01-01", label: str = "incubation", union: str = CITY) -> Said:
    return say("organisation.incubation_started", day, label, union=union)


def graduated(day: str = "2022-01-01", label: str = "graduation", of: str = "incubation") -> Said:
    return say("organisation.incubation_graduated", day, label, incubation=cite(of))


@pytest.mark.requirement("R16")
def test_it_runs_from_its_first_day_to_the_day_before_graduation() -> None:
    desk = desk_with_social_organisation()
    desk.do(started(), stream_id=SOCIAL)
    desk.do(graduated(), stream_id=SOCIAL)
    assert on(desk, "2019-12-31", SOCIAL).particulars.incubations == ()
    assert on(desk, "2021-12-31", SOCIAL).particulars.incubations[0].open
    (one,) = on(desk, "2022-01-01", SOCIAL).particulars.incubations
    assert (one.union, one.since, one.graduated_on) == (CITY, date(2020, 1, 1), date(2022, 1, 1))


@pytest.mark.requirement("R16", shows="refusal")
def test_only_a_social_organisation_is_brought_up_and_only_by_a_union() -> None:
    desk = desk_with_social_organisation()
    assert refused(desk, started()) == "impossible.not_a_social_organisation"
    assert refused(desk, started(union=AGENCY), of=SOCIAL) == "impossible.not_a_union"
    desk.do(say("organisation.dissolved", "2019-01-01", reason_code="closed"), stream_id=COUNTY)
    assert refused(desk, started(union=COUNTY), of=SOCIAL) == "impossible.organisation_unknown"


def test_once_at_a_time_and_it_graduates_once() -> None:
    desk = desk_with_social_organisation()
    assert refused(desk, graduated(), of=SOCIAL) == "impossible.unknown_reference"
    desk.do(started(), stream_id=SOCIAL)
    assert refused(desk, started("2021-01-01", "again"), of=SOCIAL) == "impossible.incubated_already"
    assert refused(desk, graduated("2020-01-01"), of=SOCIAL) == "impossible.unknown_reference"
    desk.do(graduated(), stream_id=SOCIAL)
    assert refused(desk, graduated("2023-01-01", "twice"), of=SOCIAL) == "impossible.graduated_twice"
    desk.do(started("2023-01-01", "again"), stream_id=SOCIAL)


def test_a_graduation_is_corrected_and_rescinded() -> None:
    desk = desk_with_social_organisation()
    desk.do(started(), stream_id=SOCIAL)
    desk.do(graduated(), stream_id=SOCIAL)
    assert refused(desk, rescinded("incubation"), of=SOCIAL) == "impossible.unknown_reference"
    desk.do(corrected("graduation", graduated("2022-06-01")), stream_id=SOCIAL)
    assert on(desk, "2022-05-31", SOCIAL).particulars.incubations[0].open
    desk.do(rescinded("graduation"), stream_id=SOCIAL)
    assert on(desk, "2024-01-01", SOCIAL).particulars.incubations[0].open


def test_the_supervisory_unit_is_a_text_and_an_organisation_where_the_ledger_has_it() -> None:
    desk = desk_with_social_organisation()
    desk.do(say("organisation.supervisory_unit_set", "2020-01-01", unit="示例民政局"), stream_id=SOCIAL)
    named = say("organisation.supervisory_unit_set", "2021-01-01", unit="示例市总工会", organisation=CITY)
    desk.do(named, stream_id=SOCIAL)
    told = [(one.unit, one.organisation) for one in on(desk, "2021-01-01", SOCIAL).particulars.supervisions]
    assert told == [("示例民政局", None), ("示例市总工会", CITY)]
    assert len(on(desk, "2020-12-31", SOCIAL).particulars.supervisions) == 1
    own = say("organisation.supervisory_unit_set", "2021-02-01", unit="示例", organisation=SOCIAL)
    assert refused(desk, own, of=SOCIAL) == "impossible.supervises_itself"
