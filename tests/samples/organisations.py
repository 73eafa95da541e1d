"""Samples of the events about organisations and hiring plans: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import AGENCY, CITY, cited

LINE: Final = {"line": "street_workers", "title": "街道社会工作者", "count": 3}
_HONOUR: Final = {"level": "city", "title": "先进社会组织"}

LEAST: Final[dict[str, dict[str, Any]]] = {
    "organisation.merged": {"into": CITY},
    "organisation.incubation_started": {"union": CITY},
    "organisation.incubation_graduated": {"incubation": cited("incubation")},
    "organisation.supervisory_unit_set": {"unit": "示例市总工会"},
    "organisation.party_organisation_set": {"form": "branch"},
    "organisation.union_form_set": {"form": "own_committee"},
    "organisation.inspected": {"result": "qualified", "document_number": "示例民检〔2024〕1号"},
    "organisation.rated": {"rating": "4a"},
    "organisation.listed_abnormal": {"reason_code": "report_not_filed"},
    "organisation.abnormal_cleared": {"listing": cited("listing")},
    "organisation.tax_status_set": {"status": "nonprofit_exempt"},
    "organisation.commendation_nominated": {**_HONOUR, "grounds": ["service"]},
    "organisation.commended": {**_HONOUR, "issuer": "示例市", "document_number": "示例〔2024〕1号"},
    "organisation.commendation_revoked": {"commendation": cited("honour"), "reason_code": "found_false"},
    "organisation.target_set": {"year": 2025, "number": 120},
    "organisation.co_management_agreed": {"with_body": "示例县人力资源和社会保障局", "duties": ["mediation"]},
    "organisation.co_management_ended": {"agreement": cited("agreement")},
    "organisation.department_role_set": {"department": "union", "area": "recruitment", "role": "carry_out"},
    "organisation.practice_noted": {"title": "示例经验", "text": "示例做法"},
    "plan.approved": {"organisation": CITY, "year": 2024, "lines": [LINE]},
    "plan.amended": {"lines": [LINE]},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "organisation.supervisory_unit_set": {"organisation": CITY},
    "organisation.rated": {"until": "2028-12-31"},
    "organisation.tax_status_set": {"until": "2026-12-31"},
    "organisation.commended": {"grounds": ["service"], "nomination": cited("nomination")},
    "organisation.commendation_revoked": {"document_number": "示例〔2024〕3号"},
    "organisation.co_management_agreed": {"organisation": AGENCY},
    "plan.approved": {"lines": [{**LINE, "level": "social_worker"}]},
    "plan.amended": {"lines": [{**LINE, "level": "social_worker"}]},
    "organisation.practice_noted": {"url": "https://example.org/practice"},
}
