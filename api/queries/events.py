"""`GET /v1/events`, `/v1/events/{position}`, its proof, and `/v1/receipts/{event_id}`."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import PRIVATE, answer, checkpoint_header, lines, plain_json
from api.queries.gate import Asking, Gate
from api.queries.parameters import Cursor, EventsAsked, PositionPath, read_cursor, write_cursor
from api.queries.views import Lens
from api.receipts import receipt_json
from domain.canonical import canonical
from domain.errors import NotFound
from domain.record import Event
from domain.tree import leaf_hash
from domain.values import instant_text
from projections.moments import Moment, moment, read_instant, start_of
from projections.proofs import proof_of
from projections.search import Sought, event_at, find

OCTETS: Final = "application/octet-stream"
TLOG_PROOF: Final = "text/plain; charset=utf-8"


class EventQueries:
    """The queries of single entries of the log, and the search for auditors."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/events", self.search, **docs.EVENTS)
        router.add_api_route("/v1/events/{position}", self.one, **docs.EVENT)
        router.add_api_route("/v1/events/{position}/proof", self.proof, **docs.PROOF)
        router.add_api_route("/v1/receipts/{event_id}", self.receipt, **docs.RECEIPT)

    def one(self, request: Request, position: PositionPath) -> Response:
        """The exact bytes of a leaf, or with `Accept: application/json` the event with the fields this reader may see."""
        asking = self._gate.ask_any(request)
        event = self._visible(asking, position)
        if "application/json" not in request.headers.get("accept", ""):
            headers = {"Cache-Control": "private, max-age=31536000, immutable"}
            return Response(self._source.leaf(position), media_type=OCTETS, headers=headers)
        body = event_json(event, asking.lens(False, None, ""))
        body["leaf_hash"] = leaf_hash(self._source.leaf(position)).hex()
        headers = {"Cache-Control": PRIVATE, **checkpoint_header(self._source)}
        return Response(canonical(body), media_type="application/json", headers=headers)

    def proof(self, request: Request, position: PositionPath) -> Response:
        """The proof (C2SP tlog-proof) that the leaf is in the log of the current checkpoint."""
        self._visible(self._gate.ask_any(request), position)
        _, text = proof_of(self._source, position)
        return Response(text.encode(), media_type=TLOG_PROOF, headers={"Cache-Control": PRIVATE})

    def receipt(self, request: Request, event_id: UUID) -> Response:
        """The receipt that was given for an event."""
        asking = self._gate.ask_any(request)
        found = self._source.receipt_of(event_id)
        if found is None:
            raise NotFound("没有这个事件", "there is no such event")
        self._visible(asking, found.position)
        return plain_json(receipt_json(found))

    def search(self, request: Request, asked: Annotated[EventsAsked, Query()]) -> Response:
        """Events by type, actor, number of the basis document and time of recording, in position order."""
        asking = self._gate.ask(request, Right.EVENTS)
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, None, asked.known_at)
        start, end = self._stretch(asked, at)
        if going_on:
            start = int(going_on.after) if going_on.after.isdecimal() else end
        found, rest = find(
            self._source.rows, Sought(start, end, asked.type, asked.actor, asked.basis), asked.limit
        )
        lens = asking.lens(False, None, "")
        body: dict[str, Any] = {"events": [event_json(one, lens) for one in found if asking.sees_event(one)]}
        if rest is not None:
            body["next_cursor"] = write_cursor(asked, Cursor(str(rest), at))
        return answer(self._source, at, body)

    def _visible(self, asking: Asking, position: int) -> Event:
        """The event, if the reader may know of it."""
        event = event_at(self._source.rows, position)
        if event is None or not asking.sees_event(event):
            raise NotFound(f"没有第 {position} 号记录", f"there is no position {position}")
        return event

    def _stretch(self, asked: EventsAsked, at: Moment) -> tuple[int, int]:
        """The positions [start, end) recorded in the time asked for and known at the moment."""
        start, end = 0, at.size
        if asked.recorded_from is not None:
            start = self._settled(
                start_of("/recorded_from", asked.recorded_from) - timedelta(microseconds=1), end
            )
        if asked.recorded_to is not None:
            end = min(end, self._settled(read_instant("/recorded_to", asked.recorded_to), end))
        return start, end

    def _settled(self, instant: datetime, size: int) -> int:
        """How many events were recorded by an instant; `size` for a time that is not over yet."""
        return size if instant >= self._source.now() else self._source.settle(instant) + 1


def event_json(event: Event, lens: Lens) -> dict[str, Any]:
    """An event as it was said, with the fields that the reader may see."""
    return {
        **lens.statement(event),
        "position": event.position,
        "stream_id": event.stream_id,
        "stream_version": event.version,
        "type": event.type.name,
        "schema": event.type.schema,
        "label": lines(event.type.zh, event.type.en),
        "recorded_at": instant_text(event.recorded_at) if event.recorded_at else None,
    }
