"""Satisfaction of those served, beside the assessments of the same time (R9)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from domain.hidden import Disclosure, Erased, reveal
from domain.reports.career import ERASED, HIDDEN, Asked, Career, Row
from domain.reports.report import POLICY, WORKER, Report
from domain.reports.units import Unit, units
from domain.reports.workforce import ratio
from domain.rulebook.evidence_facts import result_of
from domain.worker.facets import Satisfaction
from domain.worker.state import Assessment, Engaged

_SCORE: Final = TypeAdapter(str)


def beside_assessment(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each satisfaction result of the period, with the confirmed assessment whose period it shares the most days with."""
    for career in careers:
        for one in career.state.particulars.satisfactions:
            if not asked.covers(one.on) or not career.sees(one.on):
                continue
            assessment = _of_the_same_time(career, one)
            known = [assessment.event_id] if assessment else []
            yield {
                **career.head(),
                "instrument": one.instrument,
                "period_from": one.period_from.isoformat(),
                "period_to": one.period_to.isoformat(),
                "sample": one.sample,
                "score": _shown(one.score, asked),
                "assessment": str(assessment.event_id) if assessment else None,
                "assessment_kind": assessment.kind if assessment else None,
                "result": assessment.grade if assessment else None,
                "rests_on": career.rests_on(one.event_id, *known),
            }


@dataclass(slots=True)
class _Beside:
    """A result of an organisation, and what was found beside it."""

    unit: Unit
    said: Satisfaction
    counted: Counter[str] = field(default_factory=Counter)
    rests_on: set[int] = field(default_factory=set)


def organisations(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each satisfaction result of an organisation, beside the assessments of those who worked there or below it.

    They are those engaged there on the last day of the result's period, each with the confirmed assessment whose period
    shares the most days with it; without one they count among `workers` alone.
    """
    results = [
        _Beside(unit, said)
        for unit in units(asked)
        for said in unit.state.satisfactions
        if asked.covers(said.on)
    ]
    for career in careers if results else ():
        _count(career, results, asked)
    for one in results:
        said, counted = one.said, one.counted
        yield {
            **one.unit.head(),
            "instrument": said.instrument,
            "period_from": said.period_from.isoformat(),
            "period_to": said.period_to.isoformat(),
            "sample": said.sample,
            "score": said.score,
            **{name: counted[name] for name in FIGURES},
            "top_percent": ratio(counted["top"], counted["assessed"]),
            "rests_on": sorted({*one.unit.resting(said.event_id), *one.rests_on}),
        }


def _count(career: Career, results: Iterable[_Beside], asked: Asked) -> None:
    """Count a worker beside each result of an organisation above them on the last day of its period."""
    above: dict[date, frozenset[str]] = {}
    for one in results:
        day = one.said.period_to
        if day not in above:
            engagement = career.timeline.as_of(day).engagement
            path = asked.reading.path(engagement.host, day) if isinstance(engagement, Engaged) else ()
            above[day] = frozenset(state.organisation_id for state in path)
        if one.unit.id not in above[day]:
            continue
        one.counted["workers"] += 1
        assessment = _of_the_same_time(career, one.said)
        if assessment is None:
            continue
        result = result_of(assessment, career.book) if career.book is not None else None
        one.counted.update(
            assessed=1, sufficient=bool(result and result.sufficient), top=bool(result and result.top)
        )
        one.rests_on.update(career.rests_on(assessment.event_id))


def _of_the_same_time(career: Career, satisfaction: Satisfaction) -> Assessment | None:
    shared = [
        (_shared_days(satisfaction, one.period_from, one.period_to), one)
        for one in career.state.assessments
        if one.confirmed
    ]
    days, found = max(shared, key=lambda pair: pair[0], default=(0, None))
    return found if days > 0 else None


def _shared_days(satisfaction: Satisfaction, first: date, last: date) -> int:
    return (min(satisfaction.period_to, last) - max(satisfaction.period_from, first)).days + 1


def _shown(score: Any, asked: Asked) -> str:
    if Disclosure.SCORES not in asked.classes:
        return HIDDEN
    shown = reveal(asked.reading, score, _SCORE)
    return ERASED if isinstance(shown, Erased) else shown


FIGURES: Final = ("workers", "assessed", "sufficient", "top")

REPORTS: Final = (
    Report(
        "organisation_satisfaction",
        "组织满意度与所属人员考核对照",
        "satisfaction with organisations beside the assessments of their workers",
        f"{POLICY} 二(二)",
        (
            *("organisation", "organisation_name", "instrument", "period_from", "period_to"),
            *("sample", "score", *FIGURES, "top_percent"),
        ),
        organisations,
        period=True,
    ),
    Report(
        "satisfaction",
        "满意度与考核对照",
        "satisfaction beside assessment",
        f"{POLICY} 二(二)",
        (
            *WORKER,
            "instrument",
            "period_from",
            "period_to",
            "sample",
            "score",
            "assessment",
            "assessment_kind",
            "result",
        ),
        beside_assessment,
        period=True,
    ),
)
