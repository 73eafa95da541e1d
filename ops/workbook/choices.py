"""Codes that a cell may hold, with their names: those of the national standards, and those of the ledger's own shapes."""

from collections.abc import Mapping
from typing import Final

from api.naming import NAMES, Names
from domain.codes import (
    DEGREE,
    DOCUMENT_KINDS,
    DUTY,
    EDUCATION,
    ETHNIC_GROUP,
    POLITICAL_STATUS,
    PUBLIC_ROLE,
    SEX,
    CodeList,
)

Choices = Mapping[str, Names]
"""Each code with its Chinese and English name."""

STANDARDS: Final[Mapping[str, CodeList]] = {
    "checked_sex": SEX,
    "checked_ethnic_group": ETHNIC_GROUP,
    "checked_political_status": POLITICAL_STATUS,
    "checked_education": EDUCATION,
    "checked_degree": DEGREE,
    "checked_public_role": PUBLIC_ROLE,
    "checked_duty": DUTY,
}
"""The list of codes behind each check that a shape makes."""

DOCUMENTS: Final[Choices] = {code: DOCUMENT_KINDS.label(code) for code in DOCUMENT_KINDS}

SAID_TOO: Final[Mapping[str, str]] = {
    "身份证": "citizen_id",
    "男": "1",
    "女": "2",
    "male": "1",
    "female": "2",
    "中共党员": "01",
    "党员": "01",
    "预备党员": "02",
    "共青团员": "03",
    "团员": "03",
    "大学本科": "21",
    "本科": "21",
    "大学专科": "31",
    "大专": "31",
    "专科": "31",
    "硕士研究生": "14",
    "博士研究生": "11",
    "高中": "61",
    "中专": "41",
    "学士学位": "4",
    "硕士学位": "3",
    "博士学位": "2",
    "汉": "01",
}
"""What people write in place of a code's full name; it counts only where the column has that code."""


def named(codes: list[str]) -> Choices:
    """These codes with their names; a code that has none is its own name."""
    return {code: NAMES.get(code, (code, code)) for code in codes}


def of_list(codes: CodeList) -> Choices:
    """The codes of a standard's list."""
    return {code: codes.label(code) for code in codes}
