"""Public roles (GB/T 2261.6-2003: deputies and members of consultative conferences) and delegates to congresses."""

from typing import Final

from domain.codes.table import CodeList

PUBLIC_ROLE = CodeList.of(
    "GB/T 2261.6-2003",
    "人大代表、政协委员及代表大会代表",
    "public role",
    {
        "11": ("全国人大代表", "Deputy to the National People's Congress"),
        "12": ("省级人大代表", "Deputy to a provincial people's congress"),
        "13": ("地市级人大代表", "Deputy to a municipal people's congress"),
        "14": ("县级人大代表", "Deputy to a county people's congress"),
        "21": ("全国政协委员", "Member of the National Committee of the CPPCC"),
        "22": ("省级政协委员", "Member of a provincial committee of the CPPCC"),
        "23": ("地市级政协委员", "Member of a municipal committee of the CPPCC"),
        "24": ("县级政协委员", "Member of a county committee of the CPPCC"),
        "township_congress": ("乡镇人大代表", "Deputy to a township people's congress"),
        "party_congress": ("党代会代表", "Delegate to a Party congress"),
        "union_congress": ("工代会代表", "Delegate to a trade union congress"),
    },
)
"""Codes in letters are this ledger's own, for roles that have no code there."""

_LEVELS: Final = {"1": "national", "2": "province", "3": "city", "4": "county"}


def checked_public_role(code: str) -> str:
    """A code of the list, else `CodeError`."""
    return PUBLIC_ROLE.check(code)


def level_of_public_role(code: str) -> str | None:
    """The level that the code itself tells; None for delegates, whose congress may be of any level."""
    if code == "township_congress":
        return "township"
    return _LEVELS.get(code[1:]) if code[0] in "12" else None
