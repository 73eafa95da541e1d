"""Satisfaction of those served, beside the assessments of the same time (R9)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from domain.hidden import Disclosure, Erased, reveal
from domain.reports.career import ERASED, HIDDEN, Asked, Career, Row
from domain.reports.report import POLICY, WORKER, Report
from domain.worker.facets import Satisfaction
from domain.worker.state import Assessment

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


REPORTS: Final = (
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
