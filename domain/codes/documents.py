"""Kinds of identity documents, the check of each kind's number, and how numbers are masked for display."""

import re
from datetime import date

from domain.codes.citizen import parse_citizen_id, parse_numbered_alike, parse_residence_permit
from domain.codes.table import CodeError, CodeList

DOCUMENT_KINDS = CodeList.of(
    "Lüli document kinds 1",
    "证件类型",
    "identity document",
    {
        "citizen_id": ("居民身份证", "Resident Identity Card"),
        "residence_permit": (
            "港澳台居民居住证",
            "Hong Kong, Macao and Taiwan Resident Permit",
        ),
        "home_return_permit": (
            "港澳居民来往内地通行证",
            "Mainland Travel Permit for Hong Kong and Macao Residents",
        ),
        "taiwan_travel_permit": ("台湾居民来往大陆通行证", "Taiwan Mainland Travel Permit"),
        "permanent_residence": ("外国人永久居留身份证", "Foreign Permanent Resident ID Card"),
        "passport": ("护照", "Passport"),
    },
)

_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,15}")
_HOME_RETURN = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
_TAIWAN = re.compile(r"[0-9]{8}(?:[0-9]{2})?")
# Cards from 2017 begin with the nationality in letters; those from 2023 are built like a citizen's number.
_PERMANENT_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
_SHAPES = {"passport": _PASSPORT, "home_return_permit": _HOME_RETURN, "taiwan_travel_permit": _TAIWAN}

_PHONE_HEAD = 3
_PHONE_TAIL = 4


def checked_document(kind: str, number: str) -> str:
    """The number as it came; `CodeError` when this kind of document has no such number."""
    DOCUMENT_KINDS.check(kind)
    match kind:
        case "citizen_id":
            parse_citizen_id(number)
        case "residence_permit":
            parse_residence_permit(number)
        case "permanent_residence":
            _check_permanent_residence(number)
        case _:
            if not _SHAPES[kind].fullmatch(number):
                label = DOCUMENT_KINDS.label(kind)
                raise CodeError(f"{label.zh}号码格式不正确", f"not the form of a number of a {label.en}")
    return number


def facts_of_document(kind: str, number: str) -> tuple[date, str] | None:
    """(birth date, sex of GB/T 2261.1) where the number tells both, else None.

    Raises `CodeError` as `checked_document` does.
    """
    match kind:
        case "citizen_id":
            parsed = parse_citizen_id(number)
        case "residence_permit":
            parsed = parse_residence_permit(number)
        case _:
            checked_document(kind, number)
            return None
    return parsed.birth_on, parsed.sex


def mask_document(number: str) -> str:
    """A number for display. A long one keeps its division and its last four (110105********002X).

    A short one, as of a passport, keeps its first and its last two characters.
    """
    head, tail = (6, 4) if len(number) >= 15 else (1, 2)
    return _mask(number, head, tail)


def mask_phone(number: str) -> str:
    """A telephone number for display: 138****1234. A short one shows only its last two digits."""
    short = len(number) <= _PHONE_HEAD + _PHONE_TAIL + 1
    return _mask(number, 0, 2) if short else _mask(number, _PHONE_HEAD, _PHONE_TAIL)


def _mask(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    # A text that is hardly longer than what would be shown is hidden whole.
    if hidden < 2:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def _check_permanent_residence(number: str) -> None:
    if _PERMANENT_2017.fullmatch(number):
        return
    if not number.startswith("9"):
        raise CodeError(
            "外国人永久居留身份证号码应为 3 个字母加 12 位数字，或以 9 开头的 18 位",
            "the number is 3 letters and 12 digits, or 18 characters starting with 9",
        )
    parse_numbered_alike(number)
