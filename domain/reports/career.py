"""One worker as a report looks at it: on a day, as known at a position, for one reader."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from domain.cycle.state import CycleState
from domain.hidden import Disclosure, Erased, reveal
from domain.judging import jurisdictions
from domain.reading import Reading
from domain.rulebook.book import ResolvedBook
from domain.rulebook.retirement import Retirement, retirement_of
from domain.timeline import META, Standing, Timeline
from domain.worker.life import holders
from domain.worker.registration import PROFILE_CHANGED, REGISTERED, Person
from domain.worker.state import Engaged, Separated, WorkerState

HIDDEN: Final = "hidden"
"""What a row says where the reader's role may not see a value."""
ERASED: Final = "erased"
"""What a row says where a value was erased; counts keep it as a value of its own."""
UNKNOWN: Final = "unknown"

Row = dict[str, Any]
"""Plain values by column; `rests_on` are positions."""
Within = Callable[[str, date], bool]
"""Whether an organisation belongs to what is asked for, and to the reader's scope, on a day."""
Cycles = Callable[[], Iterable[Timeline[CycleState | None]]]
"""All assessment cycles as known then; asked for by reports that need them."""
Streams = Callable[[str], Sequence[str]]
"""The ids of all streams of a kind (`organisation`, `post`, `plan`) that a report can look at, in order.

Of the kind `zone` are the organisations, within or not, that ever reported to lie in the area of one of the question's.
"""


def no_streams(_kind: str) -> Sequence[str]:
    """None of any kind: for questions about workers alone."""
    return ()


