"""Acting for another body over HTTP: who may, what they reach, and what is told of those who may not (R73)."""

from typing import Any

import pytest

from tests.integration.api.served import Served, assert_problem, command
from tests.integration.api.test_scope import COMMENDED, Places, clerk


@pytest.fixture
def places(api: Served) -> Places:
    return Places(api)


def run_together(api: Served, places: Places, on: str = "2022-01-01") -> str:
    """A body with which the county is run together."""
    body = api.union("示例局", kind="authority")
    terms = {"with_body": "示例局", "organisation": body, "duties": ["mediation"]}
    path = f"/v1/organisations/{places.county}/co-managements"
    assert api.post(path, command(terms, on), role="approver").status_code == 201
    return body


@pytest.mark.requirement("R73")
def test_whoever_a_union_is_run_together_with_acts_for_it_and_says_so(api: Served, places: Places) -> None:
    worker, elsewhere = api.hired(places.county), api.hired(places.district, 2)
    body = run_together(api, places)
    said = {**command(COMMENDED, "2023-05-01"), "on_behalf_of": places.county}
    alone = api.post(f"/v1/workers/{worker}/commendations", command(COMMENDED, "2023-05-01"), **clerk(body))
    assert_problem(alone, 404, "not-found")
    path = f"/v1/workers/{worker}/commendations"
    assert api.post(path, said, **clerk(body)).status_code == 201
    recorded = api.ledger.events(worker)[-1].said
    assert (recorded.on_behalf_of, recorded.actor) == (places.county, f"clerk_{body[-4:]}")
    other = api.post(f"/v1/workers/{elsewhere}/commendations", said, **clerk(body))
    assert_problem(other, 404, "not-found")
    target = str(api.ledger.events(places.county)[-1].event_id)
    ended = command({"agreement": target}, "2023-06-01")
    ends = f"/v1/organisations/{places.county}/co-management-ends"
    assert api.post(ends, ended, role="approver").status_code == 201
    assert_problem(api.post(path, {**said, "effective_on": "2023-05-02"}, **clerk(body)), 403, "forbidden")


@pytest.mark.requirement("R73", shows="refusal")
def test_nobody_acts_for_a_body_that_did_not_delegate_it(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    path = f"/v1/workers/{worker}/commendations"
    size = api.size

    def acting(scope: str, body: str) -> Any:
        return api.post(path, {**command(COMMENDED, "2023-05-01"), "on_behalf_of": body}, **clerk(scope))

    told = assert_problem(acting(places.county, places.city), 403, "forbidden")
    assert "没有受托代办" in told["detail"]
    assert_problem(acting(places.other, places.county), 403, "forbidden")
    assert_problem(acting(places.city, places.district), 404, "not-found")
    assert_problem(acting(places.city, "示例县总工会"), 422, "invalid-input")
    assert api.size == size
    assert acting(places.city, places.county).status_code == 201
