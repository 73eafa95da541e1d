"""What codes are called on pages: the Chinese words, each of which the English catalogue has too."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from domain.codes import DEGREE, DOCUMENT_KINDS, EDUCATION, ETHNIC_GROUP, POLITICAL_STATUS, SEX, SOCIAL_WORKER
from domain.codes.table import CodeList


def _(text: str) -> str:
    """Marks a text for the catalogue; the page says it in its own language."""
    return text


_MODE: Final = {
    "union_organ": _("工会机关"),
    "union_institution": _("工会事业单位"),
    "direct_hire": _("直接聘用"),
    "purchased_post": _("购买岗位"),
    "purchased_service": _("购买服务"),
}
_STATUS: Final = {
    "engaged": _("在岗"),
    "seconded": _("借调中"),
    "overdue": _("有逾期"),
    "separated": _("已离岗"),
    "never_engaged": _("未任职"),
}
_ROLE: Final = {
    "clerk": _("经办人"),
    "approver": _("审批人"),
    "auditor": _("审计人"),
    "integrator": _("集成系统"),
    "administrator": _("管理员"),
}
_LEVEL: Final = {
    "national": _("全国"),
    "province": _("省级"),
    "city": _("市级"),
    "county": _("县级"),
    "street": _("街道（乡镇）"),
    "community": _("社区（村）"),
    "enterprise": _("企业"),
    "unit": _("单位"),
}
_FIELD: Final = {
    "as_of": _("事实截至"),
    "known_at": _("账本所知"),
    "organisation": _("组织"),
    "status": _("状态"),
    "mode": _("用工方式"),
    "grade": _("等级"),
    "limit": _("每页行数"),
    "cursor": _("页码"),
}
_OVERDUE: Final = {"contract": _("合同到期"), "secondment": _("借调到期")}

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"mode": _MODE, "status": _STATUS, "role": _ROLE, "level": _LEVEL, "overdue": _OVERDUE, "field": _FIELD}
)
CODES: Final[Mapping[str, CodeList]] = MappingProxyType(
    {
        "document": DOCUMENT_KINDS,
        "education": EDUCATION,
        "degree": DEGREE,
        "sex": SEX,
        "ethnic_group": ETHNIC_GROUP,
        "political_status": POLITICAL_STATUS,
        "certificate": SOCIAL_WORKER,
    }
)
"""National lists, which have their names in both languages themselves."""


def word(translate: Callable[[str], str], code: str, table: str, *, chinese: bool) -> str:
    """What a code of a table is called in the reader's language; one that no table has is its own name."""
    if table in CODES:
        return CODES[table].label(code)[0 if chinese else 1] if code in CODES[table] else code
    known = WORDS[table].get(code)
    return code if known is None else translate(known)
