"""Policy backtest: recorded history judged by another book, to see what a policy would have changed.

Pure: one worker's timeline and the books go in, findings come out. Each standing event is judged on the state just
before it, the way it was when it was recorded, by the tried book over its parents' books in force on its day. The
tried book counts as in force on every day: when the sources of its own rules become valid is left aside, for a policy
is tried on a past in which it did not hold yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from domain.codes import chain as division_chain
from domain.judging import book_named, case_of, jurisdictions
from domain.reading import Reading
from domain.rulebook.book import Books, Edition, ResolvedBook, Rule, Strength
from domain.rulebook.case import Case
from domain.rulebook.drafts import BookDraft
from domain.rulebook.evaluation import Verdict, ask, refusal_of
from domain.timeline import Standing, Timeline
from domain.worker.state import WorkerState


class Outcome(StrEnum):
    """What the tried book would have made of an event, by one of its rules.

    refused: a must stands against it. exception_needed: a principle (原则上) does, and no exception was recorded.
    allowed: recorded as a breach or an exception then, and nothing to object to under the tried book.
    not_recomputable: the rule asks for what has been erased since.
    """

    REFUSED = "refused"
    EXCEPTION_NEEDED = "exception_needed"
    ALLOWED = "allowed"
    NOT_RECOMPUTABLE = "not_recomputable"


class Finding(NamedTuple):
    """One rule's outcome on one event. `clause` is the legal source of the rule that makes the difference."""

    outcome: Outcome
    clause: str
    rule: str
    strength: str
    zh: str
    en: str
    worker_id: str
    event_id: UUID
    position: int
    type: str
    effective_on: date


@dataclass(slots=True)
class Tally:
    """What came of a part of the history. `unchanged` are the judged events without any finding."""

    judged: int = 0
    rules_asked: int = 0
    unchanged: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take another part's counts and findings in."""
        self.judged += other.judged
        self.rules_asked += other.rules_asked
        self.unchanged += other.unchanged
        self.findings.extend(other.findings)


class Backtest:
    """A book tried on the events of `first` to `last`, both included, of the workers that `history` managed then.

    `history` is a jurisdiction's code: that of the book itself, or another one whose past is judged by it. Where the
    tried book's own counties have books of their own, these stay in force over it.
    """

    def __init__(self, draft: BookDraft, history: str, first: date, last: date) -> None:
        self.history = history
        self._first, self._last = first, last
        self._draft = draft
        self._edition = Edition(
            draft.jurisdiction,
            date.min,
            -1,
            draft.title,
            draft.document,
            {rule.id: _always(rule) for rule in draft.rules},
            draft.settings,
        )
        self._books: dict[tuple[str, ...], Books] = {}

    def judge(self, timeline: Timeline[WorkerState], reading: Reading) -> Tally:
        """Judge one worker's events; those of a merged duplicate count no more. `reading` is one and the same for all timelines, as known at one position."""
        tally = Tally()
        if timeline.end.particulars.merged_into is not None:
            return tally
        for standing, state in timeline.walk():
            if self._first <= standing.effective_on <= self._last:
                self._event(standing, state, reading, tally)
        return tally

    def _event(self, standing: Standing, state: WorkerState, reading: Reading, tally: Tally) -> None:
        case = case_of(state, standing, reading)
        chain = jurisdictions(case.path)
        if self.history not in chain:
            return
        tally.judged += 1
        book = self._tried(chain, reading).on(standing.effective_on)
        assert book is not None
        results = list(ask(book, case))
        tally.rules_asked += len(results)
        found = [*_against(case, results), *_allowed(case, results, reading)]
        tally.findings.extend(found)
        tally.unchanged += not found

    def _tried(self, chain: Sequence[str], reading: Reading) -> Books:
        """The books that judge the events of a chain of jurisdictions, the tried one among them."""
        own = self._draft.jurisdiction
        key = tuple(chain if own in chain else division_chain(own))
        books = self._books.get(key)
        if books is None:
            books = self._books[key] = reading.books(key).instead(self._edition)
        return books


