"""What union social workers do (policy 三(二)): seven groups of duties, and the credentials that some of them ask for.

The groups and items are the policy's own; the codes are this ledger's. Which credential a duty asks for follows from
the law of each trade: it is told in reports and refuses nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.codes.table import CodeList

_POLICY: Final = "总工发〔2016〕37号 三(二)"

DUTY_GROUP: Final = CodeList.of(
    _POLICY,
    "职责类别",
    "group of duties",
    {
        "organising": ("组织与民主权利", "Organising and democratic rights"),
        "legal": ("劳动法律服务", "Legal services on labour"),
        "protection": ("劳动保护与生活保障", "Labour protection and living conditions"),
        "assistance": ("困难帮扶与就业服务", "Help in hardship and with employment"),
        "care": ("思想动态与人文关怀", "Concerns and care"),
        "digital": ("“互联网+”普惠服务", "Benefits by internet"),
        "integration": ("新市民与农民工服务", "New citizens and migrant workers"),
    },
)

DUTY: Final = CodeList.of(
    _POLICY,
    "岗位职责",
    "duty",
    {
        "organising.union_building": ("组建工会和发展会员", "Founding unions and winning members"),
        "organising.labour_contracts": ("指导签订劳动合同", "Advising on labour contracts"),
        "organising.collective_bargaining": ("集体协商", "Collective bargaining"),
        "organising.democratic_management": ("企事业单位民主管理", "Democratic management"),
        "legal.publicity": ("普及劳动法律知识", "Spreading knowledge of labour law"),
        "legal.aid": ("法律援助", "Legal aid"),
        "legal.mediation": ("劳动争议协商和调解", "Conciliation and mediation of labour disputes"),
        "legal.representation": ("代理劳动仲裁和诉讼", "Representation in arbitration and in court"),
        "protection.working_conditions": (
            "改善劳动条件和劳动安全",
            "Working conditions and safety",
        ),
        "protection.occupational_disease": ("职业病防治", "Prevention of occupational disease"),
        "protection.rest": ("休息休假权益", "Rest and leave"),
        "protection.women": ("女职工特殊劳动保护", "Special protection of women"),
        "protection.living": ("职工后勤保障", "Everyday services for workers"),
        "assistance.hardship": ("困难职工帮扶", "Help for workers in hardship"),
        "assistance.placement": ("职业介绍和转岗安置", "Placement and reassignment"),
        "assistance.social_insurance": ("社会保障服务", "Social security services"),
        "assistance.start_up": ("创业扶持", "Support of start-ups"),
        "assistance.vocational_training": ("职业培训", "Vocational training"),
        "assistance.career_planning": ("职业发展规划", "Career planning"),
        "care.concerns": ("掌握思想动态和反映诉求", "Knowing and voicing concerns"),
        "care.counselling": ("人文关怀和心理疏导", "Care and psychological counselling"),
        "care.conflict": ("释疑解惑和化解矛盾", "Answering doubts and settling conflicts"),
        "digital.services": ("“互联网+”工会普惠性服务", "Union benefits by internet"),
        "integration.training": ("新市民培训", "Training of new citizens"),
        "integration.services": ("农民工等群体的其他社会服务", "Other services for migrant workers"),
    },
)
"""Each code begins with its group."""

CREDENTIAL: Final = CodeList.of(
    "总工发〔2016〕37号 三(二)2、5",
    "专门资格",
    "special credential",
    {
        "legal_profession": ("法律职业资格", "Legal professional qualification"),
        "labour_relations": ("劳动关系协调员（师）", "Labour relations coordinator"),
        "mediator": ("劳动人事争议调解员", "Mediator of labour disputes"),
        "counsellor": ("心理咨询（疏导）资格", "Psychological counsellor"),
    },
)
"""Kinds of certificates beside the social worker qualification (R25)."""

CREDENTIALS_ASKED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "legal.representation": ("legal_profession",),
        "legal.aid": ("legal_profession",),
        "legal.mediation": ("mediator", "labour_relations", "legal_profession"),
        "organising.collective_bargaining": ("labour_relations",),
        "care.counselling": ("counsellor",),
    }
)
"""Duties that ask for a credential, with the kinds any one of which will do."""


def checked_duty(code: str) -> str:
    """A duty of the catalogue, else `CodeError`."""
    return DUTY.check(code)


def duty_group(code: str) -> str:
    """The group that a duty of the catalogue belongs to."""
    return code.partition(".")[0]
