"""Samples of purchases of service, of work under them, and of what pay costs and who bears it."""

from typing import Any, Final

from tests.specification import AGENCY, CITY, COUNTY, PURCHASE, cited

_QUALIFICATION: Final = {"document_number": "示例民证〔2023〕1号"}
_PLACES: Final = [{"level": "junior", "count": 3}, {"level": "senior", "count": 1}]

LEAST: Final[dict[str, dict[str, Any]]] = {
    "purchase.signed": {
        "buyer": COUNTY,
        "provider": AGENCY,
        "qualification": _QUALIFICATION,
        "until": "2024-12-31",
        "places": [{"level": "junior", "count": 3}],
        "budget": "180000.00",
    },
    "purchase.amended": {"budget": "200000.00"},
    "purchase.renewed": {"until": "2025-12-31", "budget": "190000"},
    "purchase.ended": {"reason_code": "agreed"},
    "purchase.payment_confirmed": {
        "period_from": "2024-01-01",
        "period_to": "2024-03-31",
        "amount": "44000.00",
        "due_amount": "45000.00",
    },
    "worker.assigned_under_purchase": {"purchase": PURCHASE},
    "worker.purchase_assignment_ended": {"assignment": cited("assignment"), "reason_code": "purchase_ended"},
    "worker.insurance_enrolled": {"kinds": ["pension", "medical"], "scheme": "enterprise_employees"},
    "worker.insurance_stopped": {"enrolment": cited("enrolment"), "kinds": ["medical"]},
    "worker.cost_shares_set": {"shares": [{"level": "city", "percent": 100}]},
    "organisation.funding_allocated": {
        "source": "union_dues",
        "year": 2024,
        "amount": "500000.00",
        "purpose": "purchases",
        "level": "county",
    },
}

MORE: Final[dict[str, dict[str, Any]]] = {
    "purchase.signed": {
        "qualification": {**_QUALIFICATION, "until": "2026-06-30"},
        "places": _PLACES,
        "co_buyers": [CITY],
    },
    "purchase.amended": {
        "places": _PLACES,
        "until": "2025-03-31",
        "qualification": {"document_number": "示例民证〔2024〕2号", "until": "2027-06-30"},
        "co_buyers": [CITY],
    },
    "purchase.renewed": {"qualification": {"document_number": "示例民证〔2024〕2号", "until": "2027-06-30"}},
    "worker.cost_shares_set": {
        "shares": [{"level": "city", "percent": 60}, {"level": "county", "percent": 40}],
        "until": "2024-12-31",
    },
}
