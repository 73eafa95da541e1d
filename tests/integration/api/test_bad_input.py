"""Bad input, each kind of it: a clear problem in both languages, and nothing is recorded."""

import json
from typing import Any
from uuid import uuid4

import pytest

from api.limits import BODY_BYTES
from domain.canonical import MAX_DEPTH
from tests.integration.api.served import Served, assert_problem, command, hiring, person

UNKNOWN = "0192f0c4-7c9e-7d3a-b6d3-3c7a5d0e9f11"
"""An id of nothing."""


def registration(**members: Any) -> dict[str, Any]:
    return {"registration": command({**person(), **members})}


def pointers(document: dict[str, Any]) -> set[str]:
    for fault in document["faults"]:
        assert fault["zh"], fault
        assert fault["en"], fault
    return {fault["pointer"] for fault in document["faults"]}


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"nickname": "甲"}, "/registration/data/nickname"),
        ({"document": {"kind": "citizen_id", "number": "110105194912310021"}}, "/registration/data/document"),
        ({"person": {"birth_on": "1990-02-30", "sex": "1"}}, "/registration/data/person/birth_on"),
        ({"person": {"birth_on": "1990-01-01", "sex": "7"}}, "/registration/data/person/sex"),
        ({"name": "甲" * 101}, "/registration/data/name"),
        ({"name": "甲\u0000乙"}, "/registration/data/name"),
        ({"name": ""}, "/registration/data/name"),
        ({"name": None}, "/registration/data/name"),
        ({"name": 7}, "/registration/data/name"),
        ({"education": "99999"}, "/registration/data/education"),
    ],
)
@pytest.mark.requirement("R13", shows="refusal")
def test_what_a_field_cannot_hold_is_told_by_pointer(
    api: Served, members: dict[str, Any], pointer: str
) -> None:
    answer = api.post("/v1/workers", registration(**members))

    assert pointer in pointers(assert_problem(answer, 422, "invalid-input"))
    assert api.size == 0


def test_all_faults_are_told_at_once_and_no_value_is_repeated(api: Served) -> None:
    answer = api.post("/v1/workers", registration(name="甲" * 101, nickname="泄露之值", education="泄露之值"))

    document = assert_problem(answer, 422, "invalid-input")
    assert len(pointers(document)) == 3
    assert "泄露之值" not in answer.text


def test_an_impossible_date_of_the_command_itself(api: Served) -> None:
    answer = api.post("/v1/workers", {"registration": command(person(), "2023-02-29")})

    assert pointers(assert_problem(answer, 422, "invalid-input")) == {"/registration/effective_on"}


@pytest.mark.parametrize("body", [b"", b"{", b"nothing", b'{"a":1}{"b":2}', b"\xff\xfe", b'{"a":NaN}'])
def test_what_is_not_json(api: Served, body: bytes) -> None:
    assert_problem(api.post("/v1/workers", body), 400, "malformed")
    assert api.size == 0


@pytest.mark.parametrize("body", [b"[]", b"null", b"7", b'"text"'])
def test_json_that_is_no_command(api: Served, body: bytes) -> None:
    assert_problem(api.post("/v1/workers", body), 422, "invalid-input")


def test_a_member_given_twice_is_named(api: Served) -> None:
    said = json.dumps(registration()).replace(
        '"effective_on"', '"effective_on": "2023-01-01", "effective_on"', 1
    )

    document = assert_problem(api.post("/v1/workers", said.encode()), 400, "malformed")

    assert "effective_on" in document["detail"]
    assert api.size == 0


def test_a_floating_point_number_is_named(api: Served) -> None:
    answer = api.post("/v1/workers", json.dumps(registration(weight=1.5)).encode())

    assert pointers(assert_problem(answer, 422, "invalid-input")) == {"/registration/data/weight"}


def test_an_integer_that_not_every_reader_keeps(api: Served) -> None:
    answer = api.post("/v1/workers", json.dumps(registration(weight=2**53)).encode())

    assert pointers(assert_problem(answer, 422, "invalid-input")) == {"/registration/data/weight"}


@pytest.mark.parametrize("where", ["value", "member"])
def test_a_lone_surrogate(api: Served, where: str) -> None:
    said = json.dumps(registration()).replace("\\u793a", "\\ud800", 1)
    if where == "member":
        said = '{"\\ud800": 1}'

    assert_problem(api.post("/v1/workers", said.encode()), 400, "malformed")
    assert api.size == 0


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 100_000])
def test_nesting_without_bound(api: Served, depth: int) -> None:
    said = b'{"registration":' + b"[" * depth + b"]" * depth + b"}"

    answer = api.post("/v1/workers", said)

    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code, "malformed" if answer.status_code == 400 else "invalid-input")


