"""The base of records itself (R14), the books that judged (R12), absences (R71), insurance by scheme (R58)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from domain.reports.career import UNKNOWN, Asked, Career, Row, positions
from domain.reports.counts import Tally
from domain.reports.decisions import judged_by
from domain.reports.overrides import entries_of_organisations
from domain.timeline import Standing
from domain.worker.duplicates import ABSORBED
from domain.worker.state import Engaged, Separated

MERGED: Final = "merged"


def registry(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """How many records there are, each of one person, by how they stand on the day (R14).

    `merged` are the duplicates that were taken over into one of them: they are no persons of their own.
    """
    tally = Tally()
    for career in careers:
        if not career.held or not career.identified_by:
            continue
        tally.add((_situation(career),), career, *career.identified_by)
        absorbed = [one.event_id for one in career.timeline.standing if one.type is ABSORBED]
        for event_id in absorbed:
            tally.add((MERGED,), career, event_id)
    for (situation,), records, rests_on in tally.lines():
        yield {"situation": situation, "records": records, "rests_on": rests_on}


def _situation(career: Career) -> str:
    state = career.state
    if state.erased_on is not None:
        return "erased"
    if isinstance(state.engagement, Engaged):
        return "engaged"
    left = state.particulars.left_for_good
    return left or ("separated" if isinstance(state.engagement, Separated) else "registered")


def decisions_by_book(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """How many decisions of the period each edition of each place's book judged; those before any book stand apart (R12)."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    resting: defaultdict[tuple[str, str, str, str], set[int]] = defaultdict(set)

    def count(standing: Standing) -> None:
        ref, book = standing.source.said.rulebook, judged_by(asked, standing)
        if ref is None or book is None:
            return
        nearest = book.editions[0]
        key = (ref.jurisdiction, nearest.jurisdiction, nearest.effective_on.isoformat(), nearest.title)
        counted[key] += 1
        resting[key].update((nearest.position, *positions(standing)))

    for career in careers:
        for standing in career.entries():
            count(standing)
    for standing, _ in entries_of_organisations(asked):
        count(standing)
    for key in sorted(counted):
        jurisdiction, enacted_by, since, title = key
        yield {
            "jurisdiction": jurisdiction,
            "enacted_by": enacted_by,
            "title": title,
            "since": since,
            "decisions": counted[key],
            "rests_on": sorted(resting[key]),
        }


def absences(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Leave and suspension of the period, and what still runs on the day; overdue where the last day passed without an end (R71)."""
    for career in careers:
        if not career.counted:
            continue
        for one in career.state.particulars.absences:
            if one.open or asked.covers(one.since):
                yield {
                    **career.head(),
                    "kind": "suspended" if one.suspended else "leave",
                    "since": one.since.isoformat(),
                    "until": one.until.isoformat() if one.until else None,
                    "ended_on": one.ended_on.isoformat() if one.ended_on else None,
                    "overdue": one.open and one.until is not None and one.until < asked.on,
                    "rests_on": career.rests_on(one.event_id),
                }


def insurance_schemes(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """Heads by the mode of engagement and the scheme in which they are insured on the day (R58)."""
    tally = Tally()
    for career in careers:
        engagement = career.engagement
        if engagement is None or not career.counted:
            continue
        mode = engagement.mode.value
        enrolled = {one.scheme: one for one in career.state.particulars.enrolments if one.kinds}
        for scheme, one in enrolled.items():
            tally.add((mode, scheme), career, one.event_id)
        if not enrolled:
            tally.add((mode, UNKNOWN), career, engagement.event_id)
    for (mode, scheme), heads, rests_on in tally.lines():
        yield {"mode": mode, "scheme": scheme, "heads": heads, "rests_on": rests_on}
