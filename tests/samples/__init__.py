"""A full and a least sample of every event's data, as JSON: what golden files and shape tests are made from."""

from typing import Any, Final

from tests.samples import (
    assessment,
    conduct,
    duplicates,
    employment,
    establishment,
    ledger,
    organisations,
    purchase,
    talent,
    training,
)
from tests.specification import CITY, COUNTY, CYCLE, PLAN, POST, cited

DOCUMENT: Final = {"kind": "citizen_id", "number": "11010519491231002X"}
PERSON: Final = {"birth_on": "1949-12-31", "sex": "2"}
PROCEDURE: Final = {"kind": "open_recruitment"}
SCORES: Final = {"duties": "92", "learning": "88.5", "development": "90"}
ASSESSMENT: Final = {
    "kind": "annual",
    "scheme": "public_institution",
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "scores": SCORES,
    "assessors": ["assessor_1"],
    "months_worked": 12,
}

RULE: Final = {
    "id": "cn.promotion.evidence",
    "strength": "must",
    "judges": ["worker.promoted"],
    "require": "evidence.sufficient >= 1",
    "clause": {"title": "示例文件"},
    "message": {"zh": "须引用考核结果", "en": "cite an assessment"},
    "satisfied_by": {"zh": "引用一项合格考核", "en": "cite a sufficient assessment"},
}

LEAST: Final[dict[str, dict[str, Any]]] = {
    "worker.registered": {"name": "示例甲", "document": DOCUMENT, "person": PERSON},
    "worker.profile_changed": {"education": "21"},
    "worker.hired": {"mode": "direct_hire", "legal_employer": COUNTY, "host": COUNTY, "procedure": PROCEDURE},
    "worker.separated": {"reason_code": "resigned"},
    "worker.contract_signed": {"employer": COUNTY, "kind": "open_ended"},
    "worker.contract_renewed": {"contract": cited("contract"), "kind": "open_ended"},
    "worker.contract_ended": {"contract": cited("contract"), "reason_code": "agreed"},
    "worker.secondment_started": {
        "host": CITY,
        "kind": "secondment",
        "direction": "up",
        "until": "2024-06-30",
    },
    "worker.secondment_extended": {"secondment": cited("secondment"), "until": "2024-12-31"},
    "worker.secondment_ended": {"secondment": cited("secondment"), "reason_code": "term_reached"},
    "worker.assessed": ASSESSMENT,
    "worker.assessment_confirmed": {"assessment": cited("assessment")},
    "worker.grade_assigned": {"ladder": "professional", "grade": "12"},
    "worker.promoted": {"ladder": "professional", "grade": "11"},
    "worker.commended": {
        "level": "city",
        "title": "优秀工会工作者",
        "issuer": "示例市",
        "document_number": "2024-1",
    },
    "worker.commendation_revoked": {"commendation": cited("commendation"), "reason_code": "found_false"},
    "worker.qualification_obtained": {
        "kind": "social_worker",
        "level": "social_worker",
        "number": "2023-0001",
    },
    "subject.erased": {"ground": "retention_over"},
    "organisation.registered": {
        "name": "示例市总工会",
        "kind": "union",
        "level": "city",
        "division": "220600",
    },
    "organisation.renamed": {"name": "示例市总工会（新）"},
    "organisation.reparented": {"parent": CITY},
    "organisation.dissolved": {"reason_code": "merged"},
    "post.created": {
        "organisation": COUNTY,
        "title": "社会化工会工作者",
        "category": "social_worker",
        "seats": 2,
    },
    "rulebook.rule_set": {"rule": RULE},
    "rulebook.settings_set": {"table": "look_back", "values": {"promotion_months": 24, "renewal_months": 36}},
    "rulebook.enacted": {
        "title": "示例规则书",
        "document": "示例〔2024〕1号",
        "language": 1,
        "rules": [cited("rule")],
        "settings": [cited("settings")],
    },
    "event.corrected": {
        "target": cited("grade"),
        "type": "worker.grade_assigned",
        "effective_on": "2024-02-01",
        "data": {"ladder": "professional", "grade": "11"},
    },
    "event.rescinded": {"target": cited("grade")},
}

