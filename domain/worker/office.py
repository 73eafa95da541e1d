"""Offices held beside the engagement: concurrent posts in a union (R57), and public roles (R60).

A worker may hold several at once; they remain one head, at home. What a union office does to the labour contract is
in `contract_terms`.
"""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, model_validator

from domain.codes import checked_public_role, level_of_public_role
from domain.errors import impossible
from domain.organisation.state import UNION_KINDS
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, OrganisationId
from domain.worker.facets import Office
from domain.worker.handling import Handling, active_organisation, engaged, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World


class ConcurrentPostTaken(EventData):
    """The worker holds `office` in `union` from the effective date; `until` is the last day of the term of office.

    `base_union` tells that it is a base union (基层工会, 工会法 art. 11), whose officers' contracts are protected.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R57 五(二); 工会法 art. 19"})

    office: Literal["chair", "vice_chair", "committee_member", "other"]
    union: OrganisationId
    until: Day | None = None
    full_time: bool
    base_union: bool = True


class ConcurrentPostEnded(EventData):
    """The worker no longer holds the concurrent post `post` from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R57 五(二)"})

    post: UUID
    reason_code: Code


class PublicRoleTaken(EventData):
    """The worker is a deputy, member or delegate from the effective date, to the last day `until` of the term.

    `role` is a code of GB/T 2261.6, `township_congress`, `party_congress` or `union_congress`; the last two say at
    which `level` the congress is.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R60 五(二)"})

    role: Annotated[str, AfterValidator(checked_public_role)]
    level: Literal["national", "province", "city", "county", "township", "unit"] | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _levelled(self) -> "PublicRoleTaken":
        if (self.level is None) is (level_of_public_role(self.role) is None):
            raise ValueError("a delegate to a Party or union congress states its level, and nobody else does")
        return self


class PublicRoleEnded(EventData):
    """The worker no longer holds the public role `role` (the event that began it) from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R60 五(二)"})

    role: UUID
    reason_code: Code


POST_TAKEN: Final = EventType(
    "worker.concurrent_post_taken",
    ConcurrentPostTaken,
    "worker",
    "担任兼职",
    "concurrent post taken",
    about_person=True,
    command="concurrent-posts",
)
POST_ENDED: Final = EventType(
    "worker.concurrent_post_ended",
    ConcurrentPostEnded,
    "worker",
    "免去兼职",
    "concurrent post ended",
    ending=True,
    about_person=True,
    command="concurrent-post-ends",
)
ROLE_TAKEN: Final = EventType(
    "worker.public_role_taken",
    PublicRoleTaken,
    "worker",
    "担任代表委员",
    "public role taken",
    about_person=True,
    command="public-roles",
)
ROLE_ENDED: Final = EventType(
    "worker.public_role_ended",
    PublicRoleEnded,
    "worker",
    "代表委员任期终止",
    "public role ended",
    ending=True,
    about_person=True,
    command="public-role-ends",
)


def _check_term(standing: Standing) -> None:
    if standing.data.until is not None and standing.data.until < standing.effective_on:
        raise impossible("term_backwards", "任期届满早于任职之日", "the term of office ends before it starts")


def _check_new(state: WorkerState, kind: str, union: str | None, level: str | None) -> None:
    held = ((one.kind, one.union, one.level) for one in state.particulars.offices if one.open)
    if (kind, union, level) in held:
        raise impossible(
            "office_held",
            "该人员已担任此职务，尚未记录终止",
            "the worker holds this office already, and its end has not been recorded",
            "连任的，先记录上一任期终止",
            "for a further term, record the end of the one before first",
        )


def _guard_post_taken(state: WorkerState, standing: Standing, world: World) -> None:
    data = standing.data
    engaged(state)
    _check_term(standing)
    active_organisation(world, data.union, standing)
    union = world.organisation(data.union, standing.effective_on)
    if data.office != "other" and union is not None and union.kind not in UNION_KINDS:
        raise impossible(
            "not_a_union",
            "工会主席、副主席、委员只能在工会组织担任",
            "chairs, vice-chairs and committee members are a union's",
            "填写其任职的工会，或将职务改为 other",
            "name the union, or state the office as other",
        )
    _check_new(state, data.office, data.union, None)


def _guard_role_taken(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    _check_term(standing)
    _check_new(state, data.role, None, data.level or level_of_public_role(data.role))


def _fold_post_taken(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    return _holding(
        state,
        Office(
            standing.event_id,
            data.office,
            data.union,
            data.full_time,
            standing.effective_on,
            data.until,
            base_union=data.base_union,
        ),
    )


def _fold_role_taken(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    level = data.level or level_of_public_role(data.role)
    return _holding(
        state,
        Office(
            standing.event_id,
            data.role,
            None,
            full_time=False,
            since=standing.effective_on,
            until=data.until,
            level=level,
        ),
    )


def _holding(state: WorkerState, office: Office) -> WorkerState:
    return noting(state, offices=(*state.particulars.offices, office))


def without_posts(offices: tuple[Office, ...], on: date) -> tuple[Office, ...]:
    """The offices of whoever leaves on that day: concurrent posts end with the engagement, public roles do not."""
    return tuple(one._replace(ended_on=on) if one.open and one.union is not None else one for one in offices)


def _guard_ended(state: WorkerState, standing: Standing, event_id: UUID, *, public: bool) -> None:
    held = tuple(one for one in state.particulars.offices if (one.union is None) is public)
    office = named(
        held, event_id, *(("代表委员任职", "public role") if public else ("兼职", "concurrent post"))
    )
    if not office.open:
        raise impossible("office_ended", "该任职已终止", "that office has ended already")
    if standing.effective_on <= office.since:
        raise impossible(
            "ended_before_start",
            "任职终止日期须晚于任职之日",
            "the end must be after the first day in office",
            "如从未任职，请撤销该任职",
            "if it was never taken up, rescind it",
        )


def _guard_post_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    _guard_ended(state, standing, standing.data.post, public=False)


def _guard_role_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    _guard_ended(state, standing, standing.data.role, public=True)


def _ended(state: WorkerState, standing: Standing, event_id: UUID) -> WorkerState:
    offices = state.particulars.offices
    old = next((one for one in offices if one.event_id == event_id), None)
    if old is None:
        return state
    return noting(state, offices=replacing(offices, old, old._replace(ended_on=standing.effective_on)))


def _fold_post_ended(state: WorkerState, standing: Standing) -> WorkerState:
    return _ended(state, standing, standing.data.post)


def _fold_role_ended(state: WorkerState, standing: Standing) -> WorkerState:
    return _ended(state, standing, standing.data.role)


HANDLINGS: Final = (
    Handling(POST_TAKEN, _guard_post_taken, _fold_post_taken),
    Handling(POST_ENDED, _guard_post_ended, _fold_post_ended),
    Handling(ROLE_TAKEN, _guard_role_taken, _fold_role_taken),
    Handling(ROLE_ENDED, _guard_role_ended, _fold_role_ended),
)
