"""How one type of organisation event is handled: its catalogue entry, what makes it impossible, and how it folds.

Guards and folds are asked of a registered organisation only, guards of one that has not ended.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from domain.errors import impossible
from domain.organisation.state import UNION_KINDS, OrganisationState
from domain.record import EventType
from domain.timeline import Standing
from domain.world import World

Guard = Callable[[OrganisationState, Standing, World], None]
"""Raises Refused for what cannot be otherwise, on the state just before the event's place."""

Fold = Callable[[OrganisationState, Standing], OrganisationState]
"""The state after the event. Never raises."""


def possible(_state: OrganisationState, _standing: Standing, _world: World) -> None:
    """The guard of what can always be: nothing about the organisation stands in its way."""


@dataclass(frozen=True, slots=True)
class Handling:
    """One row of the table that a concept module offers."""

    type: EventType
    guard: Guard
    fold: Fold


F = TypeVar("F")


def named(facets: tuple[F, ...], event_id: UUID, zh: str, en: str) -> F:
    """The facet that an event names by its id (`event_id` member), refused when there is none."""
    found = facet_of(facets, event_id)
    if found is None:
        raise impossible(
            "unknown_reference",
            f"该组织的记录中没有所指的{zh}",
            f"the {en} named is not in this organisation's record",
            f"写明该组织一项有效{zh}的事件编号",
            f"name a standing {en} of this organisation by its event id",
        )
    return found


def facet_of(facets: tuple[F, ...], event_id: UUID) -> F | None:
    """The facet of this event, None when there is none."""
    return next((one for one in facets if getattr(one, "event_id") == event_id), None)  # noqa: B009 - no base class


def adding(state: OrganisationState, member: str, facet: Any) -> OrganisationState:
    """The state with one facet more in this member of its particulars."""
    return noting(state, **{member: (*getattr(state.particulars, member), facet)})


def ending(state: OrganisationState, member: str, event_id: UUID, **ended: date | None) -> OrganisationState:
    """The state with the facet of this event ended; as it was when there is none."""
    facets = tuple(
        one._replace(**ended) if one.event_id == event_id else one
        for one in getattr(state.particulars, member)
    )
    return noting(state, **{member: facets})


def noting(state: OrganisationState, **members: Any) -> OrganisationState:
    """The state with members of its particulars replaced."""
    return replace(state, particulars=state.particulars._replace(**members))


def check_union(world: World, organisation_id: str, on: date) -> OrganisationState:
    """The union that an event names; refuses what is none on that day."""
    union = check_there(world, organisation_id, on)
    if union.kind not in UNION_KINDS:
        raise impossible(
            "not_a_union",
            f"{organisation_id} 不是工会组织",
            f"{organisation_id} is no union",
            "写明一个工会组织",
            "name a union",
        )
    return union


def check_there(world: World, organisation_id: str, on: date) -> OrganisationState:
    """The organisation that an event names; refuses one that is not registered, or has ended, on that day."""
    organisation = world.organisation(organisation_id, on)
    if organisation is None or not organisation.active:
        raise impossible(
            "organisation_unknown",
            f"组织 {organisation_id} 在 {on} 不存在",
            f"organisation {organisation_id} does not exist on {on}",
            "先登记该组织，或更正生效日期",
            "register the organisation first, or correct the effective date",
        )
    return organisation


def check_term(standing: Standing) -> None:
    """Refuse a last day before the first."""
    until = standing.data.until
    if until is not None and until < standing.effective_on:
        raise impossible(
            "ends_before_start",
            f"有效期截止 {until} 早于生效日期 {standing.effective_on}",
            f"the last day, {until}, is before the first, {standing.effective_on}",
            "更正截止日期或生效日期",
            "correct the last day or the effective date",
        )
