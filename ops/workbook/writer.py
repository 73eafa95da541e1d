"""Writing workbooks: templates with instructions and lists of codes, and refused rows with their reasons."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ops.workbook.columns import Column, Form
from ops.workbook.kinds import Kind
from ops.workbook.reader import Sheet

ROWS_READY: Final = 1_000
"""Rows of a template that are formatted and checked as they are typed."""
REASONS: Final = "未接受的原因 reasons"
OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
"""A text stays the text that it is: nothing in it is run, counted or followed."""

_TEXTUAL: Final = frozenset(Form) - {Form.DATE, Form.WHOLE, Form.FLAG}
_SAYS: Final[Mapping[Form, tuple[str, str]]] = {
    Form.NUMBER_TEXT: (
        "以文本填写，存成数字的号码不予接受",
        "typed as text; a number that is stored as a quantity is refused",
    ),
    Form.PHONE: ("电话号码", "a telephone number"),
    Form.DATE: ("日期，如 2024-03-01", "a date such as 2024-03-01"),
    Form.WHOLE: ("整数", "a whole number"),
    Form.FLAG: ("是 或 否", "yes or no"),
    Form.DECIMAL: ("至多两位小数", "at most two decimal places"),
    Form.CHOICE: ("从列表中选，见“代码”表", "one of the list, see the sheet of codes"),
    Form.CHOICES: ("列表中的几项，以顿号隔开", "some of the list, with commas between them"),
    Form.LIST: ("几项，以顿号隔开", "several, with commas between them"),
    Form.ORGANISATION: (
        "组织名称、统一社会信用代码或编号；可为本工作簿中登记的组织",
        "name, credit code or id of an organisation; one registered in this workbook will do",
    ),
    Form.ORGANISATIONS: ("几个组织，以顿号隔开", "several organisations, with commas between them"),
    Form.POST: ("用工组织的岗位名称，或编号", "title of a post of the host, or its id"),
    Form.WORKER: ("人员编号或证件号码", "worker id or document number"),
    Form.WORKERS: ("几个人员编号或证件号码", "several worker ids or document numbers"),
    Form.EVENT: ("事件的序号或编号", "position or id of an event"),
    Form.EVENTS: ("几个事件的序号或编号", "positions or ids of events"),
}
_INSTRUCTIONS: Final = (
    (
        "一行一条。红色表头的列必填，其余可空；列的先后可变，不用的列可删。",
        "One record a row. Red headings have to be filled in.",
    ),
    (
        "表头可只写中文或英文。有不认识的表头时整个文件不予接受。",
        "A heading may be in either language. A heading that is not known refuses the whole file.",
    ),
    (
        "先试导入：列出可记录的、未接受的（及原因）和已有的人员，不记录任何内容。确认后才记录。",
        "A dry run tells what would be recorded, what is refused and why, and who is known already. Confirming records it.",
    ),
    (
        "未接受的行可下载为同样的工作簿，末列为原因；改正后再导入即可。",
        "Refused rows come back as the same workbook with a column of reasons: mend them and import that.",
    ),
    (
        "同一文件确认两次只记录一次；中断后再次确认即从中断处继续。",
        "Confirming a file twice records it once; after an interruption, confirming again goes on.",
    ),
)


def template(kind: Kind, organisations: Iterable[str] = ()) -> bytes:
    """An empty workbook of a kind. `organisations` are offered in the cells that name one."""
    return _book(kind, tuple(organisations))


def refused(sheets: Sequence[Sheet], reasons: Mapping[tuple[int, int], str]) -> bytes:
    """The refused rows of a workbook as they came, with a column that says why.

    `reasons` are by the sheet's order and the row's number.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **OPTIONS}) as book:
        formats = _Formats(book)
        for sheet in sheets:
            kept = [row for row in sheet.rows if (sheet.order, row.number) in reasons]
            if kept:
                page = book.add_worksheet(sheet.kind.sheet)
                _refused_rows(
                    page, formats, sheet, [(row.cells, reasons[sheet.order, row.number]) for row in kept]
                )
    return buffer.getvalue()


def _refused_rows(
    page: Worksheet, formats: "_Formats", sheet: Sheet, rows: Sequence[tuple[Mapping[int, Any], str]]
) -> None:
    """The columns that are known, then the reasons: what an earlier refusal said is left behind."""
    places = list(sheet.columns)
    page.freeze_panes(1, 0)
    for at, place in enumerate(places):
        column = sheet.columns[place]
        page.write_string(0, at, column.title, formats.heading(column))
        page.set_column(at, at, 18)
    page.write_string(0, len(places), REASONS, formats.optional)
    page.set_column(len(places), len(places), 80)
    for number, (cells, reason) in enumerate(rows, 1):
        for at, place in enumerate(places):
            if place in cells:
                _write(page, formats, number, at, cells[place])
        page.write_string(number, len(places), reason, formats.wrapped)


