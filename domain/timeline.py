"""Two times, one timeline: which events of a stream stand, what they say now, and in which order they fold.

`effective_on` is the first day on which an event holds in the world; `position` is when the ledger learnt it. "As of
day D" folds events with effective_on <= D; "as known at K" folds only events with position <= K. Corrections and
rescissions are events that name others; nothing is ever rewritten.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from pydantic import ConfigDict, SerializeAsAny

from domain.errors import Refusal, Refused, impossible
from domain.record import Event, EventData, EventType, read_content, said_json, sealed_or_plain
from domain.values import Code, Day

S = TypeVar("S")


class Correction(EventData):
    """`event.corrected`: the full new content of the event `target`, in place of what it said.

    `type` is the public name of what is corrected in the end and `data` its new data, of that type's shape; the new
    `effective_on` may differ from the old. The correction's own effective date is the day of that decision and orders
    nothing. A correction of a rescission keeps its target: only the reason and basis said beside it change.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R85"})

    target: UUID
    type: Code
    effective_on: Day
    data: SerializeAsAny[EventData] | dict[str, Any]


class Rescission(EventData):
    """`event.rescinded`: the event `target` no longer stands."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R85"})

    target: UUID


CORRECTED: Final = "event.corrected"
RESCINDED: Final = "event.rescinded"
META: Final = frozenset({CORRECTED, RESCINDED})


Order = tuple[int, date, bool, int]
"""A place in the folding order of a stream."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing event with its content resolved: `origin` gives type, id and position, `source` what it says now.

    `source` is the origin itself or the correction whose content stands.
    """

    origin: Event
    source: Event
    effective_on: date
    data: Any

    @property
    def type(self) -> EventType:
        return self.origin.type

    @property
    def event_id(self) -> UUID:
        return self.origin.event_id

    @property
    def position(self) -> int:
        return self.origin.position

    @property
    def corrected(self) -> bool:
        return self.source is not self.origin

    def hidden(self, member: str) -> Any:
        """The data member to keep in folded state: `Sealed` with its place where the leaf holds a token."""
        value = getattr(self.data, member)
        base = "/data/data/" if self.corrected else "/data/"
        return sealed_or_plain(self.source, base + member, value)

    @property
    def order(self) -> Order:
        """Registration first, then what is timeless, then by day, endings before the rest of a day, then position."""
        kind = self.origin.type
        rank = 0 if kind.first else 1 if kind.timeless else 2
        return (rank, self.effective_on, not kind.ending, self.origin.position)


def resolve(events: Sequence[Event]) -> list[Standing]:
    """The standing events of a stream with their resolved content, in folding order.

    `events` are in position order. An event stands if no standing rescission names it. Its content is that of the
    standing correction that names it directly with the highest position, itself resolved the same way.
    """
    if not any(event.type.name in META for event in events):
        return sorted((Standing(e, e, e.effective_on, e.data) for e in events), key=lambda s: s.order)
    rescinded: set[UUID] = set()
    content: dict[UUID, Event] = {}
    for event in reversed(events):
        if event.event_id in rescinded:
            continue
        if event.type.name == RESCINDED:
            rescinded.add(event.data.target)
        elif event.type.name == CORRECTED:
            content.setdefault(event.data.target, content.get(event.event_id, event))
    return sorted(
        (
            _standing(e, content.get(e.event_id, e))
            for e in events
            if e.type.name not in META and e.event_id not in rescinded
        ),
        key=lambda s: s.order,
    )


def _standing(origin: Event, source: Event) -> Standing:
    if source is origin:
        return Standing(origin, origin, origin.effective_on, origin.data)
    data = source.data.data
    if not isinstance(data, origin.type.data):
        data = read_content(origin.type, said_json(source)["data"]["data"])
    return Standing(origin, source, source.data.effective_on, data)


Evolve = Callable[[S, Standing], S]
"""Folds one standing event into a state. Never raises."""

Judge = Callable[[S, Standing, bool], Event | None]
"""`judge(state_before, standing, fresh)`: raises Refused; for a fresh event returns it with its judgement said.

