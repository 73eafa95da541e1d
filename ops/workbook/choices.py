"""Codes that a cell may hold, with their names: those of the national standards, and those of the ledger's own shapes."""

from collections.abc import Mapping
from typing import Final

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

Names = tuple[str, str]
Choices = Mapping[str, Names]
"""Each code with its Chinese and English name."""

NAMES: Final[Choices] = {
    "ability": ("能力认定", "ability"),
    "across": ("平级", "across"),
    "activist": ("积极分子", "activist"),
    "agency": ("机构", "agency"),
    "agreed": ("协商", "agreed"),
    "annual": ("年度", "annual"),
    "authority": ("机关", "authority"),
    "automatic": ("自动", "automatic"),
    "both": ("双方", "both"),
    "branch": ("支部", "branch"),
    "carry_out": ("承办", "carries out"),
    "certificate": ("证书", "certificate"),
    "chair": ("主席", "chair"),
    "city": ("市级", "city"),
    "civil_affairs": ("民政部门", "civil affairs"),
    "college": ("高等院校", "college"),
    "committee": ("党委", "committee"),
    "committee_member": ("委员", "committee member"),
    "community": ("社区（村）", "community"),
    "county": ("县级", "county"),
    "degree": ("学位", "degree"),
    "delayed": ("延迟退休", "delayed"),
    "direct_hire": ("直接聘用", "direct hire"),
    "down": ("向下", "down"),
    "early": ("提前退休", "early"),
    "employer": ("用人单位", "employer"),
    "enterprise": ("企业", "enterprise"),
    "enterprise_employees": ("企业职工", "enterprise employees"),
    "enterprise_union": ("企业工会", "enterprise union"),
    "fixed_term": ("固定期限", "fixed term"),
    "general_branch": ("党总支", "general branch"),
    "housing_fund": ("住房公积金", "housing fund"),
    "human_resources": ("人力资源社会保障部门", "human resources"),
    "illness": ("因病退休", "illness"),
    "joint_base_union": ("联合基层工会", "joint base union"),
    "joint_branch": ("联合支部", "joint branch"),
    "joint_union": ("工会联合会", "joint union"),
    "lead": ("牵头", "leads"),
    "main_professional": ("主体专业岗位", "main professional post"),
    "maternity": ("生育保险", "maternity insurance"),
    "medical": ("医疗保险", "medical insurance"),
    "national": ("全国级", "national"),
    "national_base": ("国家级基地", "national base"),
    "none": ("无", "none"),
    "open_ended": ("无固定期限", "open-ended"),
    "organisation_department": ("组织部门", "organisation department"),
    "other": ("其他", "other"),
    "own_committee": ("单独建会", "own committee"),
    "pension": ("养老保险", "pension insurance"),
    "professional": ("专业岗位", "professional post"),
    "protected": ("依法顺延", "protected"),
    "province": ("省级", "province"),
    "public_institution": ("事业单位", "public institution"),
    "purchased_post": ("购买岗位", "purchased post"),
    "purchased_service": ("购买服务", "purchased service"),
    "qualified": ("合格", "qualified"),
    "regular": ("平时", "regular"),
    "service_agency": ("服务机构", "service agency"),
    "social_organisation": ("社会组织", "social organisation"),
    "statutory": ("法定退休", "statutory"),
    "street": ("街道（乡镇）", "street"),
    "support": ("配合", "supports"),
    "task": ("以完成一定工作任务为期限", "until a task is done"),
    "term": ("聘期", "term"),
    "township": ("乡镇级", "township"),
    "training": ("培训", "training"),
    "training_service": ("培训服务期", "training service"),
    "unemployment": ("失业保险", "unemployment insurance"),
    "union": ("工会", "union"),
    "union_college": ("工会院校", "union college"),
    "union_institution": ("工会事业单位", "union institution"),
    "union_office": ("工会任期", "union office"),
    "union_organ": ("工会机关", "union organ"),
    "union_school": ("工会干校", "union school"),
    "unit": ("单位级", "unit"),
    "unqualified": ("不合格", "unqualified"),
    "up": ("向上", "up"),
    "vice_chair": ("副主席", "vice-chair"),
    "volunteer": ("志愿者", "volunteer"),
    "work_injury": ("工伤保险", "work injury insurance"),
    "worker": ("本人", "worker"),
}
"""The names of codes that stand in shapes."""

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
