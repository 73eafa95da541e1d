"""One pass over each stream of a kind feeds all tables that show it on both time axes.

Applying is stateless: the rectangles of whatever stream has new events are computed from all its events; those that
became known in the batch are inserted, those that the batch closed get their end. A stream that cannot be folded or
written is parked with its error, and the others go on; its next event tries again, from its first.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

import psycopg
from psycopg import sql

from domain.bitemporal import STILL, Content, Rectangle, View, rectangles
from domain.record import Event
from domain.timeline import Evolve
from projections import digests
from projections.digests import Lifetime
from projections.known import read_row

S = TypeVar("S")

CHUNK: Final = 500
"""Streams read and written at once."""

_TOUCHED: Final = """
SELECT DISTINCT stream_id FROM ledger.event
WHERE position >= %(start)s AND position < %(end)s AND starts_with(stream_id, %(prefix)s) ORDER BY stream_id
"""
_EVENTS: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE stream_id = ANY(%(streams)s) AND position < %(end)s ORDER BY stream_id, version
"""
_PARKED: Final = sql.SQL("SELECT stream_id FROM {} WHERE stream_id = ANY(%s)")
_PARK: Final = sql.SQL("""
INSERT INTO {} (stream_id, position, error) VALUES (%s, %s, %s)
ON CONFLICT (stream_id) DO UPDATE SET position = excluded.position, error = excluded.error
""")
_RELEASE: Final = sql.SQL("DELETE FROM {} WHERE stream_id = ANY(%s)")
_ANY: Final = sql.SQL("SELECT FROM {} LIMIT 1")
_KNOWN_BY: Final = sql.SQL(
    "SELECT valid_from, valid_to, known_from, known_to, row_hash FROM {} WHERE known_from < %s"
)
_TIMES: Final = ("valid_from", "valid_to", "known_from", "known_to", "rests_on", "row_hash")

log = logging.getLogger(__name__)


class Table(Protocol[S]):
    """A table of rows over both times, with what it takes from a stream's state."""

    @property
    def name(self) -> str:
        """The table in the schema `read`."""
        ...

    @property
    def columns(self) -> Sequence[str]:
        """The columns of content; the first is the stream's key."""
        ...

    @property
    def view(self) -> View[S]:
        """What is taken from a state."""
        ...

    def rows(self, stream_id: str, content: Content) -> Iterable[tuple[Any, ...]]:
        """The rows of one content, as plain JSON values in the order of `columns`."""
        ...


class Row(NamedTuple):
    """One row in the making."""

    values: tuple[Any, ...]
    rests_on: tuple[int, ...]
    life: Lifetime


@dataclass(frozen=True, slots=True)
class Written:
    """What is done to one table."""

    inserts: list[Row] = field(default_factory=list)
    closings: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Changes:
    """What a batch does for one stream: to each table, and to the digest."""

    tables: list[Written]
    digest: int = 0


