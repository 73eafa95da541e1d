"""How long a labour contract runs, once a union office has had its effect on it (工会法 art. 19)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from domain.months import plus_months, whole_months
from domain.worker.facets import Office
from domain.worker.state import Contract, ContractKind, WorkerState

_DAY: Final = timedelta(1)
_PROTECTED: Final = frozenset({"chair", "vice_chair", "committee_member"})
UNION_OFFICE: Final = "union_office"
"""The ground of an extension that records this effect."""


def contract_until(state: WorkerState, day: date) -> date | None:
    """The last day of the running contract as it looks on `day`; None without one, or when it has no last day."""
    contract = state.contract
    if contract is None or contract.until is None:
        return None
    return max(contract.until, office_until(state, day) or contract.until)


def office_until(state: WorkerState, day: date) -> date | None:
    """The last day that union offices give the running contract, as it looks on `day`; None where they add nothing.

    The fixed term of a full-time chair, vice-chair or committee member of a base union is lengthened by the time in
    office, counted from the end of the contract's own term or of the time in office, whichever is later
    (法释〔2003〕11号 art. 2). That of a part-time one runs to the end of the term of office, if that is later. An office
    that goes on counts to the last day of its term; where none is stated or it is over, a full-time one counts to
    `day`, and so does a part-time one without a stated term.
    """
    contract = state.contract
    if contract is None or contract.until is None or contract.kind is not ContractKind.FIXED_TERM:
        return None
    own = _own_term(contract, contract.until)
    until = _with_offices(contract, own, state.particulars.offices, day)
    return until if until > own else None


def end_unsettled(state: WorkerState, day: date) -> bool:
    """Whether nobody knows that last day yet, because a protecting office goes on without a known end."""
    contract, until = state.contract, contract_until(state, day)
    if contract is None or until is None or contract.kind is not ContractKind.FIXED_TERM:
        return False
    return any(
        protects(one)
        and one.ended_on is None
        and one.since <= until
        and (one.until is None or (one.full_time and one.until < day))
        for one in state.particulars.offices
    )


def protects(office: Office) -> bool:
    """Whether the office is one that lengthens its holder's contract."""
    return office.base_union and office.kind in _PROTECTED


def _own_term(contract: Contract, until: date) -> date:
    """The last day without what extensions on this very ground have added already."""
    own = until
    ends = [*(before for before, _ in contract.extensions), until]
    for (before, ground), after in zip(contract.extensions, ends[1:], strict=True):
        if ground == UNION_OFFICE:
            own -= after - before
    return own


def _with_offices(contract: Contract, own: date, offices: Iterable[Office], day: date) -> date:
    until = own
    served: list[tuple[date, date]] = []
    for office in sorted(offices, key=lambda one: one.since):
        if not protects(office) or office.since > until:
            continue
        if office.full_time:
            served.append((max(office.since, contract.since), _last_day(office, day, full_time=True)))
            until = max(until, _lengthened(own, served))
        else:
            until = max(until, _last_day(office, day, full_time=False))
    return until


def _last_day(office: Office, day: date, *, full_time: bool) -> date:
    """The last day in office that counts: of a full-time one the day itself, of a part-time one within its term."""
    last = day if office.ended_on is None else office.ended_on - _DAY
    if office.until is None:
        return last
    if full_time:
        return last if office.ended_on is not None else max(office.until, last)
    return office.until if office.ended_on is None else min(office.until, last)


def _lengthened(own: date, served: Iterable[tuple[date, date]]) -> date:
    """The term lengthened by the days in office, each counted once, by calendar months and the days left over."""
    until = own
    for first, last in _apart(served):
        until = max(until, last)
        months = whole_months(first, last + _DAY)
        rest = last + _DAY - plus_months(first, months)
        until = plus_months(until + _DAY, months) + rest - _DAY
    return until


def _apart(served: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The same days as spans that do not overlap, in order."""
    covered = date.min
    for first, last in served:
        start = max(first, covered)
        if start <= last:
            yield start, last
            covered = last + _DAY
