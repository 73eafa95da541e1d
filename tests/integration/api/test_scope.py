"""Whose record it is: what a principal of one subtree may record about workers, organisations and posts of another."""

from datetime import date
from typing import Any

import pytest

from tests.integration.api.served import Served, assert_problem, command, hiring, person

COMMENDED = {"level": "city", "title": "示例", "issuer": "示例市", "document_number": "1"}
SEPARATED = {"reason_code": "resigned"}


class Places:
    """A city with two counties, and a city of another tree."""

    def __init__(self, api: Served) -> None:
        self.city = api.union("示例市")
        self.county = api.union("示例县", self.city)
        self.district = api.union("示例区", self.city)
        self.other = api.union("别市", division="320500")


@pytest.fixture
def places(api: Served) -> Places:
    return Places(api)


def clerk(scope: str) -> dict[str, Any]:
    return {"role": "clerk", "scope": scope, "principal": f"clerk_{scope[-4:]}"}


def administrator(scope: str) -> dict[str, Any]:
    return {"role": "administrator", "scope": scope, "principal": f"administrator_{scope[-4:]}"}


def approver(scope: str) -> dict[str, Any]:
    return {"role": "approver", "scope": scope, "principal": f"approver_{scope[-4:]}"}


@pytest.mark.requirement("R91")
def test_the_union_above_acts_for_those_below_and_the_one_beside_does_not(
    api: Served, places: Places
) -> None:
    worker = api.hired(places.county)
    path = f"/v1/workers/{worker}/commendations"

    assert api.post(path, command(COMMENDED, "2023-05-01"), **clerk(places.city)).status_code == 201
    assert_problem(
        api.post(path, command(COMMENDED, "2023-05-01"), **clerk(places.district)), 404, "not-found"
    )


