"""Reading a workbook: which sheets are meant, where their headings stand, and their rows cell by cell."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from api.limits import WORKBOOK_BYTES
from ops.workbook.cells import FAILED, is_blank
from ops.workbook.columns import IGNORED, Column, plain
from ops.workbook.kinds import Kind, kinds

UNPACKED_LIMIT: Final = 400 * 1024 * 1024
ROWS_LIMIT: Final = 100_000
HEADING_ROWS: Final = 20
"""Rows from the top in which the headings are looked for: rosters have titles above them."""
OURS: Final = frozenset({"说明 instructions", "代码 codes"})
"""Sheets of a template that hold no rows."""


class BadWorkbook(Exception):
    """The file cannot be read as a workbook of known sheets. `zh` and `en` say the same."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number in the sheet, from 1, and its cells that are not blank, by their column's number from 0."""

    number: int
    cells: Mapping[int, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of rows. `order` is its place in the workbook; `columns` are those under a known heading, `headings` all."""

    order: int
    name: str
    kind: Kind
    headings: tuple[str, ...]
    columns: Mapping[int, Column]
    rows: Sequence[SheetRow]

    def cell(self, row: int, place: tuple[str, ...]) -> str | None:
        """The address of a cell such as D7; None where the sheet has no such column."""
        at = next((number for number, column in self.columns.items() if column.place == place), None)
        return None if at is None else f"{letters(at)}{row}"


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def read_workbook(content: bytes, kind: str | None = None) -> list[Sheet]:
    """The sheets of a workbook that hold rows. `kind` says what its first sheet is, whatever the sheet is called.

    Raises BadWorkbook.
    """
    _check_size(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = [
            (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in workbook.sheet_names
            if name not in OURS
        ]
    except PasswordError:
        raise BadWorkbook("工作簿有密码", "the workbook has a password") from None
    except (CalamineError, ZipError) as error:
        raise BadWorkbook("不是可读取的 .xlsx 工作簿", f"not a readable .xlsx workbook: {error}") from None
    failed = _failed_cells(content)
    if kind is not None:
        tables = tables[:1]
    sheets = []
    for order, (name, table) in enumerate(tables):
        if any(not is_blank(cell) for row in table for cell in row):
            _mark(table, failed.get(name, ()))
            sheets.append(_sheet(order, name, _kind(name, kind), table))
    if not any(sheet.rows for sheet in sheets):
        raise BadWorkbook("工作簿中没有数据行", "the workbook has no row of data")
    return sheets


def _check_size(content: bytes) -> None:
    if len(content) > WORKBOOK_BYTES:
        raise BadWorkbook(
            f"文件超过 {WORKBOOK_BYTES >> 20} MB", f"the file is larger than {WORKBOOK_BYTES >> 20} MB"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise BadWorkbook(
            "不是 .xlsx 工作簿；旧格式 .xls 请另存为 .xlsx",
            "not an .xlsx workbook; save an old .xls as .xlsx",
        ) from None
    if unpacked > UNPACKED_LIMIT:
        raise BadWorkbook("解压后过大", "the workbook is too large when unpacked")


def _kind(sheet: str, given: str | None) -> Kind:
    """The kind of sheet that is given, or that the sheet is named after."""
    known = kinds()
    if given is not None:
        if given not in known:
            raise BadWorkbook(
                f"没有 {given} 这种表；可用：{'、'.join(known)}",
                f"no such kind of sheet; known: {', '.join(known)}",
            )
        return known[given]
    name = plain(sheet)
    for kind in known.values():
        if name in {plain(kind.zh), plain(kind.en), plain(kind.code)}:
            return kind
    raise BadWorkbook(
        f"不知道工作表“{sheet}”是什么；请用模板中的表名，如“花名册”，或指明种类",
        f"the sheet {sheet!r} is none that is known: name it as its template does, for example 花名册, or say its kind",
    )


def _sheet(order: int, name: str, kind: Kind, table: list[list[Any]]) -> Sheet:
    at = _heading_row(name, kind, table)
    headings = tuple(str(cell).strip() for cell in table[at])
    columns = _columns(name, kind, headings)
    rows = [
        SheetRow(number, cells)
        for number, row in enumerate(table[at + 1 :], at + 2)
        if (cells := {place: cell for place, cell in enumerate(row) if not is_blank(cell)})
    ]
    if len(rows) > ROWS_LIMIT:
        raise BadWorkbook(f"“{name}”超过 {ROWS_LIMIT} 行", f"{name!r} has more than {ROWS_LIMIT} rows")
    return Sheet(order, name, kind, headings, columns, rows)


def _heading_row(name: str, kind: Kind, table: list[list[Any]]) -> int:
    """The row with most headings that are known."""
    known = kind.columns.by_heading
    found = [
        sum(isinstance(cell, str) and plain(cell) in known for cell in row) for row in table[:HEADING_ROWS]
    ]
    most = max(found, default=0)
    if most < 2:
        required = "、".join(column.zh for column in kind.columns.columns if column.required)
        raise BadWorkbook(
            f"“{name}”前 {HEADING_ROWS} 行中找不到表头；至少应有：{required}",
            f"no headings in the first {HEADING_ROWS} rows of {name!r}",
        )
    return found.index(most)


def _columns(name: str, kind: Kind, headings: Sequence[str]) -> dict[int, Column]:
    known = kind.columns.by_heading
    columns = {at: known[plain(text)] for at, text in enumerate(headings) if plain(text) in known}
    unknown = [text for text in headings if text and plain(text) not in known and plain(text) not in IGNORED]
    if unknown:
        raise BadWorkbook(
            f"“{name}”有不认识的表头：{'、'.join(unknown)}；请删去这些列，或改用模板中的表头",
            f"{name!r} has headings that are not known: {', '.join(unknown)}; delete these columns or use the template's",
        )
    twice = [
        place for place, times in Counter(column.place for column in columns.values()).items() if times > 1
    ]
    if twice:
        names = "、".join(column.title for column in kind.columns.columns if column.place in twice)
        raise BadWorkbook(f"“{name}”的表头重复：{names}", f"headings of {name!r} stand twice: {names}")
    missing = [
        column for column in kind.columns.columns if column.required and column not in columns.values()
    ]
    if missing:
        names = "、".join(column.title for column in missing)
        raise BadWorkbook(f"“{name}”缺少列：{names}", f"{name!r} lacks columns: {names}")
    return columns


_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)")
_ERROR_CELL: Final = re.compile(rb'<c(?=[^>]*\bt="e")[^>]*\br="([A-Z]+[0-9]+)"')
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _failed_cells(content: bytes) -> dict[str, list[str]]:
    """The cells of each sheet whose formula failed: the reader shows them as blank ones."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        parts = {
            link.get("Id"): link.get("Target", "").removeprefix("/xl/").removeprefix("/")
            for link in _xml(archive, "xl/_rels/workbook.xml.rels").iter()
        }
        found = {}
        for sheet in _xml(archive, "xl/workbook.xml").iter():
            part = f"xl/{parts.get(sheet.get(_REL))}"
            if part in names:
                found[sheet.get("name", "")] = [
                    address.decode() for address in _ERROR_CELL.findall(archive.read(part))
                ]
        return found


def _xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadWorkbook(
            "工作簿含有不允许的 XML 声明", "the workbook has an XML declaration that is not allowed"
        )
    return ET.fromstring(content)  # noqa: S314  no entities: refused above


def _mark(table: list[list[Any]], addresses: Sequence[str]) -> None:
    for address in addresses:
        match = _ADDRESS.fullmatch(address)
        if match is not None:
            row, column = int(match[2]) - 1, _number(match[1])
            if row < len(table) and column < len(table[row]):
                table[row][column] = FAILED


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number - 1


def filled(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, SheetRow]]:
    """Every row of every sheet, in the workbook's order."""
    for sheet in sheets:
        for row in sheet.rows:
            yield sheet, row
