"""A stream on both time axes at once: what a view says of it for every day, as known at every position.

A view takes some members from the folded state. Its rectangles [valid_from, valid_to) x [known_from, known_to) cover
every pair of a day and a position at which the view shows the stream; for each pair the one rectangle that holds it
says what the exact fold as of that day, as known at that position, says. One pass over the events serves all views.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, NamedTuple, TypeVar

from domain.record import Event
from domain.timeline import META, Evolve, Standing, resolve

S = TypeVar("S")

BEGINNING: Final = date.min
"""Holds on every day from the first."""
FOREVER: Final = date.max
"""No event ends it."""
STILL: Final = 2**63 - 1
"""Known to this day."""

Positions = tuple[int, ...]
"""The events that a member rests on: the one that said it last, and the correction whose words it has."""


@dataclass(frozen=True, slots=True)
class View(Generic[S]):
    """What one view takes from a state. `members` is pure and gives the same number of members for every state.

    Where `shown` says no, the view has nothing for the stream. Members are kept track of all the same: a name rests on
    the registration, though the view shows nobody before the hiring.
    """

    members: Callable[[S], tuple[Any, ...]]
    shown: Callable[[tuple[Any, ...]], bool]


class Content(NamedTuple):
    """A view's members, and for each the positions it rests on; none where no event has said anything of it."""

    members: tuple[Any, ...]
    sources: tuple[Positions, ...]

    @property
    def rests_on(self) -> Positions:
        """All positions that some member rests on, in order."""
        return tuple(sorted({position for source in self.sources for position in source}))


class Rectangle(NamedTuple):
    """What a view says on the days [valid_from, valid_to), as known at the positions [known_from, known_to)."""

    valid_from: date
    valid_to: date
    known_from: int
    known_to: int
    content: Content


def rectangles(
    events: Sequence[Event], initial: S, evolve: Evolve[S], views: Sequence[View[S]]
) -> list[list[Rectangle]]:
    """The rectangles of each view over a stream's events, which come in version order; joined where nothing differs.

    An event that follows all that stand closes the last span of days and opens a new one. For corrections,
    rescissions and back-dated events the days from the first one touched on are folded again.
    """
    steps: list[tuple[Standing, S]] = []
    sheets = [_Sheet(view, initial) for view in views]
    for number, event in enumerate(events):
        kept, since = _take(steps, events[: number + 1], initial, evolve)
        for sheet in sheets:
            sheet.redraw(steps, kept, since, event.position)
    return [sheet.finished() for sheet in sheets]


def content_of(standing: Sequence[Standing], initial: S, evolve: Evolve[S], view: View[S]) -> Content | None:
    """What a view says after these standing events, in folding order; None where it shows nothing."""
    state, content = initial, _unsaid(view.members(initial))
    for one in standing:
        state = evolve(state, one)
        content = _changed(content, view.members(state), one)
    return content if view.shown(content.members) else None


def _take(
    steps: list[tuple[Standing, S]], known: Sequence[Event], initial: S, evolve: Evolve[S]
) -> tuple[int, date]:
    """Bring the steps to what is known with the last event; how many of them stay, and the first day that is touched."""
    event = known[-1]
    if event.type.name not in META:
        standing = Standing(event, event, event.effective_on, event.data)
        if not steps or steps[-1][0].order < standing.order:
            steps.append((standing, evolve(steps[-1][1] if steps else initial, standing)))
            return len(steps) - 1, _first_day(standing)
    after = resolve(known)
    kept = 0
    for (old, _), new in zip(steps, after, strict=False):
        if old.origin is not new.origin or old.source is not new.source:
            break
        kept += 1
    touched = [
        _first_day(one) for one in (*(old for old, _ in steps[kept : kept + 1]), *after[kept : kept + 1])
    ]
    del steps[kept:]
    for standing in after[kept:]:
        steps.append((standing, evolve(steps[-1][1] if steps else initial, standing)))
    return kept, min(touched, default=FOREVER)


def _first_day(standing: Standing) -> date:
    return BEGINNING if standing.type.undated else standing.effective_on


class _Span(NamedTuple):
    """A stretch of days in the newest knowledge."""

    valid_from: date
    valid_to: date
    content: Content


class _Sheet(Generic[S]):
    """One view's rectangles in the making: those that are closed, and the spans that are known still."""

    def __init__(self, view: View[S], initial: S) -> None:
        self._view = view
        nothing = _unsaid(view.members(initial))
        self._contents = [nothing]
        self._spans = [_Span(BEGINNING, FOREVER, nothing)]
        self._known_from = [-1]
        self._closed: list[Rectangle] = []

    def redraw(self, steps: Sequence[tuple[Standing, S]], kept: int, since: date, position: int) -> None:
        """Take in that all steps but the first `kept` are new, and that no day before `since` is touched."""
        del self._contents[kept + 1 :]
        for standing, state in steps[kept:]:
            self._contents.append(_changed(self._contents[-1], self._view.members(state), standing))
        # The span before the first day touched may reach over it, and then ends there.
        cut = max(0, bisect_left(self._spans, since, key=lambda span: span.valid_from) - 1)
        before, known_from = self._spans[cut:], self._known_from[cut:]
        after = self._drawn(steps, self._spans[cut], since)
        if after == before:
            return
        known = {span[:2]: (span.content, first) for span, first in zip(before, known_from, strict=True)}
        firsts = [
            known[span[:2]][1] if known.get(span[:2], (None,))[0] == span.content else position
            for span in after
        ]
        still = {span[:2] for span, first in zip(after, firsts, strict=True) if first != position}
        self._closed.extend(
            Rectangle(*days, first, position, content)
            for days, (content, first) in known.items()
            if days not in still and self._view.shown(content.members)
        )
        self._spans[cut:], self._known_from[cut:] = after, firsts

    def _drawn(self, steps: Sequence[tuple[Standing, S]], first: _Span, since: date) -> list[_Span]:
        """The spans from `first` on, as the steps have it now."""
        starts = (
            [(first.valid_from, first.content)]
            if first.valid_from < since
            else [(BEGINNING, self._contents[0])]
        )
        # Steps are in order of their days: of a long career only what is touched is looked at.
        touched = bisect_left(steps, since, key=lambda step: _first_day(step[0]))
        for number, (standing, _) in enumerate(steps[touched:], touched + 1):
            day = _first_day(standing)
            if starts[-1][0] == day:
                starts.pop()
            if not starts or starts[-1][1] != self._contents[number]:
                starts.append((day, self._contents[number]))
        ends = [*(day for day, _ in starts[1:]), FOREVER]
        return [_Span(day, end, content) for (day, content), end in zip(starts, ends, strict=True)]

    def finished(self) -> list[Rectangle]:
        """All rectangles, in order of what became known first."""
        open_ones = (
            Rectangle(*span[:2], first, STILL, span.content)
            for span, first in zip(self._spans, self._known_from, strict=True)
            if self._view.shown(span.content.members)
        )
        return sorted((*self._closed, *open_ones), key=lambda one: (one.known_from, one.valid_from))


def _unsaid(members: tuple[Any, ...]) -> Content:
    return Content(members, ((),) * len(members))


def _changed(before: Content, members: tuple[Any, ...], standing: Standing) -> Content:
    """The content after an event: whatever member it changed rests on it from now on."""
    if members == before.members:
        return before
    position, said_at = standing.position, standing.source.position
    said: Positions = (position,) if said_at == position else (position, said_at)
    sources = tuple(
        source if old is new or old == new else said
        for old, new, source in zip(before.members, members, before.sources, strict=True)
    )
    return Content(members, sources)
