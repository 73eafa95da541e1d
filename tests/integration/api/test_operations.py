"""Running it: liveness and readiness, metrics, headers, logs without personal data, and what is told when all fails."""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from api.limits import IN_FLIGHT
from domain.bitemporal import rectangles
from domain.errors import StoreUnavailable
from projections.parked import left_out
from tests.integration.api.served import Served, assert_problem, command, person


def away(*_: object, **__: object) -> Any:
    raise StoreUnavailable("数据库暂不可用", "the database is away")


def test_alive_and_ready(api: Served) -> None:
    for address, word in (("/livez", "alive"), ("/readyz", "ready")):
        answer = api.send("GET", address, headers={"authorization": ""})
        assert (answer.status_code, answer.json()["status"]) == (200, word)


def test_how_far_each_read_model_has_come_is_told(api: Served) -> None:
    api.worker()
    told = api.send("GET", "/readyz").json()["read_models"]
    assert all(one == {"size": 0, "lag": 1, "parked": 0} for one in told.values())
    assert {"membership", "parentage", "tiles"} <= set(told)
    metrics = api.send("GET", "/metrics", role="auditor").text
    assert 'luli_read_model_lag{model="membership"} 1.0' in metrics

    api.send("GET", "/v1/roster?position=0")
    told = api.send("GET", "/readyz").json()["read_models"]
    assert all(one == {"size": 1, "lag": 0, "parked": 0} for one in told.values())


def test_a_stream_that_cannot_be_folded_is_told_and_the_others_go_on(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    union = api.union("示例市")
    poisoned, well = api.hired(union, 1), api.hired(union, 2)

    def failing(events: Sequence[Any], *rest: Any) -> Any:
        if events[0].stream_id == poisoned:
            raise ValueError("planted")
        return rectangles(events, *rest)

    monkeypatch.setattr("projections.passes.rectangles", failing)
    api.send("GET", f"/v1/roster?position={api.size - 1}")
    told = api.send("GET", "/readyz")
    assert told.status_code == 200
    assert told.json()["read_models"]["workers"] == {"size": api.size, "lag": 0, "parked": 1}
    metrics = api.send("GET", "/metrics", role="auditor").text
    assert 'luli_parked_streams{model="workers"} 1.0' in metrics
    assert [(one.stream_id, one.error) for one in left_out(api.ledger.rows)["workers"]] == [
        (poisoned, "ValueError: planted")
    ]
    shown = api.ledger.rows("SELECT 'worker-' || worker_id FROM read.roster")
    assert shown == [(well,)]


def test_not_ready_while_the_database_is_away_and_alive_all_the_same(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.ledger, "size_and_root", away)
    assert api.send("GET", "/readyz").status_code == 503
    assert api.send("GET", "/livez").status_code == 200
    metrics = api.send("GET", "/metrics", role="auditor")
    assert metrics.status_code == 200
    assert "luli_ledger_size NaN" in metrics.text
    monkeypatch.undo()
    assert api.send("GET", "/readyz").status_code == 200


def test_a_command_while_the_database_is_away_is_told_so_and_may_be_sent_again(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.token("clerk")
    monkeypatch.setattr(api.ledger, "submit", away)
    body = {"registration": command(person())}
    answer = api.post("/v1/workers", body, key="row-1")
    assert_problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"].isdecimal()
    monkeypatch.undo()

    assert api.post("/v1/workers", body, key="row-1").status_code == 201
    assert api.size == 1


def test_who_asks_cannot_be_known_while_the_database_is_away(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = api.token("clerk")
    monkeypatch.setattr(api.tokens, "authenticate", away)
    assert_problem(api.post("/v1/workers", {}, token=token), 503, "unavailable")


def test_what_nobody_foresaw_is_an_incident_with_a_number_and_nothing_else(
    api: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_content: object) -> bytes:
        raise ZeroDivisionError("secret of the inside")

    monkeypatch.setattr(api.ledger, "command_digest", broken)
    answer = api.post("/v1/workers", {"registration": command(person())}, key="row-1")

    document = assert_problem(answer, 500, "internal")
    assert str(UUID(document["incident"])) == document["incident"]
    assert "secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text
    logged = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert document["incident"] in logged.getMessage()
    assert logged.exc_info is not None
    assert api.size == 0


def test_metrics_count_by_route_and_never_by_what_was_sent(api: Served) -> None:
    worker = api.worker()
    api.post(f"/v1/workers/{worker}/separations", command({"reason_code": "resigned"}))
    api.send("GET", f"/v1/nothing/{worker}")
    text = api.send("GET", "/metrics", role="auditor").text

    assert 'luli_http_requests_total{method="POST",route="/v1/workers",status="201"} 1.0' in text
    assert 'route="/v1/workers/{worker_id}/separations",status="422"' in text
    assert "luli_ledger_size 1.0" in text
    assert worker not in text


def test_every_answer_carries_its_guards_and_its_number(api: Served) -> None:
    answers = [
        api.send("GET", "/livez"),
        api.send("GET", "/v1/nothing"),
        api.send("GET", "/v1/nothing", headers={"authorization": ""}),
        api.post("/v1/workers", {"registration": command(person())}),
    ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"]
        assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("given", "kept"), [("batch-7.2", True), ("x" * 65, False), ("a b", False), ("<b>", False)]
)
def test_a_request_keeps_its_number_when_that_is_plain(api: Served, given: str, kept: bool) -> None:
    told = api.send("GET", "/livez", headers={"x-request-id": given}).headers["x-request-id"]
    assert (told == given) is kept


def test_the_log_names_route_status_and_principal_and_no_person(
    api: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "luli.http")
    worker = api.worker(5)
    api.send("GET", f"/v1/workers/{worker}?reason=示例人员5", role="auditor")
    lines: Sequence[str] = [record.getMessage() for record in caplog.records if record.name == "luli.http"]

    assert any(line.startswith("POST /v1/workers 201") and "clerk_1" in line for line in lines)
    text = "\n".join(lines)
    for private in ("示例人员5", worker, str(person(5)["document"]["number"]), "luli_"):
        assert private not in text


def test_a_principal_with_too_much_under_way_is_asked_to_wait(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert IN_FLIGHT > 64
    monkeypatch.setattr("api.entrance.IN_FLIGHT", 0)
    answer = api.post("/v1/workers", {"registration": command(person())})
    assert_problem(answer, 429, "too-many")
    assert answer.headers["retry-after"].isdecimal()
    assert api.send("GET", "/livez", headers={"authorization": ""}).status_code == 200


def test_a_revoked_token_is_remembered_for_seconds_only(api: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.entrance.REMEMBERED_SECONDS", 0.0)
    token = api.token("clerk")
    assert api.post("/v1/workers", {}, token=token).status_code == 422
    api.tokens.revoke("clerk_1")
    assert api.post("/v1/workers", {}, token=token).status_code == 401


def test_answers_other_than_json_are_not_to_be_had(api: Served) -> None:
    body = {"registration": command(person())}
    assert_problem(api.post("/v1/workers", body, headers={"accept": "text/html"}), 406, "not-acceptable")
    assert api.size == 0
    assert api.post("/v1/workers", body, headers={"accept": "text/html, */*;q=0.1"}).status_code == 201
