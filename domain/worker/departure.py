"""Endings for good: retirement, death, transfer out of the unions (R96).

Each ends the engagement as a separation does. Whoever retired or was transferred out may be hired again; nothing
but an honour is effective on or after the day of a death.
"""

from typing import Final, Literal

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, Line
from domain.worker.engagement import guard_leaving, left
from domain.worker.handling import Handling, closing, noting, registered
from domain.worker.state import Engaged, WorkerState
from domain.world import World


class WorkerRetired(EventData):
    """The worker retired: the effective date is the first day no longer engaged.

    `notified_on` is the day on which the worker told the employer in writing that they retire early (弹性提前退休),
    or on which both agreed in writing that they retire later (弹性延迟退休).
    """

    model_config = ConfigDict(
        json_schema_extra={"x-clause": "R96; 劳动合同法实施条例 art. 21; 人社部发〔2024〕94号"}
    )

    kind: Literal["statutory", "early", "delayed", "illness"]
    notified_on: Day | None = None


class WorkerDied(EventData):
    """The worker died; an engagement that still ran ends on that day, which no longer counts."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R96; 劳动合同法 art. 44(3)"})


class WorkerTransferredOut(EventData):
    """The worker moved to an organisation outside the ledger, `to`, of kind `to_kind`; the first day away."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R96"})

    to: Line
    to_kind: Code


RETIRED: Final = EventType(
    "worker.retired",
    WorkerRetired,
    "worker",
    "退休",
    "retired",
    ending=True,
    about_person=True,
    command="retirements",
)
DIED: Final = EventType(
    "worker.died", WorkerDied, "worker", "去世", "died", ending=True, about_person=True, command="deaths"
)
TRANSFERRED_OUT: Final = EventType(
    "worker.transferred_out",
    WorkerTransferredOut,
    "worker",
    "调出",
    "transferred out",
    ending=True,
    about_person=True,
    command="transfers-out",
)


def _left_for_good(state: WorkerState, standing: Standing, how: str) -> WorkerState:
    if isinstance(state.engagement, Engaged):
        return noting(left(state, standing.effective_on, how), left_for_good=how)
    return state


def _fold_retired(state: WorkerState, standing: Standing) -> WorkerState:
    return _left_for_good(state, standing, "retired")


def _fold_transferred_out(state: WorkerState, standing: Standing) -> WorkerState:
    return _left_for_good(state, standing, "transferred_out")


def _guard_died(state: WorkerState, standing: Standing, world: World) -> None:
    registered(state)
    if isinstance(state.engagement, Engaged):
        guard_leaving(state, standing, world)


def _fold_died(state: WorkerState, standing: Standing) -> WorkerState:
    on = standing.effective_on
    offices = closing(state.particulars.offices, on)
    return noting(left(state, on, "died"), left_for_good="died", offices=offices)


def guard_alive(state: WorkerState, standing: Standing) -> None:
    """Refuse whatever is effective on or after the day of a death."""
    if state.particulars.left_for_good == "died":
        raise impossible(
            "died",
            f"该人员已去世，不能再记录“{standing.type.zh}”",
            f"the worker has died: {standing.type.en} cannot be effective on or after that day",
            "核对生效日期；死亡记录有误的，更正或撤销该记录",
            "check the effective date; if the death is wrong, correct or rescind it",
        )


HANDLINGS: Final = (
    Handling(RETIRED, guard_leaving, _fold_retired),
    Handling(DIED, _guard_died, _fold_died),
    Handling(TRANSFERRED_OUT, guard_leaving, _fold_transferred_out),
)