def _write(page: Worksheet, formats: "_Formats", row: int, column: int, cell: Any) -> None:
    """A cell as it came: text stays text, a quantity a quantity."""
    match cell:
        case bool():
            page.write_boolean(row, column, cell)
        case int() | float():
            page.write_number(row, column, cell)
        case datetime():
            page.write_datetime(row, column, cell, formats.moment)
        case date():
            page.write_datetime(row, column, cell, formats.day)
        case _:
            page.write_string(row, column, str(cell), formats.text)


class _Formats:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        base = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self.required: Format = book.add_format({**base, "bg_color": "#f8d7d3", "font_color": "#8c1d18"})
        self.optional: Format = book.add_format({**base, "bg_color": "#e8eef5"})
        self.text: Format = book.add_format({"num_format": "@"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold: Format = book.add_format({"bold": True, "valign": "top"})

    def heading(self, column: Column) -> Format:
        """Red where a row has to say it."""
        return self.required if column.required else self.optional

    def cell(self, column: Column) -> Format | None:
        """Cells that hold text are formatted so before anything is typed: then nothing is read as a quantity."""
        if column.form is Form.DATE:
            return self.day
        return self.text if column.form in _TEXTUAL else None


def _book(kind: Kind, organisations: tuple[str, ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **OPTIONS}) as book:
        formats = _Formats(book)
        page = book.add_worksheet(kind.sheet)
        instructions = book.add_worksheet("说明 instructions")
        codes = book.add_worksheet("代码 codes")
        page.freeze_panes(1, 1)
        ranges = _codes(codes, formats, kind, organisations)
        for at, column in enumerate(kind.columns.columns):
            page.write_string(0, at, column.title, formats.heading(column))
            page.set_column(at, at, 20 if column.form in _TEXTUAL else 14, formats.cell(column))
            _validate(page, at, column, ranges)
        _instructions(instructions, formats, kind)
    return buffer.getvalue()


def _codes(page: Worksheet, formats: _Formats, kind: Kind, organisations: tuple[str, ...]) -> dict[str, str]:
    """Three columns a list: code, Chinese and English name. Returns the range of names of each heading."""
    ranges: dict[str, str] = {}
    at = 0
    for column in kind.columns.columns:
        if column.choices:
            page.merge_range(0, at, 0, at + 2, column.title, formats.bold)
            for row, (code, (zh, en)) in enumerate(column.choices.items(), 1):
                for offset, text in enumerate((zh, en, code)):
                    page.write_string(row, at + offset, text, formats.text)
            ranges[column.zh] = _range(at, len(column.choices))
            page.set_column(at, at + 2, 22)
            at += 4
    if organisations:
        page.write_string(0, at, "组织 organisations", formats.bold)
        for row, name in enumerate(organisations, 1):
            page.write_string(row, at, name, formats.text)
        page.set_column(at, at, 40)
        ranges[""] = _range(at, len(organisations))
    return ranges


def _range(column: int, rows: int) -> str:
    top, bottom = (xlsxwriter.utility.xl_rowcol_to_cell(row, column, True, True) for row in (1, rows))
    return f"='代码 codes'!{top}:{bottom}"


def _validate(page: Worksheet, at: int, column: Column, ranges: Mapping[str, str]) -> None:
    """Offer the list of a cell, and let it be typed over: what is wrong is told by the dry run."""
    source: Any = ranges.get(column.zh if column.choices else "" if column.form is Form.ORGANISATION else "-")
    if column.form is Form.FLAG:
        source = ["是", "否"]
    if source is not None:
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        page.data_validation(1, at, ROWS_READY, at, rule)


def _instructions(page: Worksheet, formats: _Formats, kind: Kind) -> None:
    page.set_column(0, 1, 34)
    page.set_column(2, 2, 10)
    page.set_column(3, 4, 60)
    page.write_string(0, 0, f"{kind.zh} {kind.en}", formats.bold)
    row = 1
    for zh, en in _INSTRUCTIONS:
        page.write_string(row, 0, zh)
        page.write_string(row + 1, 0, en)
        row += 2
    for at, text in enumerate(("列 column", "也可写作 also", "必填 required", "填写", "what to fill in")):
        page.write_string(row + 1, at, text, formats.bold)
    for number, column in enumerate(kind.columns.columns, row + 2):
        zh, en = _SAYS.get(column.form, ("文字", "text"))
        if column.members:
            form = "|".join(column.members)
            zh, en = f"每项 {form}，各项以分号隔开", f"each item {form}, with semicolons between items"
        cells = (column.title, "、".join(column.aliases), "是 yes" if column.required else "", zh, en)
        for at, text in enumerate(cells):
            page.write_string(number, at, text, formats.wrapped)
