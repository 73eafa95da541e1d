"""Lists of workers on a day: who lacks what, what stands between a worker and the next grade, who is not counted.

A worker is listed by the organisation where they are engaged; secondees by their home.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from domain.hidden import Disclosure
from domain.judging import managing_path
from domain.record import Event, Statement
from domain.reports.career import HIDDEN, Asked, Career, Row, positions
from domain.rulebook.case import Case
from domain.rulebook.evaluation import evaluate
from domain.rulebook.settings import GradeStep, Ladder
from domain.rulebook.worker_facts import certificate_rank
from domain.timeline import Standing
from domain.worker.advancement import PROMOTED, GradePromoted
from domain.worker.appointment import COMPETENCE, technical_staff
from domain.worker.state import EngagementMode, Graded, Qualification

_IMAGINED: Final = UUID(int=0)
"""The id of an event that nobody recorded: the promotion that a path view asks about."""

_JUDGED_BY: Final = frozenset({Disclosure.PERSON, Disclosure.HOUSEHOLD, Disclosure.SCORES})
"""The hidden values by which rules on promotions may judge."""

TECHNICAL_POST: Final = "technical_post"
"""What stands for the ladder where a technical post of a level is meant."""

WITHOUT_CONTRACT: Final = frozenset({EngagementMode.UNION_ORGAN})
"""Modes of engagement under the civil servant law, which know no contract (R19)."""


def completeness(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who of those engaged lacks a contract, a record of training, or a grade (R7)."""
    for career in careers:
        engagement = career.engagement
        if engagement is None or not career.counted:
            continue
        lacks = []
        if career.state.contract is None and engagement.mode not in WITHOUT_CONTRACT:
            lacks.append("contract")
        if not _trained(career):
            lacks.append("training")
        if not isinstance(career.state.grade, Graded):
            lacks.append("grade")
        if lacks:
            rests_on = career.rests_on(engagement.event_id)
            yield {**career.head(), "mode": engagement.mode.value, "lacks": lacks, "rests_on": rests_on}


def _trained(career: Career) -> bool:
    """Whether training is on record, hours of it were shown at a registration, or competence was recognised on it."""
    particulars = career.state.particulars
    return (
        bool(particulars.trainings)
        or any(one.hours for one in particulars.registrations)
        or any(one.open and "training" in one.grounds for one in particulars.recognitions)
    )


