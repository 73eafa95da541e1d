"""Work for one employer that goes on: since when it counts, fixed terms in a row, months without a written contract.

Pure functions of folded state (劳动合同法 arts. 10, 14, 82, 97; 实施条例 arts. 6, 7, 10; 法释〔2025〕12号 art. 10).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from domain.months import plus_months, whole_months
from domain.worker.state import Contract, ContractKind, Engaged, EngagementMode, Separated, WorkerState

UNDER_LABOUR_CONTRACT: Final = frozenset(
    {EngagementMode.DIRECT_HIRE, EngagementMode.PURCHASED_POST, EngagementMode.PURCHASED_SERVICE}
)
"""The modes of engagement to which the labour contract law applies in full; institutions have rules of their own."""

LAW_IN_FORCE: Final = date(2008, 1, 1)
"""劳动合同法: contracts in a row count from here on, and a worker without one had a month from here (art. 97)."""

_DAY: Final = timedelta(1)
_YEAR: Final = 12


def worked_since(state: WorkerState) -> date | None:
    """The first day of work that counts with the present employer, years carried over included; None when not engaged."""
    if not isinstance(state.engagement, Engaged):
        return None
    return state.particulars.seniority_since or state.engagement.since


def fixed_terms(state: WorkerState, on: date, *, interpreted: bool) -> int:
    """How many fixed-term contracts in a row came before one that begins on `on` (劳动合同法 art. 14, para. 2(3)).

    They are in a row while the worker stays with the employer, or comes back on the very day on which a contract
    ended, whether the next one is called a renewal or not. Only contracts from 2008 on count (art. 97).

    `interpreted` counts as the Supreme People's Court does (法释〔2025〕12号 art. 10): agreed extensions of a contract
    that add up to a year or more are a further contract, so is each time that it ran on by itself as agreed, and
    contracts with a former employer count where the years with it do (the contracting party was swapped). Extensions
    that the law itself brings about (art. 45; 工会法 art. 19; 实施条例 art. 17) are none.
    """
    count, following = 0, on
    for contract in reversed(state.contracts):
        if not _in_a_row(contract, state, following, interpreted=interpreted):
            break
        count += 1 + (_further_terms(contract) if interpreted else 0)
        following = contract.since
    return count


def _in_a_row(contract: Contract, state: WorkerState, following: date, *, interpreted: bool) -> bool:
    if contract.kind is not ContractKind.FIXED_TERM or contract.since < LAW_IN_FORCE:
        return False
    since = worked_since(state)
    if contract.employer != _employer(state):
        return interpreted and since is not None and contract.since >= since
    stayed = since is not None and contract.since >= since
    return stayed or contract.ended_on is None or contract.ended_on == following


def _employer(state: WorkerState) -> str:
    engagement = state.engagement
    if isinstance(engagement, Separated):
        return engagement.last.employer
    return engagement.employer if isinstance(engagement, Engaged) else ""


def _further_terms(contract: Contract) -> int:
    agreed, automatic = timedelta(0), 0
    first: date | None = None
    for last, until, ground in _extensions(contract):
        if ground == "automatic":
            automatic += 1
        elif ground == "agreed":
            first = first or last + _DAY
            agreed += until - last
    if first is not None and whole_months(first, first + agreed) >= _YEAR:
        return automatic + 1
    return automatic


def _extensions(contract: Contract) -> Iterator[tuple[date, date, str]]:
    """Each extension as it was served: the last day before it, its own last day, its ground."""
    ends = [*(last for last, _ in contract.extensions), contract.until or date.max]
    served = contract.ended_on - _DAY if contract.ended_on else date.max
    for (last, ground), until in zip(contract.extensions, ends[1:], strict=True):
        if last < served:
            yield last, min(until, served), ground


class WithoutContract(NamedTuple):
    """Days of work without a written contract in force: from `since`, until the day before `until` (None: still so).

    `after` is the contract whose term had run out, None when there had been none since the engagement began.
    """

    since: date
    until: date | None
    after: Contract | None

    def double_pay(self, months: int) -> tuple[date, date]:
        """The first and last day of double pay (劳动合同法 art. 82; 实施条例 arts. 6, 7).

        It runs from the day after `months` full months to the day before the contract, and no longer than to the day
        before a full year. Where the first day is after the last, none is due.
        """
        first = plus_months(self.since, months) + _DAY
        year = self.deemed_open_ended - _DAY
        return first, year if self.until is None else min(self.until - _DAY, year)

    @property
    def deemed_open_ended(self) -> date:
        """The day of the full year, from which an open-ended contract is deemed concluded (art. 14, para. 3)."""
        return plus_months(self.since, _YEAR)


def without_contract(state: WorkerState, on: date) -> Iterator[WithoutContract]:
    """The spans of the present or last engagement without a written contract of its employer, as it looks on `on`.

    A worker who had none when the law came into force is counted from that day. A term that ran out without an event
    covers its last day and no more: whether the law put its end off (art. 45) is for the caller to see.
    """
    engagement = state.engagement
    if isinstance(engagement, Separated):
        start, end, employer = engagement.last.since, engagement.since, engagement.last.employer
    elif isinstance(engagement, Engaged):
        start, end, employer = engagement.since, on + _DAY, engagement.employer
    else:
        return
    uncovered, last = max(start, LAW_IN_FORCE), None
    for contract in sorted((c for c in state.contracts if c.employer == employer), key=lambda c: c.since):
        if contract.since >= end:
            break
        if contract.since > uncovered:
            yield WithoutContract(uncovered, contract.since, last)
        over = _first_day_after(contract, end)
        if over > uncovered:
            uncovered, last = over, contract
    if uncovered < end:
        still = isinstance(engagement, Engaged)
        yield WithoutContract(uncovered, None if still else end, last)


def _first_day_after(contract: Contract, end: date) -> date:
    """The first day that a contract no longer covers, `end` at the latest."""
    over = min(end, contract.ended_on or end)
    return min(over, contract.until + _DAY) if contract.until else over