def _always(rule: Rule) -> Rule:
    """The rule as if its source had always been valid."""
    return rule.model_copy(
        update={"clause": rule.clause.model_copy(update={"valid_from": None, "valid_to": None})}
    )


def _against(case: Case, results: Sequence[tuple[Rule, Verdict]]) -> Iterator[Finding]:
    """What stands against the event and was not said in it already."""
    said = case.standing.source.said
    broken = {one.rule for one in said.breaches}
    excepted = {one.rule for one in said.exceptions}
    for rule, result in results:
        if result.holds:
            continue
        if result.erased:
            yield _finding(Outcome.NOT_RECOMPUTABLE, rule, case, result)
        elif rule.id in broken:
            continue
        elif rule.strength is Strength.MUST:
            yield _finding(Outcome.REFUSED, rule, case, result)
        elif rule.id not in excepted:
            yield _finding(Outcome.EXCEPTION_NEEDED, rule, case, result)


def _allowed(case: Case, results: Sequence[tuple[Rule, Verdict]], reading: Reading) -> Iterator[Finding]:
    """The breaches and exceptions that the event had to say, and would not have to."""
    said = case.standing.source.said
    recorded = [*(one.rule for one in said.breaches), *(one.rule for one in said.exceptions)]
    if not recorded:
        return
    then = book_named(case.standing, reading)
    still = {rule.id for rule, result in results if not result.holds}
    for rule_id in recorded:
        rule = _rule(then, rule_id)
        if rule is not None and rule_id not in still:
            yield _finding(Outcome.ALLOWED, rule, case, Verdict(holds=True))


def _rule(book: ResolvedBook | None, rule_id: str) -> Rule | None:
    return book.rule(rule_id) if book is not None else None


def _finding(outcome: Outcome, rule: Rule, case: Case, result: Verdict) -> Finding:
    told = refusal_of(rule, Verdict(holds=False) if result.erased else result)
    standing = case.standing
    return Finding(
        outcome,
        told.clause,
        rule.id,
        rule.strength.value,
        told.zh,
        told.en,
        standing.origin.stream_id,
        standing.event_id,
        standing.position,
        standing.type.name,
        standing.effective_on,
    )


_ORDER = {outcome: place for place, outcome in enumerate(Outcome)}


def by_clause(tally: Tally) -> list[dict[str, Any]]:
    """The findings as plain JSON, grouped by outcome, clause and rule, the events of each in the order of the log.

    The same for the same findings, in whatever order they were made.
    """
    groups: dict[tuple[Any, ...], list[Finding]] = {}
    for one in tally.findings:
        key = (_ORDER[one.outcome], one.clause, one.rule, one.strength, one.zh, one.en)
        groups.setdefault(key, []).append(one)
    return [
        {
            "outcome": found[0].outcome.value,
            "clause": found[0].clause,
            "rule": found[0].rule,
            "strength": found[0].strength,
            "zh": found[0].zh,
            "en": found[0].en,
            "events": [_event_json(one) for one in sorted(found, key=lambda one: one.position)],
        }
        for _, found in sorted(groups.items())
    ]


def _event_json(one: Finding) -> dict[str, Any]:
    return {
        "event_id": str(one.event_id),
        "worker_id": one.worker_id,
        "position": one.position,
        "type": one.type,
        "effective_on": one.effective_on.isoformat(),
    }


def totals(tally: Tally) -> dict[str, int]:
    """Counts of events by what would have become of them; an event may count under several outcomes."""
    events: dict[Outcome, set[UUID]] = {outcome: set() for outcome in Outcome}
    for one in tally.findings:
        events[one.outcome].add(one.event_id)
    return {
        "events_judged": tally.judged,
        "rules_asked": tally.rules_asked,
        "unchanged": tally.unchanged,
        **{outcome.value: len(found) for outcome, found in events.items()},
    }
