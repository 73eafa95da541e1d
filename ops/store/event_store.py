"""The library's event store and application over the ledger: read set, claims and key travel as `save()`
keywords.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import EventStore, Mapper, Notification, ProgrammingError, Recording, Tracking

from domain.claims import Claim
from domain.ledger import CommandKey, Draft, Receipt
from domain.record import Event
from ops.store.entries import Entry, encode
from ops.store.mapper import LeafMapper
from ops.store.recorder import LeafRecorder


@dataclass(frozen=True)
class ReceiptedRecording(Recording[str]):
    """A recording with the ledger's receipt for it."""

    receipt: Receipt


class LedgerEventStore(EventStore[str]):
    """`put` records one command and answers with receipts; `get` reads a stream, validated."""

    mapper: LeafMapper
    recorder: LeafRecorder

    def put(
        self,
        domain_events: Sequence[DomainEventProtocol[str]],
        *,
        tracking: Tracking | None = None,
        reads: Mapping[str, int] | None = None,
        claims: Sequence[Claim] = (),
        claimants: frozenset[str] = frozenset(),
        key: CommandKey | None = None,
        new_subjects: frozenset[str] = frozenset(),
        **unknown: Any,
    ) -> list[Recording[str]]:
        """Record all events in one commit, or none.

        Without `reads`, each stream is expected to end just before its first event here. Raises what the
        port's `record` raises, LostRace among them; ProgrammingError for an unknown keyword, or tracking,
        which events of the ledger do not carry.
        """
        if unknown or tracking is not None:
            raise ProgrammingError(f"the ledger does not know {sorted(unknown) or 'tracking'}")
        events = [_event(event) for event in domain_events]
        if not events:
            return []
        draft = Draft(
            events=tuple(events),
            reads=_reads(events) if reads is None else reads,
            claims=tuple(claims),
            claimants=claimants or frozenset(claim.stream_id for claim in claims),
            key=key,
            new_subjects=new_subjects,
        )
        ledger = self.recorder.ledger
        job = encode(draft, ledger.vault)
        receipts = ledger.submit_job(job).result()
        return [
            ReceiptedRecording(event, _notification(entry, receipt), receipt)
            for event, entry, receipt in zip(domain_events, job.entries, receipts, strict=True)
        ]


class LedgerApplication(Application[str]):
    """A library application whose events are ours. `save(*events, reads=..., claims=..., key=...,
    new_subjects=...)`.
    """

    def construct_mapper(self) -> Mapper[str]:
        """Ours needs no transcodings."""
        return self.factory.mapper()


def _event(domain_event: DomainEventProtocol[str]) -> Event:
    event: Any = domain_event
    if not isinstance(event, Event):
        raise ProgrammingError(f"{type(event).__name__} is no event of the ledger")
    return event


def _reads(events: Sequence[Event]) -> dict[str, int]:
    reads: dict[str, int] = {}
    for event in events:
        if event.version < 1:
            raise ProgrammingError(f"{event.stream_id} has a version below 1 and no read set was given")
        reads.setdefault(event.stream_id, event.version - 1)
    return reads


def _notification(entry: Entry, receipt: Receipt) -> Notification:
    return Notification(
        receipt.stream_id, receipt.stream_version, entry.type, entry.second, receipt.position + 1
    )
