"""The ledger record: what an event is in memory, and the two lines of bytes that it is in the log.

    line 1, what the ledger asserts: [position, stream_id, stream_version, type, schema, recorded_at]
    line 2, what was said: {event_id, effective_on, actor, ..., data}

Each line is RFC 8785 canonical JSON; a newline joins them. Bytes are hashed and served exactly as stored. Shapes
that were published never change: a new shape is a new schema number.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Generic, TypeVar, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.canonical import canonical, canonical_trusted, parse_canonical
from domain.errors import EntryTooLarge, RecordCorrupt
from domain.hidden import Disclosure, Hide, Seal, Sealed, Token
from domain.values import (
    Code,
    Day,
    DivisionCode,
    Instant,
    Line,
    Name,
    PrincipalId,
    Sha256Hex,
    Text,
    instant_text,
)

ENTRY_LIMIT: Final = 65536
"""An entry stays under 64 KiB: C2SP tlog-tiles gives its length two bytes."""

PROVISIONAL: Final = 1 << 53
"""Positions from here on are of events that have been decided and not yet recorded."""


class Shape(BaseModel):
    """Base of all recorded shapes: frozen, strict, no unknown member."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class EventData(Shape):
    """Base of what each event type says in its `data`. Members annotated with `Hide` are sealed in the leaf."""


class Approval(Shape):
    """Who approved, in which office, when."""

    principal: PrincipalId
    office: Line
    at: Instant


class Basis(Shape):
    """The document a fact rests on. Its official number (文号) stays plain; its title is sealed."""

    title: Annotated[Token | Line, Hide(Disclosure.TEXT)] | None = None
    number: Line | None = None
    date: Day | None = None
    sha256: Sha256Hex | None = None


class ExceptionMade(Shape):
    """A principle (原则上) set aside for this one event: by whose authority, on which document, why."""

    rule: Code
    authority: Line
    document: Line
    reason: Annotated[Token | Text, Hide(Disclosure.TEXT)]


class Breach(Shape):
    """A must that a fact already done had broken when it was recorded; who approved recording it, on what."""

    rule: Code
    approver: PrincipalId
    document: Line


class BookRef(Shape):
    """Which rulebook judged: the managing jurisdiction, and the last position of its chain of books then."""

    jurisdiction: DivisionCode
    position: Annotated[int, Field(ge=0)]


D = TypeVar("D", bound=EventData)


class Statement(Shape, Generic[D]):
    """Line 2 of a leaf: what was said, by whom, on which evidence."""

    event_id: UUID
    effective_on: Day
    actor: PrincipalId
    on_behalf_of: Name | None = None
    approvals: tuple[Approval, ...] = ()
    basis: Basis | None = None
    reason: Annotated[Token | Text, Hide(Disclosure.TEXT)] | None = None
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    rulebook: BookRef | None = None
    exceptions: tuple[ExceptionMade, ...] = ()
    breaches: tuple[Breach, ...] = ()
    evidence: tuple[UUID, ...] = ()
    data: D


Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""From the plain JSON of `data` in one schema to the next. Pure: it neither changes what it is given nor looks elsewhere.

