"""Assessment cycles over HTTP: run, shown for both times, and a quota that no race gets past."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from threading import Barrier, Event
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from domain.canonical import canonical
from domain.catalogue import event_type
from domain.errors import Refused
from domain.ledger import Draft, Receipt
from domain.orders import Order, read_command
from domain.reading import Shelf
from domain.recording import record_order
from ops.cli.verify import ClaimsOf
from ops.store import PostgresLedger
from tests.integration.api.served import Served, assert_problem, command
from tests.ledgers import KEYS
from tests.soundness import assert_ledger_sound
from tests.unit.domain.cycle.desk import SCHEME

TOP: Final = "assessment.top_share"


class Year:
    """A county with a book that gives the top grade to a quarter, and its cycle of four workers: one place."""

    def __init__(self, api: Served) -> None:
        self.api = api
        scheme = {**SCHEME, "top_share_percent": 25}
        draft = {
            "jurisdiction": "220600",
            "title": "示例市考核办法",
            "document": "示例〔2020〕1号",
            "rules": [],
            "settings": {"assessment_schemes": {"yearly": scheme}},
        }
        enacted = api.post(
            "/v1/rulebooks", {"effective_on": "2020-01-01", "draft": draft}, role="administrator"
        )
        assert enacted.status_code == 201, enacted.text
        self.city = api.union("示例市")
        self.county = api.union("示例县", self.city)
        self.workers = [api.hired(self.county, number, "2022-03-01") for number in range(1, 5)]
        self.cycle = api.cycle(self.county, scheme="yearly")
        self.run("enrolments", {"workers": self.workers}, "2023-12-05")

    def run(
        self, segment: str, data: dict[str, Any], on: str, *, role: str = "approver", status: int = 201
    ) -> Any:
        answer = self.api.post(f"/v1/cycles/{self.cycle}/{segment}", command(data, on), role=role)
        assert answer.status_code == status, answer.text
        return answer.json()

    def result(self, number: int, grade: str) -> dict[str, Any]:
        return {
            "kind": "annual",
            "scheme": "yearly",
            "period_from": "2023-01-01",
            "period_to": "2023-12-31",
            "grade": grade,
            "scores": {"duties": "90", "learning": "90", "development": "90"},
            "assessors": [f"assessor_{number}"],
            "months_worked": 12,
            "cycle": self.cycle,
        }

    def assess(self, number: int, grade: str = "good", *, status: int = 201) -> Any:
        body = command(self.result(number, grade), "2024-01-15")
        answer = self.api.post(f"/v1/workers/{self.workers[number]}/assessments", body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def correct(self, number: int, target: str, grade: str, *, status: int = 201) -> Any:
        data = {
            "target": target,
            "type": "worker.assessed",
            "effective_on": "2024-01-15",
            "data": self.result(number, grade),
        }
        answer = self.api.post(f"/v1/workers/{self.workers[number]}/corrections", command(data, "2024-05-01"))
        assert answer.status_code == status, answer.text
        return answer.json()

    def shown(self, **times: str) -> Any:
        query = "&".join(f"{name}={value}" for name, value in times.items())
        answer = self.api.send("GET", f"/v1/cycles/{self.cycle}?{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def year(api: Served) -> Iterator[Year]:
    yield Year(api)
    assert_ledger_sound(api.ledger, KEYS, ClaimsOf())


def test_a_quota_is_held_at_the_closing_and_after_it(year: Year) -> None:
    receipts = [year.assess(number, "excellent" if number < 2 else "good")["receipts"] for number in range(3)]
    first, second, third = (found[0]["event_id"] for found in receipts)

    refused = year.run("closings", {}, "2024-04-01", status=422)
    assert refused["rule"] == TOP
    assert refused["clause"] == "示例市考核办法 示例〔2020〕1号"
    assert "4 × 25 %" in refused["zh"]["detail"]
    assert refused["satisfied_by"]["zh"]
    year.correct(1, second, "good")
    closed = year.run("closings", {}, "2024-04-01")["receipts"][0]["event_id"]

    assert year.assess(3, "good", status=422)["rule"] == "impossible.cycle_closed"
    assert year.correct(2, third, "excellent", status=422)["rule"] == TOP
    year.correct(0, first, "good")
    year.correct(2, third, "excellent")

    year.run("rescissions", {"target": closed}, "2024-06-01")
    year.assess(3, "excellent")
    assert year.run("closings", {}, "2024-06-02", status=422)["rule"] == TOP


def test_a_cycle_is_shown_as_it_is_and_as_it_was(year: Year) -> None:
    year.assess(0, "excellent")
    known = year.api.size - 1
    event = year.assess(1)["receipts"][0]["event_id"]
    confirmation = command({"assessment": event}, "2024-01-20")
    year.api.post(f"/v1/workers/{year.workers[1]}/assessment-confirmations", confirmation, role="approver")

    now = year.shown(as_of="2024-04-01")
    assert (now["enrolled"], now["recorded"], now["confirmed"], now["tops"]) == (4, 2, 1, 1)
    assert now["top_places"] == {"enrolled": 4, "top_share_percent": 25, "quota": 1}
    assert now["missing"] == sorted(year.workers[2:])
    assert now["overdue"] == sorted({*year.workers} - {year.workers[1]})
    assert now["closed_on"] is None
    assert year.shown(as_of="2024-03-31")["overdue"] == []
    assert year.shown(as_of="2024-01-14")["recorded"] == 0
    assert year.shown(as_of="2024-04-01", known_at=str(known))["recorded"] == 1
    assert year.shown(as_of="2023-12-02")["enrolled"] == 0
    early = year.api.send("GET", f"/v1/cycles/{year.cycle}?as_of=2023-11-30")
    assert_problem(early, 404, "not-found")
    year.run("closings", {}, "2024-04-02")
    assert year.shown(as_of="2024-04-02")["closed_on"] == "2024-04-02"
    assert year.shown(as_of="2024-04-01") | {"known_at": 0} == now | {
        "known_at": 0,
        "version": now["version"] + 1,
    }


def test_the_cycles_of_ones_scope_a_page_at_a_time(year: Year) -> None:
    api = year.api
    elsewhere = api.union("别处")
    api.cycle(elsewhere, scheme="yearly", kind="regular")
    more = [
        year.cycle,
        api.cycle(year.county, scheme="yearly", kind="regular"),
        api.cycle(year.city, scheme="yearly"),
    ]

    def listed(address: str, **how: Any) -> list[str]:
        answer = api.send("GET", address, **how)
        assert answer.status_code == 200, answer.text
        return [one["cycle_id"] for one in answer.json()["cycles"]]

    assert listed("/v1/cycles", scope=year.city) == sorted(more)
    assert listed("/v1/cycles", scope=year.county) == sorted(more[:2])
    assert len(listed("/v1/cycles")) == 4
    assert listed("/v1/cycles?as_of=2023-11-30") == []
    page = api.send("GET", "/v1/cycles?limit=2", scope=year.city).json()
    rest = listed(f"/v1/cycles?limit=2&cursor={page['next_cursor']}", scope=year.city)
    assert [one["cycle_id"] for one in page["cycles"]] + rest == sorted(more)


def test_a_cycle_of_another_subtree_is_not_there(year: Year) -> None:
    api = year.api
    elsewhere = api.union("别处")
    assert api.send("GET", f"/v1/cycles/{year.cycle}", scope=elsewhere).status_code == 404
    body = command({"workers": year.workers[:1], "reason_code": "left"}, "2024-01-01")
    assert api.post(f"/v1/cycles/{year.cycle}/withdrawals", body, scope=elsewhere).status_code == 404
    opening = {
        "organisation": year.county,
        "kind": "annual",
        "scheme": "yearly",
        "standard": {"title": "示例", "version": "1"},
        "period_from": "2024-01-01",
        "period_to": "2024-12-31",
        "due_on": "2025-03-31",
    }
    assert api.post("/v1/cycles", command(opening, "2024-12-01"), scope=elsewhere).status_code == 403
    moved = {
        "target": api.ledger.events(year.cycle)[0].event_id,
        "type": "cycle.opened",
        "effective_on": "2023-12-01",
        "data": opening | {"organisation": year.city},
    }
    body = command(moved | {"target": str(moved["target"])}, "2024-01-01")
    assert api.post(f"/v1/cycles/{year.cycle}/corrections", body, scope=year.county).status_code == 403


class Held:
    """A ledger that records nothing before all have decided, then in turn; a second attempt waits for nobody."""

    def __init__(self, ledger: PostgresLedger, decided: Barrier, turn: Event | None, done: Event) -> None:
        self._ledger = ledger
        self._decided = decided
        self._turn = turn
        self._done = done
        self._attempts = count()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)

    def record(self, draft: Draft) -> Sequence[Receipt]:
        if next(self._attempts) == 0:
            self._decided.wait(30)
            if self._turn is not None:
                assert self._turn.wait(30)
        try:
            return self._ledger.record(draft)
        finally:
            self._done.set()


Said = tuple[str, str, str, dict[str, Any]]
"""Stream, type, effective date, data."""


def decided_together(api: Served, *said: Said, in_turn: bool = True) -> list[str]:
    """Each decided in a thread of its own on the same state, then recorded in turn or at once: what came of each."""
    decided, done = Barrier(len(said)), [Event() for _ in said]

    def go(place: int) -> str:
        stream, kind, on, data = said[place]
        body = canonical({"effective_on": on, "data": data})
        first: UUID = uuid4()
        order = Order(
            "approver_1",
            stream,
            (read_command(event_type(kind), body),),
            first,
            first,
            today=date(2026, 1, 1),
        )
        turn = done[place - 1] if in_turn and place else None
        ledger: Any = Held(api.ledger, decided, turn, done[place])
        try:
            record_order(ledger, Shelf(), order, lambda *_: None)
        except Refused as refused:
            return refused.refusals[0].rule
        return "recorded"

    with ThreadPoolExecutor(len(said)) as threads:
        return list(threads.map(go, range(len(said))))


def top(year: Year, number: int) -> Said:
    return (year.workers[number], "worker.assessed", "2024-01-15", year.result(number, "excellent"))


def closing(year: Year) -> Said:
    return (year.cycle, "cycle.closed", "2024-04-01", {})


def withdrawal(year: Year) -> Said:
    data = {"workers": [year.workers[1]], "reason_code": "left"}
    return (year.cycle, "cycle.workers_withdrawn", "2024-01-10", data)


RACES: Final[dict[str, tuple[Callable[[Year], list[Said]], str]]] = {
    "the closing before the last top grade": (
        lambda year: [closing(year), top(year, 1)],
        "impossible.cycle_closed",
    ),
    "the last top grade before the closing": (lambda year: [top(year, 1), closing(year)], TOP),
    "two closings": (lambda year: [closing(year), closing(year)], "impossible.cycle_closed"),
    "a withdrawal before the result": (
        lambda year: [withdrawal(year), top(year, 1)],
        "impossible.not_enrolled",
    ),
    "the result before a withdrawal": (
        lambda year: [top(year, 1), withdrawal(year)],
        "impossible.results_recorded",
    ),
}


@pytest.mark.parametrize("race", RACES)
def test_whoever_is_later_is_judged_on_what_is_then_there(year: Year, race: str) -> None:
    said, refusal = RACES[race]
    year.assess(0, "excellent")
    assert decided_together(year.api, *said(year)) == ["recorded", refusal]


def test_the_last_free_place_of_a_closed_cycle_is_given_once(year: Year) -> None:
    targets = [year.assess(number, "good")["receipts"][0]["event_id"] for number in range(3)]
    year.run("closings", {}, "2024-04-01")

    def correction(number: int) -> Said:
        data = {
            "target": targets[number],
            "type": "worker.assessed",
            "effective_on": "2024-01-15",
            "data": year.result(number, "excellent"),
        }
        return (year.workers[number], "event.corrected", "2024-05-01", data)

    outcomes = decided_together(year.api, *(correction(number) for number in range(3)), in_turn=False)
    assert sorted(outcomes) == sorted([TOP, TOP, "recorded"])
