"""The read model `place`: where each organisation stands in the tree, for every day as known at every position.

A path begins with the root, so a subtree is a range of paths. When something is said of where an organisation stands,
its path and those of all below it are written anew from that position on; registrations touch nothing but themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

import psycopg

from domain.bitemporal import BEGINNING, FOREVER, STILL
from domain.organisation.co_management import AGREED
from domain.organisation.events import REGISTERED, REPARENTED, organisation_timeline
from domain.organisation.state import OrganisationState
from domain.organisation.structure import MERGED
from domain.record import Event
from domain.timeline import CORRECTED, META, RESCINDED, Timeline
from domain.world import path_up
from projections.known import read_row
from projections.passes import key_of

_TYPES: Final = (REGISTERED.name, REPARENTED.name, MERGED.name, CORRECTED, RESCINDED)
"""What can change where an organisation stands."""

_TOUCHING: Final = """
SELECT stream_id, position FROM ledger.event
WHERE position >= %(start)s AND position < %(end)s AND type = ANY(%(types)s) AND starts_with(stream_id, 'organisation-')
ORDER BY position
"""
_EVENTS: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE stream_id = ANY(%(streams)s) AND position < %(end)s AND type = ANY(%(types)s) ORDER BY stream_id, version
"""
_OPEN: Final = """
SELECT organisation_id::text, path, valid_from, valid_to FROM place WHERE known_to = %s
ORDER BY organisation_id, valid_from
"""
_CLOSE: Final = """
UPDATE place SET known_to = %s WHERE organisation_id = %s::uuid AND valid_from = %s AND known_to = %s
"""
_COPY: Final = """
COPY place (organisation_id, path, valid_from, valid_to, known_from, known_to) FROM STDIN
"""
_TIES: Final = """
INSERT INTO tie (organisation_id, other_id, merged, first_position)
SELECT stream_id, other, type = %(merged)s, min(position) FROM (
    SELECT e.stream_id, e.position, CASE WHEN e.type = %(corrected)s THEN l.said #>> '{data,type}' ELSE e.type END AS type,
        coalesce(d.data ->> 'into', d.data ->> 'organisation') AS other
    FROM ledger.event e
    CROSS JOIN LATERAL (
        SELECT convert_from(substring(e.leaf FROM position('\\x0a'::bytea IN e.leaf) + 1), 'UTF8')::json AS said
    ) l
    CROSS JOIN LATERAL (
        SELECT CASE WHEN e.type = %(corrected)s THEN l.said #> '{data,data}' ELSE l.said -> 'data' END AS data
    ) d
    WHERE e.position >= %(start)s AND e.position < %(end)s AND starts_with(e.stream_id, 'organisation-')
        AND e.type = ANY(%(types)s)
) said
WHERE other IS NOT NULL AND type = ANY(%(types)s) AND type <> %(corrected)s
GROUP BY stream_id, other, type
ON CONFLICT DO NOTHING
"""


class Stretch(NamedTuple):
    """A path on the days [valid_from, valid_to)."""

    path: str
    valid_from: date
    valid_to: date


