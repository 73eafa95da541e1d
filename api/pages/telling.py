"""Events told on a page: what each says in a line, what has become of it and why, and its raw members."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson

from api.pages.names import Names
from api.pages.visit import Visit
from domain.timeline import META

_GIST: Final = (
    *("mode", "host", "post", "legal_employer", "employer", "grade", "level", "title", "kind"),
    *("passed", "until", "hours", "percent", "reason_code", "to"),
)
"""Which members a line tells, in this order; the others are in the raw event."""
_LINES: Final = 4


class Member(NamedTuple):
    """A member of an event by its word (`code`), its value ready to be read, and the table of codes it is from, if any."""

    code: str
    value: str
    table: str = ""


class Change(NamedTuple):
    """A member that a correction changed."""

    code: str
    before: Member | None
    now: Member | None


class Became(NamedTuple):
    """What another event did to this one: `position` is that event's, None when it is not the reader's to see."""

    kind: str
    position: int | None
    reason: Any
    changes: tuple[Change, ...] = ()


class Told(NamedTuple):
    """One event of a history. `about` and `evidence` are positions of other events: of what it is about, and rests on."""

    event: Mapping[str, Any]
    label: str
    members: tuple[Member, ...]
    about: tuple[int, ...]
    became: tuple[Became, ...]
    evidence: tuple[int, ...]
    raw: str

    @property
    def state(self) -> str:
        """`rescinded`, `corrected` or `stands`."""
        if not self.event["stands"]:
            return "rescinded"
        return "corrected" if "now" in self.event else "stands"


def told(events: Sequence[Mapping[str, Any]], names: Names, visit: Visit) -> list[Told]:
    """The events of a history, the newest recorded first."""
    by_id = {event["event_id"]: event for event in events}
    return [
        Told(
            event,
            visit.say(event["label"]["zh"], event["label"]["en"]),
            _members(event, names),
            _places(event["data"].values(), by_id),
            tuple(_became(event, by_id, names)),
            _places(event.get("evidence", ()), by_id),
            orjson.dumps(event, option=orjson.OPT_INDENT_2).decode(),
        )
        for event in reversed(events)
    ]


def _places(values: Iterable[Any], by_id: Mapping[str, Mapping[str, Any]]) -> tuple[int, ...]:
    """The positions of those events of the history that are named among some values."""
    named = (by_id.get(value) for value in values if isinstance(value, str))
    return tuple(sorted(event["position"] for event in named if event is not None))


def _members(event: Mapping[str, Any], names: Names) -> tuple[Member, ...]:
    data = event["data"]
    content = data.get("data", data) if event["type"] in META else data
    found = (_member(name, content, names) for name in _GIST if content.get(name) is not None)
    return tuple(one for one in found if one is not None)[:_LINES]


def _member(name: str, content: Mapping[str, Any], names: Names) -> Member | None:
    """A member that can be told in a few words; None for one of several parts or one that is hidden."""
    value = content.get(name)
    match name, value:
        case _, None | dict() | list():
            return None
        case (("host" | "employer" | "legal_employer"), str()):
            return Member(name, names.organisation(value))
        case "post", str():
            return Member(name, names.post(value))
        case "grade", str() if "ladder" in content:
            return Member(name, names.grade(content["ladder"], value, names.home))
        case "grade", str() if "scheme" in content:
            return Member(name, names.result(content["scheme"], value, names.home))
        case "mode", str():
            return Member(name, value, "mode")
        case "level", str():
            return Member(name, value, "certificate" if "number" in content else "level")
        case (("kind" | "reason_code"), str()):
            return Member(name, value, "kind")
        case _, bool():
            return Member(name, "yes" if value else "no", "truth")
    return Member(name, str(value))


def _became(
    event: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], names: Names
) -> Iterator[Became]:
    if event["rescinded_by"]:
        by = by_id.get(event["rescinded_by"])
        yield Became("rescinded", by["position"] if by else None, _reason(by))
    if "now" in event:
        by = by_id.get(event["corrected_by"][-1])
        yield Became("corrected", by["position"] if by else None, _reason(by), tuple(_changes(event, names)))
    if "questioned" in event:
        yield Became("questioned", None, event["questioned"])


def _reason(by: Mapping[str, Any] | None) -> Any:
    """Why, as far as the reader may know: the words of the correction that counts, when that was corrected itself."""
    if by is None:
        return None
    return by.get("now", by).get("reason", by.get("reason"))


def _changes(event: Mapping[str, Any], names: Names) -> Iterator[Change]:
    """What a correction changed, member by member; only the name of one that cannot be told in a few words."""
    before, now = event["data"], event["now"]["data"]
    if event["type"] in META:
        return
    moved = event["now"].get("effective_on", event["effective_on"])
    if moved != event["effective_on"]:
        yield Change(
            "effective_on", Member("effective_on", event["effective_on"]), Member("effective_on", moved)
        )
    for name in dict.fromkeys((*before, *now)):
        if before.get(name) != now.get(name):
            yield Change(name, _member(name, before, names), _member(name, now, names))
