"""Streams that belong to an organisation: how each is guarded, whose book judges it, and what it claims.

The book is that of the union that manages the organisation, or the one that the stream belongs to, on the effective date.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from domain.claims import Claim
from domain.judging import Guard, OrganisationJudge
from domain.orders import CommandBody
from domain.organisation.events import guard_organisation, organisation_claims
from domain.organisation.post_life import guard_post
from domain.organisation.seats import post_claims
from domain.organisation.statistics import check_counted_by
from domain.plan.events import guard_plan
from domain.plan.filling import plan_claims
from domain.purchase.guarding import check_same_parties, guard_purchase
from domain.purchase.places import purchase_claims
from domain.reading import Reading
from domain.record import Event
from domain.timeline import Standing, Timeline
from domain.training.events import guard_course

Claims = Callable[[Timeline[Any]], Sequence[Claim]]
Check = Callable[[Timeline[Any], Timeline[Any]], None]
"""Asked with the timeline before and after: raises Refused for a change that cannot be."""


def _no_claims(_timeline: Timeline[Any]) -> Sequence[Claim]:
    return ()


def _any_change(_before: Timeline[Any], _after: Timeline[Any]) -> None:
    """Whatever the guards let through may be."""


@dataclass(frozen=True, slots=True)
class Owned:
    """One kind of stream. `owner` is the member of its first event, and of its state, that names the organisation."""

    guard: Guard
    owner: str
    claims: Claims = _no_claims
    check: Check = _any_change


OWNED: Final[Mapping[str, Owned]] = MappingProxyType(
    {
        "organisation": Owned(guard_organisation, "parent", organisation_claims),
        "post": Owned(guard_post, "organisation", post_claims),
        "course": Owned(guard_course, "provider"),
        "plan": Owned(guard_plan, "organisation", plan_claims),
        "purchase": Owned(guard_purchase, "buyer", purchase_claims, check_same_parties),
    }
)
"""The kinds by the prefix of their streams."""


def admit_owned(
    prefix: str,
    reading: Reading,
    timeline: Timeline[Any],
    events: Sequence[Event],
    bodies: Mapping[UUID, CommandBody[Any]],
    today: date,
) -> tuple[Timeline[Any], Sequence[Claim]]:
    """The timeline with new events taken in, and what it then claims. Raises Refused."""
    kind = OWNED[prefix]

    def owner(state: Any, standing: Standing) -> str | None:
        """An organisation is its own; before it is in the tree, its parent's."""
        if prefix == "organisation" and state is not None:
            return standing.origin.stream_id
        says = standing.data if state is None else state
        owned_by: str | None = getattr(says, kind.owner)
        return owned_by

    by_rules = OrganisationJudge(reading, bodies, kind.guard, owner)

    def judge(state: Any, standing: Standing, fresh: bool) -> Event | None:
        if fresh:
            check_counted_by(standing, today)
        return by_rules(state, standing, fresh)

    admitted = timeline.admit(events, judge)
    kind.check(timeline, admitted)
    return admitted, kind.claims(admitted)