class Place:
    """The read model `place`."""

    name: Final = "place"
    tables: Final = ("place", "tie")

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Bring the paths to what is known with the events [start, end)."""
        asked = {"start": start, "end": end}
        types = [MERGED.name, AGREED.name, CORRECTED]
        connection.execute(_TIES, {**asked, "types": types, "merged": MERGED.name, "corrected": CORRECTED})
        touching = connection.execute(_TOUCHING, {**asked, "types": list(_TYPES)}).fetchall()
        if not touching:
            return
        forest = _Forest(connection, end)
        forest.load(sorted({str(stream_id) for stream_id, _ in touching}))
        if all(position == forest.registered_at(stream_id) for stream_id, position in touching):
            standing: dict[str, list[Stretch]] = {}
        else:
            standing = _standing(connection)
            forest.load(standing)
        drawing = _Drawing(forest, standing)
        for stream_id, position in touching:
            drawing.redraw(str(stream_id), int(position))
        drawing.write(connection)

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        """Nothing: organisations are no persons."""
        return 0


class _Forest:
    """What is said of where organisations stand, with all that they ever stood under."""

    def __init__(self, connection: psycopg.Connection[Any], end: int) -> None:
        self._connection = connection
        self._end = end
        self._events: dict[str, list[Event]] = {}
        self._timelines: dict[tuple[str, int], Timeline[OrganisationState | None]] = {}

    def load(self, streams: Iterable[str]) -> None:
        """Read these organisations and, as far as they are ever said to stand under others, those."""
        wanted = [one for one in dict.fromkeys(streams) if one not in self._events]
        while wanted:
            asked = {"streams": wanted, "end": self._end, "types": list(_TYPES)}
            self._events.update({one: [] for one in wanted})
            for row in self._connection.execute(_EVENTS, asked, binary=True):
                self._events[row[0]].append(read_row(row))
            above = {over for one in wanted for event in self._events[one] for over in _named(event)}
            wanted = [one for one in sorted(above) if one not in self._events]

    def registered_at(self, stream_id: str) -> int:
        """The position of an organisation's first event."""
        return self._events[stream_id][0].position

    def timeline(self, stream_id: str, known_at: int) -> Timeline[OrganisationState | None]:
        """An organisation as known at a position, as far as its place goes."""
        events = [one for one in self._events.get(stream_id, ()) if one.position <= known_at]
        key = (stream_id, len(events))
        if key not in self._timelines:
            self._timelines[key] = organisation_timeline(stream_id, events)
        return self._timelines[key]

    def stretches(self, stream_id: str, known_at: int) -> list[Stretch]:
        """The paths of an organisation over all days, as known at a position; the same neighbours joined."""
        days, seen, edge = {BEGINNING}, {stream_id}, [stream_id]
        while edge:
            timeline = self.timeline(edge.pop(), known_at)
            days.update(one.effective_on for one in timeline.standing if not one.type.undated)
            over = {state.above for state in _states(timeline) if state is not None and state.above}
            edge.extend(over - seen)
            seen |= over
        drawn: list[tuple[date, str]] = []
        organisation = partial(self._organisation, known_at)
        for day in sorted(days):
            path = path_up(organisation, stream_id, day)
            text = "".join(f"{self.registered_at(one.organisation_id):010x}/" for one in reversed(path))
            if not drawn or drawn[-1][1] != text:
                drawn.append((day, text))
        ends = [*(day for day, _ in drawn[1:]), FOREVER]
        return [Stretch(text, day, end) for (day, text), end in zip(drawn, ends, strict=True) if text]

    def _organisation(self, known_at: int, stream_id: str, day: date) -> OrganisationState | None:
        return self.timeline(stream_id, known_at).as_of(day)


class _Drawing:
    """The paths of a batch in the making."""

    def __init__(self, forest: _Forest, standing: Mapping[str, list[Stretch]]) -> None:
        self._forest = forest
        self._now = {one: [(stretch, -1) for stretch in stretches] for one, stretches in standing.items()}
        self._ended: list[tuple[int, str, Stretch]] = []
        self._rows: list[tuple[Any, ...]] = []

    def redraw(self, stream_id: str, position: int) -> None:
        """Take in what was said of one organisation at a position."""
        registered_at = self._forest.registered_at(stream_id)
        below: list[str] = []
        if position != registered_at:
            mark = f"{registered_at:010x}/"
            below = [one for one, known in self._now.items() if any(mark in said.path for said, _ in known)]
        for one in dict.fromkeys((stream_id, *below)):
            before = self._now.get(one, [])
            after = self._forest.stretches(one, position)
            known = dict(before)
            for stretch, known_from in before:
                if stretch not in after:
                    self._end(one, stretch, known_from, position)
            self._now[one] = [(stretch, known.get(stretch, position)) for stretch in after]

    def write(self, connection: psycopg.Connection[Any]) -> None:
        """Write what ended and what is new."""
        for known_to, stream_id, stretch in self._ended:
            connection.execute(_CLOSE, (known_to, key_of(stream_id), stretch.valid_from, STILL))
        for stream_id, known in self._now.items():
            for stretch, known_from in known:
                if known_from >= 0:
                    self._rows.append((key_of(stream_id), *stretch, known_from, STILL))
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in self._rows:
                copy.write_row(row)

    def _end(self, stream_id: str, stretch: Stretch, known_from: int, position: int) -> None:
        if known_from < 0:
            self._ended.append((position, stream_id, stretch))
        else:
            self._rows.append((key_of(stream_id), *stretch, known_from, position))


def _states(timeline: Timeline[OrganisationState | None]) -> Sequence[OrganisationState | None]:
    return [timeline.end, *(state for _, state in timeline.walk())]


def _named(event: Event) -> Iterable[str]:
    """The organisations that an event, or the content of a correction, names as standing above."""
    data = event.data.data if event.type.name in META and hasattr(event.data, "data") else event.data
    for member in ("parent", "into"):
        found = data.get(member) if isinstance(data, dict) else getattr(data, member, None)
        if found:
            yield str(found)


def _standing(connection: psycopg.Connection[Any]) -> dict[str, list[Stretch]]:
    """All that is known still."""
    found: dict[str, list[Stretch]] = {}
    for key, path, valid_from, valid_to in connection.execute(_OPEN, (STILL,)):
        found.setdefault(f"organisation-{key}", []).append(Stretch(path, valid_from, valid_to))
    return found
