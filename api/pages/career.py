"""A career as a picture with both times: what held when, and under it when the ledger learnt of it.

Only geometry: places in a drawing of fixed width that the page scales. Above, a lane for each strand of the career over
the days on which things hold. Below, over the same days, each event at the day on which it was recorded: on the slope it
was recorded on its day, above it later; what a correction or rescission is about is tied to it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from api.dependencies import CHINA
from api.pages.names import Names
from domain.timeline import META, RESCINDED, Timeline
from domain.worker.contract_terms import contract_until
from domain.worker.state import Engaged, Graded, WorkerState
from projections.history import Account
from projections.moments import Moment

WIDTH: Final = 1100
LEFT: Final = 92
RIGHT: Final = 16
TOP: Final = 24
LANE: Final = 30
BAR: Final = 20
BELOW: Final = 120
FLAT: Final = 40
"""The height of the lower part, and what it needs where all was recorded on one day."""
AHEAD_DAYS: Final = 400
"""How far beyond the day what will run out is drawn."""
WIDE, NARROW = 12.2, 7.0
"""Widths of a Chinese and of another character."""

Say = Callable[[str, str], str]
"""What a code of a table is called in the reader's language."""


class Bar(NamedTuple):
    """What held for a while. `label` is cut to fit; `open_ended` runs on beyond the drawing."""

    x: float
    width: float
    label: str
    title: str
    target: str
    kind: str
    open_ended: bool


class Mark(NamedTuple):
    """What happened on a day."""

    x: float
    y: float
    title: str
    target: str
    kind: str


class Lane(NamedTuple):
    """One strand; `code` is its word."""

    code: str
    y: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


class Tie(NamedTuple):
    """A line from what was corrected or rescinded to the event that did so."""

    x1: float
    y1: float
    x2: float
    y2: float


class Picture(NamedTuple):
    """The whole drawing."""

    width: float
    height: float
    years: tuple[tuple[float, str], ...]
    day: float
    lanes: tuple[Lane, ...]
    floor: float
    below: float
    recorded: tuple[tuple[float, str], ...]
    slope: Tie | None
    ties: tuple[Tie, ...]
    points: tuple[Mark, ...]


class _Axis:
    """From days to places."""

    def __init__(self, first: date, last: date, start: float, end: float) -> None:
        self.first, self.last = first, max(last, first + timedelta(days=1))
        self._start = start
        self._scale = (end - start) / (self.last - self.first).days

    def __call__(self, day: date) -> float:
        kept = min(max(day, self.first), self.last)
        return round(self._start + (kept - self.first).days * self._scale, 1)


class _Spell(NamedTuple):
    """A value of the state from a day until before another; `event` said so."""

    since: date
    until: date | None
    value: Any
    event: UUID


class _Drawing:
    """One drawing in the making."""

    def __init__(self, timeline: Timeline[WorkerState], at: Moment, names: Names, seen: set[UUID]) -> None:
        self.timeline = timeline
        self.at = at
        self.names = names
        self.state = timeline.as_of(at.as_of)
        self.seen = seen
        self.positions = {event.event_id: event.position for event in timeline.events}
        days = [
            one.effective_on
            for one in timeline.standing
            if one.effective_on <= at.as_of and not one.type.undated
        ]
        first = min(days, default=at.as_of)
        ends = [one for one in self._ends() if one > at.as_of]
        last = max([at.as_of, *(min(one, at.as_of + timedelta(days=AHEAD_DAYS)) for one in ends)])
        self.x = _Axis(date(first.year, 1, 1), last, LEFT, WIDTH - RIGHT)

    def _ends(self) -> Iterator[date]:
        until = contract_until(self.state, self.at.as_of)
        if until is not None:
            yield until
        yield from (one.until for one in self.state.secondments if one.open)

    def spells(self, value_of: Callable[[WorkerState], Any]) -> Iterator[_Spell]:
        """Each value that a part of the state has had by the day, in order."""
        state, running = self.timeline.initial, None
        for standing in self.timeline.standing:
            if standing.effective_on > self.at.as_of and not standing.type.undated:
                continue
            state = self.timeline.evolve(state, standing)
            value = value_of(state)
            if running is not None and value != running.value:
                yield running._replace(until=standing.effective_on)
                running = None
            if running is None and value is not None:
                running = _Spell(standing.effective_on, None, value, standing.event_id)
        if running is not None:
            yield running

    def bar(self, since: date, until: date | None, label: str, event: UUID, kind: str) -> Bar:
        """A bar from a day until before another, to the end of the drawing when there is none."""
        x = self.x(since)
        width = max(self.x(until or self.x.last) - x, 3)
        last_day = "" if until is None else (until - timedelta(days=1)).isoformat()
        title = f"{label} {since.isoformat()} – {last_day}"
        open_ended = until is None or until > self.x.last
        return Bar(x, round(width, 1), fitting(label, width - 8), title, self.target(event), kind, open_ended)

    def mark(self, on: date, title: str, event: UUID, kind: str) -> Mark:
        """A mark on a day."""
        return Mark(self.x(on), 0, f"{title} {on.isoformat()}", self.target(event), kind)

    def target(self, event: UUID) -> str:
        """The row of the page that tells the event; nothing when the reader does not see it."""
        return f"#p{self.positions[event]}" if event in self.seen else ""


