"""Citizen identity numbers (GB 11643-1999) and the permits numbered the same way.

Eighteen characters: division (6), birth date (8), sequence (3, odd for men), and a check character by
ISO 7064 MOD 11-2.
"""

import re
from dataclasses import dataclass
from datetime import date

from domain.codes.table import CodeError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EIGHTEEN = re.compile(r"[1-9][0-9]{16}[0-9X]")
_FIFTEEN = re.compile(r"[1-9][0-9]{14}")
_FIRST_BIRTH_YEAR = 1850

RESIDENCE_PERMIT_DIVISIONS = frozenset({"810000", "820000", "830000"})
"""Hong Kong, Macao and Taiwan: the first six digits of a residence permit, never of a citizen's number."""


@dataclass(frozen=True, slots=True)
class CitizenId:
    """What a checked number tells. The division is that of the first issue; it may be abolished by now."""

    number: str
    division: str
    birth_on: date
    sex: str
    """GB/T 2261.1: "1" male, "2" female."""


def citizen_check_character(first: str) -> str:
    """The check character of the first seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first, strict=True))
    return _CHECKS[total % 11]


def parse_citizen_id(number: str) -> CitizenId:
    """A citizen's number; `CodeError` for its shape, date, check character, or when another card has it."""
    parsed = parse_numbered_alike(number)
    if parsed.division in RESIDENCE_PERMIT_DIVISIONS or parsed.division.startswith("9"):
        raise CodeError(
            "这是居住证或永久居留证号码，请改选证件类型",
            "this is the number of a residence permit: choose that kind of document",
        )
    return parsed


def parse_residence_permit(number: str) -> CitizenId:
    """A residence permit of Hong Kong, Macao and Taiwan residents: 810000, 820000 or 830000 comes first."""
    parsed = parse_numbered_alike(number)
    if parsed.division not in RESIDENCE_PERMIT_DIVISIONS:
        raise CodeError(
            "港澳台居民居住证号码应以 810000、820000 或 830000 开头",
            "a residence permit starts with 810000, 820000 or 830000",
        )
    return parsed


def from_fifteen_digits(number: str) -> CitizenId:
    """The eighteen-character form of a number of the first generation, whose century is always the twentieth.

    For import only: these cards are no longer valid.
    """
    if not _FIFTEEN.fullmatch(number):
        raise CodeError("不是 15 位身份证号码", "not an identity number of 15 digits")
    first = f"{number[:6]}19{number[6:]}"
    return parse_citizen_id(first + citizen_check_character(first))


def parse_numbered_alike(number: str) -> CitizenId:
    """Any number built like a citizen's, whatever its first six digits stand for."""
    if not _EIGHTEEN.fullmatch(number):
        raise CodeError(
            "证件号码应为 17 位数字加 1 位数字或大写 X",
            "the number is 17 digits and a digit or capital X",
        )
    if citizen_check_character(number[:17]) != number[17]:
        raise CodeError("证件号码校验码不正确", "the check character of the number is wrong")
    sex = "1" if int(number[16]) % 2 else "2"
    return CitizenId(number, number[:6], _birth_date(number[6:14]), sex)


def _birth_date(digits: str) -> date:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        day = date.min
    if day.year < _FIRST_BIRTH_YEAR:
        raise CodeError("证件号码中的出生日期不存在", "the birth date in the number does not exist")
    return day
