"""Secondment: work at another organisation for a stated period, the home contract going on (R59)."""

from typing import Any, Final, Literal
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, OrganisationId, WorkerId
from domain.worker.handling import Handling, active_organisation, engaged, named, replacing
from domain.worker.state import Exchange, Secondment, WorkerState
from domain.world import World


class SecondmentStarted(EventData):
    """The worker works at `host` from the effective date until `until`, both days included."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R11 二(二), R59 五(二)"})

    host: OrganisationId
    kind: Code
    direction: Literal["up", "down", "across"]
    until: Day
    full_time: bool = True
    shortage: Code | None = None


class SecondmentExtended(EventData):
    """The secondment `secondment` now lasts until `until`; the effective date is that of the decision."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R59 五(二)"})

    secondment: UUID
    until: Day


class SecondmentEnded(EventData):
    """The worker is back: the effective date is the first day no longer at the host."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R59 五(二)"})

    secondment: UUID
    reason_code: Code


class SecondmentRecalled(EventData):
    """Home calls the worker back before the secondment's last day: the effective date is the first day back."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R59 五(二)"})

    secondment: UUID
    reason_code: Code


class SecondmentPaired(EventData):
    """The secondment is one half of an exchange (双向挂职); the other worker's record names this one likewise."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R59 五(二)"})

    secondment: UUID
    exchange: UUID
    counterpart: WorkerId
    counterpart_secondment: UUID


STARTED: Final = EventType(
    "worker.secondment_started",
    SecondmentStarted,
    "worker",
    "借调开始",
    "secondment started",
    about_person=True,
    command="secondments",
)
EXTENDED: Final = EventType(
    "worker.secondment_extended",
    SecondmentExtended,
    "worker",
    "借调延期",
    "secondment extended",
    about_person=True,
    command="secondment-extensions",
)
ENDED: Final = EventType(
    "worker.secondment_ended",
    SecondmentEnded,
    "worker",
    "借调结束",
    "secondment ended",
    ending=True,
    about_person=True,
    command="secondment-ends",
)
RECALLED: Final = EventType(
    "worker.secondment_recalled",
    SecondmentRecalled,
    "worker",
    "召回",
    "secondment recalled",
    ending=True,
    about_person=True,
    command="secondment-recalls",
)
PAIRED: Final = EventType(
    "worker.secondment_paired",
    SecondmentPaired,
    "worker",
    "结为双向挂职",
    "secondments paired",
    about_person=True,
    command="secondment-pairs",
)


def _guard_started(state: WorkerState, standing: Standing, world: World) -> None:
    data = standing.data
    engagement = engaged(state)
    if data.until < standing.effective_on:
        raise impossible("term_backwards", "借调终止日期早于起始日期", "the secondment ends before it starts")
    if data.host == engagement.host:
        raise impossible(
            "host_is_home", "借调单位不能是原用人组织", "the host is the worker's own organisation"
        )
    active_organisation(world, data.host, standing)
    running = state.secondment
    if data.full_time and running is not None:
        raise impossible(
            "secondment_running",
            f"自 {running.since} 起的全职借调尚未结束（原定至 {running.until}）",
            f"the full-time secondment of {running.since} has not ended (due {running.until})",
            "先记录该借调结束，或改用其后的日期",
            "record its end first, or choose a later date",
            clause="总工发〔2016〕37号 五(二)",
        )


def _fold_started(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    secondment = Secondment(
        standing.event_id,
        data.host,
        data.kind,
        data.direction,
        standing.effective_on,
        data.until,
        data.full_time,
    )
    return state._replace(secondments=(*state.secondments, secondment))


def _open_secondment(state: WorkerState, event_id: UUID) -> Secondment:
    secondment = named(state.secondments, event_id, "借调", "secondment")
    if not secondment.open:
        raise impossible("secondment_closed", "该借调已结束", "that secondment has ended already")
    return secondment


def _guard_extended(state: WorkerState, standing: Standing, _world: World) -> None:
    secondment = _open_secondment(state, standing.data.secondment)
    if standing.data.until <= secondment.until:
        raise impossible(
            "extension_shortens",
            f"延期须晚于原定终止日期 {secondment.until}",
            f"an extension must be later than {secondment.until}",
            "如提前结束，请记录借调结束",
            "to shorten it, record its end",
        )


def _fold_extended(state: WorkerState, standing: Standing) -> WorkerState:
    return _replaced(state, standing, until=standing.data.until)


def _guard_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    secondment = _open_secondment(state, standing.data.secondment)
    if standing.effective_on <= secondment.since:
        raise impossible(
            "ended_before_start",
            "借调结束日期须晚于起始日期",
            "the end must be after the secondment's first day",
            "如借调从未开始，请撤销该借调",
            "if it never began, rescind the secondment",
        )


def _guard_recalled(state: WorkerState, standing: Standing, world: World) -> None:
    _guard_ended(state, standing, world)
    secondment = named(state.secondments, standing.data.secondment, "借调", "secondment")
    if standing.effective_on > secondment.until:
        raise impossible(
            "recalled_after_term",
            f"召回须在借调期满（{secondment.until}）之前",
            f"a recall comes before the secondment's last day ({secondment.until}) is over",
            "期满返回的，请记录借调结束",
            "for a return at the end of the term, record the secondment's end",
        )


def _guard_paired(state: WorkerState, standing: Standing, _world: World) -> None:
    secondment = named(state.secondments, standing.data.secondment, "借调", "secondment")
    if secondment.exchange is not None:
        raise impossible(
            "paired_already",
            "该借调已与另一人的借调配对",
            "that secondment is paired with another already",
            "更正或撤销已有配对",
            "correct or rescind the pair that stands",
        )
    if standing.data.counterpart == standing.origin.stream_id:
        raise impossible(
            "paired_with_self", "不能与本人的借调配对", "a secondment is paired with another worker's"
        )


def _replaced(state: WorkerState, standing: Standing, **members: Any) -> WorkerState:
    old = next((s for s in state.secondments if s.event_id == standing.data.secondment), None)
    if old is None:
        return state
    return state._replace(secondments=replacing(state.secondments, old, old._replace(**members)))


def _fold_ended(state: WorkerState, standing: Standing) -> WorkerState:
    return _replaced(state, standing, ended_on=standing.effective_on)


def _fold_recalled(state: WorkerState, standing: Standing) -> WorkerState:
    return _replaced(state, standing, ended_on=standing.effective_on, recalled=True)


def _fold_paired(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    exchange = Exchange(data.exchange, data.counterpart, data.counterpart_secondment)
    return _replaced(state, standing, exchange=exchange)


HANDLINGS: Final = (
    Handling(STARTED, _guard_started, _fold_started),
    Handling(EXTENDED, _guard_extended, _fold_extended),
    Handling(ENDED, _guard_ended, _fold_ended),
    Handling(RECALLED, _guard_recalled, _fold_recalled),
    Handling(PAIRED, _guard_paired, _fold_paired),
)
