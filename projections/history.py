"""A stream's whole history: every event, whether it stands, by what it was corrected or rescinded, what it says now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.record import Event
from domain.timeline import CORRECTED, META, RESCINDED, Timeline
from domain.worker.life import at_home_or_host
from domain.worker.state import Engaged, Separated, WorkerState


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


def holders(timeline: Timeline[WorkerState], day: date) -> tuple[str, ...]:
    """The organisations that held the worker on a day, home or host; after a separation the last one to do so."""
    return held_by(timeline.as_of(day))


def held_by(state: WorkerState) -> tuple[str, ...]:
    """The organisations that hold the worker in this state; the last home of one who has left."""
    if isinstance(state.engagement, Separated):
        return (state.engagement.last.host,)
    return at_home_or_host(state)


def home_of(state: WorkerState) -> str | None:
    """The organisation that engages the worker in this state, None when none does."""
    return state.engagement.host if isinstance(state.engagement, Engaged) else None
