"""A stream's whole history: every event, whether it stands, by what it was corrected or rescinded, what it says now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from domain.errors import NotFound
from domain.record import Event
from domain.timeline import CORRECTED, META, RESCINDED


@dataclass(frozen=True, slots=True)
class Account:
    """One event as it is seen now.

    `source` is the event whose content counts: the event itself, or the standing correction that was resolved for it.
    `corrected_by` are the standing corrections that name it directly, in position order, the last of which counts.
    """

    event: Event
    source: Event
    rescinded_by: UUID | None
    corrected_by: tuple[UUID, ...]

    @property
    def stands(self) -> bool:
        return self.rescinded_by is None

    @property
    def corrected(self) -> bool:
        return self.source is not self.event

    @property
    def effective_on(self) -> date:
        """The effective date that counts. Of a correction or rescission: the day of that decision."""
        if self.corrected and self.event.type.name not in META:
            moved: date = self.source.data.effective_on
            return moved
        return self.event.effective_on


def accounts(events: Sequence[Event]) -> list[Account]:
    """Every event of a stream, in position order."""
    rescinded: dict[UUID, UUID] = {}
    content: dict[UUID, Event] = {}
    corrections: dict[UUID, list[UUID]] = {}
    for event in reversed(events):
        if event.event_id in rescinded:
            continue
        if event.type.name == RESCINDED:
            rescinded.setdefault(event.data.target, event.event_id)
        elif event.type.name == CORRECTED:
            content.setdefault(event.data.target, content.get(event.event_id, event))
            corrections.setdefault(event.data.target, []).append(event.event_id)
    return [
        Account(
            event,
            content.get(event.event_id, event),
            rescinded.get(event.event_id),
            tuple(reversed(corrections.get(event.event_id, ()))),
        )
        for event in events
    ]


def account_of(events: Sequence[Event], event_id: UUID) -> Account:
    """The account of one event of the stream. Raises NotFound when it is not of this stream."""
    found = next((one for one in accounts(events) if one.event.event_id == event_id), None)
    if found is None:
        raise NotFound("没有这个事件", "there is no such event")
    return found


def days_of(events: Sequence[Event], account: Account) -> tuple[date, ...]:
    """The days that an event is about; for a correction or rescission those of what it names in the end.

    An ending is about its effective date and the last day before it, on which things still were as they had been.
    """
    event, day = account.event, account.effective_on
    if event.type.name in META:
        by_id = {one.event_id: one for one in events}
        while event.type.name in META and event.data.target in by_id:
            event = by_id[event.data.target]
        day = event.effective_on
    return (day, day - timedelta(days=1)) if event.type.ending else (day,)
