"""Many commands in one request: each by itself, in order, with a result each."""

from typing import Any

import orjson
import pytest

from api.limits import BATCH_COMMANDS
from tests.integration.api.served import Served, assert_problem, command, hiring, person


def registration(number: int, **members: Any) -> dict[str, Any]:
    return {"target": "workers", "body": {"registration": command({**person(number), **members})}}


def test_each_command_is_recorded_or_refused_by_itself(api: Served) -> None:
    county = api.union("示例县")
    worker = api.worker(9)
    before = api.size
    items = [
        registration(1),
        registration(2, nickname="甲"),
        {
            "target": f"workers/{worker}/hirings",
            "body": command(hiring(county), "2023-04-01"),
            "if_match": 1,
        },
        {
            "target": f"workers/{worker}/separations",
            "body": command({"reason_code": "resigned"}, "2024-01-01"),
        },
        {"target": "nothing", "body": {}},
        {
            "target": f"workers/{worker}/hirings",
            "body": command(hiring(county), "2024-04-01"),
            "if_match": 1,
        },
        {"body": {}},
        7,
    ]

    answer = api.post("/v1/batch", items)

    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [one["status"] for one in results] == [201, 422, 201, 201, 404, 412, 422, 422]
    assert results[1]["problem"]["faults"][0]["pointer"] == "/registration/data/nickname"
    assert results[5]["problem"]["current_version"] == 3
    assert api.size == before + 3


def test_lines_are_answered_by_lines(api: Served) -> None:
    lines = b"\n".join(orjson.dumps(registration(number)) for number in (1, 1, 2)) + b"\n"
    answer = api.post("/v1/batch", lines, headers={"content-type": "application/x-ndjson"})

    assert answer.headers["content-type"] == "application/x-ndjson"
    results = [orjson.loads(line) for line in answer.content.splitlines()]
    assert [one["status"] for one in results] == [201, 422, 201]
    assert results[1]["problem"]["rule"] == "impossible.person_known"


def test_a_batch_sent_again_gives_the_first_receipts(api: Served) -> None:
    items = [registration(1), {**registration(2), "key": "row-2"}]
    first = api.post("/v1/batch", items, key="file-1")
    again = api.post("/v1/batch", items, key="file-1")

    assert again.content == first.content
    assert api.size == 2
    alone = api.post("/v1/workers", items[1]["body"], key="row-2")
    assert alone.json()["receipts"] == first.json()["results"][1]["receipts"]


def test_the_commands_of_a_batch_share_a_correlation_id(api: Served) -> None:
    results = api.post("/v1/batch", [registration(1), registration(2)]).json()["results"]
    events = [api.ledger.events(one["receipts"][0]["stream_id"])[0] for one in results]
    assert events[0].said.correlation_id == events[1].said.correlation_id is not None


@pytest.mark.parametrize(
    ("content", "status", "slug"),
    [
        (b"{}", 422, "invalid-input"),
        (b"[", 400, "malformed"),
        (b"[" + b",".join([b"{}"] * (BATCH_COMMANDS + 1)) + b"]", 422, "invalid-input"),
    ],
)
def test_what_is_no_batch(api: Served, content: bytes, status: int, slug: str) -> None:
    assert_problem(api.post("/v1/batch", content), status, slug)
    assert api.size == 0


def test_a_role_in_a_batch_records_only_what_it_may(api: Served) -> None:
    union = {"name": "示例总工会", "kind": "union", "level": "city", "division": "220600"}
    items = [{"target": "organisations", "body": command(union)}, registration(1)]
    results = api.post("/v1/batch", items, role="administrator").json()["results"]
    assert [one["status"] for one in results] == [201, 403]
