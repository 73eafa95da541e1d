"""What can be recorded of organisations, what makes it impossible, and how it folds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.codes import checked_credit_code
from domain.errors import impossible
from domain.organisation import (
    co_management,
    departments,
    funding,
    honours,
    incubation,
    statistics,
    structure,
    targets,
    training,
)
from domain.organisation import standing as supervision
from domain.organisation.handling import Handling
from domain.organisation.state import OrganisationKind, OrganisationLevel, OrganisationState
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import EARLIEST, Code, Day, DivisionCode, Line, OrganisationId, Score
from domain.worker.facets import Satisfaction
from domain.world import World

CreditCode = Annotated[str, AfterValidator(checked_credit_code)]


class OrganisationRegistered(EventData):
    """An organisation enters the ledger (R1). `parent` is the organisation above it; a root has none."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R8 二(二), R1 序言, R15 二(三)"})

    name: Line
    kind: OrganisationKind
    level: OrganisationLevel
    division: DivisionCode
    parent: OrganisationId | None = None
    credit_code: CreditCode | None = None


class OrganisationRenamed(EventData):
    """The organisation has a new name from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R1 序言"})

    name: Line


class OrganisationReparented(EventData):
    """The organisation stands under another from the effective date (R1: the tree itself is effective-dated)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R1 序言"})

    parent: OrganisationId


class OrganisationDissolved(EventData):
    """The organisation is no more from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R1 序言"})

    reason_code: Code


class OrganisationSatisfactionRecorded(EventData):
    """What those served said of the organisation in a period: the instrument, how many answered, the score (0 to 100)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R9 二(二)"})

    instrument: Code
    period_from: Day
    period_to: Day
    sample: Annotated[int, Field(ge=1, le=10_000_000)]
    score: Score

    @model_validator(mode="after")
    def _ordered(self) -> "OrganisationSatisfactionRecorded":
        if self.period_to < self.period_from:
            raise ValueError("period_to is before period_from")
        return self


REGISTERED: Final = EventType(
    "organisation.registered",
    OrganisationRegistered,
    "organisation",
    "组织登记",
    "organisation registered",
    first=True,
)
RENAMED: Final = EventType(
    "organisation.renamed",
    OrganisationRenamed,
    "organisation",
    "组织更名",
    "organisation renamed",
    command="renamings",
)
REPARENTED: Final = EventType(
    "organisation.reparented",
    OrganisationReparented,
    "organisation",
    "隶属变更",
    "organisation moved under another",
    command="reparentings",
)
DISSOLVED: Final = EventType(
    "organisation.dissolved",
    OrganisationDissolved,
    "organisation",
    "组织撤销",
    "organisation dissolved",
    ending=True,
    command="dissolutions",
)
SATISFACTION: Final = EventType(
    "organisation.satisfaction_recorded",
    OrganisationSatisfactionRecorded,
    "organisation",
    "组织满意度测评",
    "organisation's satisfaction recorded",
    command="satisfactions",
)
HANDLINGS: Final[Mapping[str, Handling]] = MappingProxyType(
    {
        handling.type.name: handling
        for module in (
            structure,
            incubation,
            supervision,
            honours,
            targets,
            co_management,
            departments,
            statistics,
            training,
            funding,
        )
        for handling in module.HANDLINGS
    }
)
"""The events of each concept module."""

EVENTS: Final = (
    REGISTERED,
    RENAMED,
    REPARENTED,
    DISSOLVED,
    SATISFACTION,
    *(handling.type for handling in HANDLINGS.values()),
)


def evolve_organisation(state: OrganisationState | None, standing: Standing) -> OrganisationState | None:
    """Fold one standing event of an organisation. Never raises."""
    data = standing.data
    match standing.type.name:
        case "organisation.registered":
            return OrganisationState(
                standing.origin.stream_id,
                data.name,
                data.kind,
                data.level,
                data.division,
                data.parent,
                data.credit_code,
            )
        case "organisation.renamed" if state:
            return replace(state, name=data.name)
        case "organisation.reparented" if state:
            return replace(state, parent=data.parent)
        case "organisation.dissolved" if state:
            return replace(state, dissolved_on=standing.effective_on)
        case "organisation.satisfaction_recorded" if state:
            return replace(state, satisfactions=(*state.satisfactions, _satisfaction(standing)))
        case name if state and name in HANDLINGS:
            return HANDLINGS[name].fold(state, standing)
    return state


def _satisfaction(standing: Standing) -> Satisfaction:
    data = standing.data
    return Satisfaction(
        standing.event_id,
        data.instrument,
        data.period_from,
        data.period_to,
        data.sample,
        standing.effective_on,
        data.score,
    )


def guard_organisation(state: OrganisationState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be: a second registration, anything after dissolution, a parent that makes a cycle."""
    name = standing.type.name
    if name == REGISTERED.name:
        if state is not None:
            raise impossible(
                "organisation_registered", "该组织已登记", "the organisation is already registered"
            )
        if standing.data.parent is not None:
            _check_parent(standing.origin.stream_id, standing.data.parent, standing.effective_on, world)
        return
    if state is None:
        raise impossible("organisation_unknown", "该组织尚未登记", "the organisation is not registered")
    if not state.active:
        raise impossible("organisation_dissolved", "该组织已撤销", "the organisation has been dissolved")
    if name == REPARENTED.name:
        _check_parent(standing.origin.stream_id, standing.data.parent, standing.effective_on, world)
    if name == SATISFACTION.name:
        _check_satisfaction(state, standing)
    if name in HANDLINGS:
        HANDLINGS[name].guard(state, standing, world)


def _check_satisfaction(state: OrganisationState, standing: Standing) -> None:
    data = standing.data
    if standing.effective_on < data.period_from:
        raise impossible(
            "surveyed_before_period",
            "测评结果早于测评期",
            "the result is dated before the period it is about",
        )
    period = (data.instrument, data.period_from, data.period_to)
    if any((one.instrument, one.period_from, one.period_to) == period for one in state.satisfactions):
        raise impossible(
            "surveyed_twice",
            "该测评期已有同一测评工具的结果",
            "there is a result of this instrument for this period already",
            "更正或撤销已有结果",
            "correct or rescind the one that stands",
        )


def _check_parent(organisation_id: str, parent_id: str, on: date, world: World) -> None:
    path = world.path(parent_id, on)
    if not path:
        raise impossible(
            "parent_unknown",
            "上级组织在该日期尚未登记",
            "the parent organisation is not registered on that date",
            "先登记上级组织",
            "register the parent first",
        )
    if not path[0].active:
        raise impossible("parent_dissolved", "上级组织已撤销", "the parent organisation has been dissolved")
    if any(above.organisation_id == organisation_id for above in path):
        raise impossible(
            "organisation_cycle",
            "上级组织不能是本组织或其下级",
            "the parent is the organisation itself or stands below it",
        )


def organisation_claims(timeline: Timeline[OrganisationState | None]) -> tuple[Claim, ...]:
    """An organisation's unified social credit code is its own alone, for as long as it exists."""
    state = timeline.end
    if state is None or state.credit_code is None:
        return ()
    key = ClaimKey(ClaimKind.CREDIT_CODE, state.credit_code)
    return (Claim(key, state.organisation_id, EARLIEST, state.dissolved_on),)


def organisation_timeline(
    organisation_id: str, events: Sequence[Event]
) -> Timeline[OrganisationState | None]:
    """An organisation's timeline from the events of its stream, in version order."""
    return Timeline.of(organisation_id, events, None, evolve_organisation)
