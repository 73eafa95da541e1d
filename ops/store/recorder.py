"""The library's recorders over our record.

A notification's id is position + 1, so ids have no gaps. Conflicts are the library's IntegrityError. A plain
StoredEvent, as the library's own test cases send, is accepted only with `opaque=True`: it gets a generated
id, and its state is kept in base64 in a leaf of its own type.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    ProcessRecorder,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)

from domain.canonical import canonical, parse_canonical
from domain.errors import IdempotencyConflict, StoreUnavailable
from domain.ledger import LostRace
from domain.tree import MAX_SIZE
from ops.store.entries import Entry, Job
from ops.store.judging import TrackingConflict
from ops.store.ledger import PostgresLedger
from ops.store.mapper import StoredLeaf
from ops.store.subscription import LedgerSubscription

OPAQUE: Final = "opaque"
_STREAM: Final = """
SELECT position, stream_id, version, type, schema, event_id, leaf FROM ledger.event
WHERE stream_id = %(stream)s AND version > %(gt)s AND version <= %(lte)s
"""
_FORWARD: Final = _STREAM + "ORDER BY version LIMIT %(limit)s"
_BACKWARD: Final = _STREAM + "ORDER BY version DESC LIMIT %(limit)s"
_NOTIFICATIONS: Final = """
SELECT position, stream_id, version, type, schema, event_id, leaf FROM ledger.event
WHERE position >= %(first)s AND position <= %(last)s AND (%(all)s OR type = ANY (%(topics)s))
ORDER BY position LIMIT %(limit)s
"""
_LARGEST_VERSION: Final = 2**31 - 1
_PAGE: Final = 500
_MAX_TRACKED: Final = "SELECT notification_id FROM ledger.tracking WHERE application_name = %s"


class LeafRecorder(AggregateRecorder):
    """Streams of stored events. Every stream is in the log as well: there is no other place for events."""

    def __init__(self, ledger: PostgresLedger, *, opaque: bool = False) -> None:
        self.ledger = ledger
        self._opaque = opaque

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record all or none. Raises IntegrityError when a stream's version or an event's id is taken."""
        self.insert(stored_events, **kwargs)
        return None

    def insert(self, stored_events: Sequence[StoredEvent], tracking: Tracking | None = None) -> Sequence[int]:
        """As `insert_events`, with the notification ids; `tracking` moves a follower's mark in the same
        commit.
        """
        if not stored_events and tracking is None:
            return ()
        job = self._job(stored_events)
        if tracking is not None:
            job.tracking = (tracking.application_name, tracking.notification_id)
        try:
            receipts = self.ledger.submit_job(job).result()
        except (LostRace, IdempotencyConflict, TrackingConflict) as error:
            raise IntegrityError(error.en) from error
        except StoreUnavailable as error:
            raise OperationalError(error.en) from error
        return [receipt.position + 1 for receipt in receipts]

    def _job(self, stored_events: Sequence[StoredEvent]) -> Job:
        floors: dict[str, int] = {}
        last: dict[str, int] = {}
        for stored in stored_events:
            stream_id = str(stored.originator_id)
            if stored.originator_version <= last.get(stream_id, -1):
                raise IntegrityError(
                    f"{stream_id} has version {stored.originator_version} twice or out of order"
                )
            last[stream_id] = stored.originator_version
            floors.setdefault(stream_id, stored.originator_version)
        entries = [self._entry(stored) for stored in stored_events]
        return Job(entries=entries, floors=floors, subjects=frozenset(floors))

    def _entry(self, stored: StoredEvent) -> Entry:
        stream_id, version = str(stored.originator_id), stored.originator_version
        if isinstance(stored, StoredLeaf):
            return Entry.of(stream_id, version, stored.type, stored.schema, stored.event_id, stored.state)
        if not self._opaque:
            raise ProgrammingError("a stored event needs its id, type and schema: send a StoredLeaf")
        event_id = uuid4()
        data = {"topic": stored.topic, "state": b64encode(stored.state).decode("ascii")}
        return Entry.of(
            stream_id, version, OPAQUE, 1, event_id, canonical({"data": data, "event_id": str(event_id)})
        )

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """A stream's stored events with gt < version <= lte."""
        bounds = {"gt": -1 if gt is None else gt, "lte": _LARGEST_VERSION if lte is None else lte}
        rows = self.ledger.rows(
            _BACKWARD if desc else _FORWARD, {"stream": str(originator_id), "limit": limit, **bounds}
        )
        return [_stored(row, originator_id) for row in rows]


class LogRecorder(LeafRecorder, ApplicationRecorder):
    """The log as the library's application sequence."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Record all or none and return the notification ids."""
        return self.insert(stored_events, **kwargs)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Notifications from `start` to `stop`, both included unless told otherwise, of these topics if any."""
        first = 0 if start is None else start - 1 if inclusive_of_start else start
        last = MAX_SIZE if stop is None else stop - 1
        if self._opaque and topics:
            return self._opaque_notifications(first, limit, last, topics)
        asked = {"first": first, "last": last, "all": not topics, "topics": list(topics), "limit": limit}
        rows = self.ledger.rows(_NOTIFICATIONS, asked)
        return [_notification(row) for row in rows]

    def _opaque_notifications(
        self, first: int, limit: int, last: int, topics: Sequence[str]
    ) -> Sequence[Notification]:
        """An opaque event's topic is inside its leaf: filtered here, page by page."""
        found: list[Notification] = []
        while len(found) < limit:
            here = self.select_notifications(first + 1, _PAGE, last + 1)
            found += [notification for notification in here if notification.topic in topics]
            first += _PAGE
            if len(here) < _PAGE:
                break
        return found[:limit]

    def max_notification_id(self) -> int | None:
        """The log's size, None while it is empty."""
        return self.ledger.size_and_root()[0] or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Notifications beyond `gt` as they are recorded, for ever."""
        return LedgerSubscription(self, self.ledger, gt, topics)


class LedgerTrackingRecorder(TrackingRecorder):
    """How far followers have come, a mark each."""

    def __init__(self, ledger: PostgresLedger) -> None:
        self.ledger = ledger

    def insert_tracking(self, tracking: Tracking) -> None:
        """Move a follower's mark forward. Raises IntegrityError when it has been there already."""
        LeafRecorder(self.ledger).insert((), tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        """A follower's mark, None before its first."""
        rows = self.ledger.rows(_MAX_TRACKED, (application_name,))
        return rows[0][0] if rows else None


class LedgerProcessRecorder(LedgerTrackingRecorder, LogRecorder, ProcessRecorder):
    """Events and the mark of the notification that caused them, in one commit."""

    def __init__(self, ledger: PostgresLedger, *, opaque: bool = False) -> None:
        LogRecorder.__init__(self, ledger, opaque=opaque)


def _stored(row: Sequence[Any], originator_id: UUID | str) -> StoredEvent:
    _, _, version, kind, schema, event_id, leaf = row
    state = leaf[leaf.index(b"\n") + 1 :]
    if kind == OPAQUE:
        data = _opaque_data(state)
        return StoredEvent(originator_id, version, data["topic"], b64decode(data["state"]))
    return StoredLeaf(originator_id, version, kind, state, event_id, kind, schema)


def _notification(row: Sequence[Any]) -> Notification:
    position, stream_id, *_ = row
    stored = _stored(row, stream_id)
    return Notification(stream_id, stored.originator_version, stored.topic, stored.state, position + 1)


def _opaque_data(state: bytes) -> Any:
    return parse_canonical(state)["data"]
