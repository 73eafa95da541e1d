"""Unified social credit codes, GB 32100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import CodeError, checked_credit_code, credit_check_character

GOOD = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_published_example() -> None:
    assert checked_credit_code(GOOD) == GOOD


@pytest.mark.parametrize(
    "code",
    [
        "",
        GOOD[:-1],
        GOOD + "0",
        GOOD.lower(),
        GOOD[:-1] + "4",
        "9135010OM000100Y43",
        "9135X100M000100Y43",
        GOOD + "\n",
    ],
)
def test_a_wrong_code_is_refused(code: str) -> None:
    with pytest.raises(CodeError):
        checked_credit_code(code)


@given(st.text("0123456789", min_size=6, max_size=6), st.text(ALPHABET, min_size=11, max_size=11))
def test_every_first_seventeen_have_exactly_one_check_character(division: str, rest: str) -> None:
    first = rest[:2] + division + rest[2:]
    fitting = []
    for char in ALPHABET:
        try:
            fitting.append(checked_credit_code(first + char))
        except CodeError:
            continue
    assert fitting == [first + credit_check_character(first)]


def test_a_remainder_of_zero_gives_the_character_zero() -> None:
    assert credit_check_character("0" * 17) == "0"


@pytest.mark.parametrize("first", ["", "0" * 16, "0" * 18, "I" * 17])
def test_what_is_not_seventeen_characters_has_no_check_character(first: str) -> None:
    with pytest.raises(CodeError):
        credit_check_character(first)


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(CodeError):
        checked_credit_code(text)
