"""Reading the record: rows to events, receipts and leaves. Every statement is one query on its own snapshot.

Reads go over a pool of connections in autocommit mode, without prepared statements and without session state,
so that PgBouncer in transaction mode may stand between.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from hmac import compare_digest
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout
from pydantic import TypeAdapter, ValidationError

from domain.catalogue import event_type
from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import IdempotencyConflict, RecordCorrupt, StoreUnavailable
from domain.ledger import CommandKey, Receipt
from domain.record import Event, EventType, Statement, read_line_2
from ops.store.packing import Texts, Uuids, register
from ops.store.signing import Signer

Parameters = Sequence[Any] | Mapping[str, Any] | None
Row = tuple[Any, ...]

_STREAM: Final = """
SELECT position, version, type, schema, recorded_at, leaf, stream_id FROM ledger.event WHERE stream_id = %s ORDER BY version
"""
_STREAMS: Final = """
SELECT e.position, e.version, e.type, e.schema, e.recorded_at, e.leaf, e.stream_id FROM unnest(%b) AS s (id)
CROSS JOIN LATERAL (SELECT * FROM ledger.event WHERE stream_id = s.id ORDER BY version OFFSET 0) e
"""
_BY_ID: Final = """
SELECT position, version, type, schema, recorded_at, leaf, stream_id FROM ledger.event WHERE event_id = %s
"""
_FROM: Final = """
SELECT position, version, type, schema, recorded_at, leaf, stream_id FROM ledger.event WHERE position >= %s ORDER BY position LIMIT %s
"""
_VERSIONS: Final = """
SELECT s.id, v.version FROM unnest(%b) AS s (id)
CROSS JOIN LATERAL (SELECT e.version FROM ledger.event e WHERE e.stream_id = s.id ORDER BY e.version DESC LIMIT 1) v
"""
_CLAIMS: Final = """
SELECT c.kind, c.key, c.stream_id, c.since, c.until, c.capacity FROM unnest(%b, %b) AS w (kind, key)
CROSS JOIN LATERAL (SELECT * FROM vault.claim WHERE kind = w.kind AND key = w.key OFFSET 0) c
"""
_RECEIPTS: Final = """
SELECT e.event_id, e.stream_id, e.version, e.position, e.leaf_hash, c.size, c.root FROM ledger.event e
CROSS JOIN (SELECT size, root FROM ledger.commit WHERE size > %(first)s ORDER BY size LIMIT 1) c
WHERE e.position >= %(first)s AND e.position < %(first)s::bigint + %(events)s ORDER BY e.position
"""
_DIGESTS: Final = """
SELECT e.event_id, c.digest FROM unnest(%b) AS w (id)
CROSS JOIN LATERAL (SELECT event_id FROM ledger.event WHERE event_id = w.id LIMIT 1) e
LEFT JOIN vault.command c ON c.first_event_id = e.event_id
"""
_PRIOR: Final = """
SELECT e.position, c.events, c.digest FROM ledger.event e LEFT JOIN vault.command c ON c.first_event_id = e.event_id
WHERE e.event_id = %s
"""
_STREAM_IDS: Final = """
WITH RECURSIVE s (id, n) AS (
    (SELECT stream_id, 1 FROM ledger.event WHERE stream_id > %(after)s ORDER BY stream_id LIMIT 1)
    UNION ALL
    SELECT (SELECT stream_id FROM ledger.event WHERE stream_id > s.id ORDER BY stream_id LIMIT 1), n + 1
    FROM s WHERE n < %(page)s AND s.id IS NOT NULL
)
SELECT id FROM s WHERE id IS NOT NULL
"""
_PAGE: Final = 1_000

PREPARE_FROM: Final = 2
"""Uses of a statement on a connection after which it is prepared there."""


def connecting(*, prepare: bool) -> dict[str, Any]:
    """How the store connects. `prepare` saves the planning, and needs a server without a transaction pooler."""
    return {"autocommit": True, "prepare_threshold": PREPARE_FROM if prepare else None, "connect_timeout": 5}


def open_pool(database_url: str, size: int, *, prepare: bool) -> ConnectionPool[Any]:
    """A pool of read connections in autocommit mode, opened as needed."""
    pool: ConnectionPool[Any] = ConnectionPool(
        database_url,
        min_size=1,
        max_size=size,
        open=False,
        timeout=10.0,
        kwargs=connecting(prepare=prepare),
        configure=register,
    )
    pool.open()
    return pool


class Rows:
    """Runs one reading statement and returns all rows; a connection found broken is replaced once."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self.pool = pool

    def __call__(self, statement: str, parameters: Parameters = None) -> list[Row]:
        """Raises StoreUnavailable when the database cannot be reached."""
        try:
            try:
                return self._once(statement, parameters)
            except psycopg.OperationalError:
                self.pool.check()
                return self._once(statement, parameters)
        except (psycopg.OperationalError, PoolTimeout, PoolClosed) as error:
            raise StoreUnavailable("数据库暂时无法访问", "the database is unavailable") from error

    def _once(self, statement: str, parameters: Parameters) -> list[Row]:
        with self.pool.connection() as connection:
            rows: list[Row] = connection.execute(statement, parameters, binary=True).fetchall()
            return rows


