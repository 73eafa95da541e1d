"""A cell is taken exactly, or refused with what to write; nothing that a spreadsheet may have altered is guessed."""

from datetime import date, datetime, time
from typing import Any

import pytest

from domain.codes import EDUCATION, ETHNIC_GROUP, POLITICAL_STATUS, SEX
from ops.workbook.cells import FAILED, CellFault, is_blank, value_of
from ops.workbook.choices import DOCUMENTS, of_list
from ops.workbook.columns import Column, Form


def column(form: Form, **more: Any) -> Column:
    return Column(("x",), "某列", "some column", form, **more)


def at(hour: int) -> datetime:
    return datetime.combine(date(2024, 3, 1), time(hour))


def read(form: Form, cell: Any, **more: Any) -> Any:
    return value_of(column(form, **more), cell)


def refused(form: Form, cell: Any, **more: Any) -> CellFault:
    with pytest.raises(CellFault) as raised:
        read(form, cell, **more)
    fault = raised.value
    assert any("\u4e00" <= letter <= "\u9fff" for letter in fault.zh)
    assert fault.en.isascii()
    return fault


@pytest.mark.parametrize("cell", [110101199001011234.0, 1.10101199001011e17, 20230001, 12345678.0])
def test_an_identity_number_that_became_a_quantity_is_refused(cell: float) -> None:
    assert "文本" in refused(Form.NUMBER_TEXT, cell).zh


@pytest.mark.parametrize("cell", ["1.10101E+17", "1.1e17", "1E+17"])
def test_so_is_one_that_was_copied_in_scientific_notation(cell: str) -> None:
    assert "科学记数法" in refused(Form.NUMBER_TEXT, cell).zh


def test_a_fault_never_repeats_the_number() -> None:
    fault = refused(Form.NUMBER_TEXT, 110101199001011234.0)
    assert "1101" not in fault.zh + fault.en


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("11010519491231002x", "11010519491231002X"),
        (" 110105 19491231 002X ", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        ("E12345678", "E12345678"),
    ],
)
def test_an_identity_number_as_text_is_taken_without_its_layout(cell: str, number: str) -> None:
    assert read(Form.NUMBER_TEXT, cell) == number


def test_a_mobile_number_has_lost_nothing_as_a_quantity_and_others_have() -> None:
    assert read(Form.PHONE, 13800000000.0) == "13800000000"
    assert read(Form.PHONE, "010-12345678") == "010-12345678"
    refused(Form.PHONE, 1012345678.0)


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 3, 1),
        at(0),
        "2024-03-01",
        "2024-3-1",
        "2024/3/1",
        "2024.3.1",
        "2024年3月1日",
        "20240301",
        "2024-03-01 00:00:00",
        "  2024-03-01 ",
    ],
)
def test_dates_as_dates_or_text(cell: Any) -> None:
    assert read(Form.DATE, cell) == "2024-03-01"


@pytest.mark.parametrize(
    "cell",
    [
        45352.0,
        "2024-03",
        "3/1/2024",
        "01.03.2024",
        "2024-02-30",
        at(8),
        time(8),
        "昨天",
        True,
    ],
)
def test_what_is_no_day_is_refused(cell: Any) -> None:
    refused(Form.DATE, cell)


@pytest.mark.parametrize(("cell", "whole"), [(3.0, 3), (3, 3), ("3", 3), ("-2", -2)])
def test_whole_numbers(cell: Any, whole: int) -> None:
    assert read(Form.WHOLE, cell) == whole


@pytest.mark.parametrize("cell", [3.5, "三", True, 1e16])
def test_what_is_no_whole_number_is_refused(cell: Any) -> None:
    refused(Form.WHOLE, cell)


@pytest.mark.parametrize(
    ("cell", "money"), [(5000.0, "5000"), (5000.5, "5000.50"), ("5,000.00", "5000.00"), (0.1 + 0.2, "0.30")]
)
def test_money_as_text_or_with_two_places(cell: Any, money: str) -> None:
    assert read(Form.DECIMAL, cell) == money


def test_money_with_more_places_is_refused() -> None:
    refused(Form.DECIMAL, 5000.005)


@pytest.mark.parametrize(("cell", "flag"), [("是", True), ("否", False), ("Yes", True), (True, True)])
def test_flags(cell: Any, flag: bool) -> None:
    assert read(Form.FLAG, cell) is flag
    refused(Form.FLAG, "也许")


@pytest.mark.parametrize("cell", ["2", "女", "女性", "Female", "female", 2.0])
def test_a_code_by_number_or_by_any_of_its_names(cell: Any) -> None:
    assert read(Form.CHOICE, cell, choices=of_list(SEX)) == "2"


@pytest.mark.parametrize(
    ("codes", "cell", "code"),
    [
        (EDUCATION, "本科", "21"),
        (EDUCATION, "大学本科毕业", "21"),
        (EDUCATION, "大专", "31"),
        (POLITICAL_STATUS, "中共党员", "01"),
        (POLITICAL_STATUS, "群众", "13"),
        (ETHNIC_GROUP, "汉", "01"),
        (ETHNIC_GROUP, "满族", "11"),
        (ETHNIC_GROUP, "满", "11"),
    ],
)
def test_what_people_write_for_a_code(codes: Any, cell: str, code: str) -> None:
    assert read(Form.CHOICE, cell, choices=of_list(codes)) == code


def test_a_code_whose_leading_zero_was_lost_is_no_code() -> None:
    refused(Form.CHOICE, 1.0, choices=of_list(POLITICAL_STATUS))


def test_a_short_list_is_told_and_a_long_one_is_in_the_template() -> None:
    assert "护照（passport）" in refused(Form.CHOICE, "户口簿", choices=DOCUMENTS).zh
    assert "代码" in refused(Form.CHOICE, "读过书", choices=of_list(EDUCATION)).zh


def test_several_values_in_a_cell() -> None:
    assert read(Form.LIST, "party_member、graduate；other, more") == [
        "party_member",
        "graduate",
        "other",
        "more",
    ]
    assert read(Form.ITEMS, "base|3000.00；bonus|500.00", members=("code", "amount")) == [
        {"code": "base", "amount": "3000.00"},
        {"code": "bonus", "amount": "500.00"},
    ]
    assert read(Form.ITEMS, "street||3", members=("line", "title", "count")) == [
        {"line": "street", "count": 3}
    ]
    refused(Form.ITEMS, "a|b|c", members=("code", "amount"))


def test_an_event_by_position_or_id() -> None:
    assert read(Form.EVENT, 12.0) == 12
    assert read(Form.EVENT, "12") == 12
    assert read(Form.EVENT, "00000000-0000-5000-8000-00000000000C") == "00000000-0000-5000-8000-00000000000c"
    refused(Form.EVENT, "那份合同")


def test_a_number_in_a_text_cell_is_text_while_it_is_exact() -> None:
    assert read(Form.TEXT, 330106.0) == "330106"
    refused(Form.TEXT, 1.5)
    refused(Form.TEXT, 1e17)


def test_a_failed_formula_is_told() -> None:
    assert "公式" in refused(Form.TEXT, FAILED).zh


def test_blank_cells() -> None:
    assert [is_blank(cell) for cell in (None, "", "  ", 0, "0", False)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
