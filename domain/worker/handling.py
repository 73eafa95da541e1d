"""How one type of worker event is handled: its catalogue entry, what makes it impossible, and how it folds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from domain.errors import impossible
from domain.record import EventType
from domain.timeline import Standing
from domain.worker.state import Engaged, WorkerState
from domain.world import World

Guard = Callable[[WorkerState, Standing, World], None]
"""Raises Refused for what cannot be otherwise, on the state just before the event's place."""

Fold = Callable[[WorkerState, Standing], WorkerState]
"""The state after the event. Never raises."""


@dataclass(frozen=True, slots=True)
class Handling:
    """One row of the table that a concept module offers."""

    type: EventType
    guard: Guard
    fold: Fold


def engaged(state: WorkerState) -> Engaged:
    """The engagement that this event needs; refuses for whoever is not engaged on that day."""
    if isinstance(state.engagement, Engaged):
        return state.engagement
    raise impossible(
        "not_engaged",
        "该人员在该日期不在岗",
        "the worker is not engaged on that date",
        "先办理录用，或更正生效日期",
        "hire the worker first, or correct the effective date",
    )


def registered(state: WorkerState) -> None:
    """Refuse whoever is not in the ledger by that day's record."""
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")


def active_organisation(world: World, organisation_id: str, standing: Standing) -> None:
    """Refuse an organisation that is not registered, or dissolved, on the event's effective date."""
    organisation = world.organisation(organisation_id, standing.effective_on)
    if organisation is None or not organisation.active:
        raise impossible(
            "organisation_unknown",
            f"组织 {organisation_id} 在 {standing.effective_on} 不存在",
            f"organisation {organisation_id} does not exist on {standing.effective_on}",
            "先登记该组织，或更正生效日期",
            "register the organisation first, or correct the effective date",
        )


F = TypeVar("F")


def named(facets: tuple[F, ...], event_id: UUID, zh: str, en: str) -> F:
    """The facet that an event names by its id (`event_id` member), refused when there is none."""
    for facet in facets:
        if getattr(facet, "event_id") == event_id:  # noqa: B009 - facets share the member, not a base class
            return facet
    raise impossible(
        "unknown_reference",
        f"本人记录中没有所指的{zh}",
        f"the {en} named is not in this worker's record",
        f"写明本人一项有效{zh}的事件编号",
        f"name a standing {en} of this worker by its event id",
    )


def replacing(facets: tuple[F, ...], old: F, new: F) -> tuple[F, ...]:
    """The same facets with one replaced."""
    return tuple(new if facet is old else facet for facet in facets)


def closing(facets: tuple[Any, ...], on: date) -> tuple[Any, ...]:
    """The same facets, each that is open (`open`) ended on a day: the first on which it no longer holds."""
    return tuple(facet._replace(ended_on=on) if facet.open else facet for facet in facets)


def noting(state: WorkerState, **members: Any) -> WorkerState:
    """The state with members of its particulars replaced."""
    return state._replace(particulars=state.particulars._replace(**members))
