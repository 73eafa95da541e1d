"""What can be recorded of a hiring plan, what makes it impossible, and how it folds (R70)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Final

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.plan.lines import Lines
from domain.plan.state import PlanState
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import OrganisationId
from domain.worker.handling import active_organisation
from domain.world import World


class PlanApproved(EventData):
    """The organisation may take on so many people in a year, for itself and those below it, line by line."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R70 六"})

    organisation: OrganisationId
    year: Annotated[int, Field(ge=1990, le=2200)]
    lines: Lines


class PlanAmended(EventData):
    """The lines of the plan are these from the effective date, all of them said anew.

    A line can be lowered, or left out, no further than it has been filled.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R70 六"})

    lines: Lines


APPROVED: Final = EventType(
    "plan.approved", PlanApproved, "plan", "录用（聘用）计划批准", "hiring plan approved", first=True
)
AMENDED: Final = EventType(
    "plan.amended",
    PlanAmended,
    "plan",
    "录用（聘用）计划调整",
    "hiring plan amended",
    command="amendments",
)

EVENTS: Final = (APPROVED, AMENDED)


def evolve_plan(state: PlanState | None, standing: Standing) -> PlanState | None:
    """Fold one standing event of a plan. Never raises."""
    data = standing.data
    match standing.type.name:
        case APPROVED.name:
            return PlanState(
                standing.origin.stream_id, data.organisation, data.year, data.lines, standing.effective_on
            )
        case AMENDED.name if state:
            return replace(state, lines=data.lines)
    return state


def plan_timeline(plan_id: str, events: Iterable[Event]) -> Timeline[PlanState | None]:
    """A plan's timeline from the events of its stream, in version order."""
    return Timeline.of(plan_id, tuple(events), None, evolve_plan)


def guard_plan(state: PlanState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be: approved twice, for an organisation that is not there, amended before the approval."""
    if standing.type.name == APPROVED.name:
        if state is not None:
            raise impossible("plan_approved", "该计划已批准", "the plan has been approved already")
        active_organisation(world, standing.data.organisation, standing)
        return
    if state is None:
        raise impossible("plan_unknown", "该计划尚未批准", "the plan has not been approved")
    if standing.effective_on < state.approved_on:
        raise impossible(
            "before_approval",
            f"该计划自 {state.approved_on} 起有效",
            f"the plan holds from {state.approved_on} on",
            "更正生效日期",
            "correct the effective date",
        )