class Pass(Generic[S]):
    """A read model of tables over both times: all streams of one prefix, each folded once for all of them.

    What is parked is in a table named after the model.
    """

    def __init__(
        self, name: str, prefix: str, initial: S, evolve: Evolve[S], shown: Sequence[Table[S]]
    ) -> None:
        self.name: Final = name
        self.prefix: Final = prefix
        self.parked: Final = f"{name}_parked"
        self._initial = initial
        self._evolve = evolve
        self._shown = tuple(shown)
        self._views = [table.view for table in shown]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it fills."""
        return (*(table.name for table in self._shown), self.parked)

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Bring every stream that has an event in [start, end) to what is known at its end."""
        asked = {"start": start, "end": end, "prefix": f"{self.prefix}-"}
        touched = [str(row[0]) for row in connection.execute(_TOUCHED, asked)]
        for first in range(0, len(touched), CHUNK):
            self._bring(connection, touched[first : first + CHUNK], start, end)

    def build(self, connection: psycopg.Connection[Any], stream_ids: Sequence[str], size: int) -> int:
        """Write all that the events [0, size) say of these streams, of which nothing is written yet."""
        return self._bring(connection, stream_ids, 0, size)

    def digest_as_of(self, connection: psycopg.Connection[Any], size: int) -> str | None:
        """What the rows add up to when only the events [0, size) count, computed from the rows as they are.

        None where a stream is parked: then the rows are not all there.
        """
        if connection.execute(_ANY.format(sql.Identifier(self.parked))).fetchone():
            return None
        numbers = (_sum_as_of(connection, table, size) for table in self._shown)
        return digests.total(numbers).to_bytes(32).hex()

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        """Nothing: rows hold ids, codes and positions, and a past roster keeps showing the person as erased."""
        return 0

    def _bring(
        self, connection: psycopg.Connection[Any], stream_ids: Sequence[str], start: int, end: int
    ) -> int:
        """Bring streams from what was known before `start` to what is known before `end`; how many events they have."""
        parked = {row[0] for row in self._on_parked(connection, _PARKED, (list(stream_ids),)).fetchall()}
        made: dict[str, Changes] = {}
        read = 0
        for stream_id, rows in _histories(connection, stream_ids, end).items():
            read += len(rows)
            since = 0 if stream_id in parked else start
            try:
                made[stream_id] = self._changes(stream_id, rows, since, end)
            except Exception as error:  # noqa: BLE001  whatever it is, the others go on and the fault is shown
                self._park(connection, stream_id, end, error)
        digest = self._write(connection, made, parked, end)
        if digest:
            digests.add(connection, self.name, digest)
        return read

    def _changes(self, stream_id: str, rows: Sequence[Any], start: int, end: int) -> "Changes":
        events: list[Event] = [read_row(row) for row in rows]
        found = rectangles(events, self._initial, self._evolve, self._views)
        changes = Changes([Written() for _ in self._shown])
        for table, ones, written in zip(self._shown, found, changes.tables, strict=True):
            changes.digest += _change(table, stream_id, ones, start, end, written)
        return changes

    def _write(
        self, connection: psycopg.Connection[Any], made: Mapping[str, "Changes"], parked: Set[str], end: int
    ) -> int:
        """Write the streams together; where that fails, each by itself, so that only the faulty ones are parked.

        Returns what the digest grows by.
        """
        try:
            with connection.transaction():
                cleared = self._clear(connection, [one for one in made if one in parked])
                for number, table in enumerate(self._shown):
                    parts = [changes.tables[number] for changes in made.values()]
                    _close(connection, table, [row for part in parts for row in part.closings])
                    _insert(connection, table, [row for part in parts for row in part.inserts])
                return sum(changes.digest for changes in made.values()) - cleared
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            if len(made) == 1:
                self._park(connection, next(iter(made)), end, error)
                return 0
            return sum(self._write(connection, {one: made[one]}, parked, end) for one in made)

    def _park(self, connection: psycopg.Connection[Any], stream_id: str, end: int, error: Exception) -> None:
        log.error("%s: %s is parked: %s", self.name, stream_id, error)
        told = f"{type(error).__name__}: {error}"[:2000].replace("\0", "")
        self._on_parked(connection, _PARK, (stream_id, end - 1, told))

    def _clear(self, connection: psycopg.Connection[Any], streams: list[str]) -> int:
        """Take out what parked streams have left; what that had added to the digest."""
        if not streams:
            return 0
        self._on_parked(connection, _RELEASE, (streams,))
        return sum(_remove(connection, table, streams) for table in self._shown)

    def _on_parked(
        self, connection: psycopg.Connection[Any], statement: sql.SQL, parameters: Sequence[Any]
    ) -> psycopg.Cursor[Any]:
        return connection.execute(statement.format(sql.Identifier(self.parked)), parameters)


