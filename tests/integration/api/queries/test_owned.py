"""What an opening's `Location` leads to: one course, purchase or volunteer, on a day and as known then."""

from typing import Any

import pytest

from tests.integration.api.served import Served, assert_problem, command


@pytest.fixture
def county(api: Served) -> str:
    return api.union("示例县")


def told(api: Served, address: str, **how: Any) -> Any:
    answer = api.send("GET", address, **how)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("kind", ["plan", "course", "purchase", "volunteer"])
def test_the_location_of_an_opening_answers(api: Served, county: str, kind: str) -> None:
    stream = getattr(api, kind)(county)
    body = told(api, f"/v1/{kind}s/{stream}")
    assert body[f"{kind}_id"] == stream
    assert body["organisation_id"] == county
    assert_problem(api.send("GET", f"/v1/{kind}s/{stream}?as_of=2021-12-31"), 404, "not-found")
    assert_problem(api.send("GET", f"/v1/{kind}s/{county}"), 404, "not-found")


def test_a_withdrawn_course_was_offered_before(api: Served, county: str) -> None:
    course = api.course(county)
    assert (
        api.post(
            f"/v1/courses/{course}/withdrawals", command({"reason_code": "no_demand"}, "2024-01-01")
        ).status_code
        == 201
    )
    assert told(api, f"/v1/courses/{course}?as_of=2023-12-31")["withdrawn_on"] is None
    assert told(api, f"/v1/courses/{course}?as_of=2024-01-01")["withdrawn_on"] == "2024-01-01"


def test_a_purchase_tells_its_terms_and_its_end(api: Served, county: str) -> None:
    purchase = api.purchase(county)
    (term,) = told(api, f"/v1/purchases/{purchase}")["terms"]
    assert (term["until"], term["budget"]) == ("2023-12-31", "120000.00")
    assert term["places"] == [{"since": "2023-01-01", "places": [{"level": "junior", "count": 2}]}]
    ended = command({"reason_code": "agreed"}, "2023-07-01")
    assert api.post(f"/v1/purchases/{purchase}/ends", ended).status_code == 201
    assert told(api, f"/v1/purchases/{purchase}?as_of=2023-07-01")["last_day"] == "2023-06-30"


def test_a_volunteer_is_seen_as_far_as_the_role_goes_and_not_from_elsewhere(api: Served, county: str) -> None:
    volunteer = api.volunteer(county, national_id="EX-0001")
    assert told(api, f"/v1/volunteers/{volunteer}")["national_id"] == "EX-0001"
    for_others = told(api, f"/v1/volunteers/{volunteer}", role="integrator")
    assert for_others["name"] == "示例志愿者"
    assert for_others["national_id"] == {"hidden": True, "class": "certificate"}
    elsewhere = api.union("别处", division="320500")
    assert_problem(api.send("GET", f"/v1/volunteers/{volunteer}", scope=elsewhere), 404, "not-found")
