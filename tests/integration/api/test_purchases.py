"""Purchases of service over HTTP: places taken at once, scope, what the reports then say."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.money import fen
from ops.cli.verify import ClaimsOf
from tests.integration.api.served import Served, assert_problem, command, hiring, person
from tests.ledgers import KEYS
from tests.soundness import assert_ledger_sound


class Bought:
    """A county that bought one place of a society, and workers of that society."""

    def __init__(self, api: Served) -> None:
        self.api = api
        self.city = api.union("示例市")
        self.county = api.union("示例县", self.city)
        self.society = api.union("示例职工服务中心", kind="social_organisation", level="county")
        self.purchase = api.opened("/v1/purchases", command(self.signed(), "2023-01-01"))

    def signed(self, **changes: Any) -> dict[str, Any]:
        return {
            "buyer": self.county,
            "provider": self.society,
            "qualification": {"document_number": "示例民证〔2022〕1号"},
            "until": "2023-12-31",
            "places": [{"level": "junior", "count": 1}],
            "budget": "60000.00",
            **changes,
        }

    def worker(self, number: int) -> str:
        said = hiring(self.county, mode="purchased_service", legal_employer=self.society)
        body = {"registration": command(person(number)), "hiring": command(said, "2023-01-01")}
        return self.api.opened("/v1/workers", body)

    def assign(self, worker: str, on: str = "2023-02-01") -> Any:
        path = f"/v1/workers/{worker}/purchase-assignments"
        return self.api.post(path, command({"purchase": self.purchase}, on), key=worker)

    def on_purchase(self, name: str, data: dict[str, Any], on: str, **how: Any) -> Any:
        return self.api.post(f"/v1/purchases/{self.purchase}/{name}", command(data, on), **how)

    def report(self, code: str, on: str) -> list[dict[str, Any]]:
        answer = self.api.send("GET", f"/v1/statistics/{code}?as_of={on}")
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.json()["rows"]
        return rows


@pytest.fixture
def bought(api: Served) -> Bought:
    return Bought(api)


def test_of_two_who_come_at_once_one_takes_the_last_place(bought: Bought) -> None:
    workers = [bought.worker(number) for number in (1, 2)]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(bought.assign, workers))
    taken, refused = sorted(answers, key=lambda answer: int(answer.status_code))
    assert taken.status_code == 201
    assert assert_problem(refused, 422, "refused")["rule"] == "impossible.places_full"
    assert_ledger_sound(bought.api.ledger, KEYS, ClaimsOf())
    (row,) = bought.report("purchases", "2023-02-01")
    assert (row["places"], row["taken"], row["vacant"]) == (1, 1, 0)


def test_a_purchase_is_not_left_with_fewer_places_than_workers(bought: Bought) -> None:
    assert bought.assign(bought.worker(1)).status_code == 201
    rescission = {"target": str(bought.api.ledger.events(bought.purchase)[0].event_id)}
    answer = bought.on_purchase("rescissions", rescission, "2023-03-01")
    assert assert_problem(answer, 422, "refused")["rule"] == "impossible.places_occupied"


def test_the_reports_tell_what_was_short_and_who_stays(bought: Bought) -> None:
    worker = bought.worker(1)
    assert bought.assign(worker).status_code == 201
    payment = {
        "period_from": "2023-01-01",
        "period_to": "2023-06-30",
        "amount": "29999.50",
        "due_amount": "30000.00",
    }
    assert bought.on_purchase("payments", payment, "2023-07-05").status_code == 403
    assert bought.on_purchase("payments", payment, "2023-07-05", role="approver").status_code == 201
    assert bought.on_purchase("ends", {"reason_code": "agreed"}, "2023-08-01").status_code == 201

    (short,) = bought.report("purchase_shortfalls", "2023-08-01")
    assert fen(short["due"]) - fen(short["paid"]) == fen(short["shortfall"]) == 50
    (stays,) = bought.report("purchase_ended_hosted", "2023-08-02")
    assert (stays["worker"], stays["last_day"], stays["days"]) == (worker, "2023-07-31", 2)
    listed = bought.api.send("GET", "/v1/worklist?as_of=2023-08-02&kind=purchase_end").json()["items"]
    assert [(one["worker"], one["due_on"], one["overdue"]) for one in listed] == [
        (worker, "2023-07-31", True)
    ]


def test_a_purchase_is_its_buyer_s(bought: Bought) -> None:
    other = bought.api.union("别处", division="320500")
    elsewhere = bought.on_purchase("ends", {"reason_code": "agreed"}, "2023-08-01", scope=other)
    assert_problem(elsewhere, 404, "not-found")
    stranger = bought.api.post("/v1/purchases", command(bought.signed()), scope=other)
    assert_problem(stranger, 403, "forbidden")
    above = bought.on_purchase("ends", {"reason_code": "agreed"}, "2023-08-01", scope=bought.city)
    assert above.status_code == 201
