"""Several commands on one worker at once: all recorded in one commit, or none."""

from typing import Any

import pytest

from tests.integration.api.served import Served, assert_problem, command, hiring, person


def hired(api: Served) -> tuple[str, str]:
    """A worker of a county union, and the id of the hiring."""
    county = api.union("示例县", api.union("示例市"))
    said = {"registration": command(person()), "hiring": command(hiring(county), "2023-04-01")}
    receipts = api.post("/v1/workers", said).json()["receipts"]
    return receipts[0]["stream_id"], receipts[1]["event_id"]


def separation(on: str) -> dict[str, Any]:
    return {"command": "separations", "body": command({"reason_code": "resigned"}, on)}


def rescission(event_id: str) -> dict[str, Any]:
    return {"command": "rescissions", "body": command({"target": event_id}, "2024-06-01")}


def test_what_a_later_event_forbids_is_done_by_rescinding_it_in_the_same_command(api: Served) -> None:
    worker, _ = hired(api)
    later = api.post(f"/v1/workers/{worker}/separations", separation("2024-03-01")["body"]).json()[
        "receipts"
    ][0]

    alone = api.post(f"/v1/workers/{worker}/separations", separation("2024-01-01")["body"])
    together = api.post(
        f"/v1/workers/{worker}/commands",
        {"commands": [rescission(later["event_id"]), separation("2024-01-01")]},
    )

    assert_problem(alone, 422, "refused")
    assert together.status_code == 201, together.text
    first, second = together.json()["receipts"]
    assert (second["position"], second["root"]) == (first["position"] + 1, first["root"])


def test_one_refused_command_keeps_all_of_them_out(api: Served) -> None:
    worker, _ = hired(api)
    before = api.size

    answer = api.post(
        f"/v1/workers/{worker}/commands", {"commands": [separation("2024-01-01"), separation("2024-02-01")]}
    )

    assert_problem(answer, 422, "refused")
    assert api.size == before


def test_the_same_key_gives_the_first_receipts(api: Served) -> None:
    worker, hiring_id = hired(api)
    said = {"commands": [rescission(hiring_id)]}

    first = api.post(f"/v1/workers/{worker}/commands", said, key="redo-1")
    again = api.post(f"/v1/workers/{worker}/commands", said, key="redo-1")

    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()


@pytest.mark.parametrize(
    ("commands", "pointer"),
    [
        ([], "/commands"),
        ([{"command": "no-such", "body": {}}], "/commands/0/command"),
        ([{"command": "commands", "body": {}}], "/commands/0/command"),
        ([separation("2024-01-01"), {"command": "separations", "body": {}}], "/commands/1/body/effective_on"),
    ],
    ids=["none", "unknown", "nested", "faulty body"],
)
def test_what_is_wrong_is_told_by_its_place(
    api: Served, commands: list[dict[str, Any]], pointer: str
) -> None:
    worker, _ = hired(api)
    before = api.size

    document = assert_problem(
        api.post(f"/v1/workers/{worker}/commands", {"commands": commands}), 422, "invalid-input"
    )

    assert pointer in {fault["pointer"] for fault in document["faults"]}
    assert api.size == before


def test_each_of_them_needs_the_role_for_its_kind(api: Served) -> None:
    worker, _ = hired(api)
    confirmation = {
        "command": "assessment-confirmations",
        "body": command({"assessment": worker[7:]}, "2024-01-01"),
    }

    answer = api.post(f"/v1/workers/{worker}/commands", {"commands": [confirmation]}, role="clerk")

    assert_problem(answer, 403, "forbidden")
