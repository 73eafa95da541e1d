"""Who bears a worker's pay: the shares of the unions of each level (R78)."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field, model_validator

from domain.errors import Refusal, Refused
from domain.record import EventData, EventType, Shape
from domain.rulebook.levels import UnionLevel
from domain.timeline import Standing
from domain.values import Day
from domain.worker.facets import CostShares
from domain.worker.handling import Handling, engaged, noting
from domain.worker.state import WorkerState
from domain.world import World

CLAUSE: Final = "总工发〔2016〕37号 六(二)"
WHOLE_PERCENT: Final = 100


class LevelShare(Shape):
    """The part, in percent, that the unions of one level bear."""

    level: UnionLevel
    percent: Annotated[int, Field(ge=1, le=100)]


class CostSharesSet(EventData):
    """From the effective date until `until` the worker's pay is borne by these levels, in all 100 percent.

    What was set before no longer holds then.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R78 六(二)"})

    shares: Annotated[tuple[LevelShare, ...], Field(min_length=1, max_length=7)]
    until: Day | None = None

    @model_validator(mode="after")
    def _each_once(self) -> "CostSharesSet":
        if len({share.level for share in self.shares}) < len(self.shares):
            raise ValueError("a level is named twice")
        return self


SHARES_SET: Final = EventType(
    "worker.cost_shares_set",
    CostSharesSet,
    "worker",
    "薪酬分级负担",
    "cost shares set",
    about_person=True,
    command="cost-shares",
)


def _guard(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    data = standing.data
    total = sum(share.percent for share in data.shares)
    if total != WHOLE_PERCENT:
        raise _refused(
            "shares_not_whole",
            f"各级分担比例之和为 {total}%，应为 100%",
            f"the shares sum to {total} %, not to 100 %",
            "使各级比例之和为 100%",
            "let the shares of all levels sum to 100 %",
        )
    if data.until is not None and data.until < standing.effective_on:
        raise _refused(
            "term_backwards",
            "分担终止日期早于起始日期",
            "the shares end before they begin",
            "更正终止日期",
            "correct the last day",
        )


def _refused(rule: str, zh: str, en: str, satisfied_zh: str, satisfied_en: str) -> Refused:
    return Refused(Refusal(f"impossible.{rule}", "impossible", zh, en, CLAUSE, satisfied_zh, satisfied_en))


def _fold(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    percent = tuple((share.level, share.percent) for share in data.shares)
    shares = CostShares(standing.event_id, standing.effective_on, data.until, percent)
    return noting(state, cost_shares=shares)


HANDLINGS: Final = (Handling(SHARES_SET, _guard, _fold),)
