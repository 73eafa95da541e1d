"""What OpenAPI says of the queries of assessment cycles."""

from typing import Final

from api.queries.describing import EVENT_ID, KNOWN, UNION_ID, WORKER_ID, json_answer, route

_CYCLE: Final = {
    "cycle_id": "cycle-2c1f4f0e-5a3b-5d0e-8c57-1b9a4e6d7f20",
    "organisation_id": UNION_ID,
    "kind": "annual",
    "scheme": "labour_contract",
    "standard": {"title": "示例考核标准", "version": "2023"},
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "due_on": "2024-03-31",
    "opened_on": "2023-12-01",
    "closed_on": None,
    "top_grades": ["excellent"],
    "enrolled": 1,
}
CYCLES: Final = route(
    "list_cycles",
    "cycles",
    "范围内的考核周期",
    "the assessment cycles of one's scope",
    json_answer({**KNOWN, "cycles": [_CYCLE]}),
    found=False,
)
CYCLE: Final = route(
    "get_cycle",
    "cycles",
    "考核周期：名额、结果、缺项与逾期",
    "an assessment cycle: the places of its top grade, results, what is missing and what is overdue",
    json_answer(
        {
            **KNOWN,
            **_CYCLE,
            "version": 2,
            "recorded": 1,
            "confirmed": 0,
            "tops": 1,
            "missing": [],
            "workers": [
                {
                    "worker_id": WORKER_ID,
                    "assessment": EVENT_ID,
                    "grade": "excellent",
                    "confirmed": False,
                }
            ],
            "top_places": {"enrolled": 1, "top_share_percent": 100, "quota": 1},
            "overdue": [WORKER_ID],
        }
    ),
)
