"""What a principal asks for: commands as they are sent, read strictly, and the order that carries them.

A command's body mirrors line 2 of the leaf it becomes. Everything wrong with it is told at once, by JSON Pointer, in
both languages; nothing unknown is ignored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, Generic, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, Field, ValidationError

from domain.canonical import canonical
from domain.errors import Fault, InvalidInput
from domain.hidden import TOKEN_MEMBER, Token
from domain.ledger import CommandKey
from domain.record import Approval, Basis, EventData, EventType, Shape
from domain.values import Day, Line, OrganisationId, PrincipalId, Text

NAMESPACE: Final = UUID("6f1d3b0e-5b0a-5c61-9a53-0c7be0a3c8f4")
"""The fixed namespace in which idempotency keys become event ids (UUIDv5)."""


class FactDone(Shape):
    """Marks a command as a fact already done: it is recorded even where it broke a must, and the breach is reported."""

    approver: PrincipalId
    document: Line


class ExceptionAsked(Shape):
    """Sets a principle (原则上) aside for this one event."""

    rule: str
    authority: Line
    document: Line
    reason: Text


D = TypeVar("D", bound=EventData)


class CommandBody(Shape, Generic[D]):
    """A command as it is sent."""

    effective_on: Day = Field(description="首日生效日期 / first day on which it holds, YYYY-MM-DD")
    basis: Basis | None = None
    reason: Text | None = None
    approvals: tuple[Approval, ...] = Field(default=(), max_length=20)
    exceptions: tuple[ExceptionAsked, ...] = Field(default=(), max_length=20)
    fact: FactDone | None = None
    evidence: tuple[UUID, ...] = Field(default=(), max_length=100)
    on_behalf_of: OrganisationId | None = Field(
        default=None, description="代办的组织 / the organisation that is acted for"
    )
    data: D


@dataclass(frozen=True, slots=True)
class Command:
    """One command, read and typed: what will become one event."""

    type: EventType
    body: CommandBody[Any]

    @property
    def effective_on(self) -> date:
        return self.body.effective_on


@dataclass(frozen=True, slots=True)
class Order:
    """One or several commands on one stream, to be recorded together or not at all.

    `today` is the civil day in China on which it is judged: what was counted is of no later day.
    """

    principal: str
    stream_id: str
    commands: tuple[Command, ...]
    first_event_id: UUID
    correlation_id: UUID
    key: CommandKey | None = None
    expected_version: int | None = None
    today: date = field(kw_only=True)


def event_id_of(first_event_id: UUID, ordinal: int) -> UUID:
    """The id of a command's event: the first is the command's, the further ones derive from it and their ordinal."""
    return first_event_id if ordinal == 0 else uuid5(first_event_id, str(ordinal))


def key_to_event_id(principal: str, key: str) -> UUID:
    """The event id that an idempotency key names: the UUID as given, else UUIDv5 of [principal, key]."""
    try:
        return UUID(key)
    except ValueError:
        return uuid5(NAMESPACE, canonical([principal, key]).decode())


def stream_of(prefix: str, first_event_id: UUID) -> str:
    """The stream that a first event opens: the same command always opens the same stream."""
    return f"{prefix}-{uuid5(first_event_id, prefix)}"


@cache
def body_model(event_type: EventType) -> type[CommandBody[Any]]:
    """The shape of the command that records this type of event."""
    return CommandBody[event_type.data]  # type: ignore[name-defined]


def read_command(event_type: EventType, content: bytes) -> Command:
    """Read one command strictly from JSON. Raises InvalidInput with every fault."""
    return Command(event_type, read_shape(body_model(event_type), content))


M = TypeVar("M", bound=BaseModel)


def read_shape(model: type[M], content: bytes) -> M:
    """Read any shape strictly from JSON. Raises InvalidInput with every fault, by JSON Pointer."""
    if b'"' + TOKEN_MEMBER.encode() + b'"' in content:
        raise InvalidInput(
            (Fault("", f"输入不得含有 {TOKEN_MEMBER} 成员", f"an input has no member {TOKEN_MEMBER}"),)
        )
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise InvalidInput(faults_of(error)) from None


_ZH: Final = {
    "missing": "缺少此项",
    "extra_forbidden": "未知的项目",
    "json_invalid": "不是有效的 JSON",
    "date_from_datetime_parsing": "日期无效，应为 YYYY-MM-DD",
    "date_parsing": "日期无效，应为 YYYY-MM-DD",
    "date_type": "应为日期 YYYY-MM-DD",
    "string_too_long": "文字过长",
    "string_too_short": "文字过短",
    "string_type": "应为文字",
    "string_pattern_mismatch": "格式不符或含有不允许的字符",
    "string_unicode": "含有无效的 Unicode 字符",
    "int_type": "应为整数",
    "enum": "不在允许的取值之内",
    "literal_error": "不在允许的取值之内",
    "greater_than_equal": "数值过小或日期过早",
    "less_than_equal": "数值过大或日期过晚",
    "too_long": "项数过多",
    "too_short": "项数过少",
    "uuid_parsing": "应为 UUID",
    "uuid_type": "应为 UUID",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表",
    "model_type": "应为对象",
}


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """Every fault of a pydantic validation, by JSON Pointer into the input; values are never repeated."""
    faults: dict[str, Fault] = {}
    for detail in error.errors(include_url=False, include_input=False):
        if Token.__name__ in detail["loc"]:
            continue  # A hidden member may hold a token in a leaf, never in an input: nobody meant to send one.
        pointer = _pointer(detail["loc"])
        cause = detail.get("ctx", {}).get("error")
        zh = getattr(cause, "zh", None) or _ZH.get(detail["type"], "内容无效")
        en = getattr(cause, "en", None) or detail["msg"]
        if detail["type"] in {"enum", "literal_error"}:
            zh = f"{zh}：{detail['ctx']['expected']}"
        faults.setdefault(pointer, Fault(pointer, zh, en))
    return tuple(faults.values())


def _pointer(location: Sequence[int | str]) -> str:
    """A JSON Pointer; the union branches that pydantic names in a location are not part of the input."""
    parts = [
        str(part) for part in location if not (isinstance(part, str) and (part[:1].isupper() or "[" in part))
    ]
    return "".join(f"/{part}" for part in parts if part not in {"str", "constrained-str"})
