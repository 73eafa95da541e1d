"""Talent: the pool of backbone staff and exemplars (R10, R81), plans to qualify (R72), examinations taken (R50)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from domain.reports.career import Asked, Career, Row
from domain.reports.people import highest
from domain.worker.facets import Examination
from domain.worker.state import Graded

PASSED: Final = "passed"
FAILED: Final = "failed"
WAITING: Final = "waiting"


def pool(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Who is engaged and stands as backbone (骨干) or exemplar (典型), with certificate and grade; a row each."""
    for career in careers:
        if not career.counted:
            continue
        best, grade = highest(career), career.state.grade
        for one in career.state.particulars.distinctions:
            if one.open:
                known = [best.event_id] if best else []
                known += [grade.event_id] if isinstance(grade, Graded) else []
                yield {
                    **career.head(),
                    "kind": one.kind,
                    "since": one.on.isoformat(),
                    "certificate": best.level if best else None,
                    "grade": f"{grade.ladder}/{grade.grade}" if isinstance(grade, Graded) else None,
                    "rests_on": career.rests_on(one.event_id, *known),
                }


def upgrade_plans(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Plans to qualify that were open in the period: their goals, their last day, how they ended (R72)."""
    for career in careers:
        for plan in career.state.particulars.plans:
            over = asked.since is not None and plan.closed_on is not None and plan.closed_on < asked.since
            later = asked.until is not None and plan.on > asked.until
            if over or later or not career.sees(plan.on):
                continue
            yield {
                **career.head(),
                "goals": list(plan.goals),
                "since": plan.on.isoformat(),
                "until": plan.until.isoformat(),
                "closed_on": plan.closed_on.isoformat() if plan.closed_on else None,
                "reached": plan.reached if plan.closed_on else None,
                "overdue": plan.open and plan.until < asked.on,
                "rests_on": career.rests_on(plan.event_id),
            }


@dataclass
class _Session:
    """How those who entered a session fared; heads by result, and the positions of the events."""

    heads: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    positions: set[int] = field(default_factory=set)


def examinations(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How many entered each examination in the period, and passed, failed, or wait for the result (R50).

    The rate of passes is of those whose result is known, in whole percent rounded down; none where there is no result.
    """
    sessions: defaultdict[tuple[str, str, str], _Session] = defaultdict(_Session)
    for career in careers:
        for one in career.state.particulars.examinations:
            entered = career.event(one.event_id)
            if entered and asked.covers(entered.effective_on) and career.sees(entered.effective_on):
                session = sessions[(one.kind, one.level, one.session)]
                session.heads[_result(one)] += 1
                session.positions.update(career.rests_on(one.event_id))
    for (kind, level, name), session in sorted(sessions.items()):
        known = session.heads[PASSED] + session.heads[FAILED]
        yield {
            "kind": kind,
            "level": level,
            "session": name,
            "entered": known + session.heads[WAITING],
            **{result: session.heads[result] for result in (PASSED, FAILED, WAITING)},
            "pass_percent": session.heads[PASSED] * 100 // known if known else None,
            "rests_on": sorted(session.positions),
        }


def _result(one: Examination) -> str:
    return WAITING if one.passed is None else PASSED if one.passed else FAILED
