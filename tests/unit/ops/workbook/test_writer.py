"""Templates that say what to fill in, and refused rows given back as they came."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from ops.workbook.kinds import kinds
from ops.workbook.reader import letters, read_workbook
from ops.workbook.writer import REASONS, refused, template
from tests.unit.ops.workbook.sheets import opened, workbook

HEADINGS = ["备注", "姓名", "证件号码", "用人方式", "用工起始日期", "用工组织"]


def columns(rows: list[list[Any]]) -> dict[str, str]:
    """The letters of each heading's column."""
    return {heading: letters(at) for at, heading in enumerate(rows[0])}


def test_a_template_has_a_sheet_of_rows_instructions_and_codes() -> None:
    content = template(kinds()["roster"], ["示例总工会", "示例街道总工会"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["花名册", "说明 instructions", "代码 codes"]
    offered = {
        str(one.sqref).split(":")[0]: one.formula1 for one in book["花名册"].data_validations.dataValidation
    }
    headings = columns(opened(content))
    assert "代码 codes" in offered[f"{headings['学历 education']}2"]
    assert "代码 codes" in offered[f"{headings['用工组织 host']}2"]
    codes = [cell.value for row in book["代码 codes"].iter_rows() for cell in row if cell.value]
    assert {"大学本科毕业", "21", "示例街道总工会", "直接聘用"} <= set(codes)
    told = [cell.value for row in book["说明 instructions"].iter_rows() for cell in row if cell.value]
    assert any("存成数字的号码不予接受" in str(text) for text in told)
    assert {column.title for column in kinds()["roster"].columns.columns} <= set(told)


def test_cells_of_a_template_keep_numbers_of_documents_as_text() -> None:
    page = openpyxl.load_workbook(io.BytesIO(template(kinds()["roster"])))["花名册"]
    headings = columns(opened(template(kinds()["roster"])))
    assert page.column_dimensions[headings["证件号码 document number"]].width > 0
    rows = opened(template(kinds()["worker.commended"]))
    assert len(rows) == 1


def test_refused_rows_come_back_as_they_came_with_their_reasons() -> None:
    rows = [
        ["好", "示例甲", "E1234567", "direct_hire", date(2024, 3, 1), "示例总工会"],
        ["=1+1", "示例乙", 1.10101199001011e17, "直接聘用", "2024年3月1日", "@某组织"],
    ]
    sheets = read_workbook(workbook(("花名册", [["示例县花名册"], HEADINGS, *rows])))
    content = refused(sheets, {(0, 4): "C4 号码被存成了数字"})
    headings, row = opened(content)
    assert headings[-1] == REASONS
    assert row == [
        "=1+1",
        "示例乙",
        1.10101199001011e17,
        "直接聘用",
        "2024年3月1日",
        "@某组织",
        "C4 号码被存成了数字",
    ]
    (again,) = read_workbook(content)
    assert again.rows[0].cells == dict(enumerate(row))
    assert len(again.columns) == len(HEADINGS)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(1)", "http://example.org"])
def test_nothing_that_comes_back_is_run_or_followed(formula: str) -> None:
    rows = [HEADINGS, [formula, "示例甲", "E1234567", "direct_hire", "2024-03-01", "示例总工会"]]
    content = refused(read_workbook(workbook(("花名册", rows))), {(0, 2): "x"})
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert (page["A2"].data_type, page["A2"].value) == ("s", formula)
    assert page["A2"].hyperlink is None
