"""Workbooks as they come: titles above the headings, columns in any order, and what is refused whole."""

import io
import zipfile

import pytest
import xlsxwriter

from ops.workbook.cells import FAILED
from ops.workbook.reader import BadWorkbook, letters, read_workbook
from tests.unit.ops.workbook.sheets import workbook

HEADINGS = ["生效日期", "名称", "证件号码", "级别", "颁发机关", "文号"]
ROW = ["2024-03-01", "示例奖", "E12345678", "city", "示例市总工会", "示例1号"]


def refused(content: bytes, kind: str | None = None) -> BadWorkbook:
    with pytest.raises(BadWorkbook) as raised:
        read_workbook(content, kind)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in raised.value.zh)
    return raised.value


def test_headings_are_found_below_titles_in_any_order_and_either_language() -> None:
    content = workbook(
        ("表彰", [["示例县总工会表彰名单"], [], [*HEADINGS[:2], "document number", *HEADINGS[3:]], ROW])
    )
    (sheet,) = read_workbook(content)
    assert sheet.kind.code == "worker.commended"
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "2024-03-01")]
    assert sheet.cell(4, ("who", "number")) == "C4"
    assert sheet.cell(4, ("reason",)) is None


def test_blank_rows_are_passed_over_and_numbered_as_they_stand() -> None:
    (sheet,) = read_workbook(workbook(("表彰", [HEADINGS, ROW, [], ["  "], ROW])))
    assert [row.number for row in sheet.rows] == [2, 5]


def test_running_numbers_and_earlier_reasons_are_let_be() -> None:
    headings = ["序号", *HEADINGS, "未接受的原因 reasons"]
    (sheet,) = read_workbook(workbook(("表彰", [headings, ["1", *ROW, "缺少此项"]])))
    assert len(sheet.columns) == len(HEADINGS)


def test_a_kind_may_be_said_for_a_sheet_of_any_name() -> None:
    content = workbook(("Sheet1", [HEADINGS, ROW]))
    assert "Sheet1" in refused(content).zh
    assert read_workbook(content, "worker.commended")[0].kind.code == "worker.commended"
    assert "worker.hired" in refused(content, "nothing").zh


def test_several_sheets_of_one_workbook() -> None:
    organisations = ["组织名称", "组织类型", "层级", "行政区划代码", "生效日期"]
    content = workbook(
        ("组织登记", [organisations, ["示例", "union", "city", "110000", "2020-01-01"]]),
        ("表彰", [HEADINGS, ROW]),
    )
    assert [sheet.kind.code for sheet in read_workbook(content)] == [
        "organisation.registered",
        "worker.commended",
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([[*HEADINGS, "血型"], [*ROW, "A"]], "血型"),
        ([[*HEADINGS, "身份证号"], [*ROW, "x"]], "重复"),
        ([HEADINGS[1:], ROW[1:]], "生效日期"),
        ([["甲", "乙"], ["1", "2"]], "找不到表头"),
        ([HEADINGS], "没有数据行"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_whole(rows: list[list[str]], says: str) -> None:
    assert says in refused(workbook(("表彰", rows))).zh


@pytest.mark.parametrize("content", [b"", b"name,number\n", b"PK\x03\x04nothing", bytes(2000)])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    refused(content)


def test_a_workbook_that_unpacks_to_more_than_it_should_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"{number}.xml", bytes(100 * 1024 * 1024))
    assert "解压" in refused(buffer.getvalue()).zh


def test_a_formula_that_failed_is_no_blank_cell() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("表彰")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ROW)
        page.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    (sheet,) = read_workbook(buffer.getvalue())
    assert sheet.rows[0].cells[4] == FAILED


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name
