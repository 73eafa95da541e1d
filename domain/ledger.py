"""The port through which decisions read and record: what a store has to give, and what travels to it.

A use case loads timelines, judges, and hands one `Draft` to `record`: all its events are recorded together or none.
The store numbers, seals, hashes and signs; it checks the read set, the claims and the idempotency key under the head
lock, and answers with receipts. Durability: a receipt is returned only after the commit is on disk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from domain.claims import Claim, ClaimKey
from domain.errors import LedgerError
from domain.hidden import Opener
from domain.record import Event


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that an event was taken in.

    `size` and `root` are the tree's after the commit that holds the event; `signature` is the base64 of a C2SP
    signature line over the checkpoint of that size and root, so that the receipt alone proves a lost tail.
    """

    event_id: UUID
    stream_id: str
    stream_version: int
    position: int
    leaf_hash: bytes
    size: int
    root: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class CommandKey:
    """A command's idempotency: a keyed HMAC of [principal, command name, JSON as sent], and whom it concerns."""

    digest: bytes
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One decided command, ready to be recorded.

    `reads` is the read set: the version of every stream that the decision folded, 0 where empty, those written
    included. `claims` replaces all claims of the streams named in `claimants`. `events` are in their stream order.
    """

    events: tuple[Event, ...]
    reads: Mapping[str, int]
    claims: tuple[Claim, ...] = ()
    claimants: frozenset[str] = frozenset()
    key: CommandKey | None = None
    new_subjects: frozenset[str] = field(default=frozenset())


class LostRace(LedgerError):
    """The read set or a claim changed before the commit. The command is to be judged again; never shown outside."""

    code = "lost-race"

    def __init__(self, streams: Iterable[str]) -> None:
        super().__init__("读取集已变", "the read set has changed")
        self.streams = frozenset(streams)


class Ledger(Opener, Protocol):
    """What a decision may ask of the store. It reads aggregates and claims, never a read model."""

    def events(self, stream_id: str) -> Sequence[Event]:
        """The whole stream in version order, empty when there is none. Its version is its length."""
        ...

    def events_of(self, stream_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """Whole streams read at once, each in version order; an empty one where there is none."""
        ...

    def versions(self, stream_ids: Sequence[str]) -> Mapping[str, int]:
        """The current version of each stream, 0 where empty."""
        ...

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """All claims held on these keys, by any stream."""
        ...

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value (a document number): equal for equal values, and nothing else is told."""
        ...

    def find_event(self, event_id: UUID) -> Event | None:
        """A recorded event by its id."""
        ...

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Sequence[Receipt] | None:
        """The receipts of the command whose first event has this id, None when there is none.

        Raises IdempotencyConflict when that id is known and its digest is not `key`'s, or is gone.
        """
        ...

    def command_digest(self, content: Any) -> bytes:
        """The keyed HMAC of a command's canonical JSON."""
        ...

    def now(self) -> datetime:
        """The clock, for decisions that need to know what day it is."""
        ...

    def record(self, draft: Draft) -> Sequence[Receipt]:
        """Record all events of the draft in one commit and return a receipt each.

        Raises LostRace when a stream of the read set or a claim changed, IdempotencyConflict, SubjectErased,
        EntryTooLarge, StoreUnavailable; then nothing was recorded.
        """
        ...
