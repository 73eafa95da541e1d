"""Rosters by the exact fold of every candidate: slow, and right by definition. What the served ones are compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.worker.contract_terms import contract_until
from domain.worker.life import at_home_or_host
from domain.worker.state import Engaged, EngagementMode, Graded, Separated, WorkerState
from projections.known import Known
from projections.membership import candidates
from projections.moments import Moment

CHUNK: Final = 200
SCAN_LIMIT: Final = 5_000
"""Candidates looked at for one page; beyond them the page ends early and its cursor goes on."""


class Status(StrEnum):
    """Which of the candidates are wanted."""

    ENGAGED = "engaged"
    SECONDED = "seconded"
    OVERDUE = "overdue"
    SEPARATED = "separated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a roster is asked for; None means any."""

    organisations: frozenset[str]
    status: Status = Status.ENGAGED
    mode: EngagementMode | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One worker on the roster. `home`, `host`: whether the subtree holds them so; a head is counted where it is home."""

    worker_id: str
    version: int
    state: WorkerState
    home: bool
    host: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order of worker ids, and the id after which the next page begins (None: there is none)."""

    rows: tuple[Row, ...]
    next_after: str | None


def page(known: Known, moment: Moment, wanted: Wanted, after: str, limit: int) -> Page:
    """One page of a roster: at most `limit` rows beyond the worker id `after`."""
    organisations = sorted(wanted.organisations)
    rows: list[Row] = []
    for _ in range(SCAN_LIMIT // CHUNK):
        chunk = candidates(known.source.rows, organisations, moment.position, after, CHUNK)
        known.load(chunk)
        for worker_id in chunk:
            row = _row(known, moment, wanted, worker_id)
            if row is not None and len(rows) == limit:
                return Page(tuple(rows), after)
            if row is not None:
                rows.append(row)
            after = worker_id
        if len(chunk) < CHUNK:
            return Page(tuple(rows), None)
        known.forget("worker")
    return Page(tuple(rows), after)


def everyone(known: Known, moment: Moment, wanted: Wanted) -> Iterator[Row]:
    """The whole roster, in order of worker ids, held in memory a page at a time."""
    after: str | None = ""
    while after is not None:
        part = page(known, moment, wanted, after, CHUNK)
        yield from part.rows
        after = part.next_after


def _row(known: Known, moment: Moment, wanted: Wanted, worker_id: str) -> Row | None:
    timeline = known.worker(worker_id)
    state = timeline.as_of(moment.as_of)
    engagement = state.engagement
    if isinstance(engagement, Separated):
        if wanted.status is not Status.SEPARATED or engagement.last.host not in wanted.organisations:
            return None
        engaged, home, host = engagement.last, True, False
    elif isinstance(engagement, Engaged):
        held = at_home_or_host(state)
        engaged, home = engagement, held[0] in wanted.organisations
        host = any(organisation in wanted.organisations for organisation in held[1:])
        if not (home or host) or not _has_status(state, wanted.status, moment):
            return None
    else:
        return None
    if wanted.mode is not None and engaged.mode is not wanted.mode:
        return None
    if wanted.grade is not None and not (
        isinstance(state.grade, Graded) and state.grade.grade == wanted.grade
    ):
        return None
    return Row(worker_id, timeline.version, state, home, host)


def _has_status(state: WorkerState, status: Status, moment: Moment) -> bool:
    match status:
        case Status.ENGAGED:
            return True
        case Status.SECONDED:
            return any(secondment.open for secondment in state.secondments)
        case Status.OVERDUE:
            return bool(overdue(state, moment))
    return False


def overdue(state: WorkerState, moment: Moment) -> Sequence[str]:
    """What ran out before the day without an event that ended it: `contract`, `secondment`."""
    found = []
    until = contract_until(state, moment.as_of)
    if until is not None and until < moment.as_of:
        found.append("contract")
    if any(one.open and one.until < moment.as_of for one in state.secondments):
        found.append("secondment")
    return found
