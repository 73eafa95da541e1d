"""A batch taken back whole: a rescission of each of its events that still stands, the newest first.

What others have recorded since may rest on one of them; then that one is refused and told, and the others go.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import orjson

from domain.record import Event
from domain.timeline import RESCINDED
from ops.importing.rows import Batch
from ops.importing.run import Progress, Summary, run_import
from ops.shards import Lent, Opening
from ops.store import PostgresLedger
from projections.moments import today

_OF_BATCH: Final = """
SELECT stream_id, event_id FROM ledger.event
WHERE position(convert_to(%(mark)s, 'UTF8') IN leaf) > 0 ORDER BY stream_id, version DESC
"""
_STAGES: Final = (("volunteer",), ("worker",))
"""Kinds of streams in the order in which they can be taken back; all others follow, what was opened last first."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of it: `events` are those that stood, each stage of streams has its own summary."""

    events: int
    summaries: Sequence[Summary]


def rescind_batch(
    ledger: PostgresLedger, batch: Batch, opening: Opening | Lent, progress: Progress = lambda *_: None
) -> TakenBack:
    """Rescind all of a batch's events that stand. Raises StoreUnavailable; running it again goes on."""
    standing = list(_standing(ledger, batch.correlation_id))
    taking = Batch(batch.principal, f"{batch.name}/rescinded", batch.authority)
    named = {kind for stage in _STAGES for kind in stage}
    stages = [[event for event in standing if _kind(event) in stage] for stage in _STAGES]
    rest = [event for event in standing if _kind(event) not in named]
    stages.append(sorted(rest, key=lambda event: -event.position))
    summaries = [
        run_import(_file(stage, batch, today(ledger)), taking, opening, processes=1, progress=progress)
        for stage in stages
        if stage
    ]
    return TakenBack(len(standing), summaries)


def _kind(event: Event) -> str:
    return event.stream_id.split("-", 1)[0]


def _standing(ledger: PostgresLedger, correlation: UUID) -> Iterator[Event]:
    """The batch's events that no standing rescission names, stream by stream, the newest of each first."""
    found = ledger.rows(_OF_BATCH, {"mark": f'"correlation_id":"{correlation}"'})
    for stream, rows in groupby(found, key=lambda row: row[0]):
        ours = {row[1] for row in rows}
        rescinded: set[UUID] = set()
        for event in reversed(ledger.events(stream)):
            if event.event_id in rescinded:
                continue
            if event.type.name == RESCINDED:
                rescinded.add(event.data.target)
            if event.event_id in ours:
                yield event


def _file(events: Sequence[Event], batch: Batch, on: date) -> io.BytesIO:
    """An import of rescissions. A row's number is its event's position, so that each is asked for once."""
    return io.BytesIO(b"".join(orjson.dumps(_row(event, batch, on)) + b"\n" for event in events))


def _row(event: Event, batch: Batch, on: date) -> dict[str, Any]:
    body = {
        "effective_on": on.isoformat(),
        "reason": f"撤销导入批次 {batch.name}",
        "data": {"target": str(event.event_id)},
    }
    return {"row": event.position + 1, "ref": event.stream_id, "command": "rescissions", "body": body}
