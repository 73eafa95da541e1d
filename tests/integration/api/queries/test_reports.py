"""The work list and the reports through HTTP: for a clerk, an auditor, an integrator, and an outsider (R95, journey 3)."""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest

from domain.reading import Shelf
from domain.reports.table import REPORTS
from ops.cli.books import enact_bundled
from tests.integration.api.served import Served, assert_problem, command, hiring, person

HIRED = "2022-03-01"


@dataclass
class Town:
    """A county of a city with one worker who was promoted on an assessment; another city beside it."""

    api: Served
    city: str
    county: str
    elsewhere: str
    worker: str
    events: dict[str, str]

    def told(self, name: str, data: dict[str, Any], on: str, **members: Any) -> None:
        """An approver of the county records something of the worker."""
        answer = self.api.post(
            f"/v1/workers/{self.worker}/{name}",
            command(data, on, **members),
            role="approver",
            scope=self.county,
        )
        assert answer.status_code == 201, answer.text
        self.events[name] = answer.json()["receipts"][0]["event_id"]

    def ask(self, path: str, *, role: str = "clerk", scope: str | None = None, status: int = 200) -> Any:
        answer = self.api.send("GET", f"/v1/{path}", role=role, scope=scope or self.county)
        assert answer.status_code == status, answer.text
        return answer.json()


def result(year: int) -> dict[str, Any]:
    """The best result of a year."""
    return {
        "kind": "annual",
        "scheme": "labour_contract",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "grade": "excellent",
        "scores": {"duties": "95", "learning": "90", "development": "91"},
        "assessors": ["assessor_1"],
        "months_worked": 10,
    }


def hired(api: Served, county: str, number: int) -> str:
    """A person hired after an open recruitment."""
    procedure = {"kind": "open_recruitment", "notice_number": "示例1号"}
    body = {
        "registration": command(person(number)),
        "hiring": command(hiring(county, procedure=procedure), HIRED, reason="示例理由"),
    }
    return api.opened("/v1/workers", body)


@pytest.fixture
def town(api: Served) -> Town:
    enact_bundled(api.ledger, Shelf(), "system")
    city = api.union("示例市")
    county = api.union("示例县", city)
    worker = hired(api, county, 1)
    town = Town(api, city, county, api.union("别处", division="320500"), worker, {})
    town.told("contracts", {"employer": county, "kind": "fixed_term", "until": "2025-02-28"}, HIRED)
    town.told("grades", {"ladder": "steps", "grade": "junior_1"}, "2022-04-01")
    town.told("assessments", result(2022), "2023-01-10")
    town.told("assessment-confirmations", {"assessment": town.events["assessments"]}, "2023-01-20")
    promotion = {"ladder": "steps", "grade": "junior_2"}
    town.told("promotions", promotion, "2023-05-01", evidence=[town.events["assessments"]])
    return town


def kinds(body: Any) -> list[str]:
    return [item["kind"] for item in body["items"]]


def test_the_work_list_of_a_day_names_what_falls_due_and_the_tree_it_was_answered_from(town: Town) -> None:
    body = town.ask("worklist?as_of=2025-01-15")
    item, year = body["items"]
    assert (item["kind"], item["worker"], item["name"]) == ("contract_end", town.worker, "示例人员1")
    assert (item["due_on"], item["stage"], item["overdue"]) == ("2025-02-28", 60, False)
    assert (year["kind"], year["due_on"], year["overdue"]) == ("assessment_due", "2024-03-31", True)
    assert body["withheld"] == ["sanction_end"]
    assert body["known_at"]["size"] == town.api.size
    assert kinds(town.ask("worklist?as_of=2024-11-01")) == ["assessment_due"]
    assert kinds(town.ask("worklist?as_of=2025-01-15&kind=secondment_end")) == []


