"""What can be recorded of an assessment cycle, what makes it impossible, and how it folds (R54)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from domain.cycle.standard import Standard
from domain.cycle.state import AssessmentKind, Closing, CycleState
from domain.errors import impossible
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import Code, Day, OrganisationId, WorkerId
from domain.worker.handling import active_organisation
from domain.world import World


def _each_once(workers: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(workers)) < len(workers):
        raise ValueError("a worker is named twice")
    return workers


Workers = Annotated[tuple[WorkerId, ...], Field(min_length=1, max_length=500), AfterValidator(_each_once)]
"""The workers of one event: more of them take several events."""


class CycleOpened(EventData):
    """An organisation opens an assessment of its workers for a period, by a scheme of its rulebook and a standard.

    Results are to be confirmed by `due_on`. `top_grades` are the grades whose share is limited: left out, the
    scheme's in the book that holds on the effective date.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    organisation: OrganisationId
    kind: AssessmentKind
    scheme: Code
    standard: Standard
    period_from: Day
    period_to: Day
    due_on: Day
    top_grades: Annotated[tuple[Code, ...], Field(max_length=10)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "CycleOpened":
        if self.period_to < self.period_from:
            raise ValueError("period_to is before period_from")
        if self.due_on < self.period_from:
            raise ValueError("due_on is before period_from")
        return self


class WorkersEnrolled(EventData):
    """These workers are assessed in the cycle: the quota of the top grade is a share of all enrolled."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    workers: Workers


class WorkersWithdrawn(EventData):
    """These workers are no longer assessed in the cycle, from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    workers: Workers
    reason_code: Code


class CycleClosed(EventData):
    """No result is new in the cycle from now on. The places of the top grade are the share's whole number of enrolled.

    The numbers are the ledger's to say: left out, they are those of the cycle and of the book on the effective date;
    sent, they have to be the same.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    enrolled: Annotated[int, Field(ge=0)] | None = None
    top_share_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    quota: Annotated[int, Field(ge=0)] | None = None


OPENED: Final = EventType(
    "cycle.opened", CycleOpened, "cycle", "考核周期开启", "assessment cycle opened", first=True
)
ENROLLED: Final = EventType(
    "cycle.workers_enrolled",
    WorkersEnrolled,
    "cycle",
    "列入考核人员",
    "workers enrolled",
    command="enrolments",
)
WITHDRAWN: Final = EventType(
    "cycle.workers_withdrawn",
    WorkersWithdrawn,
    "cycle",
    "移出考核人员",
    "workers withdrawn",
    command="withdrawals",
)
CLOSED: Final = EventType(
    "cycle.closed", CycleClosed, "cycle", "考核周期结束", "assessment cycle closed", command="closings"
)

TOLD: Final = 5

EVENTS: Final = (OPENED, ENROLLED, WITHDRAWN, CLOSED)


def evolve_cycle(state: CycleState | None, standing: Standing) -> CycleState | None:
    """Fold one standing event of a cycle. Never raises."""
    data = standing.data
    match standing.type.name:
        case OPENED.name:
            return CycleState(
                standing.origin.stream_id,
                data.organisation,
                data.kind,
                data.scheme,
                data.standard,
                data.period_from,
                data.period_to,
                data.due_on,
                standing.effective_on,
                data.top_grades or (),
            )
        case ENROLLED.name if state:
            return replace(state, enrolled=state.enrolled.union(data.workers))
        case WITHDRAWN.name if state:
            return replace(state, enrolled=state.enrolled.difference(data.workers))
        case CLOSED.name if state:
            return replace(state, closed=_closing(state, standing))
    return state


def _closing(state: CycleState, standing: Standing) -> Closing:
    data = standing.data
    enrolled = len(state.enrolled)
    percent = 100 if data.top_share_percent is None else data.top_share_percent
    return Closing(standing.effective_on, standing.position, enrolled, percent, quota_of(enrolled, percent))


def quota_of(enrolled: int, top_share_percent: int) -> int:
    """The places of the top grade: the whole number that the share of the enrolled reaches."""
    return enrolled * top_share_percent // 100


def cycle_timeline(cycle_id: str, events: Iterable[Event]) -> Timeline[CycleState | None]:
    """A cycle's timeline from the events of its stream, in version order."""
    return Timeline.of(cycle_id, tuple(events), None, evolve_cycle)


def guard_cycle(state: CycleState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be: opened twice, enrolled twice, anything after the closing, numbers that are others."""
    name = standing.type.name
    if name == OPENED.name:
        if state is not None:
            raise impossible("cycle_opened", "该考核周期已开启", "the cycle is open already")
        active_organisation(world, standing.data.organisation, standing)
        return
    _check_open(state, standing)
    if state is None:
        return
    if name == ENROLLED.name:
        _check_enrolled(state, standing)
    elif name == WITHDRAWN.name:
        _check_withdrawn(state, standing)
    else:
        _check_numbers(state, standing)


def listed(workers: Sequence[str]) -> str:
    """The first workers of a list, for a refusal in either language."""
    return ", ".join(workers[:TOLD]) + (f" … ({len(workers)})" if len(workers) > TOLD else "")


def _check_open(state: CycleState | None, standing: Standing) -> None:
    if state is None:
        raise impossible("cycle_unknown", "该考核周期尚未开启", "the cycle has not been opened")
    if standing.effective_on < state.opened_on:
        raise impossible(
            "before_opening",
            f"考核周期自 {state.opened_on} 起开启",
            f"the cycle is open from {state.opened_on} on",
            "更正生效日期",
            "correct the effective date",
        )
    if state.closed is not None:
        raise impossible(
            "cycle_closed",
            f"考核周期已于 {state.closed.on} 结束",
            f"the cycle was closed on {state.closed.on}",
            "如需继续，请先撤销结束",
            "to go on with it, rescind the closing first",
        )


def _check_enrolled(state: CycleState, standing: Standing) -> None:
    again = [worker for worker in standing.data.workers if worker in state.enrolled]
    if again:
        raise impossible(
            "enrolled_twice",
            f"以下人员已列入考核：{listed(again)}",
            f"enrolled already: {listed(again)}",
            "只列入尚未列入的人员",
            "enrol only those who are not",
        )


def _check_withdrawn(state: CycleState, standing: Standing) -> None:
    others = [worker for worker in standing.data.workers if worker not in state.enrolled]
    if others:
        raise impossible(
            "not_enrolled",
            f"以下人员未列入考核：{listed(others)}",
            f"not enrolled: {listed(others)}",
            "只移出已列入的人员",
            "withdraw only those who are enrolled",
        )


def _check_numbers(state: CycleState, standing: Standing) -> None:
    """A closing rests on its numbers: who changes the enrolments before it, closes anew."""
    data = standing.data
    enrolled = len(state.enrolled)
    if data.enrolled is None or data.top_share_percent is None:
        return
    quota = quota_of(enrolled, data.top_share_percent)
    if (data.enrolled, data.quota) != (enrolled, quota):
        raise impossible(
            "closing_numbers",
            f"列入考核 {enrolled} 人，名额 {quota} 个，与结束时所记的 {data.enrolled} 人、{data.quota} 个不符",
            f"{enrolled} workers are enrolled and give {quota} places, where the closing says {data.enrolled} and "
            f"{data.quota}",
            "在同一命令中撤销结束，之后重新结束",
            "rescind the closing in the same command, and close again after",
        )
