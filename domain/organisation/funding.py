"""Money allocated to the work of unions' social workers: where from, for which year, at which level, to which use (R76, R77)."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.organisation.facets import Funding
from domain.organisation.handling import Handling, adding
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.rulebook.levels import UnionLevel
from domain.timeline import Standing
from domain.values import Code, Money
from domain.world import World


class FundingAllocated(EventData):
    """The organisation allocates an amount for a year: its source, what it is for, and the level at which it is used.

    `source` tells union dues (`union_dues`) from social money (`social`), budgets of governments (`fiscal`) and others;
    `purpose` posts (`posts`), purchases (`purchases`), training (`training`) and others.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R76, R77 六(二)"})

    source: Code
    year: Annotated[int, Field(ge=1949, le=2200)]
    amount: Money
    purpose: Code
    level: UnionLevel


ALLOCATED: Final = EventType(
    "organisation.funding_allocated",
    FundingAllocated,
    "organisation",
    "经费安排",
    "funding allocated",
    command="fundings",
)


def _guard(_state: OrganisationState, standing: Standing, _world: World) -> None:
    if standing.data.amount in {"0", "0.00"}:
        raise impossible(
            "nothing_allocated",
            "安排的金额为零",
            "nothing is allocated",
            "填写金额；取消原安排的，撤销该次安排",
            "state the amount; to take an allocation back, rescind it",
        )


def _fold(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    funding = Funding(
        standing.event_id,
        standing.effective_on,
        data.source,
        data.year,
        data.amount,
        data.purpose,
        data.level,
    )
    return adding(state, "fundings", funding)


HANDLINGS: Final = (Handling(ALLOCATED, _guard, _fold),)
