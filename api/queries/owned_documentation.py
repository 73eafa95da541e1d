"""What OpenAPI says of the queries of a plan, a course, a purchase and a volunteer."""

from typing import Any, Final

from api.queries.describing import EVENT_ID, KNOWN, UNION_ID, WORKER_ID, Route, json_answer, route

_PROVIDER: Final = "organisation-7e0d8a64-2f57-5f5a-8f63-5a1c2f0e9b11"


def _one(kind: str, zh: str, en: str, example: dict[str, Any]) -> Route:
    told = {**KNOWN, f"{kind}_id": f"{kind}-2c1f4f0e-5a3b-5d0e-8c57-1b9a4e6d7f20", "version": 1}
    return route(f"get_{kind}", f"{kind}s", zh, en, json_answer({**told, **example}))


PLAN: Final = _one(
    "plan",
    "录用（聘用）计划；执行情况见报表 hiring_plans",
    "a hiring plan; the report hiring_plans tells how far it is filled",
    {
        "organisation_id": UNION_ID,
        "year": 2024,
        "approved_on": "2024-01-10",
        "lines": [{"line": "street_workers", "title": "街道社会工作者", "level": None, "count": 3}],
    },
)
COURSE: Final = _one(
    "course",
    "培训课程",
    "a course",
    {
        "organisation_id": _PROVIDER,
        "title": "工会社会工作实务",
        "kind": "social_work",
        "levels": ["basic"],
        "hours": 40,
        "offered_on": "2024-01-10",
        "withdrawn_on": None,
    },
)
PURCHASE: Final = _one(
    "purchase",
    "购买服务合同及付款",
    "a purchase of service and its payments",
    {
        "organisation_id": UNION_ID,
        "co_buyers": [],
        "provider": _PROVIDER,
        "qualification": {"document_number": "示例民证〔2023〕1号", "until": None},
        "signed_on": "2024-01-01",
        "last_day": "2024-12-31",
        "ended_on": None,
        "terms": [
            {
                "since": "2024-01-01",
                "until": "2024-12-31",
                "budget": "120000.00",
                "places": [{"since": "2024-01-01", "places": [{"level": "junior", "count": 2}]}],
            }
        ],
        "payments": [
            {
                "event_id": EVENT_ID,
                "on": "2024-04-05",
                "period_from": "2024-01-01",
                "period_to": "2024-03-31",
                "due": "30000.00",
                "paid": "30000.00",
            }
        ],
    },
)
VOLUNTEER: Final = _one(
    "volunteer",
    "志愿者或积极分子",
    "a volunteer or activist",
    {
        "organisation_id": UNION_ID,
        "kind": "volunteer",
        "name": "示例志愿者",
        "national_id": None,
        "lead": WORKER_ID,
        "serving_since": "2023-01-01",
        "ended_on": None,
        "hired_on": None,
        "worker_id": None,
        "erased_on": None,
    },
)