_MORE: Final[dict[str, dict[str, Any]]] = {
    "rulebook.rule_set": {
        "rule": {
            **RULE,
            "when": "worker.has_grade",
            "clause": {
                "title": "示例文件",
                "number": "示例〔2024〕1号",
                "article": "五(二)",
                "valid_from": "2024-01-01",
                "valid_to": "2030-12-31",
            },
            "withdrawn": False,
            "may_be_withdrawn": True,
        }
    },
    "worker.registered": {
        "person": {**PERSON, "ethnic_group": "01", "political_status": "13"},
        "contact": {"phone": "13800000000", "email": "a@example.org", "address": "示例路 1 号"},
        "household": {"division": "220600", "address": "示例路 1 号"},
        "education": "21",
        "degree": "4",
    },
    "worker.hired": {
        "post": POST,
        "procedure": {
            "kind": "open_recruitment",
            "notice_number": "2023-5",
            "examination_on": "2023-02-20",
            "publicity_from": "2023-03-01",
            "publicity_to": "2023-03-07",
            "evidence_sha256": "0" * 64,
        },
        "priority": ["party_member"],
        "relaxations": ["union_work_three_years"],
        "experience_months": 30,
        "service_domains": ["aid"],
        "weekly_hours": 40,
        "plan": {"plan": PLAN, "line": "street_workers"},
        "shortage": "urgent_area",
    },
    "worker.separated": {"handover_done": True},
    "worker.contract_signed": {
        "kind": "fixed_term",
        "until": "2026-12-31",
        "probation_until": "2024-02-29",
        "number": "HT-1",
        "workplace": "示例县",
    },
    "worker.contract_renewed": {"kind": "fixed_term", "until": "2029-12-31", "number": "HT-2"},
    "worker.secondment_started": {"full_time": True, "shortage": "rural"},
    "worker.assessed": {
        "grade": "excellent",
        "scores": {**SCORES, "satisfaction": "95", "total": "91"},
        "remarks": "示例评语",
        "recused": ["assessor_9"],
        "cycle": CYCLE,
        "standard": {"title": "示例考核标准", "version": "2023"},
    },
    "worker.commended": {"grounds": ["performance"]},
    "worker.qualification_obtained": {"issuer": "示例机构", "until": "2028-12-31"},
    "organisation.registered": {"parent": CITY, "credit_code": "91350100M000100Y43"},
    "post.created": {"duties": ["rights"], "approval_number": "2023-9"},
    "worker.profile_changed": {
        "name": "示例乙",
        "document": DOCUMENT,
        "person": PERSON,
        "contact": {"phone": "13800000000"},
        "household": {"division": "220600"},
        "degree": "4",
    },
}

for _chapter in (
    assessment,
    conduct,
    duplicates,
    employment,
    establishment,
    ledger,
    organisations,
    purchase,
    talent,
    training,
):
    LEAST.update(_chapter.LEAST)
    _MORE.update(_chapter.MORE)

FULL: Final[dict[str, dict[str, Any]]] = {name: data | _MORE.get(name, {}) for name, data in LEAST.items()}

ENVELOPE: Final[dict[str, Any]] = {
    "on_behalf_of": "示例市总工会",
    "approvals": [{"principal": "approver_1", "office": "组织部", "at": "2024-01-05T01:02:03.000004Z"}],
    "basis": {"title": "示例文件", "number": "示例〔2024〕1号", "date": "2024-01-04", "sha256": "f" * 64},
    "reason": "示例理由",
    "correlation_id": cited("correlation"),
    "causation_id": cited("causation"),
    "rulebook": {"jurisdiction": "220600", "position": 12},
    "exceptions": [
        {
            "rule": "cn.hiring.open",
            "authority": "示例市总工会",
            "document": "示例〔2024〕2号",
            "reason": "示例",
        }
    ],
    "breaches": [{"rule": "cn.contract.written", "approver": "approver_1", "document": "示例〔2024〕3号"}],
    "evidence": [cited("assessment")],
}


def said(name: str, *, full: bool) -> dict[str, Any]:
    """Line 2 of a sample as JSON: every member, or only those that must be there."""
    line: dict[str, Any] = {"event_id": cited(name), "effective_on": "2024-01-10", "actor": "clerk_1"}
    return line | (ENVELOPE if full else {}) | {"data": (FULL if full else LEAST)[name]}
