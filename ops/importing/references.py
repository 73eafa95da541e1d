"""Local names in bodies: where they may stand, which they are, and their replacement by ids.

Only members whose published shape is an id of a stream or an event are looked at, so a text that happens to begin with
`@` or `#` stays what it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from domain.catalogue import CATALOGUE
from domain.record import EventType
from domain.timeline import CORRECTED
from domain.values import CourseId, CycleId, OrganisationId, PlanId, PostId, PurchaseId, WorkerId

STREAM_MARK: Final = "@"
EVENT_MARK: Final = "#row"

_ID_PATTERNS: Final = frozenset(
    constraint.pattern
    for kind in (WorkerId, OrganisationId, PostId, PlanId, CycleId, CourseId, PurchaseId)
    for constraint in get_args(kind)
    if isinstance(constraint, StringConstraints)
)
_EVENT: Final = re.compile(r"#row([1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Reference:
    """A local name in a body: the container and key it stands under, and what it names."""

    holder: Any
    key: str | int
    text: str

    @property
    def row(self) -> int | None:
        """The row whose event it names; None when it names a stream."""
        found = _EVENT.fullmatch(self.text)
        return int(found[1]) if found else None

    @property
    def stream(self) -> str:
        """The stream's local name."""
        return self.text.removeprefix(STREAM_MARK)


def references(kind: EventType, body: dict[str, Any]) -> Iterator[Reference]:
    """Every local name in a body."""
    acted_for = body.get("on_behalf_of")
    if isinstance(acted_for, str) and acted_for.startswith(STREAM_MARK):
        yield Reference(body, "on_behalf_of", acted_for)
    evidence = body.get("evidence")
    if isinstance(evidence, list):
        yield from _in_list(evidence)
    data = body.get("data")
    if isinstance(data, dict):
        yield from _in_data(kind, data)


def resolve(names: Iterable[Reference], stream: Callable[[str], str], event: Callable[[int], UUID]) -> None:
    """Put ids in the place of local names, in the body that they were found in."""
    for name in names:
        row = name.row
        name.holder[name.key] = stream(name.stream) if row is None else str(event(row))


def _in_data(kind: EventType, data: dict[str, Any]) -> Iterator[Reference]:
    yield from _in_shape(kind.data, data)
    if kind.name == CORRECTED:
        inner, name = data.get("data"), data.get("type")
        if isinstance(inner, dict) and isinstance(name, str) and name in CATALOGUE:
            yield from _in_data(CATALOGUE[name], inner)


def _in_shape(model: type[BaseModel], data: dict[str, Any]) -> Iterator[Reference]:
    """The names in the members that hold ids: one, a list of them, or a shape in which there are more."""
    for member in _id_members(model):
        value = data.get(member)
        if isinstance(value, list):
            yield from _in_list(value)
        elif isinstance(value, str) and value.startswith((STREAM_MARK, EVENT_MARK)):
            yield Reference(data, member, value)
    for member, shape in _shapes(model):
        value = data.get(member)
        if isinstance(value, dict):
            yield from _in_shape(shape, value)


def _in_list(values: list[Any]) -> Iterator[Reference]:
    for index, text in enumerate(values):
        if isinstance(text, str) and text.startswith((STREAM_MARK, EVENT_MARK)):
            yield Reference(values, index, text)


@cache
def _id_members(model: type[BaseModel]) -> tuple[str, ...]:
    """The members of a shape that hold a stream's or an event's id."""
    return tuple(
        name for name, field in model.model_fields.items() if _is_id(field.annotation, field.metadata)
    )


@cache
def _shapes(model: type[BaseModel]) -> tuple[tuple[str, type[BaseModel]], ...]:
    """The members of a shape that are shapes themselves and hold ids."""
    return tuple(
        (name, shape)
        for name, field in model.model_fields.items()
        for shape in (field.annotation, *get_args(field.annotation))
        if isinstance(shape, type) and issubclass(shape, BaseModel) and _id_members(shape)
    )


def _is_id(annotation: Any, metadata: list[Any]) -> bool:
    if annotation is UUID:
        return True
    if any(getattr(mark, "pattern", None) in _ID_PATTERNS for mark in metadata):
        return True
    return any(_is_id(argument, list(get_args(argument)[1:])) for argument in get_args(annotation))
