"""Reports of what was decided: by exception, against a must, on sand, on which assessments; late entries; encouragements.

A row is about one event and is seen by whoever held the worker on the day of that event.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from statistics import median_low
from typing import Final
from uuid import UUID

from domain.codes import chain as division_chain
from domain.judging import managing_path
from domain.questioned import questioned as questioned_of
from domain.record import BookRef
from domain.reports.career import Asked, Career, Row, positions
from domain.rulebook.book import ResolvedBook
from domain.rulebook.case import Case
from domain.rulebook.evaluation import encouraged as encouraged_by
from domain.rulebook.rule import Rule
from domain.timeline import Standing

BASED: Final = (
    "worker.promoted",
    "worker.pay_raised",
    "worker.contract_renewed",
    "worker.contract_not_renewed",
)
"""The decisions of which assessment is the main basis (R55)."""

_CHINA: Final = timezone(timedelta(hours=8))
LATE_DAYS: Final = 30


def exceptions(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Every principle set aside: the rule, by whose authority, on which document."""
    for career in careers:
        for standing in career.entries():
            for one in standing.source.said.exceptions:
                yield {
                    **_event(career, standing),
                    **_rule(career, standing, one.rule),
                    "authority": one.authority,
                    "document": one.document,
                }


def breaches(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Every fact that was recorded although it broke a must: the rule, who approved recording it, on what."""
    for career in careers:
        for standing in career.entries():
            for one in standing.source.said.breaches:
                yield {
                    **_event(career, standing),
                    **_rule(career, standing, one.rule),
                    "approver": one.approver,
                    "document": one.document,
                }


def questioned(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Every decision that would not be recorded as it is today, and why."""
    for career in careers:
        for doubt in questioned_of(career.timeline, asked.reading):
            standing = career.event(doubt.event_id)
            if standing and asked.covers(doubt.effective_on) and career.sees(doubt.effective_on):
                rests_on = career.rests_on(doubt.event_id, *doubt.evidence)
                why = {"why": list(doubt.why), "zh": doubt.zh, "en": doubt.en}
                yield {**_event(career, standing), **why, "rests_on": rests_on}


def by_basis(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Promotions, pay raises, renewals and non-renewals, a row for each assessment cited; one row where none is."""
    for career in careers:
        for standing in career.entries():
            if standing.type.name not in BASED:
                continue
            cited = [_assessment(career, one) for one in standing.source.said.evidence]
            found = [one for one in cited if one is not None]
            for basis in found or [_NO_ASSESSMENT]:
                row = _event(career, standing)
                yield {**row, **basis, "rests_on": sorted({*row["rests_on"], *basis["rests_on"]})}


_NO_ASSESSMENT: Final[Row] = {
    "assessment": None,
    "assessment_kind": None,
    "period_from": None,
    "period_to": None,
    "result": None,
    "confirmed_on": None,
    "stands": None,
    "rests_on": [],
}


def _assessment(career: Career, event_id: UUID) -> Row | None:
    """The assessment of this id, also where it no longer stands; None for other evidence."""
    recorded = next((one for one in career.timeline.events if one.event_id == event_id), None)
    if recorded is None or recorded.type.name != "worker.assessed":
        return None
    standing = career.event(event_id)
    said = standing.data if standing else recorded.data
    confirmed = next((one.confirmed_on for one in career.state.assessments if one.event_id == event_id), None)
    return {
        "assessment": str(event_id),
        "assessment_kind": said.kind,
        "period_from": said.period_from.isoformat(),
        "period_to": said.period_to.isoformat(),
        "result": said.grade,
        "confirmed_on": confirmed.isoformat() if confirmed else None,
        "stands": standing is not None,
        "rests_on": career.rests_on(event_id),
    }


@dataclass
class _Recorded:
    """What one actor recorded: how many days after the effective date, at which positions."""

    days: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)


def late_entries(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """By actor: how long after the effective date events were recorded, corrected and rescinded ones included.

    Days are civil days in China; what was recorded in advance counts as 0.
    """
    by_actor: defaultdict[str, _Recorded] = defaultdict(_Recorded)
    for career in careers:
        for event in career.timeline.events:
            if event.recorded_at and asked.covers(event.effective_on) and career.sees(event.effective_on):
                days = (event.recorded_at.astimezone(_CHINA).date() - event.effective_on).days
                recorded = by_actor[event.said.actor]
                recorded.days.append(max(days, 0))
                recorded.positions.append(event.position)
    for actor, recorded in sorted(by_actor.items()):
        yield {
            "actor": actor,
            "entries": len(recorded.days),
            "later_than_30_days": sum(1 for days in recorded.days if days > LATE_DAYS),
            "median_days": median_low(recorded.days),
            "longest_days": max(recorded.days),
            "rests_on": sorted(recorded.positions),
        }


def encouragements(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How often each encouragement (鼓励) was followed, by the book that judged the event."""
    followed: defaultdict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    rules: dict[str, Rule] = {}
    for career in careers:
        for standing, state in career.befores():
            book = judged_by(asked, standing)
            if book is None:
                continue
            path = managing_path(state, standing, asked.reading)
            evidence = standing.source.said.evidence
            case = Case(state, standing, path, asked.reading, asked.reading, evidence)
            for rule in encouraged_by(book, case):
                rules[rule.id] = rule
                counts[rule.id] += 1
                followed[rule.id].extend(positions(standing))
    for rule_id, rests_on in sorted(followed.items()):
        rule = rules[rule_id]
        yield {
            "rule": rule_id,
            "clause": rule.clause.text,
            "zh": rule.message.zh,
            "en": rule.message.en,
            "count": counts[rule_id],
            "rests_on": sorted(rests_on),
        }


def _event(career: Career, standing: Standing) -> Row:
    """The columns about one event."""
    return {
        **career.head(),
        "type": standing.type.name,
        "effective_on": standing.effective_on.isoformat(),
        "event_id": str(standing.event_id),
        "position": standing.position,
        "actor": standing.source.said.actor,
        "rests_on": list(positions(standing)),
    }


def _rule(career: Career, standing: Standing, rule_id: str) -> Row:
    book = judged_by(career.asked, standing)
    rule = book.rule(rule_id) if book else None
    return {"rule": rule_id, "clause": rule.clause.text if rule else None}


def judged_by(asked: Asked, standing: Standing) -> ResolvedBook | None:
    """The book that judged what an event says now, as it was known then."""
    ref: BookRef | None = standing.source.said.rulebook
    if ref is None:
        return None
    books = asked.reading.books(division_chain(ref.jurisdiction)).at(ref.position)
    return books.on(standing.effective_on)
