"""Single entries, their proofs and receipts, and the search for auditors."""

from datetime import UTC, timedelta

import pytest

from api.dependencies import Role
from domain.proofs import verify_proof
from domain.tree import leaf_hash
from tests.integration.api.queries.support import FOREIGN, WORKER, Served
from tests.soundness import is_signed_by
from tests.specification import COUNTY, cited

FIRST_OF_WORKER = 4
OF_FOREIGN = 13


@pytest.mark.requirement("R87")
def test_the_exact_bytes_of_a_leaf_are_served_with_their_proof(served: Served) -> None:
    client = served.client()
    leaf = client.get(f"/v1/events/{FIRST_OF_WORKER}")
    assert leaf.headers["content-type"] == "application/octet-stream"
    assert leaf.content == served.ledger.leaf(FIRST_OF_WORKER)
    proof = client.get(f"/v1/events/{FIRST_OF_WORKER}/proof")
    ledger = served.ledger
    index, _ = verify_proof(
        proof.content, leaf.content, ledger.origin, [ledger.signer.verifier], is_signed_by
    )
    assert index == FIRST_OF_WORKER


def test_an_event_as_json_opens_what_the_reader_may_see(served: Served) -> None:
    as_json = {"Accept": "application/json"}
    body = served.client().get(f"/v1/events/{FIRST_OF_WORKER}", headers=as_json).json()
    assert body["data"]["name"] == "示例甲"
    assert body["data"]["document"]["number"] == "110105********002X"
    assert body["leaf_hash"] == leaf_hash(served.ledger.leaf(FIRST_OF_WORKER)).hex()
    less = served.client(Role.INTEGRATOR).get(f"/v1/events/{FIRST_OF_WORKER}", headers=as_json).json()
    assert less["data"]["person"] == {"hidden": True, "class": "person"}


@pytest.mark.parametrize("what", ["", "/proof"])
def test_entries_about_others_and_beyond_the_end_do_not_exist(served: Served, what: str) -> None:
    client = served.client()
    size = served.ledger.size_and_root()[0]
    assert client.get(f"/v1/events/{OF_FOREIGN}{what}").status_code == 404
    assert client.get(f"/v1/events/{size}{what}").status_code == 404
    assert client.get(f"/v1/events/-1{what}").status_code == 422
    assert client.get(f"/v1/events/{2**60}{what}").status_code == 422
    whole = served.client(Role.AUDITOR, None)
    assert whole.get(f"/v1/events/{OF_FOREIGN}{what}").status_code == 200


def test_an_administrator_of_the_whole_ledger_sees_leaves_and_nothing_hidden(served: Served) -> None:
    path = f"/v1/events/{OF_FOREIGN}"
    whole = served.client(Role.ADMINISTRATOR, None)
    assert whole.get(path).content == served.ledger.leaf(OF_FOREIGN)
    body = whole.get(path, headers={"Accept": "application/json"}).json()
    assert body["data"]["name"] == {"hidden": True, "class": "name"}
    assert served.client(Role.ADMINISTRATOR).get(path).status_code == 404


def test_a_receipt_is_given_again(served: Served) -> None:
    client = served.client()
    receipt = client.get(f"/v1/receipts/{cited('hired')}").json()
    expected = served.ledger.receipt_of(served.ledger.events(WORKER)[1].event_id)
    assert expected is not None
    assert (receipt["position"], receipt["signature"]) == (expected.position, expected.signature)
    assert client.get(f"/v1/receipts/{cited('foreign hired')}").status_code == 404
    assert client.get(f"/v1/receipts/{cited('never')}").status_code == 404
    assert client.get("/v1/receipts/x").status_code == 422


def found(served: Served, scope: str | None = None, **params: str) -> list[str]:
    response = served.client(Role.AUDITOR, scope).get("/v1/events", params=params)
    assert response.status_code == 200, response.text
    return [event["type"] for event in response.json()["events"]]


@pytest.mark.requirement("R87")
def test_auditors_search_by_type_actor_and_document(served: Served) -> None:
    assert found(served, type="worker.hired") == ["worker.hired"] * 2
    assert found(served, actor="approver") == ["worker.assessment_confirmed"]
    assert found(served, basis="示例〔2024〕1号") == []
    assert found(served, COUNTY, type="worker.hired") == ["worker.hired"]
    assert served.client(Role.CLERK).get("/v1/events").status_code == 403


def test_search_by_time_of_recording(served: Served) -> None:
    events = served.ledger.events(WORKER)
    second, third = events[1].recorded_at, events[2].recorded_at
    assert second is not None
    assert third is not None
    exactly = {
        "recorded_from": second.astimezone(UTC).isoformat(),
        "recorded_to": (third - timedelta(microseconds=1)).astimezone(UTC).isoformat(),
    }
    assert found(served, **exactly) == ["worker.hired"]
    assert found(served, recorded_to="2001-01-01") == []
    assert found(served, recorded_from="2199-01-01") == []
    response = served.client(Role.AUDITOR, None).get("/v1/events", params={"recorded_from": "soon"})
    assert response.json()["faults"][0]["pointer"] == "/recorded_from"


def test_pages_of_a_search_cover_it_once(served: Served) -> None:
    client = served.client(Role.AUDITOR, None)
    positions: list[int] = []
    asked: dict[str, str] = {"limit": "4"}
    while True:
        body = client.get("/v1/events", params=asked).json()
        positions.extend(event["position"] for event in body["events"])
        if "next_cursor" not in body:
            break
        asked["cursor"] = body["next_cursor"]
    assert positions == list(range(served.ledger.size_and_root()[0]))


def test_a_stream_of_nobody_is_only_for_the_whole_ledger(served: Served) -> None:
    assert FOREIGN not in str(served.client(Role.AUDITOR, COUNTY).get("/v1/events").json())
