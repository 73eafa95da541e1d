"""One row of an import file: a command as JSON, with local names for the streams and events of the same file.

    {"row": 12, "ref": "w1", "command": "hirings", "body": {"effective_on": ..., "data": {"host": "@org1"}}}

`ref` names the stream that the row opens (`organisations`, `posts`, `purchases`, `workers` ...) or acts on; a stream's full
id names one that the ledger has already. `@org1` in a body stands for the id of the stream `org1`, `#row12` for the id of the event of
row 12. A row without a number has that of its line. `"with": [{"command": ..., "body": ...}]` are further commands on the
same stream, recorded with the row or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from typing import Any, Final
from uuid import UUID, uuid5

import orjson

from api.dependencies import Principal
from domain.canonical import canonical
from domain.catalogue import CATALOGUE
from domain.orders import NAMESPACE, stream_of
from domain.record import EventType
from ops.importing.references import Reference, references

LINE_LIMIT: Final = 262_144
"""Bytes of one line. No event comes near it: an entry stays under 64 KiB."""

OPENING: Final = {f"{kind.stream}s": kind for kind in CATALOGUE.values() if kind.first}
"""What opens a stream, by the collection that it is of."""
_ACTS: Final = [kind for kind in CATALOGUE.values() if kind.command]
_TIMES: Final = Counter(kind.command for kind in _ACTS)
COMMANDS: Final = {
    **{f"{kind.stream}s/{kind.command}": kind for kind in _ACTS if kind.stream},
    **{kind.command: kind for kind in _ACTS if kind.stream == "worker" or _TIMES[kind.command] == 1},
    **OPENING,
}
"""Every command by its public name (`organisations/commendations`), and by the last part alone: the worker's, or the only
one that is called so.
"""

_PART_MEMBERS: Final = frozenset({"command", "body"})
_MEMBERS: Final = _PART_MEMBERS | {"row", "ref", "with"}
TOGETHER: Final = 20
"""Commands of one row."""
_REF: Final = re.compile(r"[A-Za-z0-9_.\-]{1,80}")
_EXISTING: Final = re.compile(
    rf"({'|'.join(kind.stream for kind in OPENING.values())})-[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
)


class RowFault(Exception):
    """A line that is no row. `zh` and `en` say the same."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(f"line {line}: {en}")
        self.line = line
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Batch:
    """Whose import it is and what it is called: together with a row's number they name its command for ever.

    `authority` is as whom each row is allowed or not; None for the operator's own command line, which may do all.
    """

    principal: str
    name: str
    authority: Principal | None = None

    def __reduce__(self) -> tuple[type["Batch"], tuple[str, str, Principal | None]]:
        """Sent to another process without the hash state, which stays here."""
        return Batch, (self.principal, self.name, self.authority)

    @cached_property
    def _hashed(self) -> Any:
        """SHA-1 over the namespace and the canonical JSON of [principal, name/...], up to the row's number."""
        text = canonical([self.principal, f"{self.name}/"])
        return sha1(NAMESPACE.bytes + text.removesuffix(b'"]'), usedforsecurity=False)

    @property
    def correlation_id(self) -> UUID:
        """What all events of the batch carry: the batch's own UUID, else one made from its name."""
        try:
            return UUID(self.name)
        except ValueError:
            return uuid5(NAMESPACE, self.name)

    def event_id(self, number: int) -> UUID:
        """The id of the event that a row becomes: `key_to_event_id` of the idempotency key `name/number`."""
        hashed = self._hashed.copy()
        hashed.update(b'%d"]' % number)
        return UUID(bytes=hashed.digest()[:16], version=5)


@dataclass(frozen=True, slots=True)
class Part:
    """One command of a row."""

    command: str
    type: EventType
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: its first command, and `further` ones. `names` are the local names in all their bodies."""

    line: int
    number: int
    ref: str
    command: str
    type: EventType
    body: dict[str, Any]
    names: tuple[Reference, ...]
    further: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All commands of the row."""
        return (Part(self.command, self.type, self.body), *self.further)

    @property
    def opens(self) -> bool:
        """Whether the row opens the stream that it names."""
        return self.type.first

    @property
    def existing(self) -> bool:
        """Whether the row acts on a stream that the ledger has already."""
        return is_existing(self.ref)


def is_existing(ref: str) -> bool:
    """Whether a name is the full id of a stream."""
    return _EXISTING.fullmatch(ref) is not None


def opened_stream(batch: Batch, row: Row) -> str:
    """The id of the stream that an opening row opens: the same row always opens the same stream."""
    return stream_of(row.type.stream, batch.event_id(row.number))


def read_row(line: int, content: bytes) -> Row:
    """One line as a row. Raises RowFault for what is no row at all; its body is judged later."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RowFault(
            line, f"不是 UTF-8 文字（第 {error.start + 1} 字节）", f"not UTF-8 at byte {error.start + 1}"
        ) from None
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise RowFault(line, f"不是有效的 JSON：{error}", f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise RowFault(line, "每行应为一个 JSON 对象", "a line is one JSON object")
    _check_members(line, value, _MEMBERS)
    return _row(line, value)


def _check_members(line: int, value: dict[str, Any], known: frozenset[str]) -> None:
    unknown = value.keys() - known
    if unknown:
        names = ", ".join(sorted(unknown))
        raise RowFault(line, f"未知的成员：{names}", f"unknown members: {names}")


def _row(line: int, value: dict[str, Any]) -> Row:
    number = value.get("row", line)
    if type(number) is not int or not 0 < number < 1 << 53:
        raise RowFault(line, "row 应为正整数", "row is a positive integer")
    first = _part(line, value)
    kind = first.type
    ref = value.get("ref", f".{number}" if kind.first else None)
    if not isinstance(ref, str) or not (_REF.fullmatch(ref)):
        raise RowFault(
            line,
            "ref 应为本文件中的名称（字母、数字、_ . -，至多 80 个字符）或记录编号",
            "ref is a local name (letters, digits, _ . -, at most 80 characters) or a stream's id",
        )
    if kind.first and is_existing(ref):
        raise RowFault(line, "新建记录不能使用已有编号", "a row that opens a stream takes a local name")
    further = tuple(_further(line, value.get("with", []), kind))
    names = tuple(name for part in (first, *further) for name in references(part.type, part.body))
    return Row(line, number, ref, first.command, kind, first.body, names, further)


def _part(line: int, value: dict[str, Any]) -> Part:
    command = value.get("command")
    kind = COMMANDS.get(command) if isinstance(command, str) else None
    if kind is None:
        known = ", ".join(sorted(COMMANDS))
        raise RowFault(
            line, f"未知的命令 {command}；可用：{known}", f"unknown command {command}; known: {known}"
        )
    body = value.get("body")
    if not isinstance(body, dict):
        raise RowFault(line, "body 应为对象", "body is an object")
    return Part(str(command), kind, body)


def _further(line: int, given: Any, first: EventType) -> Iterator[Part]:
    if not isinstance(given, list) or len(given) >= TOGETHER:
        raise RowFault(
            line,
            f"with 应为命令的列表，一行至多 {TOGETHER} 个命令",
            f"with is a list of commands, at most {TOGETHER} in a row",
        )
    for one in given:
        if not isinstance(one, dict):
            raise RowFault(line, "with 中应为对象", "with holds objects")
        _check_members(line, one, _PART_MEMBERS)
        part = _part(line, one)
        if part.type.first or part.type.stream not in {"", first.stream}:
            raise RowFault(
                line,
                f"{part.command} 不能与 {first.zh} 一并办理",
                f"{part.command} cannot be recorded with the row's first command",
            )
        yield part
