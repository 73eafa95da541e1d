"""What somebody asked a page for: the typed parameters read by the same models as the JSON routes read theirs.

What cannot be read is told beside the field that it was typed into, and what was typed stays there.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from api.pages.visit import TIMES, Visit
from api.queries.parameters import PAGE_LIMIT
from domain.errors import Fault, InvalidInput
from projections.moments import moment
from projections.source import Source

M = TypeVar("M", bound=BaseModel)


class Wrong(NamedTuple):
    """One thing to change: the field's name, and why in the reader's language. `unknown`: there is no such field."""

    field: str
    why: str
    unknown: bool


def read(model: type[M], typed: Mapping[str, str], source: Source) -> M:
    """The question that was typed. Raises InvalidInput, which names each field that has to change."""
    faults = list(_untimely(typed, source))
    try:
        asked = model.model_validate(dict(typed))
    except ValidationError as error:
        timed = {fault.pointer for fault in faults}
        faults += [fault for detail in error.errors() if (fault := _fault(detail)).pointer not in timed]
    else:
        if not faults:
            return asked
    raise InvalidInput(tuple(faults))


def _untimely(typed: Mapping[str, str], source: Source) -> Iterator[Fault]:
    """What is wrong with either of the two times."""
    for name in TIMES:
        times = {one: typed.get(one) if one == name else None for one in TIMES}
        try:
            moment(source, **times)
        except InvalidInput as error:
            yield from error.faults


def wrongs(error: InvalidInput, visit: Visit, fields: Mapping[str, Any]) -> list[Wrong]:
    """What to change, for a page with these fields."""
    found = []
    for fault in error.faults:
        name = fault.pointer.strip("/").split("/")[0]
        found.append(Wrong(name, visit.say(fault.zh, fault.en), name not in fields))
    return found


def _fault(detail: Any) -> Fault:
    pointer = "".join(f"/{part}" for part in detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return Fault(pointer, "没有这个条件", "there is no such filter")
        case "enum" | "literal_error":
            return Fault(pointer, "请从列表中选择", "choose one of the list")
        case "string_too_long":
            longest = detail["ctx"]["max_length"]
            return Fault(pointer, f"最多 {longest} 个字", f"at most {longest} characters")
        case "int_parsing" | "less_than_equal" | "greater_than_equal":
            return Fault(pointer, f"应为 1 至 {PAGE_LIMIT} 的整数", f"a whole number from 1 to {PAGE_LIMIT}")
    return Fault(pointer, "无法读取，请更改", "this cannot be read: change it")
