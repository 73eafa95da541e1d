"""A roster workbook read, judged and recorded: rows a second against what a large workbook may take."""

import io
from datetime import date, timedelta
from time import perf_counter
from typing import Any, Final

import xlsxwriter

from domain.codes import citizen_check_character
from domain.reading import Shelf
from ops.bench.measure import Note, Row
from ops.bench.scratch import Scratch
from ops.cli.books import NATION, enact_bundled
from ops.importing.rows import Batch
from ops.shards import Opening
from ops.workbook import review

ROWS: Final = 4_000
FULL_ROWS: Final = 20_000
PROCESSES: Final = 2
REVIEW_ROWS_PER_SECOND: Final = 1_000.0
"""A workbook of 20,000 rows is reviewed in 20 seconds."""
IMPORT_ROWS_PER_SECOND: Final = 20_000 / 60
"""It is recorded in 60 seconds."""
UNION: Final = "示例县总工会"
_HEADINGS: Final = (
    "姓名",
    "证件号码",
    "用人方式",
    "用工起始日期",
    "用工组织",
    "学历",
    "合同期限类型",
    "合同终止日期",
)


def workbooks(scratch: Scratch, note: Note, *, full: bool = False) -> list[Row]:
    """One workbook into an empty ledger with the national book: a person, an adoption and a contract a row."""
    count = FULL_ROWS if full else ROWS
    content = _workbook(count)
    batch = Batch("bench", "workbook")
    with scratch.ledger_database() as url:
        opening = Opening(url, scratch.keys_folder, prepare=True)
        with opening.ledger() as ledger:
            enact_bundled(ledger, Shelf(), "operator", (NATION,))
            note(f"workbook of {count} rows, dry run")
            started = perf_counter()
            found = review.rehearse(*review.prepare(content, None, ledger, batch), ledger, batch)
            reviewed = perf_counter() - started
            note(f"workbook of {count} rows, import")
            started = perf_counter()
            made = review.prepare(content, None, ledger, batch)
            done = review.record(*made, opening, batch, processes=PROCESSES)
            recorded = perf_counter() - started
    if found.refused or done.refused:
        raise RuntimeError(f"refused: {next(iter((found.refused or done.refused).values()))}")
    return [
        _row(
            "workbook dry run", count / reviewed, REVIEW_ROWS_PER_SECOND, f"{count} rows in {reviewed:.1f} s"
        ),
        _row(
            "workbook import", count / recorded, IMPORT_ROWS_PER_SECOND, f"{count} rows in {recorded:.1f} s"
        ),
    ]


def _row(path: str, value: float, asked: float, said: str) -> Row:
    return Row(path, value, "rows/s", "20,000 rows in time", asked, value / asked, 1.0, said)


def _workbook(count: int) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        unions = book.add_worksheet("组织登记")
        unions.write_row(0, 0, ("组织名称", "组织类型", "层级", "行政区划代码", "生效日期"))
        unions.write_row(1, 0, (UNION, "union", "county", "220621", "2000-01-01"))
        page = book.add_worksheet("花名册")
        page.write_row(0, 0, _HEADINGS)
        for number in range(count):
            for column, cell in enumerate(_person(number)):
                page.write(number + 1, column, cell)
    return buffer.getvalue()


def _person(number: int) -> tuple[Any, ...]:
    born = date(1970, 1, 1) + timedelta(days=number % 9_000)
    body = f"220621{born:%Y%m%d}{number // 9_000 * 100 + 1:03d}"
    on = date(2019, 1, 1) + timedelta(days=number % 365)
    document = body + citizen_check_character(body)
    return (f"示例人员{number}", document, "直接聘用", on, UNION, "本科", "固定期限", date(2029, 12, 31))
