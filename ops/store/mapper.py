"""Between the domain's events and the library's stored ones.

The topic is the event type's public name, never a Python path; the state is line 2 as it stands in the leaf.
Reading validates: the library's own mapper would hand out whatever the bytes say.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from domain.catalogue import event_type, hidden_of
from domain.errors import Fault, InvalidInput, RecordCorrupt
from domain.record import Event, line_2, read_line_2
from ops.vault import Vault


@dataclass(frozen=True)
class StoredLeaf(StoredEvent):
    """A stored event with what its row has besides: id, type and schema. `state` is line 2."""

    event_id: UUID
    type: str
    schema: int


class LeafMapper(Mapper[str]):
    """Seals on the way in, validates on the way out.

    `transcoder` is the library's and is not asked: the record has one encoding. A compressor or cipher of the
    library is refused, because the stored bytes are the ones that are hashed and served.
    """

    def __init__(
        self, vault: Vault, transcoder: Transcoder, *, compressor: object = None, cipher: object = None
    ) -> None:
        if compressor is not None or cipher is not None:
            raise ValueError("a leaf is stored as it is hashed: no compressor and no cipher of the library")
        super().__init__(transcoder)
        self._vault = vault

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Seal and serialise an event whose subject is known.

        Raises InvalidInput for what is not an event of ours, or a version below 1.
        """
        event = _ours(domain_event)
        seal = self._vault.sealer({})
        return StoredLeaf(
            originator_id=event.stream_id,
            originator_version=event.version,
            topic=event.type.name,
            state=line_2(event, hidden_of(event), seal, event.stream_id),
            event_id=event.event_id,
            type=event.type.name,
            schema=event.type.schema,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The event, its shape validated; its position is not the library's to know. Raises RecordCorrupt."""
        kind = event_type(stored_event.topic)
        schema = stored_event.schema if isinstance(stored_event, StoredLeaf) else kind.schema
        if stored_event.originator_version < 1:
            raise RecordCorrupt("版本号应从 1 开始", "a stream's versions start at 1")
        said = read_line_2(kind, schema, stored_event.state)
        event: Any = Event(
            kind, str(stored_event.originator_id), said, version=stored_event.originator_version
        )
        return event  # type: ignore[no-any-return]


def _ours(domain_event: DomainEventProtocol[str]) -> Event:
    event: Any = domain_event
    if not isinstance(event, Event):
        raise InvalidInput(
            (Fault("/events", "不是本系统的事件", f"{type(event).__name__} is no event of ours"),)
        )
    if event.version < 1:
        raise InvalidInput((Fault("/events", "版本号应从 1 开始", "a stream's versions start at 1"),))
    return event
