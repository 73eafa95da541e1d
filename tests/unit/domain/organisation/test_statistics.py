"""What is counted in an organisation's area, and its staff (R34, R37)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import InvalidInput, Refused
from domain.organisation.state import OrganisationState
from domain.reading import Reading
from tests.memory import Desk, Said, event_id, say
from tests.specification import CITY, COUNTY, organisation_id

TOMORROW = "2026-01-02"
"""The ledger of these tests is on its first day, 1 January 2026."""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def counted(on: str = "2023-12-31", label: str = "counted", /, effective: str = "", **data: Any) -> Said:
    members = {"on": on, "workers": 5400, **data}
    return say("organisation.statistics_reported", effective or on, label, **members)


def staff(on: str, label: str = "staff", number: int = 24) -> Said:
    return say("organisation.staff_total_reported", on, label, staff=number)


def on(desk: Desk, day: str) -> OrganisationState:
    state = Reading(desk.ledger, desk.shelf).organisation(COUNTY, date.fromisoformat(day))
    assert state is not None
    return state


def refused(desk: Desk, *said: Said) -> str:
    with pytest.raises(Refused) as why:
        desk.do(*said, stream_id=COUNTY)
    return why.value.refusals[0].rule


@pytest.mark.requirement("R34")
@pytest.mark.requirement("R5", "R35", "R36")
def test_a_count_is_known_from_its_report_on(desk: Desk) -> None:
    desk.do(counted(effective="2024-01-15", enterprises=132), stream_id=COUNTY)
    assert on(desk, "2024-01-14").particulars.statistics == ()
    [one] = on(desk, "2024-01-15").particulars.statistics
    assert (one.on, one.workers, one.enterprises, one.members) == (date(2023, 12, 31), 5400, 132, None)


def test_a_report_counts_something(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        desk.do(say("organisation.statistics_reported", "2024-01-01", on="2023-12-31"), stream_id=COUNTY)


def test_no_count_is_negative(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        desk.do(counted(workers=-1), stream_id=COUNTY)


@pytest.mark.requirement("R34", shows="refusal")
def test_a_count_of_a_day_to_come_is_refused(desk: Desk) -> None:
    desk.do(counted("2026-01-01", "today"), staff("2026-01-01", "staff today"), stream_id=COUNTY)
    assert refused(desk, counted(TOMORROW)) == "impossible.counted_in_future"
    assert refused(desk, counted(effective=TOMORROW)) == "impossible.counted_in_future"
    assert refused(desk, staff(TOMORROW)) == "impossible.counted_in_future"


def test_a_correction_moves_no_count_into_the_future(desk: Desk) -> None:
    desk.do(counted(), stream_id=COUNTY)
    moved = say(
        "event.corrected",
        "2025-01-01",
        "moved",
        target=str(event_id("counted")),
        type="organisation.statistics_reported",
        effective_on=TOMORROW,
        data=counted(TOMORROW).data,
    )
    assert refused(desk, moved) == "impossible.counted_in_future"


def test_a_count_is_of_no_later_day_than_its_report(desk: Desk) -> None:
    late = counted("2024-01-16", effective="2024-01-15")
    assert refused(desk, late) == "impossible.counted_after_report"


@pytest.mark.requirement("R38")
def test_one_count_of_a_day(desk: Desk) -> None:
    desk.do(counted(), staff("2023-12-31"), stream_id=COUNTY)
    assert refused(desk, counted("2023-12-31", "anew", effective="2024-02-01")) == "impossible.counted_twice"
    assert refused(desk, staff("2023-12-31", "again", 25)) == "impossible.counted_twice"
    desk.do(counted("2024-12-31", "next year"), staff("2024-12-31", "next staff"), stream_id=COUNTY)


def test_a_zone_lies_inside_a_union_that_is_there(desk: Desk) -> None:
    assert refused(desk, counted(zone_inside=COUNTY)) == "impossible.zone_inside_itself"
    assert refused(desk, counted(zone_inside=organisation_id("none"))) == "impossible.organisation_unknown"
    desk.do(counted(zone_inside=CITY), stream_id=COUNTY)


def test_a_rescinded_count_is_none(desk: Desk) -> None:
    desk.do(counted(), stream_id=COUNTY)
    desk.do(say("event.rescinded", "2025-01-01", "undone", target=str(event_id("counted"))), stream_id=COUNTY)
    assert on(desk, "2025-01-01").particulars.statistics == ()


def test_nothing_is_counted_of_an_organisation_that_is_no_more(desk: Desk) -> None:
    desk.do(say("organisation.dissolved", "2023-12-31", reason_code="merged"), stream_id=COUNTY)
    assert refused(desk, counted()) == "impossible.organisation_dissolved"
