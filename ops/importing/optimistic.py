"""The ledger as the bulk path reads it: new streams are known to be empty, and claims are left to the store's check."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from domain.claims import Claim, ClaimKey
from domain.errors import IdempotencyConflict
from domain.ledger import CommandKey, Draft, Receipt
from domain.orders import Order
from domain.record import Event
from ops.store import PostgresLedger


class OptimisticLedger:
    """The `Ledger` port over a `PostgresLedger`, saving the queries whose answers are checked again at the commit."""

    def __init__(self, ledger: PostgresLedger) -> None:
        self._ledger = ledger
        self._new: frozenset[str] = frozenset()
        self._digests: Mapping[UUID, bytes | None] = {}
        self.blind = ledger.blind
        self.open = ledger.open
        self.command_digest = ledger.command_digest
        self.events_of = ledger.events_of

    def look_ahead(self, stream_ids: Sequence[str], event_ids: Iterable[UUID]) -> None:
        """Find out at once which of the streams that come next are empty, and which commands are recorded."""
        versions = self._ledger.versions(stream_ids)
        self._new = frozenset(stream for stream in stream_ids if not versions.get(stream))
        self._digests = self._ledger.digests(list(event_ids)) if len(self._new) < len(stream_ids) else {}

    def recorded(self, order: Order) -> bool:
        """Whether the command was recorded before the look ahead. Raises IdempotencyConflict for another one."""
        if order.first_event_id not in self._digests:
            return False
        digest = self._digests[order.first_event_id]
        if digest is None or order.key is None or not compare_digest(digest, order.key.digest):
            raise IdempotencyConflict
        return True

    def events(self, stream_id: str) -> Sequence[Event]:
        """The stream's events, without a query when it is known to be empty."""
        return () if stream_id in self._new else self._ledger.events(stream_id)

    def claims(self, _keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """None: the store compares every claim with all others under its lock, and a loser is judged again alone."""
        return ()

    def versions(self, stream_ids: Sequence[str]) -> Mapping[str, int]:
        """The current version of each stream."""
        return self._ledger.versions(stream_ids)

    def find_event(self, event_id: UUID) -> Event | None:
        """A recorded event by its id."""
        return self._ledger.find_event(event_id)

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Sequence[Receipt] | None:
        """The receipts of a command that was recorded before."""
        return self._ledger.prior(first_event_id, key)

    def now(self) -> datetime:
        """The clock."""
        return self._ledger.now()

    def record(self, draft: Draft) -> Sequence[Receipt]:
        """Record one draft, as the ledger does."""
        return self._ledger.record(draft)
