"""One stream replayed event by event, and the difference between two points: what each event changed, by JSON Pointer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.record import Event
from domain.timeline import Timeline

Shown = Callable[[Any, date], Mapping[str, Any]]
"""A folded state on a day as plain JSON."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another: None where there was none, or is none any more."""

    pointer: str
    before: Any
    after: Any

    def json(self) -> dict[str, Any]:
        """The change for a program."""
        return {"pointer": self.pointer, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and what the ledger knew of the day otherwise once it had been recorded."""

    event: Event
    changes: tuple[Change, ...]


def steps(timeline: Timeline[Any], on: date, shown: Shown) -> Iterator[Step]:
    """Each event of a stream in the order of recording, with what it changed for a day."""
    before = shown(timeline.known_at(-1).as_of(on), on)
    for event in timeline.events:
        after = shown(timeline.known_at(event.position).as_of(on), on)
        yield Step(event, tuple(difference(before, after)))
        before = after


def difference(before: Any, after: Any, pointer: str = "") -> Iterator[Change]:
    """What is another in two JSON values: member by member in objects, element by element in lists."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted(before.keys() | after.keys()):
            yield from difference(before.get(name), after.get(name), f"{pointer}/{_step(name)}")
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            old, new = (part[index] if index < len(part) else None for part in (before, after))
            yield from difference(old, new, f"{pointer}/{index}")
    elif before != after:
        yield Change(pointer, before, after)


def _step(name: str) -> str:
    """A member's name as a JSON Pointer has it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
