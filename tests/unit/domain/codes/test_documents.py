"""Identity documents of every kind, and how their numbers are shown to those who may not see them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import (
    DOCUMENT_KINDS,
    CodeError,
    checked_document,
    citizen_check_character,
    facts_of_document,
    mask_document,
    mask_phone,
)

PERMIT = "81000019900101001" + citizen_check_character("81000019900101001")
STAR_CARD = "91110019900101001" + citizen_check_character("91110019900101001")

GOOD = [
    ("citizen_id", "11010519491231002X"),
    ("residence_permit", PERMIT),
    ("home_return_permit", "H12345678"),
    ("home_return_permit", "M1234567801"),
    ("taiwan_travel_permit", "12345678"),
    ("taiwan_travel_permit", "1234567801"),
    ("permanent_residence", "USA110000010101"),
    ("permanent_residence", STAR_CARD),
    ("passport", "E12345678"),
    ("passport", "EA1234567"),
    ("passport", "123456789"),
]


@pytest.mark.parametrize(("kind", "number"), GOOD)
def test_a_number_fits_its_kind(kind: str, number: str) -> None:
    assert checked_document(kind, number) == number


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("citizen_id", PERMIT),
        ("citizen_id", STAR_CARD),
        ("citizen_id", "110105194912310021"),
        ("residence_permit", "11010519491231002X"),
        ("home_return_permit", "K12345678"),
        ("home_return_permit", "H1234567"),
        ("taiwan_travel_permit", "1234567"),
        ("taiwan_travel_permit", "A1234567"),
        ("permanent_residence", "USA11000001010"),
        ("permanent_residence", "11010519491231002X"),
        ("permanent_residence", STAR_CARD[:-1] + ("0" if STAR_CARD[-1] != "0" else "1")),
        ("passport", "ABCDE"),
        ("passport", "E123"),
        ("passport", "e12345678"),
        ("passport", "E1234 5678"),
        ("passport", "E12345678\n"),
        ("passport", "1" * 16),
        ("driving_licence", "11010519491231002X"),
        ("", ""),
    ],
)
def test_a_number_of_another_kind_is_refused(kind: str, number: str) -> None:
    with pytest.raises(CodeError):
        checked_document(kind, number)
    with pytest.raises(CodeError):
        facts_of_document(kind, number)


def test_only_some_numbers_tell_birth_and_sex() -> None:
    assert facts_of_document("citizen_id", "11010519491231002X") == (date(1949, 12, 31), "2")
    assert facts_of_document("residence_permit", PERMIT) == (date(1990, 1, 1), "1")
    assert facts_of_document("passport", "E12345678") is None
    assert facts_of_document("permanent_residence", STAR_CARD) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110105********002X"),
        ("110105491231002", "110105*****1002"),
        ("E12345678", "E******78"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_masked_documents(number: str, shown: str) -> None:
    assert mask_document(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812341234", "138****1234"),
        ("0439-3221234", "043*****1234"),
        ("3221234", "*****34"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_masked_phones(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@given(st.text(min_size=1, max_size=40))
def test_a_mask_keeps_the_length_and_hides_at_least_two_characters(text: str) -> None:
    for mask in (mask_document, mask_phone):
        shown = mask(text)
        assert len(shown) == len(text)
        assert shown.count("*") >= min(2, len(text))


@given(st.sampled_from(list(DOCUMENT_KINDS)) | st.text(max_size=5), st.text(max_size=30))
def test_no_text_raises_anything_else(kind: str, number: str) -> None:
    try:
        assert checked_document(kind, number) == number
    except CodeError:
        return
