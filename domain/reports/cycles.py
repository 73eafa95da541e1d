"""Assessments whose result was due and is not there: of the cycles that workers are enrolled in, and of whole years."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.cycle.events import ENROLLED, OPENED
from domain.cycle.progress import overdue_assessments
from domain.cycle.state import CycleState
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.worklist import items
from domain.timeline import Timeline

CycleTimeline = Timeline[CycleState | None]


def overdue(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Whose confirmed result is overdue on the day, a row for each cycle, then one for each year without one (R54).

    A year is listed from the day of the rulebook's `assessment_by`, unless an annual cycle of that year is listed.
    """
    counted = {career.worker: career for career in careers if career.counted}
    years: set[tuple[str, int]] = set()
    for timeline in asked.cycles():
        cycle = timeline.as_of(asked.on)
        if cycle is None or cycle.opened_on > asked.on:
            continue
        states = {one: counted[one].state for one in cycle.enrolled if one in counted}
        for late in overdue_assessments(cycle, states, asked.on):
            if late.worker_id in states:
                if cycle.kind == "annual":
                    years.add((late.worker_id, cycle.period_to.year))
                career = counted[late.worker_id]
                row = _row(career, late.due_on, late.cycle_id, cycle.kind, recorded=late.recorded)
                yield {**row, "rests_on": _rests_on(timeline, career, asked.on)}
    for career in counted.values():
        yield from _years(career, years)


def _years(career: Career, listed: set[tuple[str, int]]) -> Iterator[Row]:
    annual = [one for one in career.state.assessments if one.kind == "annual"]
    for item in items(career, ("assessment_due",)):
        assert item.due_on is not None
        year = item.due_on.year - 1
        if item.overdue and (career.worker, year) not in listed:
            recorded = any(one.period_from.year <= year <= one.period_to.year for one in annual)
            row = _row(career, item.due_on, None, "annual", recorded=recorded)
            yield {**row, "rests_on": list(item.rests_on)}


def _row(career: Career, due_on: date, cycle: str | None, kind: str, *, recorded: bool) -> Row:
    return {
        **career.head(),
        "cycle": cycle,
        "assessment_kind": kind,
        "due_on": due_on.isoformat(),
        "days": (career.asked.on - due_on).days,
        "recorded": recorded,
    }


def _rests_on(timeline: CycleTimeline, career: Career, on: date) -> list[int]:
    """The cycle's opening, the worker's enrolment, and the result that waits for its confirmation."""
    found: set[int] = set()
    for standing in timeline.standing:
        enrols = standing.type is ENROLLED and career.worker in standing.data.workers
        if standing.effective_on <= on and (standing.type is OPENED or enrols):
            found.update(positions(standing))
    waiting = (one.event_id for one in career.state.assessments if one.cycle == timeline.stream_id)
    return sorted({*found, *career.rests_on(*waiting)})