def picture(
    timeline: Timeline[WorkerState], seen: Sequence[Account], at: Moment, names: Names, say: Say
) -> Picture | None:
    """The drawing of a career by a day, as known then; None when nothing had happened yet. `say(code)` names a code."""
    drawing = _Drawing(timeline, at, names, {one.event.event_id for one in seen})
    strands = [(code, bars, marks) for code, bars, marks in _strands(drawing, say) if bars or marks]
    if not strands:
        return None
    lanes = tuple(
        Lane(code, TOP + index * LANE, tuple(bars), tuple(marks))
        for index, (code, bars, marks) in enumerate(strands)
    )
    floor = TOP + len(lanes) * LANE + 14
    recorded, slope, ties, points = _below(drawing, seen, floor)
    years = tuple(_years(drawing.x))
    below = BELOW if len(recorded) > 1 else FLAT
    return Picture(
        WIDTH,
        floor + below + 22,
        years,
        drawing.x(at.as_of),
        lanes,
        floor,
        below,
        recorded,
        slope,
        ties,
        points,
    )


_Strand = tuple[str, list[Bar], list[Mark]]


def _strands(drawing: _Drawing, say: Say) -> Iterator[_Strand]:
    """Every strand of the career, from the top down."""
    yield from _holding(drawing, say)
    yield from _stated(drawing, say)
    yield from _happened(drawing, say)


def _holding(drawing: _Drawing, say: Say) -> Iterator[_Strand]:
    """What held from one event until another."""
    names = drawing.names
    engaged = [
        drawing.bar(
            one.since,
            one.until,
            f"{names.organisation(one.value[1])} · {say(one.value[0], 'mode')}",
            one.event,
            "main",
        )
        for one in drawing.spells(_engagement)
    ]
    graded = [
        drawing.bar(one.since, one.until, names.grade(*one.value), one.event, "step")
        for one in drawing.spells(_grade)
    ]
    yield "engagement", engaged, []
    yield "grade", graded, []


def _stated(drawing: _Drawing, say: Say) -> Iterator[_Strand]:
    """What was said to last for a stated period."""
    state = drawing.state

    def bar(one: Any, label: str, kind: str) -> Bar:
        return drawing.bar(one.since, _after(one.ended_on, one.until), label, one.event_id, kind)

    yield "contract", [bar(one, say(one.kind.value, "contract"), "paper") for one in state.contracts], []
    yield (
        "secondment",
        [bar(one, drawing.names.organisation(one.host), "away") for one in state.secondments],
        [],
    )
    absences = state.particulars.absences
    yield (
        "absence",
        [bar(one, say("suspended" if one.suspended else "leave", "absence"), "off") for one in absences],
        [],
    )