def paths(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The next grade of each graded worker, and what a promotion on the day would be refused for (R32).

    The promotion is imagined to cite every confirmed assessment, and is judged by the book in force. Rules ask for
    birth and scores, so whoever may not see these is told the next grade alone, and `hidden` for whether it is met.
    """
    for career in careers:
        grade, book = career.state.grade, career.book
        if not career.counted or not isinstance(grade, Graded) or book is None:
            continue
        ladder = book.settings.ladders.get(grade.ladder)
        following = next_step(ladder, grade.grade) if ladder else None
        row = {**career.head(), "ladder": grade.ladder, "grade": grade.grade}
        confirmed = tuple(one.event_id for one in career.state.assessments if one.confirmed)
        rests_on = career.rests_on(grade.event_id, *confirmed)
        if following is None or not asked.classes >= _JUDGED_BY:
            code, met = (following.code, HIDDEN) if following else (None, False)
            yield {**row, "next": code, "met": met, "missing": [], "zh": "", "en": "", "rests_on": rests_on}
            continue
        promotion = _promotion(career, grade.ladder, following.code, confirmed)
        path = managing_path(career.state, promotion, asked.reading)
        case = Case(career.state, promotion, path, asked.reading, asked.reading, confirmed)
        findings = evaluate(book, case)
        yield {
            **row,
            "next": following.code,
            "met": not findings,
            "missing": [finding.rule.id for finding in findings],
            "zh": "；".join(finding.refusal.satisfied_zh for finding in findings),
            "en": "; ".join(finding.refusal.satisfied_en for finding in findings),
            "rests_on": rests_on,
        }


def next_step(ladder: Ladder, grade: str) -> GradeStep | None:
    """The grade above on the ladder; None at its top, and for a grade that is not on it."""
    rank = ladder.rank(grade)
    return ladder.steps[rank] if 0 < rank < len(ladder.steps) else None


def _promotion(career: Career, ladder: str, grade: str, evidence: tuple[UUID, ...]) -> Standing:
    said: Statement[GradePromoted] = Statement(
        event_id=_IMAGINED,
        effective_on=career.asked.on,
        actor="report",
        evidence=evidence,
        data=GradePromoted(ladder=ladder, grade=grade),
    )
    event = Event(PROMOTED, career.worker, said)
    return Standing(event, event, career.asked.on, said.data)


def mismatches(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who holds a grade, or a technical post, that asks for a higher level of the qualification than theirs (R33)."""
    for career in careers:
        if not career.counted:
            continue
        best = highest(career)
        held = certificate_rank(best.level) if best else 0
        for ladder, grade, level, event_id in _asking(career):
            if certificate_rank(level) > held:
                yield {
                    **career.head(),
                    "ladder": ladder,
                    "grade": grade,
                    "asked_for": level,
                    "held": best.level if best else None,
                    "rests_on": career.rests_on(event_id, *([best.event_id] if best else [])),
                }


def _asking(career: Career) -> Iterator[tuple[str, str, str | None, UUID]]:
    """What the worker holds that asks for a level: the grade on its ladder, and technical posts."""
    grade, book = career.state.grade, career.book
    ladder = book.settings.ladders.get(grade.ladder) if book and isinstance(grade, Graded) else None
    if isinstance(grade, Graded) and ladder is not None:
        level = next((one.certificate for one in ladder.steps if one.code == grade.grade), None)
        yield grade.ladder, grade.grade, level, grade.event_id
    for post in career.state.particulars.appointments:
        if post.open:
            yield TECHNICAL_POST, post.level, post.level, post.event_id


def highest(career: Career) -> Qualification | None:
    """The highest certificate of the social worker qualification held on the day."""
    held = [one for one in career.state.qualifications if certificate_rank(one.level)]
    return max(held, key=lambda one: certificate_rank(one.level), default=None)


def not_included(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who holds a certificate and is not included among technical staff (R51)."""
    for career in careers:
        best = highest(career)
        if not career.counted or best is None or technical_staff(career.state) is not None:
            continue
        rests_on = career.rests_on(best.event_id)
        yield {**career.head(), "level": best.level, "since": best.on.isoformat(), "rests_on": rests_on}


def not_recognised(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who is engaged and holds no certificate, or whose competence was not recognised (R20): not counted as talent."""
    for career in careers:
        engagement = career.engagement
        if engagement is None or not career.counted:
            continue
        best = highest(career)
        recognised = any(one.open and one.kind == COMPETENCE for one in career.state.particulars.recognitions)
        if best is None or not recognised:
            yield {
                **career.head(),
                "level": best.level if best else None,
                "recognised": recognised,
                "rests_on": career.rests_on(engagement.event_id, *([best.event_id] if best else [])),
            }


def commendations(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Honours awarded in the period, those revoked since with the day (R61). Seen by whoever held the worker then."""
    for career in careers:
        for honour in career.state.commendations:
            awarded = career.event(honour.event_id)
            if awarded is None or not asked.covers(honour.on) or not career.sees(honour.on):
                continue
            yield {
                **career.head(),
                "level": honour.level,
                "title": honour.title,
                "issuer": honour.issuer,
                "effective_on": honour.on.isoformat(),
                "current": honour.revoked_on is None,
                "revoked_on": honour.revoked_on.isoformat() if honour.revoked_on else None,
                "position": awarded.position,
                "rests_on": sorted({*positions(awarded), *career.rests_on(honour.event_id)}),
            }
