"""How far a cycle has come, and whose result is overdue."""

from datetime import date

import pytest

from domain.cycle.progress import Overdue, overdue_assessments, results
from domain.worker.state import WorkerState
from tests.memory import say
from tests.specification import CYCLE, cited
from tests.unit.domain.cycle.desk import (
    CycleDesk,
    assessed,
    enrolled,
    opened,
    rescinded,
    withdrawn,
    worker_id,
)

DUE = date(2024, 3, 31)


@pytest.fixture
def desk() -> CycleDesk:
    """Four enrolled: the first has a confirmed result, the second an unconfirmed one, the others none."""
    made = CycleDesk(4)
    made.run(opened())
    made.run(enrolled(1, 2, 3, 4))
    made.of(1, assessed(1, "excellent"))
    confirmation = say(
        "worker.assessment_confirmed", "2024-01-20", "confirmed 1", assessment=cited("assessed 1")
    )
    made.of(1, confirmation, actor="approver")
    made.of(2, assessed(2, "good"))
    return made


def states(desk: CycleDesk, day: date) -> dict[str, WorkerState]:
    return {worker: desk.worker(worker).as_of(day) for worker in desk.state().enrolled}


def overdue(desk: CycleDesk, day: date) -> tuple[Overdue, ...]:
    return overdue_assessments(desk.state(), states(desk, day), day)


def test_the_results_of_all_enrolled(desk: CycleDesk) -> None:
    found = {one.worker_id: one for one in results(desk.state(), states(desk, DUE))}
    assert (found[worker_id(1)].top, found[worker_id(1)].confirmed) == (True, True)
    assert (found[worker_id(2)].grade, found[worker_id(2)].confirmed) == ("good", False)
    assert found[worker_id(3)].assessment is None
    assert list(found) == sorted(found)


def test_nothing_is_overdue_on_the_due_day_itself(desk: CycleDesk) -> None:
    assert overdue(desk, DUE) == ()


def test_from_the_next_day_on_whoever_has_no_confirmed_result_is_overdue(desk: CycleDesk) -> None:
    found = {one.worker_id: one for one in overdue(desk, date(2024, 4, 1))}
    assert set(found) == {worker_id(2), worker_id(3), worker_id(4)}
    assert found[worker_id(2)] == Overdue(worker_id(2), CYCLE, DUE, 1, recorded=True)
    assert not found[worker_id(3)].recorded
    assert {one.days for one in overdue(desk, date(2024, 5, 1))} == {31}


def test_a_confirmation_counts_from_its_day(desk: CycleDesk) -> None:
    late = say("worker.assessment_confirmed", "2024-04-10", "confirmed 2", assessment=cited("assessed 2"))
    desk.of(2, late, actor="approver")
    assert worker_id(2) in {one.worker_id for one in overdue(desk, date(2024, 4, 9))}
    assert worker_id(2) not in {one.worker_id for one in overdue(desk, date(2024, 4, 10))}


def test_whoever_is_withdrawn_or_erased_is_not_waited_for(desk: CycleDesk) -> None:
    desk.run(withdrawn(3))
    desk.of(4, say("subject.erased", "2024-03-01", ground="retention_over"))
    assert {one.worker_id for one in overdue(desk, date(2024, 4, 1))} == {worker_id(2)}


def test_a_rescinded_result_is_overdue_again(desk: CycleDesk) -> None:
    desk.of(1, rescinded("confirmed 1"), rescinded("assessed 1"))
    assert worker_id(1) in {one.worker_id for one in overdue(desk, date(2024, 4, 1))}