A hidden value keeps its place, since its key is derived from it.
"""


@dataclass(frozen=True, slots=True, eq=False)
class EventType:
    """One entry of the event catalogue: a stable public name, its current schema number and shape.

    There is one object a type; two are equal only when they are the same.

    `stream` is the prefix of the streams it lives in; `ending` marks a type whose effective date is the first day
    on which something no longer holds; `first` marks a stream's registration, which folds before everything else;
    `timeless` one that says what the stream itself is: it folds right after the registration and holds on every day.
    `about_person` events seal their texts; the others keep them plain. `command` is the last part of the route of
    the command that records it (`promotions`), empty when none does directly. `upcasts[n - 1]` makes schema n + 1 of
    schema n, for reading what was recorded in an older one; there is one for every schema but the current.
    """

    name: str
    data: type[EventData]
    stream: str
    zh: str
    en: str
    schema: int = 1
    ending: bool = False
    first: bool = False
    timeless: bool = False
    about_person: bool = False
    command: str = ""
    upcasts: tuple[Upcast, ...] = ()

    @property
    def undated(self) -> bool:
        """Whether its effective date orders nothing: it folds before all that has a day."""
        return self.first or self.timeless

    def statement(self) -> "type[Statement[Any]]":
        """The typed shape of line 2 for this event type."""
        return _statement(self.data)


@cache
def _statement(data: type[EventData]) -> "type[Statement[Any]]":
    return Statement[data]  # type: ignore[valid-type]


@dataclass(frozen=True, slots=True)
class Event:
    """One event in memory: recorded, or decided and waiting to be (position at or above `PROVISIONAL`)."""

    type: EventType
    stream_id: str
    said: Statement[Any]
    position: int = PROVISIONAL
    version: int = 0
    recorded_at: datetime | None = None

    @property
    def event_id(self) -> UUID:
        return self.said.event_id

    @property
    def effective_on(self) -> date:
        return self.said.effective_on

    @property
    def data(self) -> Any:
        return self.said.data

    @property
    def originator_id(self) -> str:
        """The event-sourcing library's name for the stream."""
        return self.stream_id

    @property
    def originator_version(self) -> int:
        """The event-sourcing library's name for the version."""
        return self.version

    @property
    def recorded(self) -> bool:
        return self.position < PROVISIONAL

    def saying(self, **members: Any) -> "Event":
        """The same event with members of its statement replaced."""
        said = self.said.model_copy(update=members)
        return Event(self.type, self.stream_id, said, self.position, self.version, self.recorded_at)


HiddenPath = tuple[str, ...]
"""Member names from a model's root; `*` stands for every element of a list."""


def hidden_members(model: type[BaseModel]) -> Iterator[tuple[HiddenPath, Disclosure]]:
    """Where hidden values stand in a shape, found in its annotations."""
    for name, field in model.model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, Hide)]
        annotation = field.annotation
        if marks:
            yield (name,), marks[0].disclosure
        else:
            yield from _nested((name,), annotation)


def _nested(path: HiddenPath, annotation: Any) -> Iterator[tuple[HiddenPath, Disclosure]]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        hide = next((mark for mark in marks if isinstance(mark, Hide)), None)
        if hide is not None:
            yield path, hide.disclosure
            return
        annotation = inner
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for tail, disclosure in hidden_members(annotation):
            yield path + tail, disclosure
        return
    step: HiddenPath = ("*",) if get_origin(annotation) in (tuple, list) else ()
    for argument in get_args(annotation):
        yield from _nested(path + step, argument)


ENVELOPE_HIDDEN: Final[Mapping[HiddenPath, Disclosure]] = MappingProxyType(
    {path: disclosure for path, disclosure in hidden_members(Statement) if path[0] != "data"}
)

DataHidden = Callable[[Event], Mapping[HiddenPath, Disclosure]]


def seal_members(
    said: dict[str, Any],
    paths: Mapping[HiddenPath, Disclosure],
    seal: Callable[[str, Any], Mapping[str, Any]],
) -> None:
    """Replace in `said` every value at one of `paths` that is not a token yet by `seal(pointer, value)`."""
    for path in paths:
        if path[0] in said:
            _seal_at(said, path, 0, "", seal)


def _seal_at(
    node: Any, path: HiddenPath, depth: int, pointer: str, seal: Callable[[str, Any], Mapping[str, Any]]
) -> None:
    """Seal below `node` what `path` names from `depth` on."""
    head, last = path[depth], depth == len(path) - 1
    if head == "*":
        for index, element in enumerate(node):
            if last:
                node[index] = _sealed(element, f"{pointer}/{index}", seal)
            else:
                _seal_at(element, path, depth + 1, f"{pointer}/{index}", seal)
    elif isinstance(node, dict) and head in node:
        here = f"{pointer}/{head}"
        if last:
            node[head] = _sealed(node[head], here, seal)
        else:
            _seal_at(node[head], path, depth + 1, here, seal)