def test_a_worker_is_on_the_work_list_of_those_above_and_of_nobody_elsewhere(town: Town) -> None:
    assert kinds(town.ask("worklist?as_of=2025-01-15", scope=town.city)) == ["contract_end", "assessment_due"]
    assert kinds(town.ask(f"worklist?as_of=2025-01-15&organisation={town.county}", scope=town.city))
    assert town.ask("worklist?as_of=2025-01-15", scope=town.elsewhere)["items"] == []
    town.ask(f"worklist?organisation={town.county}", scope=town.elsewhere, status=404)
    town.ask("worklist", role="administrator", status=403)


def test_what_opened_since_the_question_before_comes_once(town: Town) -> None:
    first = town.ask("worklist?as_of=2025-01-15")["known_at"]["position"]
    asked = f"worklist?as_of=2025-02-15&since=2025-01-15&since_known_at={first}"
    assert [(item["kind"], item["stage"]) for item in town.ask(asked)["items"]] == [
        ("contract_end", 30),
        ("assessment_due", 60),
    ]
    renewal = {"contract": town.events["contracts"], "kind": "fixed_term", "until": "2025-03-20"}
    town.told("renewals", renewal, "2025-03-01", evidence=[town.events["assessments"]])
    again = town.ask(f"worklist?as_of=2025-02-15&since=2025-02-15&since_known_at={first}")
    assert again["items"] == []
    later = town.ask(f"worklist?as_of=2025-03-01&since=2025-02-15&since_known_at={first}")
    assert [(item["kind"], item["due_on"], item["stage"]) for item in later["items"]] == [
        ("contract_end", "2025-03-20", 30),
        ("assessment_due", "2025-03-31", 30),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "worklist?kind=birthday",
        "worklist?as_of=2025-01-01&since=2025-01-02",
        "worklist?since=yesterday",
        "worklist?limit=0",
        "statistics/completeness?from=2025-01-01",
        "statistics/exceptions?from=soon",
        "statistics/exceptions?colour=red",
    ],
)
def test_a_question_that_cannot_be_meant_is_told(town: Town, query: str) -> None:
    answer = town.api.send("GET", f"/v1/{query}", scope=town.county)
    assert_problem(answer, 422, "invalid-input")


def test_the_work_list_comes_in_pages(town: Town) -> None:
    second, third = (hired(town.api, town.county, number) for number in (2, 3))
    path = "worklist?as_of=2023-02-15&kind=assessment_due&limit=1"
    seen, cursor = [], ""
    while True:
        body = town.ask(path + cursor)
        seen += [item["worker"] for item in body["items"]]
        if "next_cursor" not in body:
            break
        cursor = f"&cursor={body['next_cursor']}"
    assert seen == sorted([second, third])


def rest_on_the_first_year(town: Town) -> dict[str, str]:
    """A renewal on the assessment of 2022, and a rise of pay on that of 2023 and the promotion; the events by route."""
    first = dict(town.events)
    town.told("assessments", result(2023), "2024-01-10")
    town.told("assessment-confirmations", {"assessment": town.events["assessments"]}, "2024-01-20")
    town.told("pay-determinations", {"pay": {"parts": [{"code": "base", "amount": "4000.00"}]}}, "2022-04-01")
    rise = {"pay": {"parts": [{"code": "base", "amount": "4500.00"}]}}
    town.told("pay-raises", rise, "2024-02-01", evidence=[town.events["assessments"], first["promotions"]])
    renewal = {"contract": first["contracts"], "kind": "fixed_term", "until": "2028-02-29"}
    town.told("renewals", renewal, "2025-03-01", evidence=[first["assessments"]])
    return {**town.events, **{name: first[name] for name in ("assessments", "assessment-confirmations")}}


