"""Indicators by organisation and period (R4), and how workers are spread over the levels year by year (R8).

A person counts once in an organisation and in each above it, where they are engaged; secondees at their home. The
period begins a year before the day unless it is told otherwise, and ends on the day at the latest.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low
from typing import Final, NamedTuple
from uuid import UUID

from domain.months import plus_months, whole_months
from domain.organisation.facets import Target
from domain.organisation.targets import target_on
from domain.reports.career import UNKNOWN, Asked, Career, Row, positions
from domain.reports.workforce import head_on, organisations_of, ratio, rests_on, shares
from domain.rulebook.worker_facts import certificate_rank
from domain.worker.state import Engaged, Separated, WorkerState

YEAR: Final = 12
"""Months of a period that is not told."""
MOST_DAYS: Final = 20
"""Of how many days the spread over the levels is told at most, the latest ones."""


class Period(NamedTuple):
    """Both days are in it; `before` is the day before the first."""

    since: date
    until: date

    @property
    def before(self) -> date:
        return self.since - timedelta(1)


def period_of(asked: Asked) -> Period:
    """The period that a question is about: a year up to its end unless it says since when."""
    until = min(asked.until or asked.on, asked.on)
    return Period(asked.since or plus_months(until, -YEAR) + timedelta(1), until)


class _Exit(NamedTuple):
    """The end of an engagement: where it was, and why it ended."""

    on: date
    host: str
    reason: str
    event_id: UUID


@dataclass
class _Figures:
    """What is counted of one organisation and all below it."""

    before: int = 0
    heads: int = 0
    certified: int = 0
    tenures: list[int] = field(default_factory=list)
    exits: Counter[str] = field(default_factory=Counter)
    positions: set[int] = field(default_factory=set)
    exit_positions: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def indicators(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Heads before and at the end of the period, against the target; certified; turnover; median tenure in months.

    Turnover is the engagements that ended in the period, in percent of the mean of both counts of heads: moving to
    another organisation of the ledger ends none. The target is that of the year in which the period ends.
    """
    period = period_of(asked)
    figures = _figures(careers, asked, period)
    for organisation in organisations_of(asked):
        one = figures[organisation.organisation_id]
        target = target_on(organisation, period.until)
        left = one.exits.total()
        resting = {*rests_on(asked, organisation.organisation_id), *one.positions}
        resting |= _set_by(asked, organisation.organisation_id, target)
        yield {
            "organisation": organisation.organisation_id,
            "organisation_name": organisation.name,
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
            "heads_before": one.before,
            "heads": one.heads,
            "target": target.number if target else None,
            "target_year": target.year if target else None,
            "target_percent": ratio(one.heads, target.number) if target else None,
            "certified": one.certified,
            "certified_percent": ratio(one.certified, one.heads),
            "separations": left,
            "turnover_percent": ratio(2 * left, one.before + one.heads),
            "median_tenure_months": median_low(one.tenures) if one.tenures else None,
            "rests_on": sorted(resting),
        }


