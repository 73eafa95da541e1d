"""Training on the side of organisations: who is accredited to give it (R64), and how much is planned (R66)."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.organisation.facets import Mark, TrainingPlan
from domain.organisation.handling import Handling, adding, check_term, noting
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day
from domain.world import World


class ProviderAccredited(EventData):
    """The organisation gives training as such a provider from the effective date, to the last day `until`.

    `national_base`: a national base for training social workers; `college`: a university or college; `union_college`: one
    that belongs to a union; `union_school`: a school for union cadres; `agency`: a social work agency.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R64 五(三)"})

    kind: Literal["national_base", "college", "union_college", "union_school", "agency"]
    until: Day | None = None


class TrainingPlanned(EventData):
    """In `year` the organisation trains this many of its own workers and those below it, at a level of courses.

    Said again for the same year and level, the number is the new one from the effective date.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R66 五(三)"})

    year: Annotated[int, Field(ge=1990, le=2200)]
    level: Code
    places: Annotated[int, Field(ge=1, le=1_000_000)]


ACCREDITED: Final = EventType(
    "organisation.provider_accredited",
    ProviderAccredited,
    "organisation",
    "认定培训机构",
    "provider of training accredited",
    command="accreditations",
)
PLANNED: Final = EventType(
    "organisation.training_planned",
    TrainingPlanned,
    "organisation",
    "制定培训计划",
    "training planned",
    command="training-plans",
)


def accreditations(state: OrganisationState, day: date) -> tuple[Mark, ...]:
    """The accreditations of the organisation, as it stands on a day, that have not run out by then."""
    return tuple(one for one in state.particulars.accreditations if one.holds(day))


def _guard_accredited(_state: OrganisationState, standing: Standing, _world: World) -> None:
    check_term(standing)


def _fold_accredited(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    mark = Mark(standing.event_id, data.kind, standing.effective_on, data.until)
    return adding(state, "accreditations", mark)


def _guard_planned(_state: OrganisationState, standing: Standing, _world: World) -> None:
    if standing.data.year < standing.effective_on.year:
        raise impossible(
            "plan_of_the_past",
            f"计划年份 {standing.data.year} 已过",
            f"the year of the plan, {standing.data.year}, is over",
            "更正计划年份或生效日期",
            "correct the year or the effective date",
        )


def _fold_planned(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    same = (data.year, data.level)
    others = (one for one in state.particulars.training_plans if (one.year, one.level) != same)
    new = TrainingPlan(standing.event_id, data.year, data.level, data.places, standing.effective_on)
    plans = sorted((*others, new), key=lambda one: (one.year, one.level))
    return noting(state, training_plans=tuple(plans))


HANDLINGS: Final = (
    Handling(ACCREDITED, _guard_accredited, _fold_accredited),
    Handling(PLANNED, _guard_planned, _fold_planned),
)