For an event already recorded (`fresh` false) it only refuses what has become impossible, and returns None.
"""


@dataclass(frozen=True, slots=True)
class Timeline(Generic[S]):
    """A stream's events, those that stand in folding order, and the state they fold to."""

    stream_id: str
    events: tuple[Event, ...]
    standing: tuple[Standing, ...]
    end: S
    initial: S
    evolve: Evolve[S]

    @classmethod
    def of(cls, stream_id: str, events: Sequence[Event], initial: S, evolve: Evolve[S]) -> "Timeline[S]":
        """Fold a stream from its events in version order."""
        standing = tuple(resolve(events))
        return cls(stream_id, tuple(events), standing, _fold(initial, standing, evolve), initial, evolve)

    @property
    def version(self) -> int:
        return len(self.events)

    def known_at(self, position: int) -> "Timeline[S]":
        """The same stream as it was known when `position` was the last recorded one."""
        if not self.events or self.events[-1].position <= position:
            return self
        known = [event for event in self.events if event.position <= position]
        return Timeline.of(self.stream_id, known, self.initial, self.evolve)

    def as_of(self, day: date) -> S:
        """The state on `day`: the fold of the standing events effective on or before it."""
        if not self.standing or self.standing[-1].effective_on <= day:
            return self.end
        return _fold(
            self.initial, (s for s in self.standing if s.effective_on <= day or s.type.undated), self.evolve
        )

    def before(self, order: Order) -> S:
        """The state just before a place in the folding order."""
        return _fold(self.initial, (s for s in self.standing if s.order < order), self.evolve)

    def walk(self) -> Iterator[tuple[Standing, S]]:
        """Each standing event in folding order, with the state just before it."""
        state = self.initial
        for standing in self.standing:
            yield standing, state
            state = self.evolve(state, standing)

    def find(self, event_id: UUID) -> Standing | None:
        """The standing event of this id, None when it does not stand or is not of this stream."""
        return next((s for s in self.standing if s.event_id == event_id), None)

    def admit(self, new: Sequence[Event], judge: Judge[S]) -> "Timeline[S]":
        """Take new events in, each judged at its place, then fold the later ones again; all or none.

        Returns the timeline with the new events as judged. Raises Refused: by `judge`, when a correction or
        rescission names nothing that it may, or when a later event became impossible.
        """
        if not any(event.type.name in META for event in new):
            added = sorted((Standing(e, e, e.effective_on, e.data) for e in new), key=lambda s: s.order)
            if not self.standing or self.standing[-1].order < added[0].order:
                return self._append(new, added, judge)
        check_targets(self.events, new)
        return self._refold(new, resolve((*self.events, *new)), judge)

    def _append(self, new: Sequence[Event], added: Sequence[Standing], judge: Judge[S]) -> "Timeline[S]":
        """Nothing that stands moves: only what is added is looked at."""
        state = self.end
        judged: dict[UUID, Event] = {}
        placed = []
        for standing in added:
            event = judge(state, standing, True) or standing.origin
            judged[event.event_id] = event
            placed.append(Standing(event, event, standing.effective_on, standing.data))
            state = self.evolve(state, standing)
        events = (*self.events, *(judged[event.event_id] for event in new))
        standing_now = (*self.standing, *placed)
        return Timeline(self.stream_id, events, standing_now, state, self.initial, self.evolve)

    def _refold(self, new: Sequence[Event], after: Sequence[Standing], judge: Judge[S]) -> "Timeline[S]":
        fresh = {event.event_id for event in new}
        same = _common_prefix(self.standing, after)
        state = _fold(self.initial, after[:same], self.evolve)
        judged: dict[UUID, Event] = {}
        for standing in after[same:]:
            if standing.source.event_id in fresh:
                judged[standing.source.event_id] = judge(state, standing, True) or standing.source
            else:
                _still_possible(state, standing, judge)
            state = self.evolve(state, standing)
        return self._with(new, judged, after, state)

    def _with(
        self, new: Sequence[Event], judged: Mapping[UUID, Event], standing: Sequence[Standing], end: S
    ) -> "Timeline[S]":
        """Put the judged events (their books, exceptions, breaches said) in place of the drafted ones."""
        taken = tuple(judged.get(event.event_id, event) for event in new)
        placed = tuple(_rejudged(s, judged) for s in standing)
        return Timeline(self.stream_id, (*self.events, *taken), placed, end, self.initial, self.evolve)


