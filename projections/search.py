"""Search for auditors: events by type, actor, number of the basis document, stream and time of recording.

A page looks at a bounded stretch of positions and ends with the position to go on from, so that a rare event costs
many short questions and never one long one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.record import Event
from projections.known import read_row
from projections.source import Rows

STRETCH: Final = 50_000
"""Positions looked at for one page."""

_FIND: Final = """
SELECT e.stream_id, e.position, e.version, e.type, e.schema, e.recorded_at, e.leaf FROM ledger.event e
CROSS JOIN LATERAL (
    SELECT convert_from(substring(e.leaf FROM position('\\x0a'::bytea IN e.leaf) + 1), 'UTF8')::json AS said
) l
WHERE e.position >= %(start)s AND e.position < %(end)s
    AND (%(type)s::text IS NULL OR e.type = %(type)s)
    AND (%(actor)s::text IS NULL OR l.said ->> 'actor' = %(actor)s)
    AND (%(basis)s::text IS NULL OR l.said #>> '{basis,number}' = %(basis)s)
ORDER BY e.position LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the positions [start, end); None means any."""

    start: int
    end: int
    type: str | None = None
    actor: str | None = None
    basis: str | None = None


def find(rows: Rows, sought: Sought, limit: int) -> tuple[Sequence[Event], int | None]:
    """At most `limit` events in position order, and the position to go on from (None when the end was reached)."""
    end = min(sought.end, sought.start + STRETCH)
    if end <= sought.start:
        return [], None
    parameters: dict[str, Any] = {
        "start": sought.start,
        "end": end,
        "type": sought.type,
        "actor": sought.actor,
        "basis": sought.basis,
        "limit": limit,
    }
    found = [read_row(row) for row in rows(_FIND, parameters)]
    if len(found) == limit:
        end = found[-1].position + 1
    return found, end if end < sought.end else None


_AT: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event WHERE position = %s
"""


def event_at(rows: Rows, position: int) -> Event | None:
    """The event at a position, None beyond the end."""
    found = rows(_AT, (position,))
    return read_row(found[0]) if found else None