class Reader:
    """Events, versions, claims and receipts as they stand."""

    def __init__(self, rows: Rows, signer: Callable[[], Signer]) -> None:
        self.rows = rows
        self._signer = signer

    def events(self, stream_id: str) -> list[Event]:
        """The whole stream in version order."""
        return [read_event(row) for row in self.rows(_STREAM, (stream_id,))]

    def events_of(self, stream_ids: Sequence[str]) -> dict[str, list[Event]]:
        """Whole streams in one query, each in version order; an empty list for one that is empty."""
        found: dict[str, list[Event]] = {stream_id: [] for stream_id in stream_ids}
        for row in self.rows(_STREAMS, (Texts.of(list(found)),)):
            found[row[6]].append(read_event(row))
        return found

    def find_event(self, event_id: UUID) -> Event | None:
        """A recorded event by its id."""
        rows = self.rows(_BY_ID, (event_id,))
        return read_event(rows[0]) if rows else None

    def events_between(self, position: int, limit: int | None = None) -> Iterator[Event]:
        """Events from `position` on in position order, a page at a time; all there are when no limit is
        given.
        """
        while limit is None or limit > 0:
            rows = self.rows(_FROM, (position, _PAGE if limit is None else min(limit, _PAGE)))
            for row in rows:
                yield read_event(row)
            if len(rows) < _PAGE:
                return
            position += len(rows)
            limit = None if limit is None else limit - len(rows)

    def versions(self, stream_ids: Sequence[str]) -> dict[str, int]:
        """The current version of each stream, 0 where empty."""
        found: dict[str, int] = dict(self.rows(_VERSIONS, (Texts.of(stream_ids),)))
        return {stream: found.get(stream, 0) for stream in stream_ids}

    def claims(self, keys: Sequence[ClaimKey]) -> list[Claim]:
        """All claims held on these keys."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return []
        rows = self.rows(
            _CLAIMS, (Texts.of([key.kind for key in wanted]), Texts.of([key.key for key in wanted]))
        )
        return [Claim(ClaimKey(ClaimKind(row[0]), row[1]), *row[2:]) for row in rows]

    def receipts(self, first_position: int, events: int) -> list[Receipt]:
        """The receipts that were given for a command's events, byte for byte."""
        rows = self.rows(_RECEIPTS, {"first": first_position, "events": events})
        if len(rows) != events:
            raise RecordCorrupt("缺少已提交的事件或提交记录", "a recorded event or its commit row is missing")
        signature = self._signer().signature(rows[0][5], rows[0][6])
        return [Receipt(i, s, v, p, h, size, root, signature) for i, s, v, p, h, size, root in rows]

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> list[Receipt] | None:
        """As the port says: receipts of the same command, None when the id is new, IdempotencyConflict
        otherwise.
        """
        rows = self.rows(_PRIOR, (first_event_id,))
        if not rows:
            return None
        position, events, digest = rows[0]
        if key is None or digest is None or not compare_digest(digest, key.digest):
            raise IdempotencyConflict
        return self.receipts(position, events)

    def digests(self, first_event_ids: Sequence[UUID]) -> dict[UUID, bytes | None]:
        """Of those ids that are recorded, the digest of the command that each began; None without one."""
        return dict(self.rows(_DIGESTS, (Uuids.of(first_event_ids),)))

    def receipt_of(self, event_id: UUID) -> Receipt | None:
        """The receipt of one event, None when there is none of this id."""
        rows = self.rows("SELECT position FROM ledger.event WHERE event_id = %s", (event_id,))
        return self.receipts(rows[0][0], 1)[0] if rows else None


@cache
def _adapter(name: str) -> tuple[EventType, TypeAdapter[Statement[Any]]]:
    kind = event_type(name)
    return kind, TypeAdapter(kind.statement())


def read_event(row: Sequence[Any]) -> Event:
    """An event from (position, version, type, schema, recorded_at, leaf, ...). Raises RecordCorrupt."""
    position, version, name, schema, recorded_at, leaf, stream_id = row
    kind, adapter = _adapter(name)
    second = leaf[leaf.index(b"\n") + 1 :]
    if schema != kind.schema:
        return Event(kind, stream_id, read_line_2(kind, schema, second), position, version, recorded_at)
    try:
        said = adapter.validate_json(second)
    except ValidationError as error:
        raise RecordCorrupt(
            f"第 {position} 号事件与其结构不符：{error}", f"event {position} does not fit: {error}"
        ) from error
    return Event(kind, stream_id, said, position, version, recorded_at)


def leaf_of(rows: Rows, position: int) -> bytes | None:
    """The exact bytes of one leaf, None beyond the end."""
    found = rows("SELECT leaf FROM ledger.event WHERE position = %s", (position,))
    return bytes(found[0][0]) if found else None


def leaf_hashes(rows: Rows, start: int, end: int) -> list[bytes]:
    """The leaf hashes of positions [start, end)."""
    query = "SELECT leaf_hash FROM ledger.event WHERE position >= %s AND position < %s ORDER BY position"
    return [bytes(row[0]) for row in rows(query, (start, end))]


def stream_ids(rows: Rows, prefix: str) -> Iterator[str]:
    """The ids of all streams that begin with `prefix`, in order; one index descent each, a page at a time."""
    first = rows("SELECT stream_id FROM ledger.event WHERE stream_id = %s LIMIT 1", (prefix,))
    yield from (row[0] for row in first)
    after = prefix
    while page := rows(_STREAM_IDS, {"after": after, "page": _PAGE}):
        for (stream_id,) in page:
            if not stream_id.startswith(prefix):
                return
            yield stream_id
        after = page[-1][0]


def head(rows: Rows) -> tuple[int, bytes, datetime]:
    """(size, frontier bytes, recorded_at) of the head row."""
    found = rows("SELECT size, frontier, recorded_at FROM ledger.head")
    if not found:
        raise RecordCorrupt("没有账本头记录", "the ledger has no head")
    return found[0][0], bytes(found[0][1]), found[0][2]
