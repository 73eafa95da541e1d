"""Lists of the labour contract law: where it warns, and what is owed by law until somebody acts (R94).

A list is a warning and decides nothing. Days are those of 民法典 arts. 201 and 202: a month from 1 March is full on
1 April, and "the day after a full month" is 2 April. Lists are about the present or last placement of each worker;
health and birth enter only where the reader may see them, and a row says where they were left out (`untold`).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from domain.hidden import Disclosure, Erased, reveal
from domain.judging import jurisdictions, managing_path
from domain.months import plus_months
from domain.reports.career import ERASED, HIDDEN, Asked, Career, Row
from domain.rulebook.case import Case
from domain.rulebook.evaluation import Facts, verdict
from domain.rulebook.retirement import near_retirement, years_protect
from domain.rulebook.rule import Rule
from domain.timeline import Standing
from domain.worker.absence import LeaveGrounds
from domain.worker.continuity import UNDER_LABOUR_CONTRACT, WithoutContract, without_contract, worked_since
from domain.worker.contract import RENEWED, SIGNED
from domain.worker.contract_terms import end_unsettled, office_until, protects
from domain.worker.facets import Absence
from domain.worker.registration import Person
from domain.worker.state import Contract, ContractKind, Engaged, Separated, WorkerState

_DAY: Final = timedelta(1)
_GROUNDS: Final = TypeAdapter(LeaveGrounds)
_OPEN_ENDED_RULES: Final = (
    "contract.open_ended_after_fixed_terms",
    "contract.open_ended_by_interpretation",
    "contract.open_ended_after_years",
)
TRANSFER_DAYS: Final = 15
"""The file and the insurance of whoever left are transferred within these days (劳动合同法 art. 50)."""
KEPT_MONTHS: Final = 24
"""The text of a contract that has ended is kept for two years at least (劳动合同法 art. 50)."""


class PutOff(NamedTuple):
    """How the law puts off the end of a term that ran out (劳动合同法 arts. 42, 45; 工会法 art. 19).

    `until` is the contract's last day by law, None while a ground goes on without a known end. `untold` is `hidden` or
    `erased` where a ground could not be looked at, else empty.
    """

    until: date | None
    grounds: tuple[str, ...]
    untold: str
    rests_on: tuple[UUID, ...]


def put_off(career: Career, contract: Contract) -> PutOff:
    """What the law adds to a contract whose stated term has a last day, as it looks on the day."""
    assert contract.until is not None
    found = _PuttingOff(career, contract, contract.until)
    found.by_office()
    found.by_leave()
    found.by_age()
    return PutOff(found.until, tuple(found.grounds), found.untold, tuple(found.rests_on))


class _PuttingOff:
    """The grounds in turn: each may be what the next one follows."""

    def __init__(self, career: Career, contract: Contract, until: date) -> None:
        self.career, self.contract = career, contract
        self.until: date | None = until
        self.grounds: list[str] = []
        self.rests_on: list[UUID] = []
        self.untold = ""

    def by_office(self) -> None:
        state, on = self.career.state, self.career.asked.on
        office = office_until(state, on) if state.contract is self.contract else None
        if office is not None and self.until is not None and office > self.until:
            self.until = None if end_unsettled(state, on) else office
            self.grounds.append("union_office")
            self.rests_on.extend(one.event_id for one in state.particulars.offices if protects(one))

    def by_leave(self) -> None:
        absences = self.career.state.particulars.absences
        for leave in sorted((one for one in absences if not one.suspended), key=lambda one: one.since):
            if self.until is None or not _outlasts(leave, self.until) or not self._protected(leave):
                continue
            self.until = leave.ended_on - _DAY if leave.ended_on else None
            self.grounds.append("leave")
            self.rests_on.append(leave.event_id)

    def _protected(self, leave: Absence) -> bool:
        if Disclosure.HEALTH not in self.career.asked.classes:
            self.untold = HIDDEN
            return False
        grounds = reveal(self.career.asked.reading, leave.grounds, _GROUNDS)
        if isinstance(grounds, Erased):
            self.untold = ERASED
            return False
        protected: bool = grounds.protected
        return protected

    def by_age(self) -> None:
        since = worked_since(self.career.state)
        if self.until is None or since is None or not years_protect(since, self.until + _DAY):
            return
        if not isinstance(self.career.person, Person):
            self.untold = self.untold or self.career.person
            return
        found = self.career.retirement
        if found is not None and near_retirement(self.until + _DAY, found.statutory):
            self.until = found.statutory - _DAY
            self.grounds.append("near_retirement")
            self.rests_on.extend(self.career.identified_by)


def _outlasts(leave: Absence, until: date) -> bool:
    """Whether a leave that began by the last day goes on after it."""
    return leave.since <= until and (leave.ended_on is None or leave.ended_on > until + _DAY)


def _placement(state: WorkerState) -> Engaged | None:
    engagement = state.engagement
    if isinstance(engagement, Separated):
        return engagement.last
    return engagement if isinstance(engagement, Engaged) else None


class _Uncovered(NamedTuple):
    """A span without a written contract, as the law sees it: what put an end off is taken away."""

    span: WithoutContract
    what: str
    untold: str
    rests_on: tuple[UUID, ...]


def _uncovered(career: Career, placement: Engaged) -> Iterator[_Uncovered]:
    for span in without_contract(career.state, career.asked.on):
        after = span.after
        if after is None or after.until is None or span.since != after.until + _DAY:
            what = "not_signed" if after is None else "ended"
            known = () if after is None else (after.event_id,)
            yield _Uncovered(span, what, "", (placement.event_id, *known))
            continue
        off = put_off(career, after)
        start = off.until + _DAY if off.until else None
        if start is not None and (span.until is None or start < span.until):
            rests_on = (after.event_id, *off.rests_on)
            yield _Uncovered(span._replace(since=start), "term_over", off.untold, rests_on)


def _following(career: Career, span: WithoutContract) -> tuple[UUID, ...]:
    """The contract that ended the span."""
    return tuple(one.event_id for one in career.state.contracts if one.since == span.until)


def double_pay(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Days for which double pay is owed, as no written contract was in force (劳动合同法 art. 82; 条例 arts. 6, 7).

    From the day after the month that the rulebook allows, to the day before the contract, a year at most. A row whose
    days still run ends on the day asked for.
    """
    for career in careers:
        placement = _placement(career.state)
        months = career.book.settings.contract.written_within_months if career.book else 0
        if not months or placement is None or placement.mode not in UNDER_LABOUR_CONTRACT or not career.held:
            continue
        for one in _uncovered(career, placement):
            first, last = one.span.double_pay(months)
            running = one.span.until is None and asked.on <= last
            last = min(last, asked.on)
            if first > last or not _in_period(asked, first, last):
                continue
            yield {
                **_row(career, placement.employer, one.what, first, last),
                "days": (last - first).days + 1,
                "running": running,
                "without_since": one.span.since.isoformat(),
                "untold": one.untold,
                "rests_on": career.rests_on(*one.rests_on, *_following(career, one.span)),
            }


