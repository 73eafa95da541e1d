"""Sealing: the ledger's own event that says where every stream ended, so that nothing can be left out unseen.

That an entry is in the log shows by itself; that none is missing does not. A seal speaks of the first `size` positions
of the log: over the heads of all streams that had an event among them it states the root of a Merkle tree, the streams
in the byte order of their ids. Whoever has all events of one stream up to the head that the tree names has all of them;
two neighbours in the tree show that there is no stream between.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final, NamedTuple
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.canonical import canonical_trusted
from domain.errors import Contended
from domain.ledger import Draft, Ledger, LostRace, Receipt
from domain.record import Event, EventData, EventType, Shape
from domain.tree import EMPTY_ROOT, HASH_BYTES, inclusion_proof, leaf_hash, node_hash
from domain.values import Code, Sha256Hex

LEDGER_STREAM: Final = "ledger"
"""The one stream that is about the ledger itself."""

ATTEMPTS: Final = 5


class ViewDigest(Shape):
    """The digest of one read model as it is known at the last sealed position, in a version of the way to compute it."""

    view: Code
    version: Annotated[int, Field(ge=1)]
    digest: Sha256Hex


class LedgerSealed(EventData):
    """The first `size` positions, at most the seal's own, as they are for ever (R84, R87).

    `log_root` is the log's root at that size; `heads_root` that of the tree over the heads of the `streams` streams.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R84, R87"})

    size: Annotated[int, Field(ge=0)]
    log_root: Sha256Hex
    streams: Annotated[int, Field(ge=0)]
    heads_root: Sha256Hex
    views: tuple[ViewDigest, ...] = ()


SEALED: Final = EventType("ledger.sealed", LedgerSealed, "ledger", "账本封存", "ledger sealed")

EVENTS: Final = (SEALED,)


class Head(NamedTuple):
    """Where a stream ended: its version, from 1 on, and the hash of that version's leaf."""

    stream_id: str
    version: int
    leaf_hash: bytes

    def entry(self) -> bytes:
        """What is hashed of it: the canonical JSON of [stream id, version, leaf hash in hexadecimal digits]."""
        return canonical_trusted([self.stream_id, self.version, self.leaf_hash.hex()])


class HeadTree:
    """The Merkle tree (RFC 6962) over the heads of all streams, in the byte order of their ids.

    Holds an id and two hashes a stream, and no head: who asks for a place looks the head up.
    """

    def __init__(self, heads: Iterable[Head]) -> None:
        """Raises ValueError for heads that are not in order, or twice of one stream."""
        ids: list[str] = []
        row = bytearray()
        for head in heads:
            if ids and head.stream_id.encode() <= ids[-1].encode():
                raise ValueError(f"{head.stream_id} after {ids[-1]} is out of order")
            ids.append(head.stream_id)
            row += leaf_hash(head.entry())
        self.stream_ids: Sequence[str] = ids
        self._rows = _rows_of(bytes(row))

    @property
    def streams(self) -> int:
        """How many streams there are."""
        return len(self.stream_ids)

    @property
    def root(self) -> bytes:
        """The root hash; that of the empty tree where there is no stream."""
        return self._rows[-1] or EMPTY_ROOT

    def place(self, stream_id: str) -> int:
        """The index of a stream, or of the first one after it where there is none of that id."""
        return bisect_left(self.stream_ids, stream_id.encode(), key=str.encode)

    def path(self, index: int) -> list[bytes]:
        """The audit path of the stream at an index, its sibling first. Raises TreeError where there is none."""
        return inclusion_proof(index, self.streams, self._node)

    def _node(self, level: int, index: int) -> bytes:
        return self._rows[level][index * HASH_BYTES : (index + 1) * HASH_BYTES]


def _rows_of(row: bytes) -> list[bytes]:
    """The tree's rows from the leaves up, each hash complete or carried over as it stands at the right edge."""
    rows = [row]
    while len(row) > HASH_BYTES:
        width = len(row) // HASH_BYTES
        hashes = [row[at : at + HASH_BYTES] for at in range(0, len(row), HASH_BYTES)]
        above = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, width - 1, 2)]
        if width % 2:
            above.append(hashes[-1])
        row = b"".join(above)
        rows.append(row)
    return rows


def record_seal(
    ledger: Ledger, said: LedgerSealed, *, effective_on: date, principal: str, event_id: UUID
) -> Receipt:
    """Record a seal at the end of the ledger's own stream. Raises Contended, IdempotencyConflict."""
    statement = SEALED.statement()(event_id=event_id, effective_on=effective_on, actor=principal, data=said)
    return record_own(ledger, Event(SEALED, LEDGER_STREAM, statement))


def record_own(ledger: Ledger, event: Event) -> Receipt:
    """Record an event at the end of the ledger's own stream. Raises Contended, IdempotencyConflict."""
    for _ in range(ATTEMPTS):
        reads = ledger.versions([LEDGER_STREAM])
        try:
            return ledger.record(Draft(events=(event,), reads=reads))[0]
        except LostRace:
            continue
    raise Contended
