"""Samples of the events about offices, conduct, pay, lowered grades, secondment recalls: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import COUNTY, cited

_SURVEY: Final = {
    "instrument": "service_survey",
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "sample": 120,
    "score": "92.5",
}
_PAY: Final = {"parts": [{"code": "base", "amount": "4200.00"}]}
_FACTORS: Final = [{"code": "education", "value": "21"}, {"code": "grade", "value": "steps/junior_2"}]

LEAST: Final[dict[str, dict[str, Any]]] = {
    "worker.concurrent_post_taken": {"office": "chair", "union": COUNTY, "full_time": False},
    "worker.concurrent_post_ended": {"post": cited("concurrent post"), "reason_code": "term_reached"},
    "worker.public_role_taken": {"role": "14"},
    "worker.public_role_ended": {"role": cited("public role"), "reason_code": "term_reached"},
    "worker.sanctioned": {
        "sanction": {"kind": "warning", "grounds": "示例事由"},
        "document_number": "示例〔2024〕4号",
    },
    "worker.sanction_lifted": {"sanction": cited("sanction")},
    "worker.politically_reviewed": {"review": {"result": "qualified"}, "reviewer": "reviewer_1"},
    "worker.satisfaction_recorded": _SURVEY,
    "worker.pay_determined": {"pay": _PAY},
    "worker.pay_raised": {"pay": _PAY},
    "worker.grade_lowered": {"ladder": "professional", "grade": "13", "reason_code": "assessment"},
    "worker.secondment_recalled": {"secondment": cited("secondment"), "reason_code": "needed_at_home"},
    "worker.secondment_paired": {
        "secondment": cited("secondment"),
        "exchange": cited("exchange"),
        "counterpart": f"worker-{cited('counterpart')}",
        "counterpart_secondment": cited("counterpart secondment"),
    },
    "organisation.satisfaction_recorded": _SURVEY,
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "worker.concurrent_post_taken": {"until": "2026-12-31", "base_union": True},
    "worker.public_role_taken": {"role": "union_congress", "level": "city", "until": "2026-12-31"},
    "worker.sanctioned": {"until": "2024-07-09"},
    "worker.politically_reviewed": {"review": {"result": "qualified", "remarks": "示例评语"}},
    "worker.pay_determined": {"pay": _PAY | {"factors": _FACTORS}},
    "worker.pay_raised": {"pay": _PAY | {"factors": _FACTORS}},
}