def _rejudged(standing: Standing, judged: Mapping[UUID, Event]) -> Standing:
    source = judged.get(standing.source.event_id)
    if source is None:
        return standing
    origin = source if standing.origin is standing.source else standing.origin
    return Standing(origin, source, standing.effective_on, standing.data)


def _fold(state: S, standing: Iterable[Standing], evolve: Evolve[S]) -> S:
    for one in standing:
        state = evolve(state, one)
    return state


def _common_prefix(before: Sequence[Standing], after: Sequence[Standing]) -> int:
    same = 0
    for old, new in zip(before, after, strict=False):
        if old.origin is not new.origin or old.source is not new.source:
            break
        same += 1
    return same


def _still_possible(state: S, standing: Standing, judge: Judge[S]) -> None:
    """Refuse, naming the later event, when what came in before it makes it impossible."""
    try:
        judge(state, standing, False)
    except Refused as refused:
        why = refused.refusals[0]
        raise Refused(
            Refusal(
                why.rule,
                "impossible",
                f"此记录使之后的“{standing.type.zh}”（{standing.effective_on}，第 {standing.position} 号）不再可能：{why.zh}",
                f"this would make the later {standing.type.name} of {standing.effective_on} (position "
                f"{standing.position}) impossible: {why.en}",
                why.clause,
                "改用其他日期，或在同一命令中撤销该后续事件",
                "choose another date, or rescind that later event in the same command",
                standing.event_id,
            )
        ) from refused


def check_targets(recorded: Sequence[Event], new: Sequence[Event]) -> None:
    """What a correction or rescission may name: a standing event of the same stream, and its own kind of content."""
    known = {event.event_id: event for event in recorded}
    for event in new:
        if event.type.name in META:
            target = known.get(event.data.target)
            if target is None:
                raise impossible(
                    "unknown_target",
                    "所更正或撤销的事件不在此记录中",
                    "the event to correct or rescind is not in this stream",
                    "写明本人记录中已有事件的编号",
                    "name an event of this same stream by its id",
                )
            _check_kind(event, target)
            if not _stands(target.event_id, tuple(known.values())):
                raise impossible(
                    "target_rescinded",
                    "该事件已被撤销，不能再更正或撤销",
                    "that event has been rescinded and can be neither corrected nor rescinded",
                    "如需恢复，请撤销那次撤销",
                    "to restore it, rescind the rescission",
                )
        known[event.event_id] = event


def _check_kind(event: Event, target: Event) -> None:
    if event.type.name != CORRECTED:
        return
    expected = target.data.type if target.type.name == CORRECTED else target.type.name
    if event.data.type != expected:
        raise impossible(
            "other_type",
            f"更正须保持事件类型：原为 {expected}",
            f"a correction keeps the type of its target: {expected}",
        )
    if expected == RESCINDED and _rescinds(event) != _rescinds(target):
        raise impossible(
            "rescission_target",
            "撤销的对象不能更改；请撤销该次撤销后重新办理",
            "a rescission's target cannot change; rescind it and decide anew",
        )


def _rescinds(event: Event) -> str:
    """The target of a rescission, or of the rescission that a correction gives new words to."""
    said = said_json(event)["data"]
    return str(said["data"]["target"] if event.type.name == CORRECTED else said["target"])


def _stands(event_id: UUID, events: Sequence[Event]) -> bool:
    rescinded: set[UUID] = set()
    for event in reversed(events):
        if event.type.name == RESCINDED and event.event_id not in rescinded:
            rescinded.add(event.data.target)
    return event_id not in rescinded
