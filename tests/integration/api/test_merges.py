"""Two records of one person merged over HTTP: both sides or none, whoever else is at it at the same time."""

from collections.abc import Sequence
from typing import Any

import pytest
from httpx import Response

from ops.cli.verify import ClaimsOf
from tests.integration.api.served import Served, assert_problem, command, hiring, person
from tests.integration.api.test_at_once import at_once, outcomes
from tests.ledgers import KEYS
from tests.soundness import assert_ledger_sound


class Records:
    """One person registered under two citizen numbers: as number 1 in a county until 2022, as number 2 in another since."""

    def __init__(self, api: Served) -> None:
        self.api = api
        self.city = api.union("示例市")
        self.county = api.union("示例县", self.city)
        self.district = api.union("示例区", self.city)
        self.duplicate = api.hired(self.county, 1, "2021-01-01")
        self.record = api.hired(self.district, 2, "2021-06-01")
        self._send(self.duplicate, "separations", {"reason_code": "transferred"}, "2023-01-01")

    def merge(self, on: str = "2024-01-01", **how: Any) -> Response:
        return self.api.post(
            f"/v1/workers/{self.duplicate}/merges", command({"into": self.record}, on, reason="同一人"), **how
        )

    def undo(self, answer: Response, **how: Any) -> Response:
        target = {"target": answer.json()["receipts"][0]["event_id"]}
        return self.api.post(
            f"/v1/workers/{self.duplicate}/rescissions", command(target, "2024-02-01"), **how
        )

    def state(self, worker: str, **how: Any) -> dict[str, Any]:
        answer = self.api.send("GET", f"/v1/workers/{worker}", **how)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def heads(self, on: str, **params: str) -> int:
        query = "&".join(f"{name}={value}" for name, value in {"as_of": on, **params}.items())
        answer = self.api.send("GET", f"/v1/roster?{query}", role="auditor")
        assert answer.status_code == 200, answer.text
        return int(answer.json()["heads"])

    def sound(self) -> None:
        """The claims are those of the folds, and all else is sound."""
        assert_ledger_sound(self.api.ledger, KEYS, ClaimsOf())

    def _send(self, worker: str, segment: str, data: Any, on: str) -> None:
        answer = self.api.post(f"/v1/workers/{worker}/{segment}", command(data, on))
        assert answer.status_code == 201, answer.text


@pytest.fixture
def records(api: Served) -> Records:
    return Records(api)


def clerk(scope: str) -> dict[str, Any]:
    return {"role": "clerk", "scope": scope, "principal": f"clerk_{scope[-4:]}"}


def streams(answer: Response) -> list[str]:
    return [receipt["stream_id"] for receipt in answer.json()["receipts"]]


def test_both_records_say_so_and_the_person_is_found_under_either_document(
    api: Served, records: Records
) -> None:
    answer = records.merge()
    assert answer.status_code == 201, answer.text
    assert streams(answer) == [records.duplicate, records.record]
    assert answer.headers["etag"] == '"4"'

    duplicate, record = records.state(records.duplicate), records.state(records.record)
    assert (duplicate["merged_into"], duplicate["version"]) == (records.record, 4)
    assert duplicate["engagement"] == {"status": "never_engaged"}
    assert record["absorbed"] == [records.duplicate]
    assert record["other_documents"][0]["number"].startswith("110105****")
    for number in (1, 2):
        found = api.post("/v1/workers/lookup", {"document": person(number)["document"]})
        assert found.json()["worker_id"] == records.record
    records.sound()


@pytest.mark.requirement("R14")
def test_the_person_counts_once_on_every_day_and_twice_as_known_before(api: Served, records: Records) -> None:
    known_before = str(api.size - 1)
    assert records.heads("2021-07-01") == 2
    records.merge()
    assert [records.heads(day) for day in ("2021-02-01", "2021-07-01", "2024-06-01")] == [0, 1, 1]
    assert records.heads("2021-07-01", known_at=known_before) == 2


def test_the_same_merge_under_one_key_is_recorded_once(api: Served, records: Records) -> None:
    first = records.merge(key="merge-1")
    size = api.size
    assert records.merge(key="merge-1").content == first.content
    assert api.size == size


