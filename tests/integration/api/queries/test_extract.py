"""The de-identified extract through HTTP: who may draw it, that its use is logged, and what it tells (R79)."""

import csv
from io import StringIO
from typing import Any

import pytest

from tests.integration.api.queries.test_reports import hired
from tests.integration.api.served import Served, assert_problem

REASON = "reason=research"
ADDRESS = "/v1/statistics/extract"


@pytest.fixture
def county(api: Served) -> str:
    """A county with five workers; beside it one with a single worker."""
    city = api.union("示例市")
    county = api.union("示例县", city)
    for number in range(1, 6):
        hired(api, county, number)
    hired(api, api.union("别处县", city), 6)
    return county


def ask(api: Served, query: str, *, role: str = "auditor", **how: Any) -> Any:
    answer = api.send("GET", f"{ADDRESS}?{query}", role=role, **how)
    assert answer.status_code == 200, answer.text
    return answer.json()


def looks(api: Served) -> list[tuple[str, str]]:
    with api.ledger.pool.connection() as connection:
        rows = connection.execute("SELECT what, reason FROM access.look ORDER BY at").fetchall()
    return [(what, reason) for what, reason in rows if what.startswith(f"GET {ADDRESS}")]


@pytest.mark.requirement("R79")
def test_rows_hold_no_identity_and_no_position(api: Served, county: str) -> None:
    body = ask(api, f"{REASON}&as_of=2024-06-30&organisation={county}")
    assert body["least"] == 5
    assert len(body["rows"]) == 5
    assert all(set(row) == set(body["columns"]) for row in body["rows"])
    assert "worker-" not in str(body["rows"])
    assert "示例人员" not in str(body["rows"])


def test_whoever_stands_alone_is_suppressed_and_takes_others_along(api: Served, county: str) -> None:
    assert county
    rows = ask(api, f"{REASON}&as_of=2024-06-30")["rows"]
    assert len(rows) == 6
    assert len({tuple(row.values()) for row in rows}) == 1


@pytest.mark.requirement("R79", shows="refusal")
def test_each_use_is_logged_with_its_reason_and_a_refused_one_is_not(api: Served, county: str) -> None:
    ask(api, f"{REASON}&as_of=2024-06-30&organisation={county}", role="approver", scope=county)
    ((what, reason),) = looks(api)
    assert reason == "research"
    assert county in what
    assert "as_of=2024-06-30" in what
    for query in ("", "reason=%20"):
        assert_problem(api.send("GET", f"{ADDRESS}?{query}", role="auditor"), 422, "invalid-input")
    for role in ("clerk", "integrator", "administrator"):
        assert api.send("GET", f"{ADDRESS}?{REASON}", role=role).status_code == 403
    assert len(looks(api)) == 1


def test_another_scope_gets_nothing_of_this_one(api: Served, county: str) -> None:
    elsewhere = api.union("别处市", division="320500")
    query = f"{REASON}&organisation={county}"
    assert api.send("GET", f"{ADDRESS}?{query}", role="auditor", scope=elsewhere).status_code == 404
    assert ask(api, REASON, scope=elsewhere)["rows"] == []


def test_it_comes_as_a_table(api: Served, county: str) -> None:
    answer = api.send(
        "GET",
        f"{ADDRESS}?{REASON}&as_of=2024-06-30&organisation={county}",
        role="auditor",
        headers={"accept": "text/csv"},
    )
    table = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(table) == 6
    assert table[0][:2] == ["age", "sex"]
