"""The event catalogue: every event type the ledger knows, by its stable public name.

One table, gathered from the concept modules. What is not here can be neither recorded nor read.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from domain import handover, sealing
from domain.cycle import events as cycle_events
from domain.errors import RecordCorrupt
from domain.hidden import Disclosure, is_subject
from domain.organisation import events as organisation_events
from domain.organisation import posts
from domain.plan import events as plan_events
from domain.purchase import events as purchase_events
from domain.record import ENVELOPE_HIDDEN, Event, EventType, HiddenPath, hidden_members
from domain.rulebook import events as rulebook_events
from domain.timeline import CORRECTED, RESCINDED, Correction, Rescission
from domain.training import events as training_events
from domain.volunteer import events as volunteer_events
from domain.worker.life import HANDLINGS

META_EVENTS: Final = (
    EventType(CORRECTED, Correction, "", "更正", "corrected", about_person=True, command="corrections"),
    EventType(RESCINDED, Rescission, "", "撤销", "rescinded", about_person=True, command="rescissions"),
)

CATALOGUE: Final[Mapping[str, EventType]] = MappingProxyType(
    {
        event_type.name: event_type
        for event_type in (
            *(handling.type for handling in HANDLINGS.values()),
            *organisation_events.EVENTS,
            *posts.EVENTS,
            *cycle_events.EVENTS,
            *plan_events.EVENTS,
            *training_events.EVENTS,
            *volunteer_events.EVENTS,
            *purchase_events.EVENTS,
            *rulebook_events.EVENTS,
            *sealing.EVENTS,
            *handover.EVENTS,
            *META_EVENTS,
        )
    }
)


def event_type(name: str) -> EventType:
    """The type of this public name. Raises RecordCorrupt for a name that this version does not know."""
    try:
        return CATALOGUE[name]
    except KeyError:
        raise RecordCorrupt(f"未知的事件类型 {name}", f"unknown event type {name}") from None


def hidden_of(event: Event) -> Mapping[HiddenPath, Disclosure]:
    """Where line 2 of this event holds hidden values: nowhere when it is about no person."""
    if not event.type.about_person or not is_subject(event.stream_id):
        return {}
    if event.type.name == CORRECTED:
        return _corrected_hidden(event.data.type)
    return _type_hidden(event.type.name)


@cache
def _type_hidden(name: str) -> Mapping[HiddenPath, Disclosure]:
    data = hidden_members(CATALOGUE[name].data)
    return {**ENVELOPE_HIDDEN, **{("data", *path): disclosure for path, disclosure in data}}


@cache
def _corrected_hidden(name: str) -> Mapping[HiddenPath, Disclosure]:
    data = hidden_members(event_type(name).data)
    return {**ENVELOPE_HIDDEN, **{("data", "data", *path): disclosure for path, disclosure in data}}
