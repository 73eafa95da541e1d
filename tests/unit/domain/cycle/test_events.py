"""Assessment cycles (R54): opened, workers enrolled and withdrawn, closed with the numbers that the ledger says."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.errors import InvalidInput
from tests.memory import beside, say
from tests.specification import AGENCY, CITY, COUNTY, organisation_id
from tests.unit.domain.cycle.desk import (
    CycleDesk,
    assessed,
    book,
    closed,
    corrected,
    enrolled,
    opened,
    rescinded,
    withdrawn,
    worker_id,
)


def running(workers: int = 10, percent: int = 20) -> CycleDesk:
    """A cycle with that many workers enrolled."""
    desk = CycleDesk(workers, percent)
    desk.run(opened())
    desk.run(enrolled(*range(1, workers + 1)))
    return desk


@pytest.mark.requirement("R54")
def test_a_cycle_is_opened_enrolled_and_closed_with_its_numbers() -> None:
    desk = running()
    desk.run(withdrawn(10))
    desk.run(closed())

    state = desk.state()
    assert (state.organisation, state.top_grades, len(state.enrolled)) == (COUNTY, ("excellent",), 9)
    assert state.closed is not None
    assert (state.closed.enrolled, state.closed.top_share_percent, state.closed.quota) == (9, 20, 1)
    closing = desk.timeline().events[-1]
    assert (closing.data.enrolled, closing.data.top_share_percent, closing.data.quota) == (9, 20, 1)
    assert closing.said.rulebook is not None


def test_enrolments_hold_from_their_day() -> None:
    desk = running(3)
    desk.run(withdrawn(3, on="2023-12-20"))
    timeline = desk.timeline()
    before, after = timeline.as_of(date(2023, 12, 19)), timeline.as_of(date(2023, 12, 20))
    assert before is not None
    assert after is not None
    assert worker_id(3) in before.enrolled
    assert worker_id(3) not in after.enrolled


def test_what_cannot_be_of_a_cycle() -> None:
    desk = running(3)
    desk.refused("impossible.cycle_opened", opened(label="again"))
    desk.refused("impossible.enrolled_twice", enrolled(2, label="again"))
    desk.refused("impossible.not_enrolled", withdrawn(4))
    desk.refused("impossible.before_opening", withdrawn(1, on="2023-11-30"))
    desk.run(closed())
    desk.hire(4)
    desk.refused("impossible.cycle_closed", enrolled(4, on="2024-04-02"))
    desk.refused("impossible.cycle_closed", withdrawn(1, on="2024-04-02"))
    desk.refused("impossible.cycle_closed", closed("2024-04-02", "twice"))


def test_an_organisation_that_is_not_there_opens_no_cycle() -> None:
    desk = CycleDesk()
    desk.refused("impossible.organisation_unknown", opened(organisation=organisation_id("nowhere")))
    desk.do(say("organisation.dissolved", "2023-12-01", reason_code="merged"), stream_id=AGENCY)
    desk.refused("impossible.organisation_unknown", opened(organisation=AGENCY))


def test_only_workers_of_the_organisation_are_enrolled() -> None:
    desk = CycleDesk(1)
    desk.hire(2, host=CITY)
    desk.run(opened())
    desk.refused("impossible.not_of_organisation", enrolled(1, 2))
    desk.refused("impossible.not_of_organisation", enrolled(3))
    desk.of(1, say("worker.separated", "2023-12-04", reason_code="resigned"))
    desk.refused("impossible.not_of_organisation", enrolled(1))


def test_a_cycle_of_the_city_takes_workers_of_its_counties() -> None:
    desk = CycleDesk(1)
    desk.run(opened(organisation=CITY))
    desk.run(enrolled(1))
    assert desk.state().enrolled == {worker_id(1)}


@pytest.mark.parametrize(
    "changes",
    [
        {"period_to": "2022-12-31"},
        {"due_on": "2022-12-31"},
        {"kind": "monthly"},
        {"standard": {"title": "示例考核标准"}},
    ],
)
def test_a_cycle_that_contradicts_itself_is_not_read(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        CycleDesk().run(opened(**changes))


@pytest.mark.parametrize(
    "workers", [[], [worker_id(1)] * 2, [worker_id(n) for n in range(501)], ["worker-1"]]
)
def test_an_enrolment_names_one_to_five_hundred_workers_once(workers: list[str]) -> None:
    desk = CycleDesk()
    desk.run(opened())
    with pytest.raises(InvalidInput):
        desk.run(say("cycle.workers_enrolled", "2023-12-05", workers=workers))


def test_the_scheme_is_one_of_the_book_and_gives_the_top_grade() -> None:
    desk = CycleDesk()
    desk.refused("impossible.scheme_unknown", opened(scheme="unheard_of"))
    told = desk.refused("impossible.numbers_differ", opened(top_grades=["good"]))
    assert "excellent" in told.en
    desk.run(opened(top_grades=["excellent"]))


def test_before_any_book_nothing_is_limited() -> None:
    desk = CycleDesk(2)
    early = {"period_from": "2015-01-01", "period_to": "2015-12-31", "due_on": "2016-03-31"}
    desk.run(opened("2015-12-01", scheme="unheard_of", **early))
    desk.run(closed("2016-01-10"))
    state = desk.state()
    assert state.top_grades == ()
    assert state.closed is not None
    assert state.closed.top_share_percent == 100
    assert desk.timeline().events[0].said.rulebook is None


def test_the_share_is_that_of_the_nearest_book_on_the_day_of_the_closing() -> None:
    desk = running()
    desk.enact(book(30, "220621"), "2024-01-01")
    desk.run(closed("2024-04-01"))
    closing = desk.state().closed
    assert closing is not None
    assert (closing.top_share_percent, closing.quota) == (30, 3)


@pytest.mark.parametrize(
    "numbers", [{"enrolled": 9}, {"top_share_percent": 25}, {"quota": 3}, {"enrolled": 11, "quota": 2}]
)
def test_numbers_that_are_sent_are_the_ledgers_or_refused(numbers: dict[str, Any]) -> None:
    desk = running()
    desk.refused("impossible.numbers_differ", closed(**numbers))
    desk.run(closed(enrolled=10, top_share_percent=20, quota=2))


def test_a_closing_rests_on_its_numbers() -> None:
    desk = running()
    desk.hire(11)
    desk.run(closed())
    told = desk.refused("impossible.closing_numbers", enrolled(11, on="2024-03-01"))
    assert told.event_id == UUID(str(desk.timeline().events[-1].event_id))
    desk.run(rescinded("closed"), enrolled(11, on="2024-03-01"), closed(label="closed anew"))
    closing = desk.state().closed
    assert closing is not None
    assert closing.enrolled == 11


def test_a_closing_is_corrected_with_its_numbers_filled_in() -> None:
    desk = running()
    desk.run(closed())
    desk.run(corrected("closed", closed("2024-04-10")))
    closing = desk.state().closed
    assert closing is not None
    assert (closing.on.isoformat(), closing.enrolled, closing.quota) == ("2024-04-10", 10, 2)
    desk.refused("impossible.numbers_differ", corrected("closed", closed(enrolled=3), label="wrong"))


def test_a_result_keeps_its_worker_enrolled_and_the_terms_as_they_are() -> None:
    desk = running(3)
    desk.of(1, assessed(1))
    desk.refused("impossible.results_recorded", withdrawn(1, on="2024-02-01"))
    desk.refused("impossible.results_recorded", rescinded("enrolled (1, 2, 3)"))
    desk.refused("impossible.results_recorded", corrected("opened", opened(period_to="2023-11-30")))
    desk.refused("impossible.results_recorded", rescinded("enrolled (1, 2, 3)"), rescinded("opened"))
    desk.run(corrected("opened", opened(due_on="2024-04-30")))
    desk.run(corrected("enrolled (1, 2, 3)", enrolled(1, 2)))
    desk.of(1, rescinded("assessed 1"))
    desk.run(withdrawn(1, on="2024-02-01"))
    assert desk.state().enrolled == {worker_id(2)}


def test_a_reason_is_said_beside_the_data() -> None:
    desk = running(2)
    desk.run(beside(withdrawn(2), reason="调出本单位"))
    assert desk.timeline().events[-1].said.reason == "调出本单位"
