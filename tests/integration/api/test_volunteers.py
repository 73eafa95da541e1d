"""Volunteers and courses through HTTP: keys of their own, whose they are, many completions in one batch."""

from datetime import date
from uuid import uuid4

import pytest

from domain.erasing import record_erasure
from domain.errors import SubjectErased
from domain.hidden import ERASED, Sealed
from domain.reading import Shelf
from domain.record import Basis
from ops.cli.verify import ClaimsOf
from tests.integration.api.served import Served, assert_problem, command
from tests.integration.api.test_scope import Places, clerk
from tests.ledgers import KEYS
from tests.soundness import assert_ledger_sound

ENDED = command({"reason_code": "moved_away"}, "2023-05-01")


@pytest.fixture
def places(api: Served) -> Places:
    return Places(api)


def test_a_volunteer_is_sealed_under_a_key_of_their_own_that_erasing_destroys(api: Served) -> None:
    county = api.union("示例县")
    volunteer = api.volunteer(county, national_id="220600000001")
    (event,) = api.ledger.events(volunteer)
    name = Sealed(event.event_id, "/data/name", event.data.name)
    assert (name.token.subject, api.ledger.open(name)) == (volunteer, "示例志愿者")
    assert b"220600000001" not in api.ledger.leaf(event.position)

    reasoned = command({"reason_code": "moved_away"}, "2023-05-01", reason="迁居外地")
    assert api.post(f"/v1/volunteers/{volunteer}/ends", reasoned).status_code == 201
    assert "迁居" not in api.ledger.leaf(event.position + 1).decode()

    api.ledger.destroy_subject(volunteer)
    assert api.ledger.open(name) is ERASED
    with pytest.raises(SubjectErased):
        api.ledger.vault.require_alive(volunteer)
    undone = command({"target": str(api.ledger.events(volunteer)[1].event_id)}, "2023-06-01")
    answer = api.post(f"/v1/volunteers/{volunteer}/rescissions", undone)
    assert_problem(answer, 409, "subject-erased")


def test_an_erased_volunteer_frees_the_number_and_the_ledger_still_verifies(api: Served) -> None:
    county = api.union("示例县")
    said = {"kind": "volunteer", "name": "示例志愿者", "organisation": county, "national_id": "220600000001"}
    volunteer = api.opened("/v1/volunteers", command(said, "2022-01-01"))
    known = api.post("/v1/volunteers", command(said, "2022-02-01"))
    assert assert_problem(known, 422, "refused")["rule"] == "impossible.volunteer_known"
    record_erasure(
        api.ledger,
        Shelf(),
        volunteer,
        ground="consent_withdrawn",
        effective_on=date(2023, 1, 1),
        basis=Basis(number="示例〔2023〕1号"),
        approvals=(),
        principal="operator",
        first_event_id=uuid4(),
        authorise=lambda *_: None,
    )
    assert [one.subject for one in api.ledger.pending_erasures()] == [volunteer]
    api.ledger.destroy_subject(volunteer)
    assert api.ledger.pending_erasures() == []
    api.opened("/v1/volunteers", command(said, "2023-02-01"))
    assert_ledger_sound(api.ledger, KEYS, ClaimsOf())


def test_a_volunteer_is_of_those_above_and_of_nobody_elsewhere(api: Served, places: Places) -> None:
    volunteer = api.volunteer(places.county)
    path = f"/v1/volunteers/{volunteer}/ends"
    assert_problem(api.post(path, ENDED, **clerk(places.district)), 404, "not-found")
    body = command({"kind": "volunteer", "name": "示例", "organisation": places.other}, "2023-01-01")
    assert_problem(api.post("/v1/volunteers", body, **clerk(places.city)), 403, "forbidden")
    assert api.post(path, ENDED, **clerk(places.city)).status_code == 201


def test_who_becomes_a_worker_is_named_by_those_who_hold_the_worker(api: Served, places: Places) -> None:
    volunteer = api.volunteer(places.county)
    worker = api.hired(places.district)
    said = command({"worker": worker}, "2023-04-01")
    path = f"/v1/volunteers/{volunteer}/hirings"
    assert_problem(api.post(path, said, **clerk(places.county)), 404, "not-found")
    assert api.post(path, said, **clerk(places.city)).status_code == 201


def test_one_course_completed_by_many_is_one_batch_with_a_result_each(api: Served) -> None:
    county = api.union("示例县")
    course = api.course(county)
    workers = [api.hired(county, number) for number in (1, 2, 3)]
    done = {"course": course, "kind": "social_work", "credited": True}
    batch = [
        {"target": f"workers/{worker}/trainings", "body": command({**done, "hours": hours}, "2023-05-19")}
        for worker, hours in zip(workers, (40, 41, 32), strict=True)
    ]
    results = api.post("/v1/batch", batch).json()["results"]
    assert [one["status"] for one in results] == [201, 422, 201]
    assert results[1]["problem"]["rule"] == "impossible.training_differs"


def test_a_course_is_of_its_provider_and_completed_by_workers_of_others(api: Served, places: Places) -> None:
    course = api.course(places.other)
    worker = api.hired(places.county)
    withdrawn = command({"reason_code": "replaced"}, "2024-01-01")
    path = f"/v1/courses/{course}/withdrawals"
    assert_problem(api.post(path, withdrawn, **clerk(places.city)), 404, "not-found")
    done = {"course": course, "kind": "social_work", "hours": 40, "credited": True}
    answer = api.post(f"/v1/workers/{worker}/trainings", command(done, "2023-05-19"), **clerk(places.city))
    assert answer.status_code == 201, answer.text