def deemed_open_ended(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Workers without a written contract for a full year: an open-ended one is deemed concluded (art. 14, para. 3).

    Until the day before an open-ended contract is written. A contract that begins on the very day of the full year
    came in time.
    """
    for career in careers:
        placement = _placement(career.state)
        if placement is None or placement.mode not in UNDER_LABOUR_CONTRACT or not career.held:
            continue
        for one in _uncovered(career, placement):
            deemed = one.span.deemed_open_ended
            if deemed > asked.on or (one.span.until is not None and one.span.until <= deemed):
                continue
            written = _open_ended_after(career.state, placement.employer, deemed)
            yield {
                **_row(
                    career,
                    placement.employer,
                    one.what,
                    deemed,
                    _end(career.state, written.since if written else None),
                ),
                "without_since": one.span.since.isoformat(),
                "untold": one.untold,
                "rests_on": career.rests_on(*one.rests_on, *([written.event_id] if written else [])),
            }


def _open_ended_after(state: WorkerState, employer: str, day: date) -> Contract | None:
    later = (c for c in state.contracts if c.employer == employer and c.since > day)
    return next((c for c in later if c.kind is ContractKind.OPEN_ENDED), None)


def _end(state: WorkerState, ended_by: date | None) -> date | None:
    """The last day of what ended on `ended_by`, or with the engagement."""
    if ended_by is not None:
        return ended_by - _DAY
    return state.engagement.since - _DAY if isinstance(state.engagement, Separated) else None


def open_ended_due(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Contracts for a term where an open-ended one was due and the worker asked for none (arts. 14, 82, para. 2).

    Double pay is owed from the contract's first day, until an open-ended one takes its place. The rules are asked as
    they stand in the books now known.
    """
    for career in careers:
        for standing, before in career.befores():
            if standing.type.name not in {SIGNED.name, RENEWED.name}:
                continue
            rule = _open_ended_rule(standing, before, asked)
            contract = next((c for c in career.state.contracts if c.event_id == standing.event_id), None)
            if rule is None or contract is None:
                continue
            until = _held_until(career.state, contract)
            earlier = [c.event_id for c in before.contracts]
            yield {
                **_row(career, contract.employer, rule.id, contract.since, until),
                "clause": rule.clause.text,
                "running": until is None,
                "rests_on": career.rests_on(standing.event_id, *earlier),
            }


def _open_ended_rule(standing: Standing, before: WorkerState, asked: Asked) -> Rule | None:
    """The first rule on open-ended contracts that does not hold, and that no request of the worker set aside."""
    path = managing_path(before, standing, asked.reading)
    book = asked.reading.books(jurisdictions(path)).on(standing.effective_on)
    if book is None:
        return None
    case = Case(before, standing, path, asked.reading, asked.reading, standing.source.said.evidence)
    facts = Facts(case, book)
    set_aside = {one.rule for one in standing.source.said.exceptions}
    rules = (book.rule(identifier) for identifier in _OPEN_ENDED_RULES)
    broken = (rule for rule in rules if rule is not None and not verdict(rule, facts).holds)
    return next((rule for rule in broken if rule.id not in set_aside), None)


def _held_until(state: WorkerState, contract: Contract) -> date | None:
    """The last day before the next contract with the employer, or of this one where it ended; None while it holds."""
    following = [c.since for c in state.contracts if c.since > contract.since]
    ends = [*following[:1], *([contract.ended_on] if contract.ended_on else [])]
    return min(ends) - _DAY if ends else None


def terms_put_off(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Contracts whose term is over and that the law lets run on: to be extended in writing on that ground (art. 45)."""
    for career in careers:
        contract, placement = career.state.contract, _placement(career.state)
        if contract is None or contract.until is None or placement is None or not career.counted:
            continue
        if contract.until >= asked.on or placement.mode not in UNDER_LABOUR_CONTRACT:
            continue
        off = put_off(career, contract)
        if off.grounds and (off.until is None or off.until >= asked.on):
            yield {
                **_row(career, contract.employer, "term_put_off", contract.until + _DAY, off.until),
                "grounds": list(off.grounds),
                "rests_on": career.rests_on(contract.event_id, *off.rests_on),
            }


def endings(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Contracts that ended in the period: the proof is given with the end, file and insurance are transferred within
    fifteen days, the text is kept for two years (劳动合同法 art. 50)."""
    for career in careers:
        for contract in career.state.contracts:
            over = contract.ended_on
            if over is None or not asked.covers(over) or not career.sees(over - _DAY):
                continue
            by = _ended_by(career, contract, over)
            yield {
                **_row(career, contract.employer, by.type.name if by else "", contract.since, over - _DAY),
                "transfer_by": (over - _DAY + timedelta(TRANSFER_DAYS)).isoformat(),
                "kept_until": plus_months(over - _DAY, KEPT_MONTHS).isoformat(),
                "rests_on": career.rests_on(contract.event_id, *([by.event_id] if by else [])),
            }


def _ended_by(career: Career, contract: Contract, over: date) -> Standing | None:
    """The event of the day that ended a contract: one that names it, else one that ended the placement."""
    of_day = [one for one in career.timeline.standing if one.effective_on == over]
    named = (one for one in of_day if getattr(one.data, "contract", None) == contract.event_id)
    ending = (one for one in of_day if one.type.ending or one.type.name == "worker.engagement_changed")
    return next(named, None) or next(ending, None)


def _in_period(asked: Asked, first: date, last: date) -> bool:
    return (asked.since is None or asked.since <= last) and (asked.until is None or first <= asked.until)


def _row(career: Career, employer: str, what: str, since: date, until: date | None) -> dict[str, Any]:
    """The columns that all these lists have."""
    return {
        **career.head(),
        "employer": employer,
        "what": what,
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
    }
