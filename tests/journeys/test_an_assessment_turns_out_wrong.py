"""Two years later an assessment is rescinded: nothing is rewritten, and what rested on it is listed as questioned."""

from typing import Any

import orjson

from tests.integration.api.served import Served, command
from tests.journeys.career import Career


def get(api: Served, path: str, **how: Any) -> bytes:
    """The exact bytes of an answer."""
    answer = api.send("GET", path, **how)
    assert answer.status_code == 200, answer.text
    return answer.content


def rescission(target: str) -> dict[str, Any]:
    """The event no longer stands, as a review found."""
    return command({"target": target}, "2026-02-01", reason="复核认定考核结果不实")


def test_what_rested_on_it_stands_and_is_questioned(api: Served) -> None:
    career = Career(api)
    career.register()
    career.join()
    assessment = career.assess()
    career.rise(assessment)
    known = api.size - 1
    before = f"/v1/roster?organisation={career.city}&as_of=2025-06-30&known_at={known}"
    roster_before = get(api, before)
    listed_before = orjson.loads(get(api, f"/v1/statistics/questioned?as_of=2026-02-01&known_at={known}"))
    assert listed_before["rows"] == []

    together = {
        "commands": [
            {"command": "rescissions", "body": rescission(career.events["assessment-confirmations"])},
            {"command": "rescissions", "body": rescission(assessment)},
        ]
    }
    answer = api.post(f"/v1/workers/{career.worker}/commands", together, role="approver")
    assert answer.status_code == 201, answer.text

    decisions = ("promotions", "renewals", "pay-raises")
    report = orjson.loads(get(api, "/v1/statistics/questioned?as_of=2026-02-01", role="auditor"))
    assert {career.positions[one] for one in decisions} <= {row["position"] for row in report["rows"]}
    work = orjson.loads(get(api, f"/v1/worklist?as_of=2026-02-01&organisation={career.street}"))
    questioned = {item["event_id"] for item in work["items"] if item["kind"] == "questioned"}
    assert {career.events[one] for one in decisions} <= questioned

    state = orjson.loads(get(api, f"/v1/workers/{career.worker}?as_of=2026-02-01"))
    assert state["grade"]["grade"] == "junior_2", "the promotion stands"
    assert get(api, before) == roster_before
