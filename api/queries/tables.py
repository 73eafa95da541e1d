"""Tables for spreadsheets, as CSV and XLSX: numbers of documents stay text, and nothing in a cell is run as a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from tempfile import TemporaryFile
from typing import Any, Final

import xlsxwriter

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK: Final = "\ufeff"
"""Tells a spreadsheet that a CSV is in UTF-8."""
PIECE_BYTES: Final = 256 * 1024
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Row = Sequence[Any]
"""The cells of a row: text, whole numbers, or None for a blank one."""


def safe(value: Any) -> str:
    """A cell that no spreadsheet runs: an apostrophe goes before whatever could begin a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def digits(value: Any) -> str:
    """A cell of digits that are no quantity: a tab before them keeps a spreadsheet from rounding them."""
    text = "" if value is None else str(value)
    return f"\t{text}" if text[:1].isdigit() else safe(text)


def csv_rows(rows: Iterable[Row], number_columns: frozenset[int] = frozenset()) -> str:
    """Rows as CSV; in `number_columns` (from 0) stand digits that are no quantities."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [(digits if at in number_columns else safe)(value) for at, value in enumerate(row)] for row in rows
    )
    return text.getvalue()


def xlsx(
    title: str, headings: Sequence[str], rows: Iterable[Row], notes: Iterable[Row] = ()
) -> Iterator[bytes]:
    """A workbook in pieces: a sheet of rows, and one of `notes` on what they are. Rows are held in memory one at a time.

    Nothing is given before all rows were read: what reading them raises is raised with the first piece.
    """
    with TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(file, options) as book:
            text = book.add_format({"num_format": "@"})
            page = book.add_worksheet(title)
            page.set_column(0, len(headings) - 1, 18, text)
            page.freeze_panes(1, 1)
            bold = book.add_format({"bold": True, "bg_color": "#e8eef5", "border": 1})
            page.write_row(0, 0, headings, bold)
            for number, row in enumerate(rows, 1):
                _write(page, number, row, text)
            beside = book.add_worksheet("说明 notes")
            beside.set_column(0, 1, 40)
            for number, row in enumerate(notes):
                _write(beside, number, row, text)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def _write(page: Any, number: int, row: Row, text: Any) -> None:
    for column, value in enumerate(row):
        if isinstance(value, int):
            page.write_number(number, column, value)
        elif value is not None:
            page.write_string(number, column, str(value), text)
