"""Unions that are run together with a party or government body (党政部门共建, R73)."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.organisation.facets import CoManagement
from domain.organisation.handling import (
    Handling,
    adding,
    check_there,
    ending,
    named,
)
from domain.organisation.state import UNION_KINDS, OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Line, OrganisationId
from domain.world import World


class CoManagementAgreed(EventData):
    """The union is run together with `with_body` from the effective date, for these duties.

    `organisation` names the body where the ledger has it: whoever acts for that body then reads what the union and all
    below it hold on the days of the agreement.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R73 六"})

    with_body: Line
    organisation: OrganisationId | None = None
    duties: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]


class CoManagementEnded(EventData):
    """The effective date is the first day on which the agreement no longer holds."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R73 六(一)"})

    agreement: UUID


AGREED: Final = EventType(
    "organisation.co_management_agreed",
    CoManagementAgreed,
    "organisation",
    "共建共管协议",
    "co-management agreed",
    command="co-managements",
)
ENDED: Final = EventType(
    "organisation.co_management_ended",
    CoManagementEnded,
    "organisation",
    "共建共管终止",
    "co-management ended",
    ending=True,
    command="co-management-ends",
)


def _guard_agreed(state: OrganisationState, standing: Standing, world: World) -> None:
    data = standing.data
    if state.kind not in UNION_KINDS:
        raise impossible(
            "not_a_union",
            "共建共管的一方须为工会组织",
            "it is a union that is run together with another body",
            "在工会组织的记录上办理",
            "record it on the union",
        )
    if data.organisation == state.organisation_id:
        raise impossible(
            "co_managed_by_itself", "不能与本组织共建", "a union is not run together with itself"
        )
    if data.organisation is not None:
        check_there(world, data.organisation, standing.effective_on)
    for one in state.particulars.co_managements:
        if one.open and (one.with_body, one.organisation) == (data.with_body, data.organisation):
            raise impossible(
                "co_managed_already",
                f"自 {one.since} 起已与该部门共建",
                f"the union has been run together with that body since {one.since}",
                "先终止现行协议",
                "end the agreement in force first",
            )


def _fold_agreed(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    facet = CoManagement(
        standing.event_id, data.with_body, data.organisation, data.duties, standing.effective_on
    )
    return adding(state, "co_managements", facet)


def _guard_ended(state: OrganisationState, standing: Standing, _world: World) -> None:
    one = named(state.particulars.co_managements, standing.data.agreement, "共建协议", "agreement")
    if not one.open:
        raise impossible("co_management_over", "该协议已终止", "that agreement has ended already")


def _fold_ended(state: OrganisationState, standing: Standing) -> OrganisationState:
    return ending(state, "co_managements", standing.data.agreement, ended_on=standing.effective_on)


HANDLINGS: Final = (
    Handling(AGREED, _guard_agreed, _fold_agreed),
    Handling(ENDED, _guard_ended, _fold_ended),
)
