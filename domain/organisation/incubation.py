"""Social organisations that a union brings up, and the unit that supervises them (R16)."""

from typing import Final
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.organisation.facets import Incubation, Supervision
from domain.organisation.handling import (
    Handling,
    adding,
    check_there,
    check_union,
    ending,
    named,
)
from domain.organisation.state import OrganisationKind, OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Line, OrganisationId
from domain.world import World


class IncubationStarted(EventData):
    """A union takes the social organisation into its care (培育孵化) from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R16 二(三)"})

    union: OrganisationId


class IncubationGraduated(EventData):
    """The social organisation stands on its own from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R16 二(三)"})

    incubation: UUID


class SupervisoryUnitSet(EventData):
    """The unit that supervises the organisation's work (业务主管单位) from the effective date.

    `organisation` names it where the ledger has it.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R16 二(三), R1"})

    unit: Line
    organisation: OrganisationId | None = None


STARTED: Final = EventType(
    "organisation.incubation_started",
    IncubationStarted,
    "organisation",
    "开始培育孵化",
    "incubation started",
    command="incubations",
)
GRADUATED: Final = EventType(
    "organisation.incubation_graduated",
    IncubationGraduated,
    "organisation",
    "孵化出壳",
    "incubation graduated",
    ending=True,
    command="graduations",
)
SUPERVISED: Final = EventType(
    "organisation.supervisory_unit_set",
    SupervisoryUnitSet,
    "organisation",
    "确定业务主管单位",
    "supervisory unit set",
    command="supervisory-units",
)


def _guard_started(state: OrganisationState, standing: Standing, world: World) -> None:
    if state.kind is not OrganisationKind.SOCIAL_ORGANISATION:
        raise impossible(
            "not_a_social_organisation",
            "培育孵化的对象须为社会组织",
            "only a social organisation is incubated",
            "如登记有误，更正组织类型",
            "correct the organisation's kind if it is wrong",
        )
    check_union(world, standing.data.union, standing.effective_on)
    if any(one.open for one in state.particulars.incubations):
        raise impossible(
            "incubated_already",
            "该社会组织正在培育孵化",
            "the social organisation is being incubated already",
            "先记录出壳",
            "record its graduation first",
        )


def _fold_started(state: OrganisationState, standing: Standing) -> OrganisationState:
    facet = Incubation(standing.event_id, standing.data.union, standing.effective_on)
    return adding(state, "incubations", facet)


def _guard_graduated(state: OrganisationState, standing: Standing, _world: World) -> None:
    one = named(state.particulars.incubations, standing.data.incubation, "培育孵化", "incubation")
    if not one.open:
        raise impossible("graduated_twice", "该培育孵化已结束", "that incubation has ended already")


def _fold_graduated(state: OrganisationState, standing: Standing) -> OrganisationState:
    return ending(state, "incubations", standing.data.incubation, graduated_on=standing.effective_on)


def _guard_supervised(state: OrganisationState, standing: Standing, world: World) -> None:
    organisation = standing.data.organisation
    if organisation == state.organisation_id:
        raise impossible(
            "supervises_itself", "组织不能是自己的业务主管单位", "an organisation does not supervise itself"
        )
    if organisation is not None:
        check_there(world, organisation, standing.effective_on)


def _fold_supervised(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    facet = Supervision(standing.event_id, data.unit, data.organisation, standing.effective_on)
    return adding(state, "supervisions", facet)


HANDLINGS: Final = (
    Handling(STARTED, _guard_started, _fold_started),
    Handling(GRADUATED, _guard_graduated, _fold_graduated),
    Handling(SUPERVISED, _guard_supervised, _fold_supervised),
)
