"""Proves a whole database against itself: rows, leaves, hashes, tree, commits, head, versions, claims.

One pass in position order over a single snapshot, streamed in binary, so memory stays bounded whatever the size. It
stops at the first fault. What it cannot know is whether the whole ledger was exchanged: for that auditors keep signed
checkpoints.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson
import psycopg

from domain.canonical import canonical_trusted
from domain.claims import Claim, ClaimKey, ClaimKind, joined
from domain.ledger import Ledger
from domain.record import Event
from domain.sealing import LEDGER_STREAM, SEALED
from domain.tree import Frontier, leaf_hash
from domain.values import instant_text
from ops.keys import Keys
from ops.store.ledger import PostgresLedger

ClaimsOf = Callable[[str, Sequence[Event], Ledger], Sequence[Claim]]
"""`claims_of(stream_id, events, ledger)`: the claims that a stream's fold takes, given by the domain."""

_RECORD: Final = """
COPY (SELECT e.position, e.stream_id, e.version, e.type, e.schema, e.recorded_at, e.event_id, e.leaf, e.leaf_hash,
             c.root, c.recorded_at
      FROM ledger.event e LEFT JOIN ledger.commit c ON c.size = e.position + 1 ORDER BY e.position)
TO STDOUT (FORMAT BINARY)
"""
_TYPES: Final = (
    "int8", "text", "int4", "text", "int2", "timestamptz", "uuid", "bytea", "bytea", "bytea", "timestamptz",
)  # fmt: skip
_VERSION_GAPS: Final = """
SELECT stream_id, version, position FROM (
    SELECT stream_id, version, position, row_number() OVER w AS expected, lag(position) OVER w AS before
    FROM ledger.event WINDOW w AS (PARTITION BY stream_id ORDER BY version)) v
WHERE version <> expected OR before > position ORDER BY position LIMIT 1
"""
_SEALS: Final = "SELECT position, leaf FROM ledger.event WHERE stream_id = %s AND type = %s ORDER BY version"
_HEAD: Final = "SELECT size, frontier, recorded_at FROM ledger.head"
_COMMITS: Final = "SELECT count(*), coalesce(max(size), 0) FROM ledger.commit"
_HELD: Final = "SELECT kind, key, stream_id, since, until, capacity FROM vault.claim WHERE stream_id = %s"
_CLAIMS_OF_NOBODY: Final = """
SELECT DISTINCT c.stream_id FROM vault.claim c
WHERE NOT EXISTS (SELECT FROM ledger.event e WHERE e.stream_id = c.stream_id)
"""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out. `checked` events were read; `first_fault` says where and what, None when `ok`."""

    ok: bool
    size: int
    root: bytes
    checked: int
    first_fault: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody else says the root of the log is at a size: a checkpoint that was kept elsewhere, a seal."""

    size: int
    root: bytes
    by: str


class _Fault(Exception):
    """The first thing found wrong."""


def verify(
    url: str,
    keys: Keys,
    claims_of: ClaimsOf | None = None,
    progress: Callable[[int], None] = lambda _: None,
    expected: Iterable[Expected] = (),
) -> Verification:
    """Check everything; `claims_of` rebuilds the claims too. `progress` is told now and then how many were checked.

    The seals in the record are held against the tree that they speak of, and whatever else is `expected`.
    """
    walk = _Walk(progress)
    try:
        walk.expect(expected)
        with psycopg.connect(url, prepare_threshold=None) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            walk.expect(_sealed(connection))
            walk.record(connection)
            walk.head(connection)
            walk.versions(connection)
        if claims_of is not None:
            _claims(url, keys, claims_of)
    except _Fault as fault:
        return Verification(False, walk.frontier.size, walk.frontier.root(), walk.checked, str(fault))
    return Verification(True, walk.frontier.size, walk.frontier.root(), walk.checked)


