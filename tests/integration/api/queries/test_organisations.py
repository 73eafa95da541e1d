"""Organisations as the tree was on a day, and posts with their seats."""

from typing import Any

import pytest

from api.dependencies import Role
from tests.integration.api.queries.support import ELSEWHERE, WORKER, Served
from tests.recorded import organisation, record
from tests.specification import CITY, COUNTY, POST, fact, organisation_id, separated

STREET = organisation_id("street")


def names(served: Served, role: Role, scope: str | None, **params: str) -> list[str]:
    response = served.client(role, scope).get("/v1/organisations", params=params)
    assert response.status_code == 200, response.text
    return [one["organisation_id"] for one in response.json()["organisations"]]


def test_a_principal_lists_its_own_subtree(served: Served) -> None:
    assert names(served, Role.CLERK, COUNTY) == [COUNTY]
    assert names(served, Role.CLERK, CITY) == sorted([CITY, COUNTY])
    assert names(served, Role.AUDITOR, None) == sorted([CITY, COUNTY, ELSEWHERE])


@pytest.mark.requirement("R1")
@pytest.mark.requirement("R8")
def test_the_tree_is_the_one_of_the_day_and_of_what_was_known(served: Served) -> None:
    position = str(served.ledger.size_and_root()[0] - 1)
    record(served.ledger, COUNTY, fact("organisation.reparented", "2022-01-01", "moved", parent=ELSEWHERE))
    assert names(served, Role.CLERK, CITY, as_of="2021-12-31") == sorted([CITY, COUNTY])
    assert names(served, Role.CLERK, CITY, as_of="2022-01-01") == [CITY]
    assert names(served, Role.CLERK, ELSEWHERE, as_of="2022-01-01") == sorted([COUNTY, ELSEWHERE])
    assert names(served, Role.CLERK, CITY, as_of="2022-01-01", known_at=position) == sorted([CITY, COUNTY])


def test_one_organisation_with_what_is_above_and_below(served: Served) -> None:
    record(served.ledger, STREET, organisation("street", COUNTY))
    response = served.client(scope=CITY).get(f"/v1/organisations/{COUNTY}")
    body = response.json()
    assert [one["organisation_id"] for one in body["path"]] == [CITY]
    assert [one["organisation_id"] for one in body["children"]] == [STREET]
    assert response.headers["etag"] == '"1"'
    assert served.client(scope=COUNTY).get(f"/v1/organisations/{CITY}").status_code == 404
    assert served.client(scope=CITY).get("/v1/organisations/organisation-none").status_code == 404


def test_pages_of_organisations_go_on_from_the_same_moment(served: Served) -> None:
    client = served.client(Role.AUDITOR, None)
    first = client.get("/v1/organisations", params={"limit": 2}).json()
    record(served.ledger, STREET, organisation("street", COUNTY))
    second = client.get("/v1/organisations", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert second["known_at"] == first["known_at"]
    both = [one["organisation_id"] for one in (*first["organisations"], *second["organisations"])]
    assert both == sorted([CITY, COUNTY, ELSEWHERE])
    assert "next_cursor" not in second


def test_a_post_tells_how_many_seats_are_taken_on_a_day(served: Served) -> None:
    record(served.ledger, WORKER, separated("2024-01-01"))
    client = served.client()
    on = {
        day: client.get(f"/v1/posts/{POST}", params={"as_of": day}).json()["seats_taken"]
        for day in ("2020-02-29", "2020-03-01", "2023-12-31", "2024-01-01")
    }
    assert list(on.values()) == [0, 1, 1, 0]
    assert client.get(f"/v1/posts/{POST}").json()["seats_free"] == 2
    assert served.client(scope=ELSEWHERE).get(f"/v1/posts/{POST}").status_code == 404


def test_an_organisation_tells_how_satisfied_those_served_were(served: Served) -> None:
    survey: dict[str, Any] = {
        "instrument": "service_survey",
        "period_from": "2022-01-01",
        "period_to": "2022-12-31",
        "sample": 500,
        "score": "88.5",
    }
    record(served.ledger, COUNTY, fact("organisation.satisfaction_recorded", "2023-01-05", **survey))
    path = f"/v1/organisations/{COUNTY}"
    [told] = served.client(scope=CITY).get(path).json()["satisfactions"]
    assert told.items() >= survey.items()
    before = served.client(scope=CITY).get(path, params={"as_of": "2023-01-04"}).json()
    assert before["satisfactions"] == []
