"""What a decision about one stream may ask about others: organisations, their tree, posts, assessment cycles, purchases.

Every look is remembered with the stream's version: together they are the read set that the store checks again under
its lock, so a decision can never rest on something that changed meanwhile.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Protocol

from domain.cycle.state import CycleState
from domain.organisation.state import OrganisationState, PostState
from domain.plan.state import PlanState
from domain.purchase.state import PurchaseState
from domain.timeline import Timeline
from domain.training.state import CourseState


class World(Protocol):
    """The other streams, as of a day."""

    def organisation(self, organisation_id: str, on: date) -> OrganisationState | None:
        """The organisation on that day, None when it is not registered."""
        ...

    def path(self, organisation_id: str, on: date) -> Sequence[OrganisationState]:
        """The organisation and its ancestors on that day, from itself up to its root; empty when not registered."""
        ...

    def post(self, post_id: str, on: date) -> PostState | None:
        """The post on that day, None when there is none of that id."""
        ...

    def post_timeline(self, post_id: str) -> Timeline[PostState | None]:
        """A post's timeline, empty when there is none of that id: its seats are counted over time."""
        ...

    def cycle(self, cycle_id: str) -> Timeline[CycleState | None]:
        """An assessment cycle's timeline, empty when there is none: a result asks for its day, and for the closing."""
        ...

    def course(self, course_id: str) -> Timeline[CourseState | None]:
        """A course's timeline, empty when there is none: a completion asks for its day."""

    def purchase(self, purchase_id: str) -> Timeline[PurchaseState | None]:
        """A purchase's timeline, empty when there is none."""
        ...

    def plan(self, plan_id: str) -> Timeline[PlanState | None]:
        """A hiring plan's timeline, empty when there is none: a hiring asks for its day, and for its places."""
        ...


DEPTH_LIMIT: Final = 20
"""No tree of unions is deeper: nation, province, city, county, street, community, enterprise, and room to spare."""


def path_up(
    organisation: Callable[[str, date], OrganisationState | None], organisation_id: str, on: date
) -> Sequence[OrganisationState]:
    """An organisation and its ancestors on a day, from itself up to its root; empty when it is not registered.

    What has become a part of another organisation stands under that one.
    """
    path: dict[str, OrganisationState] = {}
    current: str | None = organisation_id
    while current is not None and current not in path and len(path) < DEPTH_LIMIT:
        state = organisation(current, on)
        if state is None:
            break
        path[current] = state
        current = state.above
    return tuple(path.values())


def reaches(world: World, scope: str, organisation_id: str, on: date, by: date) -> bool:
    """Whether what an organisation held on a day belongs to the subtree of `scope`.

    That is so where it stood in the subtree then; where it, or one above it, has come into the subtree since by a merger
    that took effect by the day `by`; and where it, or one above it, was run together with the body `scope` then.
    """
    return _reaches(world, scope, organisation_id, on, by, DEPTH_LIMIT)


def _reaches(world: World, scope: str, organisation_id: str, on: date, by: date, depth: int) -> bool:
    path = world.path(organisation_id, on)
    if any(above.organisation_id == scope or _run_with(above, scope) for above in path):
        return True
    for above in path if depth else ():
        last = world.organisation(above.organisation_id, by)
        if last is None or last.merged_into is None or last.dissolved_on is None or above.merged_into:
            continue
        if _reaches(world, scope, last.merged_into, last.dissolved_on, by, depth - 1):
            return True
    return False


def _run_with(organisation: OrganisationState, scope: str) -> bool:
    return any(one.open and one.organisation == scope for one in organisation.particulars.co_managements)