class _Walk:
    """The tree, the clock and the commits as far as the record has been read."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.frontier = Frontier()
        self.checked = 0
        self._recorded_at: datetime | None = None
        self._instant = ""
        self._commits = 0
        self._committed = 0
        self._progress = progress
        self._pending: list[bytes] = []
        self._expected: dict[int, list[Expected]] = {}

    def expect(self, expected: Iterable[Expected]) -> None:
        """Hold the tree against these when it has their size."""
        for one in expected:
            self._expected.setdefault(one.size, []).append(one)

    def record(self, connection: psycopg.Connection[Any]) -> None:
        """Rows against leaves, leaves against hashes, the tree against every commit."""
        self._compare()
        with connection.cursor().copy(_RECORD) as copy:
            copy.set_types(_TYPES)
            for row in copy.rows():
                self._row(*row)
        self._grow()
        if self._expected:
            size = min(self._expected)
            by = self._expected[size][0].by
            raise _Fault(f"position {self.checked} is missing: {by} has seen {size} events")
        if self._committed != self.frontier.size:
            raise _Fault(f"no commit covers the events from position {self._committed} on")

    def _row(
        self, position: int, stream_id: str, version: int, kind: str, schema: int, recorded_at: datetime,
        event_id: Any, leaf: bytes, stored_hash: bytes, root: bytes | None, committed_at: datetime | None,
    ) -> None:  # fmt: skip
        if position != self.checked:
            raise _Fault(f"position {self.checked} is missing")
        if recorded_at != self._recorded_at:
            if self._recorded_at is not None and recorded_at < self._recorded_at:
                raise _Fault(f"position {position} was recorded before the one before it")
            self._recorded_at, self._instant = recorded_at, instant_text(recorded_at)
        first, separator, second = leaf.partition(b"\n")
        if not separator or first != canonical_trusted(
            [position, stream_id, version, kind, schema, self._instant]
        ):
            raise _Fault(f"position {position}: line 1 of the leaf and the row differ")
        if _event_id(position, second) != str(event_id):
            raise _Fault(f"position {position}: line 2 has another event id than the row")
        hashed = leaf_hash(leaf)
        if hashed != stored_hash:
            raise _Fault(f"position {position}: the stored hash is not the leaf's")
        self._pending.append(hashed)
        self.checked += 1
        if self.checked in self._expected:
            self._grow()
            self._compare()
        if root is not None:
            self._grow()
            self._commits += 1
            self._committed = self.frontier.size
            if self.frontier.root() != root or committed_at != recorded_at:
                raise _Fault(f"the commit of size {self.checked} has another root or time than its events")
        if self.checked % 10_000 == 0:
            self._progress(self.checked)

    def _compare(self) -> None:
        """The tree against what is expected of its size."""
        for one in self._expected.pop(self.frontier.size, ()):
            if one.root != self.frontier.root():
                raise _Fault(f"the first {one.size} events have another root than {one.by} says")

    def _grow(self) -> None:
        self.frontier = self.frontier.append_all(self._pending)
        self._pending.clear()

    def head(self, connection: psycopg.Connection[Any]) -> None:
        """The head and the number of commits against what was read."""
        row = connection.execute(_HEAD).fetchone()
        if row is None:
            raise _Fault("the ledger has no head")
        if (row[0], row[1]) != (self.frontier.size, self.frontier.to_bytes()):
            raise _Fault(f"the head says size {row[0]} and another frontier than {self.checked} events give")
        if self._recorded_at is not None and row[2] < self._recorded_at:
            raise _Fault("the head's recorded_at is before the last event's")
        counted = connection.execute(_COMMITS).fetchone()
        if counted != (self._commits, self.frontier.size):
            raise _Fault(f"{self._commits} commits cover the events, the table has other ones: {counted}")

    def versions(self, connection: psycopg.Connection[Any]) -> None:
        """Each stream's versions from 1 on without a gap, in the order of positions."""
        row = connection.execute(_VERSION_GAPS).fetchone()
        if row is not None:
            raise _Fault(f"position {row[2]}: version {row[1]} of {row[0]} is out of order")


def _sealed(connection: psycopg.Connection[Any]) -> Iterator[Expected]:
    """What the seals in the record say of the log's root."""
    for position, leaf in connection.execute(_SEALS, (LEDGER_STREAM, SEALED.name)).fetchall():
        try:
            said = orjson.loads(bytes(leaf).partition(b"\n")[2])["data"]
            yield Expected(
                int(said["size"]), bytes.fromhex(said["log_root"]), f"the seal at position {position}"
            )
        except (ValueError, KeyError, TypeError) as error:
            raise _Fault(f"position {position}: the seal cannot be read: {error}") from error


def _event_id(position: int, second: bytes) -> str:
    try:
        return str(orjson.loads(second)["event_id"])
    except (ValueError, KeyError, TypeError) as error:
        raise _Fault(f"position {position}: line 2 cannot be read: {error}") from error


def _claims(url: str, keys: Keys, claims_of: ClaimsOf) -> None:
    """The claims table against the claims of every stream's fold, both ways.

    The places held are compared, not how many there were of them: that was asked when each was taken, and rests on
    what other streams (a post, a cycle) said then.
    """
    with PostgresLedger.connect(url, keys) as ledger:
        for stream_id in _streams(ledger):
            held = joined(_claim(*row) for row in ledger.rows(_HELD, (stream_id,)))
            wanted = joined(claims_of(stream_id, ledger.events(stream_id), ledger))
            if held != wanted:
                raise _Fault(f"{stream_id}: its claims are {sorted(held, key=str)}, its fold takes {wanted}")


def _claim(kind: str, key: str, stream_id: str, since: date, until: date | None, capacity: int) -> Claim:
    return Claim(ClaimKey(ClaimKind(kind), key), stream_id, since, until, capacity)


def _streams(ledger: PostgresLedger) -> Iterator[str]:
    """Every stream, and whoever holds a claim without being one."""
    yield from ledger.stream_ids("")
    yield from (str(row[0]) for row in ledger.rows(_CLAIMS_OF_NOBODY))
