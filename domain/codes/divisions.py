"""Codes of administrative divisions by their shape: GB/T 2260 to the county, GB/T 10114 below it.

6 digits for province, prefecture and county; 9 for a street, town or township; 12 for a community or village.
Which codes exist, and what they are called, is data that changes yearly and comes from outside.
"""

import re
from enum import IntEnum
from functools import lru_cache

from domain.codes.table import CodeError

NATION = "CN"
"""The root of every chain: the country."""

_SHAPE = re.compile(r"[1-8][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
# Third and fourth digits of counties that a province governs itself (省直辖县级行政区划).
_GOVERNED_BY_PROVINCE = "90"


class DivisionLevel(IntEnum):
    """From the country down."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    COMMUNITY = 5


@lru_cache(maxsize=8192)
def division_level(code: str) -> DivisionLevel:
    """The level of a division by its code; `CodeError` when no division can have it."""
    if code == NATION:
        return DivisionLevel.NATION
    if not _SHAPE.fullmatch(code):
        raise CodeError(
            "行政区划代码应为 CN，或 6、9、12 位数字",
            "a division code is CN, or 6, 9 or 12 digits",
        )
    if len(code) > 6:
        return _level_below_county(code)
    if code.endswith("0000"):
        return DivisionLevel.PROVINCE
    if code[2:4] == "00":
        raise CodeError("县级代码的第三、四位不能为 00", "the third and fourth digits of a county are not 00")
    if not code.endswith("00"):
        return DivisionLevel.COUNTY
    if _has_no_prefecture(code):
        raise CodeError(
            f"{code} 是标准中的分组标题，不是行政区划；请用 {code[:2]}0000",
            f"{code} is a heading of the standard and no division: use {code[:2]}0000",
        )
    return DivisionLevel.PREFECTURE


def checked_division(code: str) -> str:
    """The code as it came; `CodeError` when no division can have it."""
    division_level(code)
    return code


def parent(code: str) -> str | None:
    """The division directly above; None above the country.

    A district of a municipality, and a county governed by its province, stand directly under the province.
    A street of a city without counties (东莞) stands directly under the city.
    """
    match division_level(code):
        case DivisionLevel.NATION:
            return None
        case DivisionLevel.PROVINCE:
            return NATION
        case DivisionLevel.PREFECTURE:
            return code[:2] + "0000"
        case DivisionLevel.COUNTY:
            return code[:2] + "0000" if _has_no_prefecture(code) else code[:4] + "00"
        case DivisionLevel.TOWNSHIP:
            return code[:6]
        case DivisionLevel.COMMUNITY:
            return code[:9]


def chain(code: str) -> list[str]:
    """The division and all above it, to the country: 220602 gives 220602, 220600, 220000, CN."""
    return list(_chain(code))


@lru_cache(maxsize=8192)
def _chain(code: str) -> tuple[str, ...]:
    codes = [code]
    above = parent(code)
    while above:
        codes.append(above)
        above = parent(above)
    return tuple(codes)


def is_within(code: str, outer: str) -> bool:
    """Whether a division is `outer` or lies in it."""
    return outer in chain(code)


def _level_below_county(code: str) -> DivisionLevel:
    if division_level(code[:6]) < DivisionLevel.PREFECTURE:
        raise CodeError(
            "街道（乡镇）代码的前六位应为县级代码", "a township's first six digits are its county's"
        )
    if code[6:9] == "000" or code[9:] == "000":
        raise CodeError("代码末尾的 000 应省略", "leave out the 000 at the end of a code")
    return DivisionLevel.TOWNSHIP if len(code) == 9 else DivisionLevel.COMMUNITY


def _has_no_prefecture(code: str) -> bool:
    return code[:2] in _MUNICIPALITIES or code[2:4] == _GOVERNED_BY_PROVINCE
