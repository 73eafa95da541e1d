"""Reading one's own write: `If-Position` or `position` on whatever is read."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.entrance import is_open
from api.waiting import waits
from domain.errors import StoreUnavailable
from tests.integration.api.served import Served, assert_problem, command, person

READ = ("/v1/roster", "/v1/organisations", "/v1/rulebooks", "/v1/statistics", "/v1/log/checkpoint")


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("address", READ)
def test_an_answer_is_had_from_the_position_of_a_receipt_on(api: Served, address: str) -> None:
    union = api.union("示例市")
    worker = api.hired(union)
    last = api.size - 1
    for how in ({"headers": {"if-position": str(last)}}, {"path": f"{address}?position={last}"}):
        sent: dict[str, Any] = {"path": address, **how}
        assert api.send("GET", **sent).status_code == 200
    rows = api.send("GET", f"/v1/roster?as_of=2023-05-01&position={last}&limit=5").json()["rows"]
    assert [row["worker_id"] for row in rows] == [worker]


def test_a_question_waits_for_what_others_record_meanwhile(api: Served) -> None:
    api.union("示例市")
    for role in ("clerk", "auditor"):
        api.token(role)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(api.send, "GET", "/v1/events?position=1", role="auditor")
        api.worker()
        answer = waiting.result()
    assert answer.status_code == 200
    assert answer.json()["known_at"]["size"] == 2


def test_a_position_that_does_not_come_is_told_after_a_while(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.waiting.PATIENCE_SECONDS", 0.05)
    api.worker()
    answer = api.send("GET", "/v1/roster", headers={"if-position": "1"})
    document = assert_problem(answer, 503, "unavailable")
    assert "no position 1 yet" in document["en"]["detail"]
    assert answer.headers["retry-after"].isdecimal()


def test_read_models_that_do_not_come_are_told_after_a_while(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Any:
        raise StoreUnavailable("数据库暂不可用", "the database is away")

    monkeypatch.setattr("api.waiting.PATIENCE_SECONDS", 0.05)
    api.worker()
    monkeypatch.setattr("projections.membership.Membership.apply", away)
    document = assert_problem(api.send("GET", "/v1/roster?position=0"), 503, "unavailable")
    assert "1 events behind" in document["en"]["detail"]


@pytest.mark.parametrize("given", ["", "-1", "1.5", "x", "%31%EF%BC%91", "9" * 30, str(2**53)])
def test_what_is_no_position_is_refused(api: Served, given: str) -> None:
    answer = api.send("GET", "/v1/roster", headers={"if-position": given})
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/if-position"
    answer = api.send("GET", f"/v1/roster?position={given}")
    assert assert_problem(answer, 422, "invalid-input")["faults"][0]["pointer"] == "/position"


def test_a_person_can_be_looked_up_from_a_position_on(api: Served) -> None:
    worker = api.worker(7)
    body = {"document": person(7)["document"]}
    answer = api.send("POST", "/v1/workers/lookup", body, headers={"if-position": "0"})
    assert answer.json()["worker_id"] == worker


def test_a_command_does_not_wait(api: Served) -> None:
    said = {"registration": command(person())}
    assert api.send("POST", "/v1/workers", said, headers={"if-position": "99"}).status_code == 201


def test_every_address_that_is_read_says_that_one_can_wait(api: Served) -> None:
    paths = api.send("GET", "/openapi.json", role="auditor").json()["paths"]
    for route in api.app.routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                described = paths[route.path_format][method.lower()].get("parameters", ())
                named = {one["name"] for one in described} >= {"If-Position", "position"}
                assert named is (waits(method, route.path) and not is_open(route.path)), route.path
