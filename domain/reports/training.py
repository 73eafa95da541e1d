"""Training: hours by staff group (R63), continuing education (R65), courses and practice (R62, R64), plans (R66)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from domain.organisation.facets import TrainingPlan
from domain.organisation.training import accreditations
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.report import POLICY, WORKER, Report
from domain.rulebook.registration import TermEducation, term_education
from domain.rulebook.settings import RegistrationTerms
from domain.timeline import Timeline
from domain.worker.facets import Training
from domain.worker.state import Engaged, EngagementMode, WorkerState
from domain.worker.training import SOCIAL_WORK, TRAINED

STAFF_GROUPS: Final = {
    "union_organ": ("工会机关干部", "cadres of union organs"),
    "union_institution": ("工会事业单位人员", "staff of union institutions"),
    "employed": ("聘用人员", "employed staff"),
}
"""The three groups of staff that the policy names."""

_GROUP_OF: Final = {
    EngagementMode.UNION_ORGAN: "union_organ",
    EngagementMode.UNION_INSTITUTION: "union_institution",
}


@dataclass
class _Sum:
    """What was trained by some: who, how many hours, and the events that say so."""

    workers: set[str] = field(default_factory=set)
    hours: int = 0
    social_work: int = 0
    positions: set[int] = field(default_factory=set)

    def add(
        self, career: Career, event_positions: Iterable[int], hours: int = 0, *, social: bool = False
    ) -> None:
        self.workers.add(career.worker)
        self.hours += hours
        self.social_work += hours if social else 0
        self.positions.update(event_positions)


def hours_by_group(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Hours trained in the period by the three staff groups, and the share of social work in percent (R63).

    The group is that of the engagement on the day of the training; who was not engaged then is in none.
    """
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    for career in careers:
        for standing, before in career.befores():
            if standing.type is TRAINED and isinstance(before.engagement, Engaged):
                group = _GROUP_OF.get(before.engagement.mode, "employed")
                data = standing.data
                sums[group].add(career, positions(standing), data.hours, social=data.kind == SOCIAL_WORK)
    for group, (zh, en) in STAFF_GROUPS.items():
        if group in sums:
            found = sums[group]
            yield {
                "group": group,
                "zh": zh,
                "en": en,
                "heads": len(found.workers),
                "hours": found.hours,
                "social_work_hours": found.social_work,
                "social_work_percent": percent(found.social_work, found.hours),
                "rests_on": sorted(found.positions),
            }


def percent(part: int, whole: int) -> str | None:
    """A share in percent to one place, half rounded up; None of nothing."""
    if not whole:
        return None
    tenths = (part * 2000 + whole) // (2 * whole)
    return str(Decimal(tenths).scaleb(-1))


