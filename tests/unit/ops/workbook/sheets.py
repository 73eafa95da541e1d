"""Workbooks for tests: made as people make them, opened again with an independent reader."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import xlsxwriter

Table = tuple[str, Sequence[Sequence[Any]]]
"""A sheet's name and its rows."""


def workbook(*sheets: Table) -> bytes:
    """A workbook of sheets with these rows; a string cell stays a string, a date becomes a date cell."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(buffer, options) as book:
        for name, rows in sheets:
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, cell)
    return buffer.getvalue()


def opened(content: bytes, sheet: str | None = None) -> list[list[Any]]:
    """The rows of a sheet, the first one unless named."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[sheet] if sheet else book.worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]