def test_nothing_more_is_recorded_on_the_duplicate(records: Records, api: Served) -> None:
    records.merge()
    answer = api.post(
        f"/v1/workers/{records.duplicate}/hirings", command(hiring(records.county), "2024-05-01")
    )
    problem = assert_problem(answer, 422, "refused")
    assert problem["rule"] == "impossible.merged"
    assert records.record in problem["detail"]


def test_a_registration_during_the_merge_finds_the_document_taken_whoever_is_first(
    api: Served, records: Records
) -> None:
    body = {"registration": command(person(1))}
    api.token("clerk")
    answers = at_once([records.merge, *[lambda: api.post("/v1/workers", body)] * 4])
    assert answers[0].status_code == 201, answers[0].text
    assert rules(answers[1:]) == ["impossible.person_known"] * 4
    records.sound()


def test_two_records_merged_into_each_other_at_once_leave_one(api: Served, records: Records) -> None:
    leaving = command({"reason_code": "resigned"}, "2023-06-01")
    assert api.post(f"/v1/workers/{records.record}/separations", leaving).status_code == 201
    back = command({"into": records.duplicate}, "2024-01-01")
    answers = at_once([records.merge, lambda: api.post(f"/v1/workers/{records.record}/merges", back)])
    assert outcomes(answers) == [201, 422]
    assert rules([one for one in answers if one.status_code == 422]) == ["impossible.merged"]
    merged = [records.state(one)["merged_into"] for one in (records.duplicate, records.record)]
    assert merged.count(None) == 1
    records.sound()


def test_a_hiring_on_the_duplicate_at_once_is_before_the_merge_or_refused(
    api: Served, records: Records
) -> None:
    body = command(hiring(records.county), "2024-05-01")
    answers = at_once([records.merge, lambda: api.post(f"/v1/workers/{records.duplicate}/hirings", body)])
    assert outcomes(answers) == [201, 422]
    assert set(rules([one for one in answers if one.status_code == 422])) <= {
        "impossible.merged",
        "impossible.duplicate_engaged",
    }
    records.sound()


def rules(answers: Sequence[Response]) -> list[str]:
    return [assert_problem(answer, 422, "refused")["rule"] for answer in answers]


def test_who_merges_holds_both_records(records: Records) -> None:
    assert_problem(records.merge(**clerk(records.county)), 404, "not-found")
    assert_problem(records.merge(**clerk(records.district)), 404, "not-found")
    assert records.merge(**clerk(records.city)).status_code == 201


def test_who_held_the_duplicate_still_sees_it_and_where_it_went(records: Records) -> None:
    records.merge()
    seen = clerk(records.county)
    assert records.state(records.duplicate, **seen)["merged_into"] == records.record
    history = records.api.send("GET", f"/v1/workers/{records.duplicate}/history", **seen).json()
    assert [event["type"] for event in history["events"]][-1] == "worker.duplicate_merged"
    assert_problem(records.api.send("GET", f"/v1/workers/{records.record}", **seen), 404, "not-found")


def test_who_held_the_duplicate_by_a_correction_sees_what_was_recorded_before_it(
    api: Served, records: Records
) -> None:
    hired = api.ledger.events(records.duplicate)[1]
    moved = {
        "target": str(hired.event_id),
        "type": "worker.hired",
        "effective_on": "2021-01-01",
        "data": hiring(records.district),
    }
    answer = api.post(f"/v1/workers/{records.duplicate}/corrections", command(moved, "2023-06-01"))
    assert answer.status_code == 201, answer.text
    records.merge()
    path = f"/v1/workers/{records.duplicate}/history"
    history = api.send("GET", path, **clerk(records.district)).json()
    assert "worker.separated" in [event["type"] for event in history["events"]]


def test_the_merge_is_undone_on_both_records_in_one_command(records: Records) -> None:
    merged = records.merge(**clerk(records.city))
    assert_problem(records.undo(merged, **clerk(records.county)), 404, "not-found")
    undone = records.undo(merged, **clerk(records.city))
    assert undone.status_code == 201, undone.text
    assert streams(undone) == [records.duplicate, records.record]
    assert records.state(records.duplicate)["merged_into"] is None
    assert records.state(records.record)["absorbed"] == []
    assert records.heads("2021-07-01") == 2
    records.sound()


def test_an_erased_person_is_unreadable_under_both_documents(api: Served, records: Records) -> None:
    records.merge()
    api.erase(records.record)
    assert records.state(records.record)["other_documents"] == [{"erased": True}]
