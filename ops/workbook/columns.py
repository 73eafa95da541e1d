"""The columns of a sheet, made from the shape of the event that a row becomes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from functools import cached_property
from typing import Annotated, Any, Final, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from domain.hidden import Token
from domain.record import EventType
from domain.values import OrganisationId, PostId, WorkerId
from ops.workbook import choices, headings
from ops.workbook.choices import Choices


class Form(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER_TEXT = "number_text"
    """Digits that are no quantity: identity and certificate numbers. A cell that keeps them as a number has lost some."""
    PHONE = "phone"
    DATE = "date"
    WHOLE = "whole"
    FLAG = "flag"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"
    ITEMS = "items"
    ORGANISATION = "organisation"
    ORGANISATIONS = "organisations"
    POST = "post"
    WORKER = "worker"
    WORKERS = "workers"
    EVENT = "event"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `place` is where its value goes in a command's body; `members` the members of each of several items.

    `aliases` are further headings under which it is known.
    """

    place: tuple[str, ...]
    zh: str
    en: str
    form: Form
    required: bool = False
    choices: Choices = field(default_factory=dict)
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The heading that templates carry."""
        return f"{self.zh} {self.en}"


@dataclass(frozen=True)
class Columns:
    """All columns of a sheet, found by any of their headings."""

    columns: tuple[Column, ...]

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Each column under all that it is called."""
        return {
            plain(name): column
            for column in self.columns
            for name in (*column.aliases, column.en, column.zh, column.title)
        }


IGNORED: Final = frozenset({"序号", "no.", "序号no.", "未接受的原因", "未接受的原因reasons"})
"""Headings of columns that say nothing that is recorded: a running number, and the reasons of an earlier refusal."""

_ID_FORMS: Final = {
    next(mark.pattern for mark in get_args(kind) if isinstance(mark, StringConstraints)): (one, many)
    for kind, one, many in (
        (OrganisationId, Form.ORGANISATION, Form.ORGANISATIONS),
        (PostId, Form.POST, Form.POST),
        (WorkerId, Form.WORKER, Form.WORKERS),
    )
}
_DIGITS: Final = frozenset({"document.number", "number", "national_id", "credit_code"})
_DECIMALS: Final = r"(\.[0-9]"


def plain(heading: str) -> str:
    """A heading without what does not tell it from others: spaces, marks of what is required, letter case."""
    kept = "".join(heading.split()).replace("*", "").replace("＊", "").rstrip("：:")
    return kept.translate(_BRACKETS).lower()


_BRACKETS: Final = str.maketrans("()", "（）")


def of_event(kind: EventType) -> Iterator[Column]:
    """The columns of an event's own content, in the order of its shape."""
    for name, info in kind.data.model_fields.items():
        yield from _of_member(kind, (name,), info.annotation, info.metadata, required=info.is_required())


def _of_member(
    kind: EventType, place: tuple[str, ...], annotation: Any, metadata: list[Any], *, required: bool
) -> Iterator[Column]:
    annotation, marks, many = _inside(annotation, list(metadata))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not many:
        for name, info in annotation.model_fields.items():
            needed = required and info.is_required()
            yield from _of_member(kind, (*place, name), info.annotation, info.metadata, required=needed)
        return
    zh, en = headings.heading(kind.name, place)
    yield Column(("data", *place), zh, en, *_form(place, annotation, marks, many=many, required=required))


def _inside(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any], bool]:
    """What is in an annotation when tokens, None and marks are taken off it; whether there are many of it."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _inside(inner, [*marks, *more])
    if origin is tuple:
        inner, marks, _ = _inside(get_args(annotation)[0], marks)
        return inner, marks, True
    if origin is not Literal and get_args(annotation):
        kept = [one for one in get_args(annotation) if one not in {Token, type(None)}]
        return _inside(kept[0], marks)
    return annotation, marks, False


def _form(
    place: tuple[str, ...], annotation: Any, marks: list[Any], *, many: bool, required: bool
) -> tuple[Form, bool, Choices, tuple[str, ...]]:
    found = _choices(place, annotation, marks)
    members: tuple[str, ...] = ()
    if found:
        form = Form.CHOICES if many else Form.CHOICE
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        form, members = Form.ITEMS, tuple(annotation.model_fields)
    else:
        form = _plain_form(place, annotation, marks, many=many)
    return form, required, found, members


def _plain_form(place: tuple[str, ...], annotation: Any, marks: list[Any], *, many: bool) -> Form:
    patterns = [pattern for mark in marks if isinstance(pattern := getattr(mark, "pattern", None), str)]
    for pattern in patterns:
        if pattern in _ID_FORMS:
            return _ID_FORMS[pattern][many]
    if annotation is UUID:
        return Form.EVENTS if many else Form.EVENT
    if many:
        return Form.LIST
    if annotation is date:
        return Form.DATE
    if annotation is bool:
        return Form.FLAG
    if annotation is int:
        return Form.WHOLE
    if place[-1] == "phone":
        return Form.PHONE
    if ".".join(place) in _DIGITS:
        return Form.NUMBER_TEXT
    return Form.DECIMAL if any(_DECIMALS in pattern for pattern in patterns) else Form.TEXT


def _choices(place: tuple[str, ...], annotation: Any, marks: list[Any]) -> Choices:
    if place[-2:] == ("document", "kind"):
        return choices.DOCUMENTS
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return choices.named([str(one.value) for one in annotation])
    if get_origin(annotation) is Literal:
        return choices.named([str(one) for one in get_args(annotation)])
    checks = (getattr(getattr(mark, "func", None), "__name__", "") for mark in marks)
    known = next((choices.STANDARDS[check] for check in checks if check in choices.STANDARDS), None)
    return choices.of_list(known) if known is not None else {}
