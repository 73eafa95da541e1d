"""`GET /v1/cycles` and `/v1/cycles/{id}`: assessment cycles, their quota, and how far they have come."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.owned import home_of
from api.queries import cycles_documentation as docs
from api.queries.answers import answer
from api.queries.gate import Asking, Gate
from api.queries.parameters import (
    Cursor,
    CyclePath,
    Paged,
    Times,
    checked_stream,
    read_cursor,
    write_cursor,
)
from domain.cycle.deciding import top_share_percent
from domain.cycle.events import quota_of
from domain.cycle.progress import Result, overdue_assessments, results
from domain.cycle.state import Closing, CycleState
from domain.errors import NotFound
from domain.worker.state import WorkerState
from projections.known import Known, ReadingAt
from projections.moments import Moment, moment
from projections.workforce import every_cycle


class CycleQueries:
    """The queries of assessment cycles."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._runner = deps.runner
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/cycles", self.all, **docs.CYCLES)
        router.add_api_route("/v1/cycles/{cycle_id}", self.one, **docs.CYCLE)

    def all(self, request: Request, asked: Annotated[Paged, Query()]) -> Response:
        """The cycles of the reader's scope that had been opened by a day, in order of their ids."""
        asking = self._gate.ask(request, Right.CYCLES)
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, asked.as_of, asked.known_at)
        found = list(islice(self._opened(asking, at, going_on.after if going_on else ""), asked.limit + 1))
        shown = found[: asked.limit]
        body: dict[str, Any] = {"cycles": [cycle_json(state) for state in shown]}
        if len(found) > len(shown):
            body["next_cursor"] = write_cursor(asked, Cursor(shown[-1].cycle_id, at))
        return answer(self._source, at, body)

    def _opened(self, asking: Asking, at: Moment, after: str) -> Iterator[CycleState]:
        """Cycles that were open to be seen, read many at a time."""
        self._runner.ensure(at.size)
        known = Known(self._source, at.position)
        scope = None if asking.scope is None else frozenset(asking.shown(known, at.as_of))
        for timeline in every_cycle(known, after):
            state = timeline.as_of(at.as_of)
            if state is None or state.opened_on > at.as_of:
                continue
            if scope is None or state.organisation in scope:
                yield state

    def one(self, request: Request, cycle_id: CyclePath, asked: Annotated[Times, Query()]) -> Response:
        """One cycle on a day: its terms, the places of its top grade, and the result of every enrolled worker."""
        asking = self._gate.ask(request, Right.CYCLES)
        checked_stream(cycle_id, "cycle")
        at = moment(self._source, asked.as_of, asked.known_at)
        known = Known(self._source, at.position)
        timeline = known.cycle(cycle_id)
        if not timeline.version or not asking.sees_any((home_of(timeline),), at.as_of):
            raise _no_cycle()
        state = timeline.as_of(at.as_of)
        if state is None or state.opened_on > at.as_of:
            raise _no_cycle()
        workers = _states(known, state, at)
        body = {
            **cycle_json(state),
            "version": timeline.version,
            **_progress_json(results(state, workers)),
            "top_places": self._places(known, state, at),
            "overdue": [one.worker_id for one in overdue_assessments(state, workers, at.as_of)],
        }
        return answer(self._source, at, body, version=timeline.version)

    def _places(self, known: Known, state: CycleState, at: Moment) -> dict[str, int]:
        """The places of the top grade: as the closing gave them, or as it would on that day."""
        if state.closed is not None:
            return places_json(state.closed)
        enrolled = len(state.enrolled)
        percent = top_share_percent(ReadingAt(self._source, known), state, at.as_of)
        return places_json(Closing(at.as_of, at.position, enrolled, percent, quota_of(enrolled, percent)))


def cycle_json(state: CycleState) -> dict[str, Any]:
    """A cycle on a day, without its workers."""
    return {
        "cycle_id": state.cycle_id,
        "organisation_id": state.organisation,
        "kind": state.kind,
        "scheme": state.scheme,
        "standard": state.standard.model_dump(mode="json", exclude_none=True),
        "period_from": state.period_from.isoformat(),
        "period_to": state.period_to.isoformat(),
        "due_on": state.due_on.isoformat(),
        "opened_on": state.opened_on.isoformat(),
        "closed_on": state.closed.on.isoformat() if state.closed is not None else None,
        "top_grades": list(state.top_grades),
        "enrolled": len(state.enrolled),
    }


def places_json(closing: Closing) -> dict[str, int]:
    """How many may have the top grade, and what that rests on."""
    return {
        "enrolled": closing.enrolled,
        "top_share_percent": closing.top_share_percent,
        "quota": closing.quota,
    }


def _progress_json(found: tuple[Result, ...]) -> dict[str, Any]:
    """What there is and what is missing."""
    return {
        "recorded": sum(1 for one in found if one.assessment is not None),
        "confirmed": sum(1 for one in found if one.confirmed),
        "tops": sum(1 for one in found if one.top),
        "missing": [one.worker_id for one in found if one.assessment is None],
        "workers": [_result_json(one) for one in found],
    }


def _result_json(one: Result) -> dict[str, Any]:
    return {
        "worker_id": one.worker_id,
        "assessment": None if one.assessment is None else str(one.assessment),
        "grade": one.grade,
        "confirmed": one.confirmed,
    }


def _states(known: Known, cycle: CycleState, at: Moment) -> dict[str, WorkerState]:
    """The enrolled workers on the day, read many at a time."""
    known.load(sorted(cycle.enrolled))
    return {worker_id: known.worker(worker_id).as_of(at.as_of) for worker_id in cycle.enrolled}


def _no_cycle() -> NotFound:
    return NotFound("没有这个考核周期", "there is no such assessment cycle")
