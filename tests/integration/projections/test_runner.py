"""The batch runner: every committed event once, in order, over crashes and among several processes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from domain.errors import StoreUnavailable
from ops.store import PostgresLedger
from projections.membership import Membership, candidates
from projections.parentage import Parentage
from projections.runner import Runner
from projections.tiles import TileStore
from tests.database import Database
from tests.ledgers import ledger_in, registration, worker_id
from tests.recorded import organisation, record
from tests.specification import CITY, COUNTY, corrected, hired, registered, seconded


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    with ledger_in(database.app_url) as made:
        yield made


class Counted:
    """A read model that keeps which positions it was given."""

    name = "counted"

    def __init__(self, fail_at: int | None = None) -> None:
        self.fail_at = fail_at

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        if self.fail_at is not None and start <= self.fail_at < end:
            raise psycopg.OperationalError("planted")
        connection.execute(
            "INSERT INTO read.membership SELECT 'counted', position::text, position FROM ledger.event "
            "WHERE position >= %s AND position < %s",
            (start, end),
        )

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        return connection.execute(
            "DELETE FROM read.membership WHERE organisation_id = 'counted' AND worker_id = %s", (subject,)
        ).rowcount


def counted(ledger: PostgresLedger) -> list[int]:
    query = "SELECT first_position FROM read.membership WHERE organisation_id = 'counted' ORDER BY 1"
    return [int(row[0]) for row in ledger.rows(query)]


@pytest.mark.requirement("R88")
def test_rows_and_progress_are_one_transaction(ledger: PostgresLedger) -> None:
    ledger.record_many([registration() for _ in range(10)])
    failing = Counted(fail_at=6)
    runner = Runner(ledger, [failing], batch=4)
    assert runner.step(failing) == 4
    with pytest.raises(psycopg.OperationalError):
        runner.step(failing)
    assert (counted(ledger), runner.lag()) == ([0, 1, 2, 3], {"counted": 6})
    failing.fail_at = None
    runner.catch_up()
    assert (counted(ledger), runner.lag()) == (list(range(10)), {"counted": 0})
    assert runner.step(failing) == 0


def test_several_runners_take_every_event_once(ledger: PostgresLedger) -> None:
    ledger.record_many([registration() for _ in range(120)])
    runners = [Runner(ledger, [Counted()], batch=7) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Runner.catch_up, runners))
    assert counted(ledger) == list(range(120))


def test_one_process_at_a_time_works_on_a_read_model(ledger: PostgresLedger, database: Database) -> None:
    ledger.record_many([registration() for _ in range(3)])
    model = Counted()
    runner = Runner(ledger, [model], batch=2)
    runner.step(model)
    with psycopg.connect(database.app_url) as other:
        other.execute("SELECT size FROM read.progress WHERE name = 'counted' FOR UPDATE")
        assert runner.step(model) is None
        with pytest.raises(StoreUnavailable) as behind:
            runner.ensure(3, patience_seconds=0.05)
        assert "1 events behind" in behind.value.en
    runner.ensure(3)
    assert counted(ledger) == [0, 1, 2]


def test_the_thread_follows_the_log_and_stops(ledger: PostgresLedger) -> None:
    runner = Runner(ledger, [Counted()])
    runner.start()
    try:
        ledger.record_many([registration() for _ in range(5)])
        wait_until(lambda: counted(ledger) == [0, 1, 2, 3, 4])
        ledger.record(registration())
        wait_until(lambda: len(counted(ledger)) == 6)
        assert runner.last_error is None
    finally:
        runner.stop()
    ledger.record(registration())
    assert runner.lag() == {"counted": 1}


def test_the_thread_outlives_a_fault_and_says_what_it_is(ledger: PostgresLedger) -> None:
    model = Counted(fail_at=0)
    runner = Runner(ledger, [model])
    ledger.record(registration())
    runner.start()
    try:
        wait_until(lambda: runner.last_error is not None)
        assert runner.last_error == "planted"
        model.fail_at = None
        wait_until(lambda: counted(ledger) == [0])
    finally:
        runner.stop()


def test_purging_reaches_every_read_model(ledger: PostgresLedger) -> None:
    ledger.record(registration())
    runner = Runner(ledger, [Counted(), Membership(), Parentage(), TileStore()])
    runner.catch_up()
    runner.purge("0")
    runner.purge("0")
    assert counted(ledger) == []


def test_memberships_name_every_home_and_host_that_was_ever_said(ledger: PostgresLedger) -> None:
    record(ledger, CITY, organisation("city"))
    record(ledger, COUNTY, organisation("county", CITY))
    worker = worker_id()
    other = f"{COUNTY[:-1]}0"
    record(
        ledger,
        worker,
        registered(),
        hired("2020-03-01"),
        seconded("2021-01-01", "2021-06-30"),
        corrected("hired", hired("2020-03-01", host=other, legal_employer=other)),
    )
    Runner(ledger, [Membership()]).catch_up()
    rows = ledger.rows(
        "SELECT organisation_id, first_position FROM read.membership WHERE worker_id = %s", (worker,)
    )
    assert dict(rows) == {COUNTY: 3, CITY: 4, other: 5}
    assert candidates(ledger.rows, [other], 4, "", 10) == []
    assert candidates(ledger.rows, [other, COUNTY], 5, "", 10) == [worker]
    assert candidates(ledger.rows, [other], 5, worker, 10) == []


def wait_until(condition: Any) -> None:
    """Poll until something holds that another thread brings about; the run's own time-out shows a hang."""
    import time

    while not condition():
        time.sleep(0.01)
