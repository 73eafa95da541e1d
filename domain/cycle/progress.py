"""How far a cycle has come: each enrolled worker's result, and whose is overdue. Pure functions of folded states."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.cycle.state import CycleState
from domain.worker.state import WorkerState


class Result(NamedTuple):
    """An enrolled worker's standing result in the cycle; `assessment` is None where there is none."""

    worker_id: str
    assessment: UUID | None = None
    grade: str | None = None
    top: bool = False
    confirmed: bool = False


class Overdue(NamedTuple):
    """An enrolled worker without a confirmed result after the cycle's due date; `recorded` when it only wants that."""

    worker_id: str
    cycle_id: str
    due_on: date
    days: int
    recorded: bool


def results(cycle: CycleState, workers: Mapping[str, WorkerState]) -> tuple[Result, ...]:
    """The results of all enrolled, in the order of their ids. `workers` are their states on the day asked for."""
    return tuple(_result(cycle, worker_id, workers.get(worker_id)) for worker_id in sorted(cycle.enrolled))


def _result(cycle: CycleState, worker_id: str, state: WorkerState | None) -> Result:
    assessments = state.assessments if state is not None else ()
    found = next((one for one in assessments if one.cycle == cycle.cycle_id), None)
    if found is None:
        return Result(worker_id)
    return Result(worker_id, found.event_id, found.grade, found.grade in cycle.top_grades, found.confirmed)


def overdue_assessments(
    cycle: CycleState, workers: Mapping[str, WorkerState], day: date
) -> tuple[Overdue, ...]:
    """Whose confirmed result was due before `day` and is not there (R54). `due_on` itself is still in time.

    A person who has been erased is not waited for: nothing can be recorded about them any more.
    """
    days = (day - cycle.due_on).days
    if days <= 0:
        return ()
    return tuple(
        Overdue(one.worker_id, cycle.cycle_id, cycle.due_on, days, one.assessment is not None)
        for one in results(cycle, workers)
        if not one.confirmed and not _erased(workers.get(one.worker_id))
    )


def _erased(state: WorkerState | None) -> bool:
    return state is not None and state.erased_on is not None