def _sum_as_of(connection: psycopg.Connection[Any], table: Table[Any], size: int) -> int:
    """What the rows of a table that the events [0, size) opened add up to."""
    added = 0
    with connection.cursor(name="rows_as_of") as cursor:
        cursor.itersize = 10 * CHUNK
        cursor.execute(_KNOWN_BY.format(sql.Identifier(table.name)), (size,))
        for valid_from, valid_to, *rest in cursor:
            life = Lifetime(valid_from.isoformat(), valid_to.isoformat(), *rest)
            added += digests.opened(table.name, life)
            added += digests.closed(table.name, life) if life.known_to < size else 0
    return added


def key_of(stream_id: str) -> str:
    """A stream's id without its prefix: a UUID."""
    return stream_id.partition("-")[2]


def _histories(
    connection: psycopg.Connection[Any], stream_ids: Sequence[str], end: int
) -> dict[str, list[Any]]:
    """The rows of each stream's events, in version order."""
    found: dict[str, list[Any]] = {}
    for row in connection.execute(_EVENTS, {"streams": list(stream_ids), "end": end}, binary=True):
        found.setdefault(row[0], []).append(row)
    return found


def _change(
    table: Table[Any], stream_id: str, found: Iterable[Rectangle], start: int, end: int, written: Written
) -> int:
    """Put together what the positions [start, end) did to a table; what the digest grows by."""
    digest = 0
    for valid_from, valid_to, known_from, known_to, content in found:
        is_new, ends = known_from >= start, start <= known_to < end
        if not is_new and not ends:
            continue
        rests_on = content.rests_on
        for values in table.rows(stream_id, content):
            hashed = digests.row_hash(table.name, [values, rests_on])
            until = known_to if ends else STILL
            life = Lifetime(valid_from.isoformat(), valid_to.isoformat(), known_from, until, hashed)
            (written.inserts if is_new else written.closings).append(Row(values, rests_on, life))
            digest += digests.opened(table.name, life) if is_new else 0
            digest += digests.closed(table.name, life) if ends else 0
    return digest


def _insert(connection: psycopg.Connection[Any], table: Table[Any], rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = sql.SQL(", ").join(map(sql.Identifier, (*table.columns, *_TIMES)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for values, rests_on, life in rows:
            copy.write_row((*values, *life[:4], list(rests_on), life.row_hash))


def _close(connection: psycopg.Connection[Any], table: Table[Any], rows: Sequence[Row]) -> None:
    """Write the end of what is known no longer; all rows of one content end together."""
    if not rows:
        return
    statement = sql.SQL(
        "UPDATE {} t SET known_to = u.known_to FROM unnest(%s::uuid[], %s::bigint[], %s::date[], %s::bigint[])"
        " AS u (key, known_from, valid_from, known_to)"
        " WHERE t.{} = u.key AND t.known_from = u.known_from AND t.valid_from = u.valid_from"
    ).format(sql.Identifier(table.name), sql.Identifier(table.columns[0]))
    ended = {(row.values[0], row.life.known_from, row.life.valid_from, row.life.known_to) for row in rows}
    connection.execute(statement, [list(column) for column in zip(*ended, strict=True)])


def _remove(connection: psycopg.Connection[Any], table: Table[Any], streams: Sequence[str]) -> int:
    """Delete all rows of these streams; what they had added to the digest."""
    statement = sql.SQL(
        "DELETE FROM {} WHERE {} = ANY(%s::uuid[]) RETURNING valid_from, valid_to, known_from, known_to, row_hash"
    ).format(sql.Identifier(table.name), sql.Identifier(table.columns[0]))
    removed = 0
    for valid_from, valid_to, *rest in connection.execute(statement, ([key_of(one) for one in streams],)):
        life = Lifetime(valid_from.isoformat(), valid_to.isoformat(), *rest)
        removed += digests.opened(table.name, life)
        removed += digests.closed(table.name, life) if life.known_to != STILL else 0
    return removed
