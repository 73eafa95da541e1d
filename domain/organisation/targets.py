"""How many workers an organisation and all below it are to have by the end of a year (R18)."""

from datetime import date
from typing import Annotated, Final

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.organisation.facets import Target
from domain.organisation.handling import Handling, noting
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.world import World


class TargetSet(EventData):
    """By the end of `year` the organisation and all below it are to have `number` workers.

    Said again for the same year, the number is the new one from the effective date.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R18 二(三)"})

    year: Annotated[int, Field(ge=1990, le=2200)]
    number: Annotated[int, Field(ge=0, le=10_000_000)]


SET: Final = EventType(
    "organisation.target_set",
    TargetSet,
    "organisation",
    "下达队伍建设目标",
    "target set",
    command="targets",
)


def _guard_set(_state: OrganisationState, standing: Standing, _world: World) -> None:
    if standing.data.year < standing.effective_on.year:
        raise impossible(
            "target_of_the_past",
            f"目标年份 {standing.data.year} 已过",
            f"the year of the target, {standing.data.year}, is over",
            "更正目标年份或生效日期",
            "correct the year or the effective date",
        )


def _fold_set(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    others = (one for one in state.particulars.targets if one.year != data.year)
    new = Target(standing.event_id, data.year, data.number, standing.effective_on)
    return noting(state, targets=tuple(sorted((*others, new), key=lambda one: one.year)))


def target_on(state: OrganisationState, day: date) -> Target | None:
    """The target that counts on a day: that of its year, else of the next year that has one, else the last."""
    targets = state.particulars.targets
    last = targets[-1] if targets else None
    return next((one for one in targets if one.year >= day.year), last)


HANDLINGS: Final = (Handling(SET, _guard_set, _fold_set),)