_IDENTITY: Final = frozenset({REGISTERED.name, PROFILE_CHANGED.name})
_PERSON: Final = TypeAdapter(Person)
_NAME: Final = TypeAdapter(str)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the day, a period of effective dates (both days included), and the reader.

    `reading` is the ledger as known at the question's position; `classes` are the hidden values that may be shown.
    What took effect after the day is not looked at, whatever the period says. `streams` lists what is no worker: a
    report reads their timelines from `reading`, and leaves out those that are not `within` on the day.
    """

    on: date
    reading: Reading
    within: Within
    classes: frozenset[Disclosure] = frozenset(Disclosure)
    since: date | None = None
    until: date | None = None
    cycles: Cycles = tuple
    streams: Streams = no_streams

    def covers(self, day: date) -> bool:
        """Whether a day is in the period."""
        return (self.since is None or self.since <= day) and day <= min(self.until or self.on, self.on)


class Career:
    """A worker's timeline as known then, and what a report asks of it."""

    def __init__(self, timeline: Timeline[WorkerState], asked: Asked) -> None:
        self.timeline = timeline
        self.asked = asked

    @property
    def worker(self) -> str:
        """The worker's id."""
        return self.timeline.stream_id

    @cached_property
    def state(self) -> WorkerState:
        """The state on the day."""
        return self.timeline.as_of(self.asked.on)

    @property
    def engagement(self) -> Engaged | None:
        """The engagement on the day, None for whoever is not engaged."""
        return self.state.engagement if isinstance(self.state.engagement, Engaged) else None

    @cached_property
    def held(self) -> bool:
        """Whether an organisation that is asked for holds the worker on the day, or did last."""
        return any(self.asked.within(holder, self.asked.on) for holder in holders(self.state))

    @property
    def counted(self) -> bool:
        """Whether this is a head of what is asked for: engaged at home there. Secondees count at home, once."""
        engagement = self.engagement
        return engagement is not None and self.asked.within(engagement.host, self.asked.on)

    @cached_property
    def book(self) -> ResolvedBook | None:
        """The book of the union that manages the worker on the day, as known then."""
        engagement = self.state.engagement
        last = engagement.last if isinstance(engagement, Separated) else engagement
        on, reading = self.asked.on, self.asked.reading
        union = reading.managing_union(last.host, on) if isinstance(last, Engaged) else None
        path = reading.path(union.organisation_id, on) if union else ()
        return reading.books(jurisdictions(path)).on(on)

    @cached_property
    def name(self) -> str:
        """The name, `hidden` or `erased`."""
        identity = self.state.identity
        if identity is None:
            return UNKNOWN
        if Disclosure.NAME not in self.asked.classes:
            return HIDDEN
        name = reveal(self.asked.reading, identity.name, _NAME)
        return ERASED if isinstance(name, Erased) else name

    @cached_property
    def person(self) -> Person | str:
        """Birth, sex and the like; `hidden`, `erased` or `unknown` where they are."""
        identity = self.state.identity
        if identity is None:
            return UNKNOWN
        if Disclosure.PERSON not in self.asked.classes:
            return HIDDEN
        person = reveal(self.asked.reading, identity.person, _PERSON)
        return ERASED if isinstance(person, Erased) else person

    @cached_property
    def retirement(self) -> Retirement | None:
        """When the worker retires; None for whoever is not engaged, and where birth or sex do not tell."""
        engagement, person, book = self.engagement, self.person, self.book
        if engagement is None or book is None or not isinstance(person, Person):
            return None
        tracks = book.settings.retirement
        return retirement_of(person.birth_on, person.sex, engagement.mode.value, tracks)

    @cached_property
    def identified_by(self) -> tuple[UUID, ...]:
        """The events that say who this is, by the day."""
        return tuple(
            standing.event_id
            for standing in self.timeline.standing
            if standing.type.name in _IDENTITY
            and (standing.type.undated or standing.effective_on <= self.asked.on)
        )

    def head(self) -> Row:
        """The columns that begin a row about this worker."""
        return {"worker": self.worker, "name": self.name}

    def sees(self, day: date) -> bool:
        """Whether what happened on that day is the reader's: they held the worker then.

        What comes from a day on which nobody held the worker belongs to whoever holds them on the day asked for.
        """
        days, held_by = self._holdings
        place = bisect_right(days, day)
        then = held_by[place - 1] if place else ()
        return any(self.asked.within(holder, day) for holder in then) if then else self.held

    def entries(self) -> Iterator[Standing]:
        """The standing events of the period that the reader sees, in the order of the timeline."""
        for standing in self.timeline.standing:
            if self.asked.covers(standing.effective_on) and self.sees(standing.effective_on):
                yield standing

    def befores(self) -> Iterator[tuple[Standing, WorkerState]]:
        """The same events, each with the state just before it."""
        state = self.timeline.initial
        for standing in self.timeline.standing:
            if self.asked.covers(standing.effective_on) and self.sees(standing.effective_on):
                yield standing, state
            state = self.timeline.evolve(state, standing)

    def event(self, event_id: UUID) -> Standing | None:
        """The standing event of this id."""
        return self._by_id.get(event_id)

    def rests_on(self, *event_ids: UUID) -> list[int]:
        """The positions of these events, and of all by the day that name one of them: what extends, corrects or
        rescinds it."""
        return rests_on(self.timeline, self.asked.on, *event_ids)

    @cached_property
    def _by_id(self) -> Mapping[UUID, Standing]:
        return {standing.event_id: standing for standing in self.timeline.standing}

    @cached_property
    def _holdings(self) -> tuple[list[date], list[tuple[str, ...]]]:
        """From which day on which organisations held the worker; in order."""
        days, held_by = [], []
        state = self.timeline.initial
        for standing in self.timeline.standing:
            state = self.timeline.evolve(state, standing)
            if (
                not standing.type.undated
            ):  # It folds first whatever its date, and nobody holds a worker by it.
                days.append(standing.effective_on)
                held_by.append(holders(state))
        return days, held_by


def rests_on(timeline: Timeline[Any], on: date, *event_ids: UUID) -> list[int]:
    """The positions of these events of a stream, and of all by a day that name one of them."""
    named = set(event_ids)
    found = {one.position for one in timeline.events if one.event_id in named}
    for event in timeline.events:
        counts = event.type.name in META or event.effective_on <= on
        if counts and not named.isdisjoint(_ids(event.data)):
            found.add(event.position)
    return sorted(found)


def positions(standing: Standing) -> tuple[int, ...]:
    """Where an event stands in the log, and where the correction stands that says what it says now."""
    origin, source = standing.origin.position, standing.source.position
    return (origin,) if origin == source else (origin, source)


def _ids(data: Any) -> Iterator[UUID]:
    return (value for value in vars(data).values() if isinstance(value, UUID))
