"""A contract's course between signing and end: probation ended, extended, not renewed (劳动合同法 arts. 19, 44, 45)."""

from typing import Final, Literal
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Day
from domain.worker.contract import fold_ended, open_contract
from domain.worker.handling import Handling, engaged, named, replacing
from domain.worker.state import WorkerState
from domain.world import World


class ProbationEnded(EventData):
    """The contract's probation is over: the effective date is the first day after it.

    A probation that was not passed is followed by the separation (劳动合同法 art. 39(1)).
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R94; 劳动合同法 art. 19, 21, 39(1)"})

    contract: UUID
    passed: bool


class ContractExtended(EventData):
    """The contract now runs until `until`: by agreement, by itself as was agreed, or because the law puts its end off.

    `protected` is 劳动合同法 art. 42 and 45, `union_office` 工会法 art. 19, `training_service` 实施条例 art. 17. The
    effective date is the first day of the extension, or the day of the decision.
    """

    model_config = ConfigDict(
        json_schema_extra={"x-clause": "R94; 劳动合同法 art. 45; 实施条例 art. 17; 工会法 art. 19"}
    )

    contract: UUID
    until: Day
    ground: Literal["agreed", "automatic", "protected", "union_office", "training_service"]


class ContractNotRenewed(EventData):
    """The contract ended with its term and is not renewed, by the decision of the employer, the worker or both.

    The effective date is the first day after the term; `notified_on` is when the other side was told.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R55 五(二); 劳动合同法 art. 44(1), 46(5)"})

    contract: UUID
    decided_by: Literal["employer", "worker", "both"]
    notified_on: Day | None = None


PROBATION_ENDED: Final = EventType(
    "worker.probation_ended",
    ProbationEnded,
    "worker",
    "试用期结束",
    "probation ended",
    ending=True,
    about_person=True,
    command="probation-ends",
)
EXTENDED: Final = EventType(
    "worker.contract_extended",
    ContractExtended,
    "worker",
    "合同延期",
    "contract extended",
    about_person=True,
    command="contract-extensions",
)
NOT_RENEWED: Final = EventType(
    "worker.contract_not_renewed",
    ContractNotRenewed,
    "worker",
    "合同期满不续签",
    "contract not renewed",
    ending=True,
    about_person=True,
    command="non-renewals",
)


def _guard_probation(state: WorkerState, standing: Standing, _world: World) -> None:
    contract = named(state.contracts, standing.data.contract, "合同", "contract")
    if contract.probation_until is None:
        raise impossible("no_probation", "该合同没有约定试用期", "that contract has no probation")
    if contract.probation_ended_on is not None:
        raise impossible(
            "probation_over", "该试用期已记录结束", "the end of that probation is recorded already"
        )
    if contract.ended_on is not None and contract.ended_on < standing.effective_on:
        raise impossible(
            "contract_closed",
            "该合同此前已终止",
            "that contract had ended before",
            "更正日期",
            "correct the date",
        )


def _fold_probation(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    old = next((c for c in state.contracts if c.event_id == data.contract), None)
    if old is None:
        return state
    new = old._replace(probation_passed=data.passed, probation_ended_on=standing.effective_on)
    return state._replace(contracts=replacing(state.contracts, old, new))


def _guard_extended(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    contract = open_contract(state, standing.data.contract)
    if contract.until is None:
        raise impossible(
            "no_term", "该合同没有终止日期，无须延期", "that contract has no last day, so nothing to extend"
        )
    if standing.data.until <= contract.until:
        raise impossible(
            "extension_shortens",
            f"延期须晚于现终止日期 {contract.until}",
            f"an extension must be later than {contract.until}",
            "如提前终止，请记录合同终止",
            "to shorten it, record its end",
        )


def _fold_extended(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    old = next((c for c in state.contracts if c.event_id == data.contract), None)
    if old is None or old.until is None:
        return state
    new = old._replace(until=data.until, extensions=(*old.extensions, (old.until, data.ground)))
    return state._replace(contracts=replacing(state.contracts, old, new))


def _guard_not_renewed(state: WorkerState, standing: Standing, _world: World) -> None:
    contract = open_contract(state, standing.data.contract)
    if contract.until is None:
        raise impossible(
            "no_term",
            "该合同没有终止日期，不存在期满不续签",
            "that contract has no last day, so it cannot run out",
            "记录合同终止或离职",
            "record its end, or the separation",
        )
    if standing.effective_on <= contract.until:
        raise impossible(
            "term_not_over",
            f"合同至 {contract.until} 期满，不续签自其次日起生效",
            f"the term lasts until {contract.until}, and a non-renewal is effective after it",
            "生效日期填写终止日期的次日；提前终止的，记录合同终止",
            "make it effective on the day after; for an earlier end, record the contract's end",
        )


HANDLINGS: Final = (
    Handling(PROBATION_ENDED, _guard_probation, _fold_probation),
    Handling(EXTENDED, _guard_extended, _fold_extended),
    Handling(NOT_RENEWED, _guard_not_renewed, fold_ended),
)
