"""What a seal speaks of: the heads of all streams at a size of the log, read from the record, and kept in memory.

Heads are a pure function of the first `size` events, so nothing of this is stored: it is read once a seal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import psycopg

from domain.errors import RecordCorrupt
from domain.record import Event
from domain.sealing import LEDGER_STREAM, SEALED, Head, HeadTree, ViewDigest
from domain.tree import Frontier
from projections import digests
from projections.known import read_row
from projections.passes import Pass
from projections.runner import SCHEMA, ReadModel, within
from projections.source import Source
from projections.tiles import Tiles

PAGE: Final = 5_000

LAG: Final = 10_000
"""Events by which a read model may be behind for the extent to wait at what it holds."""

_HELD: Final = "SELECT name, size FROM read.progress"
_HEAD_ROW: Final = "SELECT size, frontier FROM ledger.head"
# A stream's last event below the size is at the end of its index entries, but for what came after the size.
_HEADS: Final = """
SELECT s.stream_id, h.version, h.leaf_hash
FROM (SELECT stream_id FROM ledger.event GROUP BY stream_id) s
CROSS JOIN LATERAL (
    SELECT version, leaf_hash FROM ledger.event e
    WHERE e.stream_id = s.stream_id AND e.position < %s ORDER BY e.version DESC LIMIT 1) h
ORDER BY s.stream_id
"""
_LAST_SEAL: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE stream_id = %s AND type = %s AND position <= %s ORDER BY version DESC LIMIT 1
"""
_HEAD_OF: Final = """
SELECT stream_id, version, leaf_hash FROM ledger.event
WHERE stream_id = %s AND position < %s ORDER BY version DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """The log as far as one snapshot of it is looked at: its root, where every stream ended, what read models add up to."""

    size: int
    root: bytes
    heads: HeadTree
    views: tuple[ViewDigest, ...]


def extent_now(source: Source, models: Iterable[ReadModel] = ()) -> Extent:
    """What is committed now, read on one snapshot: no lock is taken, and appends go on meanwhile.

    Of the read models those count that keep a digest. They are a little behind while commands come in: then the extent
    is as far as all of them have come; one that is far behind, or has parked a stream, is left out.
    """
    with source.pool.connection() as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute(_HEAD_ROW).fetchone()
        if row is None:
            raise RecordCorrupt("没有账本头记录", "the ledger has no head")
        head = int(row[0])
        held = {str(name): int(size) for name, size in connection.execute(_HELD).fetchall()}
        views = [one for one in models if isinstance(one, Pass) and held.get(one.name, 0) >= head - LAG]
        size = min([head, *(held.get(one.name, 0) for one in views)])
        root = Frontier.from_bytes(head, bytes(row[1])).root() if size == head else Tiles(source).root(size)
        heads = HeadTree(_heads(connection, size))
        return Extent(size, root, heads, tuple(views_as_of(connection, views, size)))


def views_as_of(
    connection: psycopg.Connection[Any], models: Iterable[ReadModel], size: int
) -> Iterator[ViewDigest]:
    """The digests of the read models that keep one, as the events [0, size) have them."""
    within(connection, SCHEMA)
    for model in models:
        digest = model.digest_as_of(connection, size) if isinstance(model, Pass) else None
        if digest is not None:
            yield ViewDigest(view=model.name, version=digests.VERSION, digest=digest)


def last_seal(source: Source, position: int) -> Event | None:
    """The newest seal that is recorded at or before a position, None when there is none."""
    rows = source.rows(_LAST_SEAL, (LEDGER_STREAM, SEALED.name, position))
    return read_row(rows[0]) if rows else None


def head_of(source: Source, stream_id: str, size: int) -> Head | None:
    """Where a stream ended among the first `size` events, None when it had none."""
    rows = source.rows(_HEAD_OF, (stream_id, size))
    return Head(rows[0][0], rows[0][1], bytes(rows[0][2])) if rows else None


class SealedHeads:
    """The head tree of the seal that was asked for last; another is read when another is asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = Lock()
        self._kept: tuple[int, HeadTree] | None = None

    def tree(self, seal: Event) -> HeadTree:
        """The tree of a seal. Raises RecordCorrupt when the record no longer gives the root that was sealed."""
        with self._lock:
            if self._kept is None or self._kept[0] != seal.position:
                self._kept = (seal.position, self._read(seal))
            return self._kept[1]

    def _read(self, seal: Event) -> HeadTree:
        with self._source.pool.connection() as connection, connection.transaction():
            tree = HeadTree(_heads(connection, seal.data.size))
        if (tree.streams, tree.root.hex()) != (seal.data.streams, seal.data.heads_root):
            raise RecordCorrupt(
                f"第 {seal.position} 号封存所载各流末端与现有记录不符",
                f"the heads that were sealed at position {seal.position} are not those of the record now",
            )
        return tree


def _heads(connection: psycopg.Connection[Any], size: int) -> Iterator[Head]:
    """The heads of all streams among the first `size` events, read a page at a time."""
    with connection.cursor(name="heads") as cursor:
        cursor.itersize = PAGE
        for stream_id, version, hashed in cursor.execute(_HEADS, (size,)):
            yield Head(stream_id, version, bytes(hashed))
