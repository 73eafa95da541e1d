"""Unified social credit codes of organisations (GB 32100-2015)."""

import re

from domain.codes.table import CodeError, CodeList

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SHAPE = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")

CREDIT_CODE_REGISTRARS = CodeList.of(
    "GB 32100-2015",
    "登记管理机构和机构类别",
    "registrar and kind of organisation",
    {
        "11": ("机关", "Organ of state"),
        "12": ("事业单位", "Public institution"),
        "13": ("群众团体", "Mass organisation under the organisational staffing office"),
        "51": ("社会团体", "Social association"),
        "52": ("社会服务机构", "Social service organisation"),
        "53": ("基金会", "Foundation"),
        "81": ("基层工会", "Grassroots trade union"),
        "89": ("其他工会组织", "Other trade union organisation"),
        "91": ("企业", "Enterprise"),
        "92": ("个体工商户", "Individual business"),
        "93": ("农民专业合作社", "Farmers' cooperative"),
    },
)
"""Common first two characters, to show what a code says. Others exist, so none is refused for its prefix."""


def credit_check_character(first: str) -> str:
    """The check character of the first seventeen. `CodeError` when a character is not of the alphabet."""
    if len(first) != len(_WEIGHTS) or any(char not in _ALPHABET for char in first):
        raise CodeError("统一社会信用代码含有非法字符", "a character that no unified social credit code has")
    total = sum(weight * _ALPHABET.index(char) for weight, char in zip(_WEIGHTS, first, strict=True))
    # The published text says 31 less the remainder; where that is 31 the character is 0.
    return _ALPHABET[-total % 31]


def checked_credit_code(code: str) -> str:
    """The code as it came; `CodeError` for its shape (no I, O, S, V, Z) or its check character."""
    if not _SHAPE.fullmatch(code):
        raise CodeError(
            "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），第 3 至 8 位为数字",
            "a credit code is 18 digits or capitals without I, O, S, V, Z, the 3rd to 8th digits",
        )
    if credit_check_character(code[:17]) != code[17]:
        raise CodeError("统一社会信用代码校验码不正确", "the check character of the credit code is wrong")
    return code
