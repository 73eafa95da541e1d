"""Samples of the events about assessment cycles and what follows an assessment: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import COUNTY, WORKER, cited

LEAST: Final[dict[str, dict[str, Any]]] = {
    "cycle.opened": {
        "organisation": COUNTY,
        "kind": "annual",
        "scheme": "labour_contract",
        "standard": {"title": "示例考核标准", "version": "2023"},
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "due_on": "2024-03-31",
    },
    "cycle.workers_enrolled": {"workers": [WORKER]},
    "cycle.workers_withdrawn": {"workers": [WORKER], "reason_code": "transferred"},
    "cycle.closed": {},
    "worker.assessment_acknowledged": {"assessment": cited("assessment"), "agrees": True},
    "worker.assessment_review_requested": {"assessment": cited("assessment"), "grounds": "示例理由"},
    "worker.assessment_review_decided": {"review": cited("review"), "upheld": False},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "cycle.opened": {
        "standard": {"title": "示例考核标准", "version": "2023", "sha256": "f" * 64},
        "top_grades": ["excellent"],
    },
    "cycle.closed": {"enrolled": 12, "top_share_percent": 20, "quota": 2},
}
