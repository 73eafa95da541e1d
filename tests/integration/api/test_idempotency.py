"""An Idempotency-Key names a command: the same one is answered with its first receipts, another one is refused."""

from uuid import UUID, uuid4

import orjson
import pytest

from tests.integration.api.served import Served, assert_problem, command, hiring, person


def test_the_same_command_again_gives_the_first_receipts_byte_for_byte(api: Served) -> None:
    body = {"registration": command(person())}
    first = api.post("/v1/workers", body, key="row-1")
    again = api.post("/v1/workers", body, key="row-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert api.size == 1


def test_members_in_another_order_are_the_same_command(api: Served) -> None:
    body = {"registration": command(person())}
    turned = orjson.dumps(
        {"registration": dict(reversed(body["registration"].items()))}, option=orjson.OPT_INDENT_2
    )

    assert (
        api.post("/v1/workers", turned, key="row-1").content
        == api.post("/v1/workers", body, key="row-1").content
    )


def test_a_uuid_key_is_the_id_of_the_event(api: Served) -> None:
    key = str(uuid4())
    answer = api.post("/v1/workers", {"registration": command(person())}, key=key)

    assert answer.json()["receipts"][0]["event_id"] == key


def test_commands_without_a_key_get_ids_that_grow_with_time(api: Served) -> None:
    ids = [
        UUID(api.post("/v1/workers", {"registration": command(person(n))}).json()["receipts"][0]["event_id"])
        for n in (1, 2)
    ]

    assert [one.version for one in ids] == [7, 7]
    assert ids == sorted(ids)


def test_a_prior_receipt_is_returned_whatever_if_match_says(api: Served) -> None:
    city = api.union("示例市")
    worker = api.worker()
    path, body = f"/v1/workers/{worker}/hirings", command(hiring(city), "2023-04-01")
    first = api.post(path, body, key="row-1", if_match='"1"')

    again = api.post(path, body, key="row-1", if_match='"1"')
    other = api.post(path, body, key="row-1", if_match='"7"')

    assert first.status_code == 201
    assert first.content == again.content == other.content


@pytest.mark.parametrize("key", ["row-1", "0192f0c4-7c9e-7d3a-b6d3-3c7a5d0e9f11"])
def test_another_content_under_a_key_is_refused_and_nothing_is_told(api: Served, key: str) -> None:
    api.post("/v1/workers", {"registration": command(person(1))}, key=key)

    answer = api.post("/v1/workers", {"registration": command(person(2))}, key=key)

    document = assert_problem(answer, 409, "idempotency-conflict")
    assert "receipts" not in document
    assert api.size == 1


def test_a_uuid_key_of_another_principal_is_refused(api: Served) -> None:
    key, body = str(uuid4()), {"registration": command(person(1))}
    api.post("/v1/workers", body, key=key)

    answer = api.post("/v1/workers", body, key=key, principal="clerk_2")

    assert_problem(answer, 409, "idempotency-conflict")
    assert api.size == 1


def test_a_plain_key_belongs_to_its_principal_alone(api: Served) -> None:
    mine = api.post("/v1/workers", {"registration": command(person(1))}, key="row-1")
    theirs = api.post("/v1/workers", {"registration": command(person(2))}, key="row-1", principal="clerk_2")

    assert (mine.status_code, theirs.status_code) == (201, 201)


def test_the_same_key_on_another_route_is_another_command(api: Served) -> None:
    city = api.union("示例市")
    worker = api.hired(city)
    said = command({"reason_code": "resigned"}, "2024-04-01")
    api.post(f"/v1/workers/{worker}/separations", said, key="row-1")

    answer = api.post(f"/v1/workers/{worker}/contract-ends", said, key="row-1")

    assert answer.status_code in {409, 422}
    assert len(api.ledger.events(worker)) == 3


def test_a_refusal_is_not_kept_the_same_key_is_judged_anew(api: Served) -> None:
    city = api.union("示例市")
    worker = api.worker()
    body = command({"reason_code": "resigned"}, "2024-04-01")
    path = f"/v1/workers/{worker}/separations"
    refused = api.post(path, body, key="row-1")
    api.post(f"/v1/workers/{worker}/hirings", command(hiring(city), "2023-04-01"))

    answer = api.post(path, body, key="row-1")

    assert (refused.status_code, answer.status_code) == (422, 201)


@pytest.mark.parametrize("key", ["x" * 201, "é", "", "\t"])
def test_a_key_that_is_none_is_refused(api: Served, key: str) -> None:
    headers = {"idempotency-key": key.encode("latin-1")}

    answer = api.post("/v1/workers", {"registration": command(person())}, headers=headers)

    assert_problem(answer, 400, "bad-header")
    assert api.size == 0
