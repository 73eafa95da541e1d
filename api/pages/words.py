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
    "name": _("姓名或拼音"),
    "post": _("岗位"),
    "contract_before": _("合同期满早于"),
    "seconded": _("借调"),
    "sort": _("排序"),
    "limit": _("每页行数"),
    "cursor": _("页码"),
    "reason": _("理由"),
    "unmask": _("显示完整证件号码"),
}
_OVERDUE: Final = {"contract": _("合同到期"), "secondment": _("借调到期")}
_CONTRACT: Final = {
    "fixed_term": _("固定期限"),
    "open_ended": _("无固定期限"),
    "task": _("以完成任务为期限"),
}
_ABSENCE: Final = {"suspended": _("停职"), "leave": _("请假")}
_STRAND: Final = {
    "engagement": _("任职"),
    "grade": _("等级"),
    "contract": _("合同"),
    "secondment": _("借调"),
    "absence": _("离岗"),
    "assessment": _("考核"),
    "credential": _("证书表彰"),
}
_TRUTH: Final = {"yes": _("是"), "no": _("否")}
_EVALUATION: Final = {
    "annual": _("年度"),
    "term": _("聘期"),
    "regular": _("平时"),
}
_KIND: Final = {
    **_CONTRACT,
    **_EVALUATION,
    "social_worker": _("社会工作者"),
    "secondment": _("借调"),
    "across": _("平级"),
    "resigned": _("辞职"),
    "agreed": _("协商一致"),
    "transferred": _("调出"),
    "statutory": _("法定退休"),
    "term_reached": _("期满"),
    "contract_ended": _("合同终止"),
    "found_false": _("查实不符"),
    "open_recruitment": _("公开招聘"),
}
_MEMBER: Final = {
    "effective_on": _("生效日"),
    "mode": _("用工方式"),
    "host": _("单位"),
    "post": _("岗位"),
    "legal_employer": _("用人单位"),
    "employer": _("用人单位"),
    "ladder": _("等级序列"),
    "grade": _("等级或结果"),
    "level": _("级别"),
    "title": _("名称"),
    "kind": _("类别"),
    "passed": _("合格"),
    "until": _("至"),
    "hours": _("学时"),
    "percent": _("百分比"),
    "reason_code": _("原因"),
    "to": _("去向"),
    "issuer": _("颁发单位"),
    "document_number": _("文号"),
    "number": _("编号"),
    "contact": _("联系方式"),
    "name": _("姓名"),
    "document": _("证件"),
    "person": _("个人信息"),
    "household": _("户籍"),
    "scores": _("分数"),
    "remarks": _("评语"),
    "assessors": _("考核人"),
    "period_from": _("期间起"),
    "period_to": _("期间止"),
    "months_worked": _("工作月数"),
    "grounds": _("事由"),
}
_SECONDED: Final = {"in": _("借入"), "out": _("借出")}
_SERIES: Final = {"heads": _("在册人数"), "target": _("目标人数")}
_MANNER: Final = {
    "plain": _("有效"),
    "corrected": _("已更正"),
    "rescinded": _("已撤销"),
    "correction": _("更正"),
    "rescission": _("撤销"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "mode": _MODE,
        "status": _STATUS,
        "role": _ROLE,
        "level": _LEVEL,
        "overdue": _OVERDUE,
        "field": _FIELD,
        "contract": _CONTRACT,
        "absence": _ABSENCE,
        "strand": _STRAND,
        "truth": _TRUTH,
        "evaluation": _EVALUATION,
        "kind": _KIND,
        "member": _MEMBER,
        "manner": _MANNER,
        "series": _SERIES,
        "seconded": _SECONDED,
    }
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
