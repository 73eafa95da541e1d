"""Commands over HTTP: what is recorded and told."""

import pytest

from tests.integration.api.served import Served, command, hiring, person


@pytest.mark.requirement("R22")
def test_a_person_is_registered_and_hired_in_one_command(api: Served) -> None:
    county = api.union("示例县", api.union("示例市"))
    before = api.size

    body = {"registration": command(person()), "hiring": command(hiring(county), "2023-04-01")}
    answer = api.post("/v1/workers", body)

    assert answer.status_code == 201, answer.text
    first, second = answer.json()["receipts"]
    assert (first["position"], second["position"]) == (before, before + 1)
    assert answer.headers["etag"] == '"2"'
    assert answer.headers["location"] == f"/v1/workers/{first['stream_id']}"
    assert [event.type.name for event in api.ledger.events(first["stream_id"])] == [
        "worker.registered",
        "worker.hired",
    ]


def test_a_scoped_administrator_registers_below_their_own(api: Served) -> None:
    city = api.union("示例市")
    said = {
        "name": "示例街道总工会",
        "kind": "union",
        "level": "street",
        "division": "220600",
        "parent": city,
    }
    answer = api.post("/v1/organisations", command(said), role="administrator", scope=city)

    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/organisations/{answer.json()['receipts'][0]['stream_id']}"
