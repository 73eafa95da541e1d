"""Where workers stand: grades and moves between them (R31), certificates (R49), technical posts (R52)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from domain.codes import SOCIAL_WORKER
from domain.reports.career import UNKNOWN, Asked, Career, Row, positions
from domain.rulebook.worker_facts import certificate_rank
from domain.worker.advancement import ASSIGNED, LOWERED, PROMOTED
from domain.worker.state import Graded, Qualification

MOVES: Final = {ASSIGNED: "assigned", PROMOTED: "promoted", LOWERED: "lowered"}


def grades(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads of each grade on the day, and who came into it in the period by assignment, promotion or lowering (R31)."""
    counted: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    resting: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    order: dict[tuple[str, str], int] = {}
    for career in careers:
        grade = career.state.grade
        if career.counted and isinstance(grade, Graded):
            key = (grade.ladder, grade.grade)
            counted[key]["heads"] += 1
            resting[key].update(career.rests_on(grade.event_id))
        for standing in career.entries():
            move = MOVES.get(standing.type)
            if move is not None:
                key = (standing.data.ladder, standing.data.grade)
                counted[key][move] += 1
                resting[key].update(positions(standing))
        ladders = career.book.settings.ladders if career.book is not None else {}
        for key in counted.keys() - order.keys():
            ladder = ladders.get(key[0])
            if ladder is not None:
                order[key] = ladder.rank(key[1])
    for key in sorted(counted, key=lambda one: (one[0], order.get(one, 0), one[1])):
        yield {
            "ladder": key[0],
            "grade": key[1],
            **{name: counted[key][name] for name in ("heads", *MOVES.values())},
            "rests_on": sorted(resting[key]),
        }


def certificates(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Holders of each level of the social worker qualification on the day, and certificates of the period (R49).

    Whoever holds several levels is a head under the highest one alone.
    """
    heads: Counter[str] = Counter()
    obtained: Counter[str] = Counter()
    resting: defaultdict[str, set[int]] = defaultdict(set)
    for career in careers:
        held = [one for one in career.state.qualifications if certificate_rank(one.level)]
        best = max(held, key=_rank, default=None)
        if best is not None and career.counted:
            heads[best.level] += 1
            resting[best.level].update(career.rests_on(best.event_id))
        for one in held:
            if asked.covers(one.on) and career.sees(one.on):
                obtained[one.level] += 1
                resting[one.level].update(career.rests_on(one.event_id))
    for level in sorted(resting, key=certificate_rank):
        zh, en = SOCIAL_WORKER.label(level)
        yield {
            "level": level,
            "zh": zh,
            "en": en,
            "heads": heads[level],
            "obtained": obtained[level],
            "rests_on": sorted(resting[level]),
        }


def _rank(one: Qualification) -> int:
    return certificate_rank(one.level)


def technical_posts(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Who holds a technical post on the day, on which certificate, until when, and whose term has run out (R52)."""
    for career in careers:
        if not career.counted:
            continue
        held = {one.event_id: one for one in career.state.qualifications}
        for one in career.state.particulars.appointments:
            if one.open:
                certificate = held.get(one.certificate)
                yield {
                    **career.head(),
                    "level": one.level,
                    "certificate": certificate.level if certificate else UNKNOWN,
                    "since": one.since.isoformat(),
                    "until": one.until.isoformat() if one.until else None,
                    "overdue": one.until is not None and one.until < asked.on,
                    "rests_on": career.rests_on(one.event_id, one.certificate),
                }