def _sealed(value: Any, pointer: str, seal: Callable[[str, Any], Mapping[str, Any]]) -> Any:
    return value if isinstance(value, dict) and "$t" in value else seal(pointer, value)


def said_json(event: Event) -> dict[str, Any]:
    """Line 2 as plain JSON members, absent members omitted, nothing sealed that is plain in `event`."""
    said = event.said.model_dump(mode="json", exclude_none=True, by_alias=True)
    for member in ("approvals", "exceptions", "breaches", "evidence"):
        if not said[member]:
            del said[member]
    return said


def line_2(event: Event, hidden: Mapping[HiddenPath, Disclosure], seal: Seal, subject: str) -> bytes:
    """Line 2 in its stored bytes; `hidden` are the paths to seal under `subject`'s key (none: all stays plain)."""
    said = said_json(event)
    event_id = event.said.event_id
    seal_members(said, hidden, lambda pointer, value: seal(subject, event_id, pointer, value))
    return canonical_trusted(said)


def line_1(
    position: int, stream_id: str, version: int, type_name: str, schema: int, recorded_at: datetime
) -> bytes:
    """Line 1 in its stored bytes: what the ledger asserts of an event."""
    return canonical_trusted([position, stream_id, version, type_name, schema, instant_text(recorded_at)])


def leaf(first: bytes, second: bytes) -> bytes:
    """The bytes of a leaf. Raises EntryTooLarge from 64 KiB on."""
    size = len(first) + 1 + len(second)
    if size >= ENTRY_LIMIT:
        raise EntryTooLarge(size, ENTRY_LIMIT)
    return first + b"\n" + second


_UNREADABLE: Final = (ValueError, LookupError, TypeError)
"""What a shape or an upcaster raises on content that is not what its schema says."""


def read_line_2(event_type: EventType, schema: int, second: bytes) -> Statement[Any]:
    """The statement in stored bytes, in the shape that its type has now. Raises RecordCorrupt.

    What was recorded in an older schema is brought up to the current one in memory; the stored bytes stay as they are.
    """
    try:
        if schema != event_type.schema:
            second = _upcast_line(event_type, schema, second)
        return event_type.statement().model_validate_json(second)
    except _UNREADABLE as error:
        raise RecordCorrupt(
            f"{event_type.name} 的存储内容与其结构不符：{error}",
            f"stored {event_type.name} does not fit: {error}",
        ) from error


def _upcast_line(event_type: EventType, schema: int, second: bytes) -> bytes:
    if not 0 < schema < event_type.schema:
        raise RecordCorrupt(
            f"事件类型 {event_type.name} 的结构版本 {schema} 未知",
            f"schema {schema} of {event_type.name} is not known",
        )
    said = parse_canonical(second)
    return canonical_trusted({**said, "data": upcast(event_type, schema, said["data"])})


def upcast(event_type: EventType, schema: int, data: dict[str, Any]) -> dict[str, Any]:
    """The plain JSON of `data`, recorded in `schema`, as the current schema has it."""
    for step in event_type.upcasts[schema - 1 :]:
        data = step(data)
    return data


def read_content(event_type: EventType, data: dict[str, Any]) -> EventData:
    """The data of this type that a correction carries, in the shape that the type has now. Raises RecordCorrupt.

    A correction says its content in the schema that its type had when it was recorded, and does not name it: the
    newest schema that the content fits is the one that is meant.
    """
    faults = []
    for schema in range(event_type.schema, 0, -1):
        try:
            return event_type.data.model_validate_json(canonical(upcast(event_type, schema, data)))
        except _UNREADABLE as error:
            faults.append(error)
    raise RecordCorrupt(
        f"更正所载的 {event_type.name} 内容与其结构不符：{faults[0]}",
        f"the {event_type.name} that a correction carries does not fit: {faults[0]}",
    ) from faults[0]


def sealed_or_plain(event: Event, pointer: str, value: Any) -> Any:
    """What folded state keeps of a hidden member: sealed with its place when it is a token, else as it is."""
    return Sealed(event.event_id, pointer, value) if isinstance(value, Token) else value
