"""The story's chapter on purchases of service, insurance, cost shares and funding. Its parties and worker are its own."""

from typing import Any, Final

from api.examples.example import CITY, Example, event_of, key_of, said
from domain.orders import stream_of

_COUNTY: Final = stream_of("organisation", key_of("purchase county"))
_SOCIETY: Final = stream_of("organisation", key_of("purchase society"))
_PURCHASE: Final = stream_of("purchase", key_of("purchase"))
_WORKER: Final = stream_of("worker", key_of("purchase worker"))


def _organisation(label: str, name: str, kind: str, **more: Any) -> Example:
    data = {"name": name, "kind": kind, "level": "county", "division": "220625", **more}
    return Example(label, "organisations", None, said("2020-01-01", data), "root")


def _purchase(label: str, command: str, on: str, data: dict[str, Any], **told: Any) -> Example:
    return Example(label, f"purchases/{command}", _PURCHASE, said(on, data), **told)


def _worker(label: str, command: str, on: str, data: dict[str, Any], **told: Any) -> Example:
    return Example(label, f"workers/{command}", _WORKER, said(on, data), **told)


_SIGNED: Final = {
    "buyer": _COUNTY,
    "provider": _SOCIETY,
    "qualification": {"document_number": "示例民证〔2022〕8号", "until": "2025-12-31"},
    "until": "2023-12-31",
    "places": [{"level": "junior", "count": 1}, {"level": "senior", "count": 1}],
    "budget": "132000.00",
}
_HIRING: Final = {
    "registration": said(
        "2023-01-01",
        {
            "name": "示例戊",
            "document": {"kind": "passport", "number": "E00000451"},
            "person": {"birth_on": "1993-08-09", "sex": "1"},
            "education": "21",
        },
    ),
    "hiring": said(
        "2023-01-01",
        {
            "mode": "purchased_service",
            "legal_employer": _SOCIETY,
            "host": _COUNTY,
            "procedure": {"kind": "provider_selection"},
        },
        reason="示例：由承接方择优选派",
    ),
}

CHAPTER: Final[tuple[Example, ...]] = (
    _organisation("purchase county", "示例北县总工会", "union", parent=CITY),
    _organisation("purchase society", "示例职工服务中心", "social_organisation"),
    Example(
        "purchase that ends before it starts",
        "purchases",
        None,
        said("2023-01-01", {**_SIGNED, "until": "2022-12-31"}),
        rule="impossible.term_backwards",
    ),
    Example("purchase", "purchases", None, said("2023-01-01", _SIGNED)),
    Example("purchase worker", "workers", None, _HIRING),
    _worker("purchase assignment", "purchase-assignments", "2023-01-01", {"purchase": _PURCHASE}),
    _worker(
        "enrolment",
        "insurances",
        "2023-01-10",
        {
            "kinds": ["pension", "medical", "unemployment", "work_injury", "housing_fund"],
            "scheme": "enterprise_employees",
        },
    ),
    _worker(
        "shares that are not whole",
        "cost-shares",
        "2023-01-01",
        {"shares": [{"level": "city", "percent": 60}, {"level": "county", "percent": 30}]},
        rule="impossible.shares_not_whole",
    ),
    _worker(
        "shares",
        "cost-shares",
        "2023-01-01",
        {"shares": [{"level": "city", "percent": 60}, {"level": "county", "percent": 40}]},
    ),
    _purchase(
        "more places",
        "amendments",
        "2023-07-01",
        {"places": [{"level": "junior", "count": 2}, {"level": "senior", "count": 1}], "budget": "156000.00"},
    ),
    _purchase(
        "payment",
        "payments",
        "2023-07-15",
        {
            "period_from": "2023-01-01",
            "period_to": "2023-06-30",
            "amount": "60000.00",
            "due_amount": "66000.00",
        },
        actor="approver",
    ),
    _purchase("purchase renewal", "renewals", "2024-01-01", {"until": "2024-12-31", "budget": "180000.00"}),
    _purchase("purchase end", "ends", "2024-07-01", {"reason_code": "agreed"}),
    _worker(
        "purchase assignment end",
        "purchase-assignment-ends",
        "2024-07-01",
        {"assignment": event_of("purchase assignment"), "reason_code": "purchase_ended"},
    ),
    _worker(
        "insurance stop",
        "insurance-stops",
        "2024-08-01",
        {"enrolment": event_of("enrolment"), "kinds": ["housing_fund"]},
    ),
    Example(
        "funding",
        "organisations/fundings",
        _COUNTY,
        said(
            "2023-01-15",
            {
                "source": "union_dues",
                "year": 2023,
                "amount": "156000.00",
                "purpose": "purchases",
                "level": "county",
            },
        ),
    ),
    _purchase(
        "corrected payment",
        "corrections",
        "2024-02-01",
        {
            "target": event_of("payment"),
            "type": "purchase.payment_confirmed",
            "effective_on": "2023-07-15",
            "data": {
                "period_from": "2023-01-01",
                "period_to": "2023-06-30",
                "amount": "66000.00",
                "due_amount": "66000.00",
            },
        },
        actor="approver",
    ),
    _purchase("rescinded end", "rescissions", "2024-09-01", {"target": event_of("purchase end")}),
)
