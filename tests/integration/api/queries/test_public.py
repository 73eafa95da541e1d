"""Counts for the public through HTTP: nothing where they are off, the same for a whole month where they are on (R82)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from api.dependencies import CHINA
from tests.database import Database
from tests.integration.api.queries.test_reports import hired
from tests.integration.api.served import Served, assert_problem, served

ADDRESS = "/v1/public/statistics"
STRANGER = {"authorization": ""}


@pytest.fixture
def api(database: Database) -> Iterator[Served]:
    with served(database.app_url) as api:
        yield api


@contextmanager
def next_month(api: Served, monkeypatch: pytest.MonkeyPatch, position: int) -> Iterator[None]:
    """The clock is in the next month, and what was recorded by `position` is what was known at the end of this one."""
    real = type(api.ledger).now
    with monkeypatch.context() as patch:
        patch.setattr(type(api.ledger), "now", lambda ledger: real(ledger) + timedelta(32))
        patch.setattr(type(api.ledger), "settle", lambda _ledger, _instant: position)
        yield


def ask(api: Served) -> Any:
    answer = api.send("GET", ADDRESS, headers=STRANGER)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"].startswith("public")
    return answer.json()


@pytest.mark.requirement("R82", shows="refusal")
def test_where_it_is_off_there_is_nothing(database: Database) -> None:
    with served(database.app_url, public_statistics=False) as off:
        for address in (ADDRESS, f"{ADDRESS}.csv"):
            assert_problem(off.send("GET", address, headers=STRANGER), 404, "not-found")


@pytest.mark.requirement("R82")
def test_counts_are_of_the_end_of_last_month_and_hold_nobody(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = api.union("示例县", api.union("示例市"))
    workers = [hired(api, county, number) for number in range(1, 8)]
    known = api.size - 1
    body = ask(api)
    last = api.ledger.now().astimezone(CHINA).date().replace(day=1) - timedelta(1)
    assert (body["as_of"], body["total"], body["tables"]) == (last.isoformat(), None, {})
    with next_month(api, monkeypatch, known):
        body = ask(api)
        assert body["total"] == 7
        assert body["tables"]["mode"] == [{"value": "direct_hire", "heads": 7}]
        table = api.send("GET", f"{ADDRESS}.csv", headers=STRANGER)
        lines = table.content.decode("utf-8-sig").splitlines()
        assert lines[:2] == ["as_of,table,value,heads", f"{body['as_of']},total,,7"]
        assert f"{body['as_of']},mode,direct_hire,7" in lines
        for text in (table.text, str(body)):
            assert not any(worker in text for worker in workers)
            assert "示例人员" not in text


def test_what_is_recorded_since_changes_nothing_until_the_next_month(
    api: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = api.union("示例县", api.union("示例市"))
    for number in range(1, 6):
        hired(api, county, number)
    known = api.size - 1
    with next_month(api, monkeypatch, known):
        before = ask(api)
    hired(api, county, 6)
    with next_month(api, monkeypatch, known):
        assert ask(api) == before
