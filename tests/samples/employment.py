"""Samples of the events about how employment runs on, changes and ends: `LEAST` members, and what `MORE` a full one has."""

from typing import Any, Final

from tests.specification import AGENCY, COUNTY, POST, cited

LEAST: Final[dict[str, dict[str, Any]]] = {
    "worker.probation_ended": {"contract": cited("contract"), "passed": True},
    "worker.contract_extended": {"contract": cited("contract"), "until": "2027-06-30", "ground": "protected"},
    "worker.contract_not_renewed": {"contract": cited("contract"), "decided_by": "employer"},
    "worker.adopted": {
        "mode": "direct_hire",
        "legal_employer": COUNTY,
        "host": COUNTY,
        "source": "personnel_file",
    },
    "worker.engagement_changed": {
        "mode": "purchased_post",
        "legal_employer": AGENCY,
        "host": COUNTY,
        "seniority_carried": True,
    },
    "worker.retired": {"kind": "statutory"},
    "worker.died": {},
    "worker.transferred_out": {"to": "示例街道办事处", "to_kind": "government"},
    "worker.leave_started": {"grounds": {"kind": "sick", "protected": True}},
    "worker.leave_ended": {"leave": cited("leave")},
    "worker.suspended": {"reason_code": "under_inquiry"},
    "worker.suspension_ended": {"suspension": cited("suspension")},
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "worker.contract_not_renewed": {"notified_on": "2023-12-01"},
    "worker.adopted": {
        "post": POST,
        "former_title": "social_union_worker",
        "engaged_since": "2016-09-01",
        "service_domains": ["aid"],
    },
    "worker.engagement_changed": {"post": POST, "service_domains": ["rights"]},
    "worker.retired": {"kind": "early", "notified_on": "2023-10-01"},
    "worker.leave_started": {"until": "2024-03-31"},
    "worker.suspended": {"until": "2024-03-31"},
}