def _happened(drawing: _Drawing, say: Say) -> Iterator[_Strand]:
    """What happened on a day."""
    state, names, home = drawing.state, drawing.names, _home(drawing.state)
    assessed = [
        drawing.mark(
            one.effective_on,
            f"{one.period_from.year} {names.result(one.scheme, one.grade, home)}",
            one.event_id,
            "confirmed" if one.confirmed else "unconfirmed",
        )
        for one in state.assessments
    ]
    certificates = [
        drawing.mark(one.on, say(one.level, "certificate"), one.event_id, "certificate")
        for one in state.qualifications
    ]
    honours = [
        drawing.mark(one.on, one.title, one.event_id, "revoked" if one.revoked_on else "honour")
        for one in state.commendations
    ]
    yield "assessment", [], assessed
    yield "credential", [], [*certificates, *honours]


def _below(
    drawing: _Drawing, seen: Sequence[Account], floor: float
) -> tuple[tuple[tuple[float, str], ...], Tie | None, tuple[Tie, ...], tuple[Mark, ...]]:
    """Each event at the day that it says and the day on which it was recorded."""
    shown = [(one, _recorded(one)) for one in seen if one.event.recorded_at is not None]
    first, last = min(day for _, day in shown), max(day for _, day in shown)
    y = _Axis(first, last, floor + BELOW - 8, floor + 12) if first < last else None
    height = y or (lambda _day: floor + FLAT / 2)
    points = {
        one.event.event_id: Mark(
            drawing.x(one.effective_on),
            height(day),
            f"{drawing.names.say(one.event.type)} {one.effective_on.isoformat()} / {day.isoformat()}",
            drawing.target(one.event.event_id),
            _manner(one),
        )
        for one, day in shown
    }
    ties = tuple(
        Tie(about.x, about.y, point.x, point.y)
        for one, _ in shown
        if one.event.type.name in META
        and (about := points.get(one.event.data.target))
        and (point := points[one.event.event_id])
    )
    slope = None
    since, until = max(first, drawing.x.first), min(last, drawing.x.last)
    if y is not None and since < until:
        slope = Tie(drawing.x(since), y(since), drawing.x(until), y(until))
    labels = {first, last}
    return (
        tuple((height(day), day.isoformat()) for day in sorted(labels)),
        slope,
        ties,
        tuple(points.values()),
    )


def _manner(one: Account) -> str:
    name = one.event.type.name
    if not one.stands:
        return "rescinded"
    if name in META:
        return "rescission" if name == RESCINDED else "correction"
    return "corrected" if one.corrected else "plain"


def _recorded(one: Account) -> date:
    assert one.event.recorded_at is not None
    return one.event.recorded_at.astimezone(CHINA).date()


def _engagement(state: WorkerState) -> tuple[str, str] | None:
    engagement = state.engagement
    return (engagement.mode.value, engagement.host) if isinstance(engagement, Engaged) else None


def _grade(state: WorkerState) -> tuple[str, str, str] | None:
    if not isinstance(state.grade, Graded) or not isinstance(state.engagement, Engaged):
        return None
    return (state.grade.ladder, state.grade.grade, state.engagement.host)


def _home(state: WorkerState) -> str | None:
    engagement = getattr(state.engagement, "last", state.engagement)
    return engagement.host if isinstance(engagement, Engaged) else None


def _after(ended_on: date | None, until: date | None) -> date | None:
    """The first day on which something no longer holds: as it ended, else as its last day says."""
    if ended_on is not None or until is None:
        return ended_on
    return until + timedelta(days=1)


def _years(x: _Axis) -> Iterator[tuple[float, str]]:
    every = 1 + (x.last.year - x.first.year) // 16
    for year in range(x.first.year, x.last.year + 1, every):
        yield x(date(year, 1, 1)), str(year)


def fitting(text: str, room: float) -> str:
    """As much of a text as fits into a bar, with an ellipsis where it is cut; nothing where hardly a word would fit."""
    used = 0.0
    for index, character in enumerate(text):
        used += WIDE if ord(character) > 0x2E7F else NARROW
        if used > room:
            return text[: max(index - 1, 0)] + "…" if index > 2 else ""
    return text
