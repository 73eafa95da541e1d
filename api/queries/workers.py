"""`GET /v1/workers/{id}`, its history and evaluations, and the look-up of a person by identity document."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api.authority import Query as Right
from api.bodies import JSON, parse_body, read_body
from api.dependencies import Dependencies
from api.limits import BODY_BYTES
from api.queries import documentation as docs
from api.queries.answers import answer, plain_json
from api.queries.gate import Asking, Gate, no_worker
from api.queries.parameters import Times, Unmasking, WorkerPath, checked_stream
from api.queries.views import Lens
from api.queries.workers_view import assessment_json, history_json, worker_json
from domain.orders import read_shape
from domain.questioned import questioned
from domain.record import Shape
from domain.timeline import Timeline
from domain.worker.life import person_key
from domain.worker.registration import Document
from domain.worker.state import WorkerState
from projections.history import Account, accounts
from projections.known import Known, ReadingAt
from projections.moments import Moment, moment


async def sent(request: Request) -> bytes:
    """The body, read before a thread takes the question over."""
    return await read_body(request, BODY_BYTES, JSON)


class Lookup(Shape):
    """Whom to look for. Numbers never stand in a URL, where logs would keep them."""

    document: Document


class WorkerQueries:
    """The queries of one worker."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/workers/lookup", self.lookup, methods=["POST"], **docs.LOOKUP)
        router.add_api_route("/v1/workers/{worker_id}", self.state, **docs.WORKER)
        router.add_api_route("/v1/workers/{worker_id}/history", self.history, **docs.HISTORY)
        router.add_api_route("/v1/workers/{worker_id}/evaluations", self.evaluations, **docs.EVALUATIONS)

    def state(
        self, request: Request, worker_id: WorkerPath, asked: Annotated[Unmasking, Query()]
    ) -> Response:
        """The worker's state on a day, as known at a position."""
        asking = self._gate.ask(request, Right.WORKERS)
        at, timeline = self.look(worker_id, asked)
        if not asking.holds(timeline, at.as_of):
            raise no_worker()
        lens = asking.lens(asked.unmask, asked.reason, f"GET /v1/workers/{worker_id}")
        body = {
            "worker_id": worker_id,
            "version": timeline.version,
            **worker_json(timeline.as_of(at.as_of), at.as_of, lens),
        }
        return answer(self._source, at, body, version=timeline.version)

    def history(
        self, request: Request, worker_id: WorkerPath, asked: Annotated[Unmasking, Query()]
    ) -> Response:
        """Every event that the reader may see, what it says now, and whether it stands."""
        asking = self._gate.ask(request, Right.WORKERS)
        at, timeline = self.look(worker_id, asked)
        seen = self.seen(asking, at, timeline)
        lens = asking.lens(asked.unmask, asked.reason, f"GET /v1/workers/{worker_id}/history")
        body = {
            "worker_id": worker_id,
            "version": timeline.version,
            "events": self.events(at, timeline, seen, lens),
        }
        return answer(self._source, at, body, version=timeline.version)

    def evaluations(
        self, request: Request, worker_id: WorkerPath, asked: Annotated[Times, Query()]
    ) -> Response:
        """The assessments on a day, their confirmations, and the decisions that rest on them."""
        asking = self._gate.ask(request, Right.WORKERS)
        at, timeline = self.look(worker_id, asked)
        if not asking.holds(timeline, at.as_of):
            raise no_worker()
        body = {
            "worker_id": worker_id,
            "version": timeline.version,
            "evaluations": self.assessments(at, timeline, asking.lens(False, None, "")),
        }
        return answer(self._source, at, body, version=timeline.version)

    def lookup(self, request: Request, content: Annotated[bytes, Depends(sent)]) -> Response:
        """The worker with this identity document, if the reader may know of them. The look is logged."""
        asking = self._gate.ask(request, Right.WORKERS)
        parse_body(content)
        wanted = read_shape(Lookup, content)
        key = person_key(wanted.document, self._source)
        held = self._source.claims([key]) if key is not None else ()
        asking.record("POST /v1/workers/lookup", None)
        for claim in held:
            timeline = asking.now.worker(claim.stream_id)
            if asking.holds(timeline, asking.today):
                return plain_json({"worker_id": claim.stream_id, "version": timeline.version})
        raise no_worker()

    def seen(self, asking: Asking, at: Moment, timeline: Timeline[WorkerState]) -> list[Account]:
        """The events of a history that the reader sees. Raises NotFound when there are none."""
        return asking.visible_accounts(timeline, accounts(timeline.events), at.as_of)

    def events(
        self, at: Moment, timeline: Timeline[WorkerState], seen: Sequence[Account], lens: Lens
    ) -> list[dict[str, Any]]:
        """Those events, each with what it says now, whether it stands, and why it is questioned."""
        reading = ReadingAt(self._source, Known(self._source, at.position))
        doubts = {one.event_id: one for one in questioned(timeline, reading)}
        return [history_json(one, at.as_of, lens, doubts.get(one.event.event_id)) for one in seen]

    def assessments(self, at: Moment, timeline: Timeline[WorkerState], lens: Lens) -> list[dict[str, Any]]:
        """The assessments on the day, each with the decisions that rest on it."""
        state = timeline.as_of(at.as_of)
        return [
            assessment_json(one, state, lens, _citing(timeline, str(one.event_id), at))
            for one in state.assessments
        ]

    def look(self, worker_id: str, asked: Times) -> tuple[Moment, Timeline[WorkerState]]:
        """The question's times and the worker as known then. Raises NotFound."""
        checked_stream(worker_id, "worker")
        at = moment(self._source, asked.as_of, asked.known_at)
        timeline = Known(self._source, at.position).worker(worker_id)
        if not timeline.version:
            raise no_worker()
        return at, timeline


def _citing(timeline: Timeline[WorkerState], event_id: str, at: Moment) -> list[dict[str, Any]]:
    """The standing decisions, effective by the day, whose evidence names an event."""
    return [
        {
            "event_id": str(standing.event_id),
            "type": standing.type.name,
            "effective_on": standing.effective_on.isoformat(),
            "position": standing.position,
        }
        for standing in timeline.standing
        if standing.effective_on <= at.as_of
        and event_id in {str(cited) for cited in standing.source.said.evidence}
    ]
