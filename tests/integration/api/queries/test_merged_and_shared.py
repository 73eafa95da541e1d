"""Who reads what after a merger, and under an agreement to run a union together, through HTTP (R1, R73)."""

from typing import Any

import pytest

from tests.integration.api.served import Served, assert_problem, command

HONOUR = {"level": "city", "title": "示例", "issuer": "示例市", "document_number": "1"}


class Counties:
    """Two counties of a city, one worker of each, and an authority beside them."""

    def __init__(self, api: Served) -> None:
        self.api = api
        self.city = api.union("示例市")
        self.north = api.union("示例北县", self.city)
        self.south = api.union("示例南县", self.city)
        self.authority = api.union("示例局", kind="authority", level="city")
        self.worker = api.hired(self.north, 1, "2019-01-01")
        self.other = api.hired(self.south, 2, "2019-01-01")

    def told(self, organisation: str, name: str, data: dict[str, Any], on: str, role: str) -> str:
        """Somebody of the city records something of an organisation; the event's id."""
        path = f"/v1/organisations/{organisation}/{name}"
        answer = self.api.post(path, command(data, on), role=role, scope=self.city)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["receipts"][0]["event_id"])

    def merge(self) -> None:
        """The north becomes a part of the south on 1 January 2020."""
        self.told(self.north, "mergers", {"into": self.south}, "2020-01-01", "administrator")

    def ask(self, path: str, scope: str) -> Any:
        answer = self.api.send("GET", f"/v1/{path}", role="approver", scope=scope)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def roster(self, scope: str, day: str, more: str = "") -> list[str]:
        return sorted(row["worker_id"] for row in self.ask(f"roster?as_of={day}{more}", scope)["rows"])

    def heads(self, scope: str, day: str) -> int:
        return sum(row["heads"] for row in self.ask(f"statistics/modes?as_of={day}", scope)["rows"])


@pytest.fixture
def counties(api: Served) -> Counties:
    return Counties(api)


def test_the_union_that_absorbed_another_reads_its_history(counties: Counties) -> None:
    south, both = counties.south, sorted([counties.worker, counties.other])
    assert counties.roster(south, "2019-06-01") == [counties.other]
    counties.merge()
    assert counties.roster(south, "2019-06-01") == both
    assert counties.roster(south, "2020-01-01") == both
    assert counties.heads(south, "2019-06-01") == counties.heads(south, "2020-06-01") == 2
    assert counties.ask(f"workers/{counties.worker}?as_of=2019-06-01", south)["worker_id"] == counties.worker
    history = counties.ask(f"workers/{counties.worker}/history", south)["events"]
    assert [one["type"] for one in history] == ["worker.registered", "worker.hired"]


def test_what_was_known_before_the_merger_stays_as_it_was(counties: Counties) -> None:
    before = counties.api.size - 1
    asked = f"roster?as_of=2019-06-01&known_at={before}"
    first = counties.ask(asked, counties.south)
    counties.merge()
    assert counties.ask(asked, counties.south) == first
    assert counties.heads(counties.city, "2019-06-01") == 2


def test_the_roster_of_an_organisation_asked_for_is_that_of_the_tree_of_the_day(counties: Counties) -> None:
    counties.merge()
    own = f"&organisation={counties.south}"
    merged = f"&organisation={counties.north}"
    assert counties.roster(counties.south, "2019-06-01", own) == [counties.other]
    assert counties.roster(counties.south, "2019-06-01", merged) == [counties.worker]
    assert counties.roster(counties.city, "2020-01-01", own) == sorted([counties.worker, counties.other])


def test_the_union_that_absorbed_another_acts_for_whoever_is_still_engaged_there(counties: Counties) -> None:
    path = f"/v1/workers/{counties.worker}/commendations"
    clerk = {"role": "clerk", "scope": counties.south, "principal": "clerk_south"}
    assert_problem(counties.api.post(path, command(HONOUR, "2020-05-01"), **clerk), 404, "not-found")
    counties.merge()
    assert counties.api.post(path, command(HONOUR, "2020-05-01"), **clerk).status_code == 201


def test_an_administrator_merges_inside_their_own_subtree_only(counties: Counties) -> None:
    path = f"/v1/organisations/{counties.north}/mergers"
    own = {"role": "administrator", "scope": counties.north, "principal": "administrator_north"}
    answer = counties.api.post(path, command({"into": counties.south}, "2020-01-01"), **own)
    assert_problem(answer, 403, "forbidden")


def test_the_body_that_runs_a_union_together_reads_the_days_of_the_agreement_and_records_nothing(
    counties: Counties,
) -> None:
    body = counties.authority
    assert counties.roster(body, "2020-06-01") == []
    terms = {"with_body": "示例局", "organisation": body, "duties": ["mediation"]}
    agreed = counties.told(counties.north, "co-managements", terms, "2020-01-01", "approver")
    counties.told(counties.north, "co-management-ends", {"agreement": agreed}, "2021-01-01", "approver")
    rosters = [counties.roster(body, day) for day in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01")]
    assert rosters == [[], [counties.worker], [counties.worker], []]
    assert counties.heads(body, "2020-06-01") == 1
    listed = counties.ask("organisations?as_of=2020-06-01", body)["organisations"]
    assert {one["organisation_id"] for one in listed} == {body, counties.north}
    answer = counties.api.post(
        f"/v1/workers/{counties.worker}/commendations",
        command(HONOUR, "2020-05-01"),
        role="clerk",
        scope=body,
        principal="clerk_body",
    )
    assert_problem(answer, 404, "not-found")