def test_a_foreign_worker_and_one_that_is_not_there_are_told_the_same(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    absent = worker[:-4] + "0000"
    answers = [
        api.post(
            f"/v1/workers/{one}/separations",
            command(SEPARATED, "2024-05-01"),
            if_match=version,
            **clerk(places.other),
        )
        for one in (worker, absent)
        for version in (None, '"2"', '"9"')
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}


def test_the_host_of_a_running_secondment_acts_as_the_home_does(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    data = {"host": places.other, "kind": "secondment", "direction": "across", "until": "2099-12-31"}
    assert (
        api.post(
            f"/v1/workers/{worker}/secondments", command(data, "2023-06-01"), **clerk(places.county)
        ).status_code
        == 201
    )

    assert (
        api.post(
            f"/v1/workers/{worker}/commendations", command(COMMENDED, "2023-07-01"), **clerk(places.other)
        ).status_code
        == 201
    )


def test_a_person_whom_nobody_holds_is_only_for_the_whole_ledger_or_to_be_hired(
    api: Served, places: Places
) -> None:
    worker = api.worker(1)
    contact = command({"contact": {"phone": "13800000000"}}, "2023-02-01")

    assert_problem(
        api.post(f"/v1/workers/{worker}/profile-changes", contact, **clerk(places.county)), 404, "not-found"
    )
    assert api.post(f"/v1/workers/{worker}/profile-changes", contact).status_code == 201
    path = f"/v1/workers/{worker}/hirings"
    assert_problem(
        api.post(path, command(hiring(places.district), "2023-04-01"), **clerk(places.county)),
        403,
        "forbidden",
    )
    assert (
        api.post(path, command(hiring(places.county), "2023-04-01"), **clerk(places.county)).status_code
        == 201
    )


def test_what_a_hiring_rests_on_comes_together_with_it(api: Served, places: Places) -> None:
    worker = api.worker(1)
    ability = command(
        {"instrument": "interview", "sufficient": True, "assessors": ["assessor_1"]}, "2023-03-01"
    )
    alone = api.post(f"/v1/workers/{worker}/ability-assessments", ability, **clerk(places.county))
    assert_problem(alone, 404, "not-found")

    def together(host: str) -> dict[str, object]:
        taken_on = command(hiring(host), "2023-04-01")
        return {
            "commands": [
                {"command": "ability-assessments", "body": ability},
                {"command": "hirings", "body": taken_on},
            ]
        }

    path = f"/v1/workers/{worker}/commands"
    outside = api.post(path, together(places.district), **clerk(places.county))
    assert_problem(outside, 403, "forbidden")
    assert api.post(path, together(places.county), **clerk(places.county)).status_code == 201
    taken = api.post(path, together(places.other), **clerk(places.other))
    assert_problem(taken, 404, "not-found")


def test_somebody_elses_worker_is_not_hired_away(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    answer = api.post(
        f"/v1/workers/{worker}/hirings", command(hiring(places.other), "2024-04-01"), **clerk(places.other)
    )
    assert_problem(answer, 404, "not-found")


def test_a_person_whom_nobody_holds_is_adopted_by_the_host_itself(api: Served, places: Places) -> None:
    worker = api.worker(1)
    path = f"/v1/workers/{worker}/adoptions"

    assert_problem(
        api.post(path, command(adoption(places.district), "2023-04-01"), **clerk(places.county)),
        403,
        "forbidden",
    )
    answer = api.post(path, command(adoption(places.county), "2023-04-01"), **clerk(places.county))
    assert answer.status_code == 201, answer.text
    taken = api.post(path, command(adoption(places.other), "2024-04-01"), **clerk(places.other))
    assert_problem(taken, 404, "not-found")


def test_a_worker_is_moved_inside_ones_own_subtree_by_whoever_holds_them(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    path = f"/v1/workers/{worker}/engagement-changes"
    into_district = command(change(places.district), "2024-04-01")

    assert_problem(api.post(path, into_district, **clerk(places.district)), 404, "not-found")
    assert_problem(api.post(path, into_district, **clerk(places.county)), 403, "forbidden")
    assert api.post(path, into_district, **clerk(places.city)).status_code == 201
    later = f"/v1/workers/{worker}/commendations"
    assert_problem(
        api.post(later, command(COMMENDED, "2024-05-01"), **clerk(places.county)), 404, "not-found"
    )
    assert api.post(later, command(COMMENDED, "2024-05-01"), **clerk(places.district)).status_code == 201


def test_the_dead_and_the_retired_belong_to_where_they_last_were(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    retired = command({"kind": "statutory"}, "2024-01-01")
    assert api.post(f"/v1/workers/{worker}/retirements", retired, **clerk(places.county)).status_code == 201
    died = f"/v1/workers/{worker}/deaths"
    assert_problem(api.post(died, command({}, "2025-01-01"), **clerk(places.other)), 404, "not-found")
    assert api.post(died, command({}, "2025-01-01"), **clerk(places.county)).status_code == 201
    answer = api.post(
        f"/v1/workers/{worker}/hirings", command(hiring(places.other), "2025-02-01"), **clerk(places.other)
    )
    assert assert_problem(answer, 422, "refused")["rule"] == "impossible.died"


def adoption(host: str) -> dict[str, Any]:
    """An adoption by the host itself."""
    return {"mode": "direct_hire", "legal_employer": host, "host": host, "source": "personnel_file"}


def change(host: str) -> dict[str, Any]:
    """A change of the engagement to another host, which is the new employer."""
    return {"mode": "direct_hire", "legal_employer": host, "host": host, "seniority_carried": True}


def test_a_hiring_is_not_corrected_into_another_subtree(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    target = str(api.ledger.events(worker)[1].event_id)
    said = {
        "target": target,
        "type": "worker.hired",
        "effective_on": "2023-04-01",
        "data": hiring(places.other),
    }
    path = f"/v1/workers/{worker}/corrections"

    assert_problem(api.post(path, command(said, "2023-05-01"), **clerk(places.county)), 403, "forbidden")
    said["data"] = hiring(places.county, weekly_hours=40)
    assert api.post(path, command(said, "2023-05-01"), **clerk(places.county)).status_code == 201


def test_a_former_holder_does_not_rescind_what_came_after(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    assert (
        api.post(
            f"/v1/workers/{worker}/separations", command(SEPARATED, "2024-01-01"), **clerk(places.county)
        ).status_code
        == 201
    )
    hired = api.post(
        f"/v1/workers/{worker}/hirings", command(hiring(places.other), "2024-02-01"), **clerk(places.other)
    )
    later = hired.json()["receipts"][0]["event_id"]
    earlier = str(api.ledger.events(worker)[1].event_id)
    path = f"/v1/workers/{worker}/rescissions"

    # Dated when the county still held the worker: it is the place of what is rescinded that counts.
    assert_problem(
        api.post(path, command({"target": later}, "2023-06-01"), **clerk(places.county)), 404, "not-found"
    )
    answer = api.post(path, command({"target": earlier}, "2023-06-01"), **clerk(places.county))
    assert_problem(answer, 422, "refused")


def test_a_clerk_does_not_rescind_what_only_an_approver_records(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    assessed = {
        "kind": "annual",
        "scheme": "public_institution",
        "period_from": "2023-04-01",
        "period_to": "2023-12-31",
        "scores": {"duties": "92", "learning": "88", "development": "90"},
        "assessors": ["assessor_1"],
        "months_worked": 9,
    }
    recorded = api.post(
        f"/v1/workers/{worker}/assessments", command(assessed, "2024-01-10"), **clerk(places.county)
    )
    assessment = recorded.json()["receipts"][0]["event_id"]
    path = f"/v1/workers/{worker}/assessment-confirmations"
    confirmed = api.post(path, command({"assessment": assessment}, "2024-01-20"), **approver(places.county))
    target = {"target": confirmed.json()["receipts"][0]["event_id"]}

    answer = api.post(
        f"/v1/workers/{worker}/rescissions", command(target, "2024-02-01"), **clerk(places.county)
    )
    assert_problem(answer, 403, "forbidden")
    answer = api.post(
        f"/v1/workers/{worker}/rescissions", command(target, "2024-02-01"), **approver(places.county)
    )
    assert answer.status_code == 201


def test_the_tree_as_it_is_today_decides(api: Served, places: Places) -> None:
    worker = api.hired(places.county)
    path = f"/v1/workers/{worker}/commendations"
    assert_problem(api.post(path, command(COMMENDED, "2023-05-01"), **clerk(places.other)), 404, "not-found")

    moved = command({"parent": places.other}, date(2024, 1, 1).isoformat())
    assert (
        api.post(f"/v1/organisations/{places.county}/reparentings", moved, role="administrator").status_code
        == 201
    )

    assert api.post(path, command(COMMENDED, "2023-05-01"), **clerk(places.other)).status_code == 201
    assert_problem(api.post(path, command(COMMENDED, "2023-06-01"), **clerk(places.city)), 404, "not-found")


def test_an_administrator_keeps_to_their_subtree(api: Served, places: Places) -> None:
    here = administrator(places.city)
    union = {"name": "示例总工会", "kind": "union", "level": "street", "division": "220600"}
    assert_problem(api.post("/v1/organisations", command(union), **here), 403, "forbidden")
    assert_problem(
        api.post("/v1/organisations", command({**union, "parent": places.other}), **here), 403, "forbidden"
    )
    assert (
        api.post("/v1/organisations", command({**union, "parent": places.county}), **here).status_code == 201
    )
    moved = command({"parent": places.other}, "2024-01-01")
    assert_problem(
        api.post(f"/v1/organisations/{places.county}/reparentings", moved, **here), 403, "forbidden"
    )
    renamed = command({"name": "别名"}, "2024-01-01")
    assert_problem(api.post(f"/v1/organisations/{places.other}/renamings", renamed, **here), 404, "not-found")


def test_a_registration_is_not_corrected_out_of_the_subtree(api: Served, places: Places) -> None:
    target = str(api.ledger.events(places.county)[0].event_id)
    union = {"name": "示例县总工会", "kind": "union", "level": "county", "division": "220600"}
    path = f"/v1/organisations/{places.county}/corrections"
    for data in (union, {**union, "parent": places.other}):
        said = {
            "target": target,
            "type": "organisation.registered",
            "effective_on": "2000-01-01",
            "data": data,
        }
        assert_problem(api.post(path, command(said), **administrator(places.city)), 403, "forbidden")


def test_a_post_that_was_rescinded_is_still_its_organisations_business(api: Served, places: Places) -> None:
    post = api.seats(places.county)
    first = str(api.ledger.events(post)[0].event_id)
    path = f"/v1/posts/{post}/rescissions"
    rescinded = api.post(path, command({"target": first}), **administrator(places.county))
    assert rescinded.status_code == 201
    again = command({"target": rescinded.json()["receipts"][0]["event_id"]})

    assert_problem(api.post(path, again, **administrator(places.other)), 404, "not-found")
    assert api.post(path, again, **administrator(places.county)).status_code == 201


def test_a_rulebook_is_enacted_for_ones_own_division(api: Served, places: Places) -> None:
    def book(jurisdiction: str) -> dict[str, Any]:
        draft = {"jurisdiction": jurisdiction, "title": "示例规则书", "document": "示例办法", "rules": []}
        return {"effective_on": "2024-01-01", "draft": draft}

    here = administrator(places.city)
    assert api.post("/v1/rulebooks", book("220621"), **here).status_code == 201
    assert_problem(api.post("/v1/rulebooks", book("220000"), **here), 403, "forbidden")
    assert_problem(api.post("/v1/rulebooks", book("CN"), **here), 403, "forbidden")


def test_registering_needs_no_organisation_and_hiring_at_once_needs_ones_own(
    api: Served, places: Places
) -> None:
    body = {"registration": command(person(7)), "hiring": command(hiring(places.other), "2023-04-01")}
    before = api.size
    assert_problem(api.post("/v1/workers", body, **clerk(places.county)), 403, "forbidden")
    assert api.size == before


def test_who_surveys_an_organisation_says_nothing_else_of_it(api: Served, places: Places) -> None:
    survey = {
        "instrument": "service_survey",
        "period_from": "2022-01-01",
        "period_to": "2022-12-31",
        "sample": 200,
        "score": "90",
    }
    path = f"/v1/organisations/{places.county}"
    said = api.post(f"{path}/satisfactions", command(survey, "2023-01-05"), **clerk(places.city))
    assert said.status_code == 201
    wrong = command({"target": said.json()["receipts"][0]["event_id"]}, "2023-02-01")
    registration = command({"target": str(api.ledger.events(places.county)[0].event_id)}, "2023-02-01")

    assert_problem(api.post(f"{path}/rescissions", wrong, **clerk(places.other)), 404, "not-found")
    assert_problem(api.post(f"{path}/rescissions", wrong, **administrator(places.city)), 403, "forbidden")
    assert_problem(api.post(f"{path}/rescissions", registration, **clerk(places.city)), 403, "forbidden")
    assert api.post(f"{path}/rescissions", wrong, **clerk(places.county)).status_code == 201
