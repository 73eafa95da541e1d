"""Labour contracts: signed, renewed, ended (劳动合同法; R94). Rules on terms and counts are rulebook data."""

from datetime import date
from typing import Final
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, Line, OrganisationId
from domain.worker.handling import Handling, engaged, named, replacing
from domain.worker.state import Contract, ContractKind, WorkerState
from domain.world import World


class ContractSigned(EventData):
    """A contract whose first day is the effective date; `until` is its last day, none when open-ended."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R7 二(二), R94; 劳动合同法 art. 10, 12, 19"})

    employer: OrganisationId
    kind: ContractKind
    until: Day | None = None
    probation_until: Day | None = None
    number: Line | None = None
    workplace: Line | None = None


class ContractRenewed(EventData):
    """The contract `contract` is followed by a new term, whose first day is the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "劳动合同法 art. 14; R55 五(二)"})

    contract: UUID
    kind: ContractKind
    until: Day | None = None
    number: Line | None = None


class ContractEnded(EventData):
    """The contract no longer holds from the effective date: its last day was the day before."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R94; 劳动合同法 art. 44, 50"})

    contract: UUID
    reason_code: Code


SIGNED: Final = EventType(
    "worker.contract_signed",
    ContractSigned,
    "worker",
    "签订合同",
    "contract signed",
    about_person=True,
    command="contracts",
)
RENEWED: Final = EventType(
    "worker.contract_renewed",
    ContractRenewed,
    "worker",
    "续签合同",
    "contract renewed",
    about_person=True,
    command="renewals",
)
ENDED: Final = EventType(
    "worker.contract_ended",
    ContractEnded,
    "worker",
    "合同终止",
    "contract ended",
    ending=True,
    about_person=True,
    command="contract-ends",
)


def _check_term(kind: ContractKind, since: date, until: date | None) -> None:
    if kind is ContractKind.FIXED_TERM and until is None:
        raise impossible(
            "term_missing", "固定期限合同须写明终止日期", "a fixed-term contract states its last day"
        )
    if kind is ContractKind.OPEN_ENDED and until is not None:
        raise impossible("term_given", "无固定期限合同没有终止日期", "an open-ended contract has no last day")
    if until is not None and until < since:
        raise impossible("term_backwards", "终止日期早于起始日期", "the last day is before the first")


def _guard_signed(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    if engaged(state).employer != data.employer:
        raise impossible(
            "other_employer",
            "合同的用人单位与录用时的用人单位不同",
            "the contract's employer is not the legal employer of the engagement",
            "按录用记录填写用人单位，或先更正录用记录",
            "name the engagement's employer, or correct the hiring first",
        )
    _check_term(data.kind, standing.effective_on, data.until)
    if data.probation_until is not None:
        if data.probation_until < standing.effective_on:
            raise impossible(
                "probation_backwards", "试用期早于合同起始", "the probation ends before the contract starts"
            )
        if data.until is not None and data.probation_until > data.until:
            raise impossible(
                "probation_beyond_term",
                "试用期包含在劳动合同期限内（劳动合同法第十九条）",
                "the probation is within the contract's term (劳动合同法 art. 19)",
            )
    running = state.contract
    if running is not None:
        raise impossible(
            "contract_running",
            f"自 {running.since} 起的合同仍在履行",
            f"the contract of {running.since} has not ended",
            "续签该合同，或先终止该合同",
            "renew that contract, or end it first",
        )


def _fold_signed(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    contract = Contract(
        standing.event_id, data.employer, data.kind, standing.effective_on, data.until, data.probation_until
    )
    return state._replace(contracts=(*state.contracts, contract))


def open_contract(state: WorkerState, event_id: UUID) -> Contract:
    """The contract named, refused when it has ended or been renewed."""
    contract = named(state.contracts, event_id, "合同", "contract")
    if not contract.open:
        raise impossible(
            "contract_closed", "该合同已终止或已续签", "that contract has ended or been renewed already"
        )
    return contract


def _guard_renewed(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    contract = open_contract(state, standing.data.contract)
    _check_term(standing.data.kind, standing.effective_on, standing.data.until)
    if standing.effective_on <= (contract.until or contract.since):
        raise impossible(
            "renewal_overlaps",
            f"续签须在原合同期满（{contract.until}）之后开始",
            f"the renewal must begin after the last day of the old term ({contract.until})",
            "生效日期填写原合同最后一日的次日",
            "make it effective on the day after the old term's last day",
        )


def _fold_renewed(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    old = next((c for c in state.contracts if c.event_id == data.contract), None)
    if old is None:
        return state
    new = Contract(
        standing.event_id, old.employer, data.kind, standing.effective_on, data.until, None, old.renewals + 1
    )
    return state._replace(contracts=(*replacing(state.contracts, old, old._replace(superseded=True)), new))


def _guard_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    contract = open_contract(state, standing.data.contract)
    if standing.effective_on <= contract.since:
        raise impossible(
            "ended_before_start",
            "合同终止日期须晚于起始日期",
            "the end must be after the contract's first day",
            "如合同从未履行，请撤销该合同",
            "if the contract never ran, rescind it",
        )


def fold_ended(state: WorkerState, standing: Standing) -> WorkerState:
    """The contract named no longer holds from the event's day."""
    old = next((c for c in state.contracts if c.event_id == standing.data.contract), None)
    if old is None:
        return state
    return state._replace(
        contracts=replacing(state.contracts, old, old._replace(ended_on=standing.effective_on))
    )


HANDLINGS: Final = (
    Handling(SIGNED, _guard_signed, _fold_signed),
    Handling(RENEWED, _guard_renewed, _fold_renewed),
    Handling(ENDED, _guard_ended, fold_ended),
)
