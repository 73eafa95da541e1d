"""Plans to qualify those who work without a certificate (R72)."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.codes import SOCIAL_WORKER
from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day
from domain.worker.facets import UpgradePlan
from domain.worker.handling import Handling, engaged, named, noting, replacing
from domain.worker.state import Engaged, WorkerState
from domain.world import World


class UpgradePlanned(EventData):
    """By `until` the worker is to reach `goals`: a level of the social worker qualification, a course, a degree."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R72 六"})

    goals: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    until: Day


class UpgradeClosed(EventData):
    """The plan is over on the effective date, its goals reached or not."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R72 六(一)"})

    plan: UUID
    reached: bool


PLANNED: Final = EventType(
    "worker.upgrade_planned",
    UpgradePlanned,
    "worker",
    "制定素质提升计划",
    "upgrade planned",
    about_person=True,
    command="upgrade-plans",
)
CLOSED: Final = EventType(
    "worker.upgrade_closed",
    UpgradeClosed,
    "worker",
    "办结素质提升计划",
    "upgrade plan closed",
    about_person=True,
    command="upgrade-closings",
)


def lacks_plan(state: WorkerState) -> bool:
    """Whether the worker is engaged without any social worker certificate and without an open plan to get one (R72)."""
    return (
        isinstance(state.engagement, Engaged)
        and not any(held.level in SOCIAL_WORKER for held in state.qualifications)
        and not any(plan.open for plan in state.particulars.plans)
    )


def _guard_planned(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    if standing.data.until < standing.effective_on:
        raise impossible("term_backwards", "计划期限早于制定日期", "the plan ends before it starts")
    running = next((one for one in state.particulars.plans if one.open), None)
    if running is not None:
        raise impossible(
            "plan_running",
            f"自 {running.on} 起的提升计划尚未办结",
            f"the plan of {running.on} is not closed",
            "先办结该计划",
            "close that plan first",
        )


def _fold_planned(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    plan = UpgradePlan(standing.event_id, data.goals, standing.effective_on, data.until)
    return noting(state, plans=(*state.particulars.plans, plan))


def _guard_closed(state: WorkerState, standing: Standing, _world: World) -> None:
    plan = named(state.particulars.plans, standing.data.plan, "提升计划", "upgrade plan")
    if not plan.open:
        raise impossible("plan_closed", "该计划已办结", "that plan is closed already")


def _fold_closed(state: WorkerState, standing: Standing) -> WorkerState:
    plans = state.particulars.plans
    old = next((one for one in plans if one.event_id == standing.data.plan), None)
    if old is None:
        return state
    new = old._replace(closed_on=standing.effective_on, reached=standing.data.reached)
    return noting(state, plans=replacing(plans, old, new))


HANDLINGS: Final = (
    Handling(PLANNED, _guard_planned, _fold_planned),
    Handling(CLOSED, _guard_closed, _fold_closed),
)
