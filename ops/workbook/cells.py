"""What a cell says: exact, or refused with what to write. Nothing that a spreadsheet may have altered is taken."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from ops.workbook.choices import SAID_TOO
from ops.workbook.columns import Column, Form

Cell = str | int | float | bool | date | datetime | time | timedelta


class CellFault(Exception):
    """A cell that cannot be taken. `zh` and `en` say the same; they never repeat what stands in it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


FAILED: Final = "#ERROR"
"""What stands for a cell whose formula failed."""
EXACT: Final = 1e15
"""Spreadsheets keep fifteen digits of a number."""
_DATE: Final = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[ T]00:00(?::00)?)?|(\d{4})(\d{2})(\d{2})"
)
_SEPARATORS: Final = re.compile(r"[、,，;；\n]+")
_ITEMS: Final = re.compile(r"[;；\n]+")
_BARS: Final = re.compile(r"[|｜]")
_WHOLE: Final = re.compile(r"-?\d{1,15}")
_FLAGS: Final = {
    "是": True,
    "否": False,
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "对": True,
    "√": True,
}


def is_blank(cell: Any) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def value_of(column: Column, cell: Cell) -> Any:
    """What a cell that is not blank says, as JSON. Raises CellFault."""
    if isinstance(cell, str):
        cell = cell.strip()
    if cell == FAILED:
        raise CellFault("公式出错，没有结果", "the formula in it has failed")
    return _READERS[column.form](column, cell)


def _text(_column: Column, cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellFault("应为文字", "has to be text")
    if cell != int(cell) or abs(cell) >= EXACT:
        raise CellFault(
            "数字已不精确；请将单元格设为文本后重新填写",
            "the number is not exact: format the cell as text and type it again",
        )
    return str(int(cell))


def _number_text(_column: Column, cell: Cell) -> str:
    """A number that identifies: one that became a quantity may have lost its last digits or its first zeros."""
    if not isinstance(cell, str):
        raise CellFault(
            "号码被存成了数字，可能已丢失末位或前导零；请将单元格设为文本，按证件原样重新填写",
            "the number is stored as a quantity and may have lost digits: format the cell as text and type it as the document has it",
        )
    text = cell.removeprefix("'").replace(" ", "").replace("\u3000", "")
    if re.fullmatch(r"\d(?:\.\d+)?[Ee]\+?\d+", text):
        raise CellFault(
            "号码是科学记数法，已丢失数字；请按证件原样重新填写",
            "the number is in scientific notation and has lost digits: type it again",
        )
    return text.upper() if text.isascii() else text


def _phone(column: Column, cell: Cell) -> str:
    """A mobile number has lost nothing as a quantity: eleven digits, the first of them 1."""
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and re.fullmatch(r"1\d{10}", f"{cell:.0f}")
    ):
        return f"{cell:.0f}"
    return _number_text(column, cell)


def _date(_column: Column, cell: Cell) -> str:
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise CellFault("应为日期，不含时刻", "has to be a date without a time of day")
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    match = _DATE.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        raise CellFault(
            "应为日期：日期格式的单元格，或 2024-03-01、2024/3/1、2024年3月1日、20240301 这样的文字",
            "has to be a date: a date cell, or text such as 2024-03-01",
        )
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise CellFault("没有这一天", "there is no such day") from None


def _whole(_column: Column, cell: Cell) -> int:
    if (
        isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and cell == int(cell)
        and abs(cell) < EXACT
    ):
        return int(cell)
    if isinstance(cell, str) and _WHOLE.fullmatch(cell):
        return int(cell)
    raise CellFault("应为整数", "has to be a whole number")


def _decimal(_column: Column, cell: Cell) -> str:
    """Money and scores: what the cell shows with two places, where it holds no more than that."""
    if isinstance(cell, str):
        return cell.replace(",", "")
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < EXACT / 100:
        text = f"{cell:.2f}"
        if abs(float(text) - cell) < 1e-9:
            return text.removesuffix(".00") if cell == int(cell) else text
    raise CellFault("应为至多两位小数的数", "has to be a number with at most two decimal places")


def _flag(_column: Column, cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    known = _FLAGS.get(cell.lower()) if isinstance(cell, str) else None
    if known is None:
        raise CellFault("应为 是 或 否", "has to be yes or no")
    return known


def _choice(column: Column, cell: Cell) -> str:
    text = _text(column, cell)
    wanted = text.casefold()
    for code, names in column.choices.items():
        if wanted in {code, *(name.casefold() for name in names)} or names[0] == f"{text}族":
            return code
    said = SAID_TOO.get(text.lower())
    if said is not None and said in column.choices:
        return said
    if len(column.choices) <= 12:
        known = "、".join(f"{names[0]}（{code}）" for code, names in column.choices.items())
        raise CellFault(f"应为其一：{known}", f"has to be one of: {', '.join(column.choices)}")
    raise CellFault(
        "不在代码表中，见模板的“代码”表", "not in the code list: see the sheet of codes in the template"
    )


def _list(column: Column, cell: Cell) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(_text(column, cell)) if part.strip()]


def _choices(column: Column, cell: Cell) -> list[str]:
    return [_choice(column, part) for part in _list(column, cell)]


def _items(column: Column, cell: Cell) -> list[dict[str, Any]]:
    """Several items, each its members with a bar between them: `base|3000.00；bonus|500.00`."""
    found = []
    for item in _ITEMS.split(_text(column, cell)):
        given = [part.strip() for part in _BARS.split(item)]
        if len(given) > len(column.members):
            raise CellFault(
                f"每项应为 {'|'.join(column.members)}，各项以分号隔开",
                f"each item is {'|'.join(column.members)}, items with a semicolon between them",
            )
        members = dict(zip(column.members, given, strict=False))
        found.append({name: _count_or_text(name, part) for name, part in members.items() if part})
    return found


def _count_or_text(name: str, part: str) -> str | int:
    return int(part) if name in {"count", "percent"} and part.isdecimal() else part


def _event(_column: Column, cell: Cell) -> str | int:
    """An event's id, or its position in the ledger."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell) and cell >= 0:
        return int(cell)
    if isinstance(cell, str):
        if cell.isdecimal() and len(cell) <= 15:
            return int(cell)
        try:
            return str(UUID(cell))
        except ValueError:
            raise _no_event() from None
    raise _no_event()


def _events(column: Column, cell: Cell) -> list[str | int]:
    return [_event(column, part) for part in (_list(column, cell) if isinstance(cell, str) else [cell])]


def _no_event() -> CellFault:
    return CellFault("应为事件的序号或编号", "has to be the position or the id of an event")


_READERS: Final[Mapping[Form, Callable[[Column, Any], Any]]] = {
    Form.TEXT: _text,
    Form.NUMBER_TEXT: _number_text,
    Form.PHONE: _phone,
    Form.DATE: _date,
    Form.WHOLE: _whole,
    Form.DECIMAL: _decimal,
    Form.FLAG: _flag,
    Form.CHOICE: _choice,
    Form.CHOICES: _choices,
    Form.LIST: _list,
    Form.ITEMS: _items,
    Form.ORGANISATION: _text,
    Form.ORGANISATIONS: _list,
    Form.POST: _text,
    Form.WORKER: _text,
    Form.WORKERS: _list,
    Form.EVENT: _event,
    Form.EVENTS: _events,
}