def test_a_rescinded_assessment_brings_all_that_rests_on_it_before_the_clerk_and_the_auditor(
    town: Town,
) -> None:
    events = rest_on_the_first_year(town)
    decisions = [events[name] for name in ("promotions", "pay-raises", "renewals")]
    asked = "statistics/questioned?as_of=2025-06-01"
    before = town.ask(asked, role="auditor", scope=town.city)
    assert before["rows"] == []
    then = before["known_at"]["position"]
    roster = f"/v1/roster?as_of=2025-06-01&known_at={then}"
    bytes_before = town.api.send("GET", roster, scope=town.county).content

    town.told("rescissions", {"target": events["assessment-confirmations"]}, "2025-05-01")
    town.told("rescissions", {"target": events["assessments"]}, "2025-05-01")

    found = town.ask("worklist?as_of=2025-06-01&kind=questioned")["items"]
    assert [item["event_id"] for item in found] == decisions
    assert {(item["due_on"], item["stage"]) for item in found} == {(None, None)}
    since = f"worklist?as_of=2025-06-01&since=2025-06-01&since_known_at={then}&kind=questioned"
    assert [item["event_id"] for item in town.ask(since)["items"]] == decisions
    rows = town.ask(asked, role="auditor", scope=town.city)["rows"]
    assert [row["type"] for row in rows] == [
        "worker.promoted",
        "worker.pay_raised",
        "worker.contract_renewed",
    ]
    assert events["promotions"] in rows[1]["why"]
    assert town.ask(f"{asked}&known_at={then}", role="auditor", scope=town.city) == before
    assert town.api.send("GET", roster, scope=town.county).content == bytes_before


def test_every_report_answers_everybody_who_may_ask_and_tells_an_outsider_nothing(town: Town) -> None:
    listed = town.ask("statistics")["reports"]
    assert [one["report"] for one in listed] == list(REPORTS)
    for code in REPORTS:
        body = town.ask(f"statistics/{code}?as_of=2023-06-01", role="auditor")
        assert body["organisation"] == town.county
        for row in body["rows"]:
            assert set(row) == set(body["columns"]), code
            assert all(0 <= position < town.api.size for position in row["rests_on"])
        told = str(town.ask(f"statistics/{code}?as_of=2023-06-01", scope=town.elsewhere)["rows"])
        assert not [one for one in (town.city, town.county, town.worker) if one in told], code
    town.ask("statistics/birthdays", status=404)
    town.ask("statistics/modes", role="administrator", status=403)


def test_a_report_comes_as_a_table_for_spreadsheets(town: Town) -> None:
    answer = town.api.send(
        "GET",
        "/v1/statistics/decisions_by_basis?as_of=2024-01-01",
        scope=town.county,
        headers={"accept": "text/csv"},
    )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert (row["type"], row["result"], row["as_of"]) == ("worker.promoted", "excellent", "2024-01-01")
    assert row["known_position"] == str(town.api.size - 1)


def test_a_role_that_may_not_see_a_person_gets_no_division_by_it(town: Town) -> None:
    def values(role: str) -> dict[str, str]:
        rows = town.ask("statistics/structure?as_of=2023-06-01", role=role)["rows"]
        return {row["part"]: row["value"] for row in rows}

    assert values("clerk")["sex"] == "1"
    assert values("integrator")["sex"] == "hidden"
    assert values("integrator")["grade"] == "steps/junior_2"


def test_what_was_done_in_the_county_stays_the_county_s_when_the_worker_moves_on(town: Town) -> None:
    separated = {"reason_code": "resigned"}
    town.told("separations", separated, "2024-01-01")
    moved = hiring(town.elsewhere, procedure={"kind": "recommended"})
    exception = {
        "rule": "hire.open_recruitment",
        "authority": "示例市总工会",
        "document": "示例〔2024〕1号",
        "reason": "示例理由",
    }
    answer = town.api.post(
        f"/v1/workers/{town.worker}/hirings",
        command(moved, "2024-02-01", exceptions=[exception], reason="示例理由"),
    )
    assert answer.status_code == 201, answer.text

    assert len(town.ask("statistics/decisions_by_basis?as_of=2025-01-01")["rows"]) == 1
    assert town.ask("statistics/exceptions?as_of=2025-01-01")["rows"] == []
    there = town.ask("statistics/exceptions?as_of=2025-01-01", scope=town.elsewhere)["rows"]
    assert [row["authority"] for row in there] == ["示例市总工会"]
    assert town.ask("statistics/decisions_by_basis?as_of=2025-01-01", scope=town.elsewhere)["rows"] == []
