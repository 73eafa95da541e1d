"""Citizen identity numbers: what they tell, and every way in which one can be wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import (
    CodeError,
    citizen_check_character,
    from_fifteen_digits,
    parse_citizen_id,
    parse_residence_permit,
)

GOOD = "11010519491231002X"


def numbered(first: str) -> str:
    return first + citizen_check_character(first)


@pytest.mark.parametrize(
    ("number", "division", "birth_on", "sex"),
    [
        (GOOD, "110105", date(1949, 12, 31), "2"),
        ("440524188001010014", "440524", date(1880, 1, 1), "1"),
        ("34052419800101001X", "340524", date(1980, 1, 1), "1"),
        (numbered("22060220000229002"), "220602", date(2000, 2, 29), "2"),
    ],
)
@pytest.mark.requirement("R13")
def test_a_number_tells_division_birth_and_sex(number: str, division: str, birth_on: date, sex: str) -> None:
    parsed = parse_citizen_id(number)
    assert (parsed.number, parsed.division, parsed.birth_on, parsed.sex) == (number, division, birth_on, sex)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("", "17 digits"),
        (GOOD[:-1], "17 digits"),
        (GOOD + "0", "17 digits"),
        (GOOD.lower(), "17 digits"),
        (" " + GOOD, "17 digits"),
        (GOOD + "\n", "17 digits"),
        ("0" + GOOD[1:], "17 digits"),
        ("1101051949123100\u0662X", "17 digits"),
        ("1101051949X231002X", "17 digits"),
        ("110105491231002", "17 digits"),
        ("110105194912310021", "check character"),
        ("11010519491231003X", "check character"),
        (numbered("11010519490229002"), "birth date"),
        (numbered("11010519491301002"), "birth date"),
        (numbered("11010519490100002"), "birth date"),
        (numbered("11010500000101002"), "birth date"),
        (numbered("11010518490101002"), "birth date"),
        (numbered("81000019900101001"), "residence permit"),
        (numbered("82000019900101001"), "residence permit"),
        (numbered("83000019900101001"), "residence permit"),
        (numbered("91010519900101001"), "residence permit"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(number: str, message: str) -> None:
    with pytest.raises(CodeError, match=message) as refused:
        parse_citizen_id(number)
    assert refused.value.zh
    assert number not in str(refused.value) or not number


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_one_wrong_digit_is_noticed(at: int, shift: int) -> None:
    changed = GOOD[:at] + str((int(GOOD[at]) + shift) % 10) + GOOD[at + 1 :]
    with pytest.raises(CodeError):
        parse_citizen_id(changed)


@given(st.integers(0, 15))
def test_two_neighbouring_digits_in_the_wrong_order_are_noticed(at: int) -> None:
    changed = GOOD[:at] + GOOD[at + 1] + GOOD[at] + GOOD[at + 2 :]
    if changed != GOOD:
        with pytest.raises(CodeError):
            parse_citizen_id(changed)


def test_a_residence_permit_is_numbered_the_same_way() -> None:
    assert parse_residence_permit(numbered("83000019900101001")).birth_on == date(1990, 1, 1)
    with pytest.raises(CodeError, match="810000"):
        parse_residence_permit(GOOD)


def test_fifteen_digits_become_eighteen() -> None:
    assert from_fifteen_digits("110105491231002").number == GOOD


@pytest.mark.parametrize("number", ["", GOOD, "11010549123100X", "110105491331002", "010105491231002"])
def test_other_short_numbers_are_refused(number: str) -> None:
    with pytest.raises(CodeError):
        from_fifteen_digits(number)


@given(st.text() | st.from_regex(r"[0-9]{14,19}[0-9Xx]?", fullmatch=True))
def test_no_text_raises_anything_else(text: str) -> None:
    for parse in (parse_citizen_id, parse_residence_permit, from_fifteen_digits):
        try:
            parse(text)
        except CodeError:
            continue
