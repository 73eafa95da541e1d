"""On the way to a certificate: who lacks one and a plan to get it (R72), and examinations as they were planned (R50)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from domain.reports.career import Asked, Career, Row
from domain.reports.people import highest
from domain.reports.report import POLICY, WORKER, Report
from domain.reports.talent import FAILED, PASSED, WAITING
from domain.worker.development import lacks_plan
from domain.worker.facets import Examination, UpgradePlan


def uncertified(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Who is engaged without a certificate: whether a plan is open, and how far it has come (R72).

    `examination` tells of the last one entered for a goal of the plan since it was made, `hours` of the training since.
    """
    for career in careers:
        engagement = career.engagement
        if engagement is None or not career.counted or highest(career) is not None:
            continue
        plan = next((one for one in career.state.particulars.plans if one.open), None)
        taken = _taken(career, plan)
        trained = [
            one for one in career.state.particulars.trainings if plan is not None and one.on >= plan.on
        ]
        known = [one.event_id for one in (plan, taken, *trained) if one is not None]
        yield {
            **career.head(),
            "lacks_plan": lacks_plan(career.state),
            "goals": list(plan.goals) if plan else [],
            "since": plan.on.isoformat() if plan else None,
            "until": plan.until.isoformat() if plan else None,
            "overdue": plan is not None and plan.until < asked.on,
            "examination": _result(taken) if taken else None,
            "hours": sum(one.hours for one in trained),
            "rests_on": career.rests_on(engagement.event_id, *known),
        }


def _taken(career: Career, plan: UpgradePlan | None) -> Examination | None:
    """The last examination entered for a goal of a plan since it was made."""
    found = [
        one
        for one in career.state.particulars.examinations
        if plan is not None
        and one.level in plan.goals
        and one.entered_on is not None
        and one.entered_on >= plan.on
    ]
    return found[-1] if found else None


def _result(one: Examination) -> str:
    return WAITING if one.passed is None else PASSED if one.passed else FAILED


def examination_plans(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """For each year and level: who planned to reach it by then, entered an examination that year, and passed (R50)."""
    planned: defaultdict[tuple[int, str], dict[str, set[str]]] = defaultdict(
        lambda: {"planned": set(), "entered": set(), "passed": set()}
    )
    rests_on: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for career in careers:
        for plan in career.state.particulars.plans:
            if not career.sees(plan.on):
                continue
            last = plan.until if plan.closed_on is None else min(plan.until, plan.closed_on)
            for year in range(plan.on.year, max(plan.on, last).year + 1):
                for level in plan.goals:
                    key = (year, level)
                    entered = _entered(career, year, level)
                    planned[key]["planned"].add(career.worker)
                    for one in entered:
                        planned[key]["entered"].add(career.worker)
                        if one.passed:
                            planned[key]["passed"].add(career.worker)
                    rests_on[key].update(career.rests_on(plan.event_id, *(one.event_id for one in entered)))
    for (year, level), heads in sorted(planned.items()):
        yield {
            "year": year,
            "level": level,
            **{name: len(workers) for name, workers in heads.items()},
            "rests_on": sorted(rests_on[year, level]),
        }


def _entered(career: Career, year: int, level: str) -> list[Examination]:
    return [
        one
        for one in career.state.particulars.examinations
        if one.level == level and one.entered_on is not None and one.entered_on.year == year
    ]


REPORTS: Final = (
    Report(
        "uncertified",
        "无证书人员的素质提升计划与进展",
        "workers without a certificate, their plans to qualify and the progress",
        f"{POLICY} 六",
        (*WORKER, "lacks_plan", "goals", "since", "until", "overdue", "examination", "hours"),
        uncertified,
    ),
    Report(
        "examination_plans",
        "职业水平考试计划与落实",
        "examinations planned, entered and passed",
        f"{POLICY} 五(二)",
        ("year", "level", "planned", "entered", "passed"),
        examination_plans,
    ),
)