def continuing_education(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Of each registered certificate: the hours on record in its term, those missing, and the forecast (R65).

    `expected` are the hours that will be on record when the next registration can first be applied for, if they go on
    as in the term so far; `behind` is what these leave short of the required.
    """
    for career in careers:
        if not career.counted:
            continue
        terms = career.book.settings.registration if career.book else RegistrationTerms()
        for one in term_education(career.state, terms):
            term = one.registration
            expected = _expected(one, asked.on)
            yield {
                **career.head(),
                "level": one.level,
                "since": term.since.isoformat(),
                "until": term.until.isoformat(),
                "window_from": one.window_from.isoformat(),
                "required": one.required,
                "on_record": one.credit.hours,
                "missing": one.missing,
                "expected": expected,
                "behind": max(one.required - expected, 0),
                "rests_on": career.rests_on(term.event_id, term.certificate, *one.credit.events),
            }


def _expected(one: TermEducation, on: date) -> int:
    """The hours on record by the window's first day at the pace of the term so far, rounded down."""
    gone = (on - one.registration.since).days + 1
    ahead = (one.window_from - one.registration.since).days
    return one.credit.hours * max(ahead, gone) // gone if gone > 0 else one.credit.hours


def practice(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Practice completed in the period, by provider (R62)."""
    heads: defaultdict[str, _Sum] = defaultdict(_Sum)
    for career in careers:
        for one in career.state.particulars.practica:
            if asked.covers(one.on) and career.sees(one.on):
                heads[one.provider].add(career, career.rests_on(one.event_id), one.months)
    for provider, found in sorted(heads.items()):
        yield {
            "provider": provider,
            "heads": len(found.workers),
            "months": found.hours,
            "rests_on": sorted(found.positions),
        }


def courses(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The courses of providers that are asked for, and those that workers asked for completed (R62, R64).

    With each the accreditations of its provider in force on the day, and how many completed it.
    """
    completed: defaultdict[str, _Sum] = defaultdict(_Sum)
    for career in careers:
        for one in career.state.particulars.trainings:
            if one.course is not None and career.sees(one.on):
                completed[one.course].add(career, career.rests_on(one.event_id))
    for course_id in asked.streams("course"):
        timeline = asked.reading.course(course_id)
        state = timeline.as_of(asked.on)
        if state is None or state.offered_on > asked.on:
            continue
        if course_id not in completed and not asked.within(state.provider, asked.on):
            continue
        provider = asked.reading.organisation(state.provider, asked.on)
        marks = accreditations(provider, asked.on) if provider is not None else ()
        yield {
            "course": course_id,
            "title": state.title,
            "provider": state.provider,
            "accreditations": [one.value for one in marks],
            "kind": state.kind,
            "levels": list(state.levels),
            "hours": state.hours,
            "offered_on": state.offered_on.isoformat(),
            "withdrawn_on": state.withdrawn_on.isoformat() if state.withdrawn_on else None,
            "completed": len(completed[course_id].workers),
            "rests_on": sorted({*_all(timeline, asked.on), *completed[course_id].positions}),
        }


def plans(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The training plans of the organisations asked for, and how many were trained under each (R66).

    A worker is counted once for a year and level, by the organisation that the worker worked for on the day of the
    training and by those above it.
    """
    trained: defaultdict[tuple[str, int, str], _Sum] = defaultdict(_Sum)
    for career in careers:
        for one in career.state.particulars.trainings:
            level = _level(one, asked)
            if level is not None and career.sees(one.on):
                for organisation in _above(career.timeline, one.on, asked):
                    trained[organisation, one.on.year, level].add(career, career.rests_on(one.event_id))
    for organisation in asked.streams("organisation"):
        timeline = asked.reading.organisation_timeline(organisation)
        state = timeline.as_of(asked.on)
        if state is None or not asked.within(organisation, asked.on):
            continue
        for plan in state.particulars.training_plans:
            found = trained[organisation, plan.year, plan.level]
            planned = _said_by(timeline, plan)
            yield {
                "organisation": organisation,
                "year": plan.year,
                "level": plan.level,
                "places": plan.places,
                "trained": len(found.workers),
                "percent": percent(len(found.workers), plan.places),
                "rests_on": sorted({*planned, *found.positions}),
            }


def _level(one: Training, asked: Asked) -> str | None:
    """The level that a completion counts for: the one it says, or the only one of its course."""
    if one.level is not None or one.course is None:
        return one.level
    course = asked.reading.course(one.course).as_of(one.on)
    return course.level(None) if course is not None else None


def _above(timeline: Timeline[WorkerState], day: date, asked: Asked) -> list[str]:
    """The organisation that the worker worked for on a day, and those above it."""
    engagement = timeline.as_of(day).engagement
    if not isinstance(engagement, Engaged):
        return []
    return [one.organisation_id for one in asked.reading.path(engagement.host, day)]


def _said_by(timeline: Timeline[Any], plan: TrainingPlan) -> tuple[int, ...]:
    return next((positions(one) for one in timeline.standing if one.event_id == plan.event_id), ())


def _all(timeline: Timeline[Any], on: date) -> Iterator[int]:
    """The positions of everything that stands by a day."""
    for standing in timeline.standing:
        if standing.effective_on <= on:
            yield from positions(standing)


REPORTS: Final = (
    Report(
        "training_hours",
        "三类人员的培训学时与社会工作比重",
        "training hours of the three staff groups, and the share of social work",
        f"{POLICY} 五(三)",
        ("group", "zh", "en", "heads", "hours", "social_work_hours", "social_work_percent"),
        hours_by_group,
        period=True,
    ),
    Report(
        "continuing_education",
        "登记有效期内的继续教育学时与缺口预测",
        "continuing education in the terms of registrations, and the forecast of gaps",
        "民发〔2009〕123号",
        (
            *WORKER,
            "level",
            "since",
            "until",
            "window_from",
            "required",
            "on_record",
            "missing",
            "expected",
            "behind",
        ),
        continuing_education,
    ),
    Report(
        "practice",
        "实训情况（按机构）",
        "practice completed, by provider",
        f"{POLICY} 五(三)",
        ("provider", "heads", "months"),
        practice,
        period=True,
    ),
    Report(
        "courses",
        "培训课程与机构认定",
        "courses and the accreditation of their providers",
        f"{POLICY} 五(三)",
        (
            "course",
            "title",
            "provider",
            "accreditations",
            "kind",
            "levels",
            "hours",
            "offered_on",
            "withdrawn_on",
            "completed",
        ),
        courses,
    ),
    Report(
        "training_plans",
        "培训计划完成情况",
        "training plans and how far they are carried out",
        f"{POLICY} 五(三)",
        ("organisation", "year", "level", "places", "trained", "percent"),
        plans,
    ),
)