def exit_reasons(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Why engagements ended in the period, by organisation and reason; the sum is the separations of the indicators."""
    figures = _figures(careers, asked, period_of(asked))
    for organisation in organisations_of(asked):
        one = figures[organisation.organisation_id]
        reasons = sorted(one.exits)
        percents = shares([one.exits[reason] for reason in reasons])
        for reason, percent in zip(reasons, percents, strict=True):
            yield {
                "organisation": organisation.organisation_id,
                "organisation_name": organisation.name,
                "reason": reason,
                "separations": one.exits[reason],
                "share_percent": percent,
                "rests_on": sorted(one.exit_positions[reason]),
            }


def level_trend(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Heads by the level where they work, with shares that are 100 together, on the last day of the period and on
    the same day of each year back to its first; `change_points` is the share less that of the year before (R8).
    """
    days = _days(period_of(asked))
    found: dict[date, defaultdict[str, list[tuple[int, ...]]]] = {day: defaultdict(list) for day in days}
    for career in careers:
        for day in days:
            head = head_on(career, day)
            if head is not None and asked.within(head.place, day):
                place = asked.reading.organisation(head.place, day)
                found[day][place.level.value if place else UNKNOWN].append(head.positions)
    before: dict[str, str] | None = None
    for day in days:
        levels = sorted(found[day])
        percents = shares([len(found[day][level]) for level in levels])
        for level, percent in zip(levels, percents, strict=True):
            yield {
                "on": day.isoformat(),
                "level": level,
                "heads": len(found[day][level]),
                "share_percent": percent,
                "change_points": None if before is None else _change(before.get(level, "0.0"), percent),
                "rests_on": sorted({at for head in found[day][level] for at in head}),
            }
        before = dict(zip(levels, percents, strict=True))


def _days(period: Period) -> list[date]:
    """The last day of the period and the same day of each year before it, back to the day before the first."""
    days: list[date] = []
    day = period.until
    while day >= period.before and len(days) < MOST_DAYS:
        days.append(day)
        day = plus_months(period.until, -YEAR * len(days))
    return days[::-1]


def _change(before: str, now: str) -> str:
    """The difference of two shares in percentage points, each with one digit after the point."""
    tenths = int(now.replace(".", "")) - int(before.replace(".", ""))
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def _set_by(asked: Asked, organisation: str, target: Target | None) -> set[int]:
    """Where a target was set, and corrected."""
    standing = asked.reading.organisation_timeline(organisation).standing
    return {at for one in standing if target and one.event_id == target.event_id for at in positions(one)}


def _figures(careers: Iterable[Career], asked: Asked, period: Period) -> defaultdict[str, _Figures]:
    """What is counted of each organisation."""
    figures: defaultdict[str, _Figures] = defaultdict(_Figures)
    for career in careers:
        before, now = career.timeline.as_of(period.before), career.timeline.as_of(period.until)
        for one, engagement in _at(figures, before.engagement, asked, period.before):
            one.before += 1
            one.positions.update(career.rests_on(engagement.event_id))
        for one, engagement in _at(figures, now.engagement, asked, period.until):
            _count(one, career, now, engagement, period.until)
        for left in _exits(career, period):
            last_day = left.on - timedelta(1)
            resting = career.rests_on(left.event_id)
            if asked.within(left.host, last_day):
                for above in asked.reading.path(left.host, last_day):
                    one = figures[above.organisation_id]
                    one.exits[left.reason] += 1
                    one.positions.update(resting)
                    one.exit_positions[left.reason].update(resting)
    return figures


def _at(
    figures: defaultdict[str, _Figures], engagement: object, asked: Asked, day: date
) -> Iterator[tuple[_Figures, Engaged]]:
    """The organisation of an engagement that runs on the day, and each above it; none beyond what is asked for."""
    if isinstance(engagement, Engaged) and asked.within(engagement.host, day):
        for above in asked.reading.path(engagement.host, day):
            yield figures[above.organisation_id], engagement


def _count(one: _Figures, career: Career, state: WorkerState, engagement: Engaged, day: date) -> None:
    """One more head at the end of the period, with what is held and since when."""
    certificates = [held.event_id for held in state.qualifications if certificate_rank(held.level)]
    since = state.particulars.seniority_since or engagement.since
    one.heads += 1
    one.certified += bool(certificates)
    one.tenures.append(whole_months(since, day))
    one.positions.update(career.rests_on(engagement.event_id, *certificates))


def _exits(career: Career, period: Period) -> Iterator[_Exit]:
    """The engagements of a worker that ended in the period."""
    state = career.timeline.initial
    for standing in career.timeline.standing:
        after = career.timeline.evolve(state, standing)
        was, now = state.engagement, after.engagement
        in_period = period.since <= standing.effective_on <= period.until
        if in_period and isinstance(was, Engaged) and isinstance(now, Separated):
            yield _Exit(standing.effective_on, now.last.host, now.reason_code, standing.event_id)
        state = after
