"""Schooling (GB/T 4658-2006), degrees (GB/T 6864-2003), and the order in which rules compare schooling."""

from enum import IntEnum

from domain.codes.table import CodeList

_STAGES = {
    "11": ("博士研究生", "Doctoral study", "毕业 结业 肄业"),
    "14": ("硕士研究生", "Master's study", "毕业 结业 肄业"),
    "17": ("研究生班", "Postgraduate class", "毕业 结业 肄业"),
    "21": ("大学本科", "Undergraduate study", "毕业 结业 肄业"),
    "28": ("大学普通班", "General university class (1970 to 1976)", "毕业"),
    "31": ("大学专科", "Junior college", "毕业 结业 肄业"),
    "41": ("中等专科", "Secondary specialised school", "毕业 结业 肄业"),
    "44": ("职业高中", "Vocational senior high school", "毕业 结业 肄业"),
    "47": ("技工学校", "Technical school", "毕业 结业 肄业"),
    "61": ("普通高中", "Senior high school", "毕业 结业 肄业"),
    "71": ("初中", "Junior high school", "毕业 肄业"),
    "81": ("小学", "Primary school", "毕业 肄业"),
}
_ENDINGS = {
    "毕业": (0, "graduated"),
    "结业": (1, "completed without graduating"),
    "肄业": (2, "left early"),
}


def _rows() -> dict[str, tuple[str, str]]:
    """A stage's first code is its graduation; the two after it are the other ways in which it ends."""
    rows: dict[str, tuple[str, str]] = {}
    for first, (zh, en, endings) in _STAGES.items():
        for ending in endings.split():
            offset, manner = _ENDINGS[ending]
            rows[str(int(first) + offset)] = (zh + ending, f"{en}, {manner}")
    rows["90"] = ("其他", "Other")
    return rows


EDUCATION = CodeList.of("GB/T 4658-2006", "学历", "schooling", _rows())
"""The codes a person can have; the standard's headings of groups (10, 20 ...) are not among them."""

DEGREE = CodeList.of(
    "GB/T 6864-2003",
    "学位",
    "degree",
    {
        "1": ("名誉博士", "Honorary doctorate"),
        "2": ("博士", "Doctor"),
        "3": ("硕士", "Master"),
        "4": ("学士", "Bachelor"),
    },
)
"""The first level of the standard's codes: the rank of the degree without its field."""


class Attainment(IntEnum):
    """The highest stage that a schooling code shows to be completed, in ascending order."""

    NONE = 0
    PRIMARY = 1
    JUNIOR_SECONDARY = 2
    SENIOR_SECONDARY = 3
    JUNIOR_COLLEGE = 4
    BACHELOR = 5
    MASTER = 6
    DOCTOR = 7


# What graduation shows, and what admission shows of those who did not graduate. A postgraduate class gives no
# master's graduation, and the general class of 1970 to 1976 is treated as junior college.
_SHOWN = {
    "11": (Attainment.DOCTOR, Attainment.BACHELOR),
    "14": (Attainment.MASTER, Attainment.BACHELOR),
    "17": (Attainment.BACHELOR, Attainment.BACHELOR),
    "21": (Attainment.BACHELOR, Attainment.SENIOR_SECONDARY),
    "28": (Attainment.JUNIOR_COLLEGE, Attainment.JUNIOR_COLLEGE),
    "31": (Attainment.JUNIOR_COLLEGE, Attainment.SENIOR_SECONDARY),
    "41": (Attainment.SENIOR_SECONDARY, Attainment.JUNIOR_SECONDARY),
    "44": (Attainment.SENIOR_SECONDARY, Attainment.JUNIOR_SECONDARY),
    "47": (Attainment.SENIOR_SECONDARY, Attainment.JUNIOR_SECONDARY),
    "61": (Attainment.SENIOR_SECONDARY, Attainment.JUNIOR_SECONDARY),
    "71": (Attainment.JUNIOR_SECONDARY, Attainment.PRIMARY),
    "81": (Attainment.PRIMARY, Attainment.NONE),
}


def attainment(code: str) -> Attainment:
    """The stage completed according to a schooling code, for rules such as 大专及以上.

    Only graduation completes a stage. `CodeError` for a code that GB/T 4658 does not have.
    """
    EDUCATION.check(code)
    if code in _SHOWN:
        return _SHOWN[code][0]
    started = next((first for first in _SHOWN if 0 < int(code) - int(first) <= 2), None)
    return _SHOWN[started][1] if started else Attainment.NONE


def checked_education(code: str) -> str:
    """A code of GB/T 4658, else `CodeError`."""
    return EDUCATION.check(code)


def checked_degree(code: str) -> str:
    """A first-level code of GB/T 6864, else `CodeError`."""
    return DEGREE.check(code)