def test_a_token_is_never_an_input(api: Served) -> None:
    token = {"$t": [1, f"worker-{uuid4()}", 1, "A", "A", "A"]}

    assert_problem(api.post("/v1/workers", registration(name=token)), 422, "invalid-input")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit(api: Served, chunked: bool) -> None:
    said = json.dumps(registration(reason="x" * BODY_BYTES)).encode()
    headers = {
        "authorization": f"Bearer {api.token('clerk')}",
        "content-type": "application/json",
    }
    content = (said[i : i + 9999] for i in range(0, len(said), 9999)) if chunked else said

    answer = api.client.request("POST", "/v1/workers", content=content, headers=headers)

    assert_problem(answer, 413, "body-too-large")
    assert api.size == 0


def test_an_event_over_64_kib(api: Served) -> None:
    """No member is over its limit, and each character takes four bytes: together they are too much."""
    worker = api.hired(api.union("示例市"))
    before = api.size
    text = "𠀀" * 4000
    approval = {"principal": "approver_1", "office": "𠀀" * 300, "at": "2024-01-05T01:02:03Z"}
    assessed = {
        "kind": "annual",
        "scheme": "public_institution",
        "period_from": "2023-04-01",
        "period_to": "2023-12-31",
        "scores": {"duties": "92", "learning": "88", "development": "90"},
        "remarks": text,
        "assessors": ["assessor_1"],
        "months_worked": 9,
    }

    answer = api.post(
        f"/v1/workers/{worker}/assessments",
        command(assessed, "2024-01-10", reason=text, approvals=[approval] * 20),
    )

    assert_problem(answer, 413, "entry-too-large")
    assert api.size == before


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""]
)
def test_another_media_type(api: Served, content_type: str) -> None:
    answer = api.post("/v1/workers", registration(), headers={"content-type": content_type})

    assert_problem(answer, 415, "media-type")


def test_json_with_a_charset_is_json(api: Served) -> None:
    headers = {"content-type": "application/json; charset=utf-8"}

    assert api.post("/v1/workers", registration(), headers=headers).status_code == 201


def test_a_version_that_has_passed(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    before = api.size

    answer = api.post(
        f"/v1/workers/{worker}/separations",
        command({"reason_code": "resigned"}, "2024-04-01"),
        if_match='"1"',
    )

    document = assert_problem(answer, 412, "stale-version")
    assert (document["expected_version"], document["current_version"]) == (1, 2)
    assert api.size == before


@pytest.mark.parametrize("if_match", ["7", '"x"', '"1", "2"', '"-1"', 'w/"1"', '""'])
def test_an_if_match_that_is_no_version(api: Served, if_match: str) -> None:
    worker = api.worker()

    answer = api.post(
        f"/v1/workers/{worker}/separations", command({"reason_code": "resigned"}), if_match=if_match
    )

    assert_problem(answer, 400, "bad-header")


@pytest.mark.parametrize(
    "stream", ["worker-1", f"organisation-{UNKNOWN}", f"worker-{UNKNOWN}", "%00", "worker-"]
)
def test_a_stream_that_is_not_there(api: Served, stream: str) -> None:
    answer = api.post(f"/v1/workers/{stream}/separations", command({"reason_code": "resigned"}))

    assert_problem(answer, 404, "not-found")
    assert api.size == 0


def test_what_cannot_be_otherwise_is_refused_with_what_would_satisfy_it(api: Served) -> None:
    city = api.union("示例市")
    post = api.seats(city)
    api.hired(city, 1, post=post)
    before = api.size

    answer = api.post(
        "/v1/workers",
        {"registration": command(person(2)), "hiring": command(hiring(city, post=post), "2023-04-01")},
    )

    document = assert_problem(answer, 422, "refused")
    assert document["rule"] == "impossible.seat_taken"
    assert set(document["satisfied_by"]) == {"zh", "en"}
    assert document["refusals"][0]["rule"] == document["rule"]
    assert api.size == before


def test_the_content_of_a_correction_is_read_as_its_targets_type(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    hired = api.ledger.events(worker)[1]
    content = {
        "target": str(hired.event_id),
        "type": "worker.hired",
        "effective_on": "2023-05-01",
        "data": {**hiring(city), "colour": "red"},
    }

    answer = api.post(f"/v1/workers/{worker}/corrections", command(content))

    assert pointers(assert_problem(answer, 422, "invalid-input")) == {"/data/data/colour"}


@pytest.mark.parametrize("kind", ["no.such.type", "event.corrected", "organisation.renamed"])
def test_a_correction_to_another_type(api: Served, kind: str) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    hired = api.ledger.events(worker)[1]
    content = {
        "target": str(hired.event_id),
        "type": kind,
        "effective_on": "2023-05-01",
        "data": {"name": "x"},
    }
    before = api.size

    answer = api.post(f"/v1/workers/{worker}/corrections", command(content))

    assert answer.status_code == 422, answer.text
    assert api.size == before


def test_an_address_that_is_not_there_and_a_method_that_is_not(api: Served) -> None:
    assert_problem(api.send("GET", "/v1/nowhere"), 404, "no-route")
    assert_problem(api.send("DELETE", "/v1/workers"), 405, "method-not-allowed")
