"""The batch runner: every committed event once, in order, over crashes and among several processes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from domain.errors import StoreUnavailable
from domain.ledger import LostRace
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
    tables = ("membership",)

    def __init__(self, fail_at: int | None = None) -> None:
        self.fail_at = fail_at

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        if self.fail_at is not None and start <= self.fail_at < end:
            raise psycopg.OperationalError("planted")
        connection.execute(
            "INSERT INTO membership SELECT 'counted', position::text, position FROM ledger.event "
            "WHERE position >= %s AND position < %s",
            (start, end),
        )

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        return connection.execute(
            "DELETE FROM membership WHERE organisation_id = 'counted' AND worker_id = %s", (subject,)
        ).rowcount


class Named:
    """A read model that keeps nothing."""

    name = "named"
    tables = ()

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        assert connection.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS
        assert start < end

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        return 0


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
        assert runner.last_error == "counted: planted"
        model.fail_at = None
        wait_until(lambda: counted(ledger) == [0])
    finally:
        runner.stop()


def test_a_read_model_that_fails_holds_up_no_other(ledger: PostgresLedger) -> None:
    failing, well = Counted(fail_at=2), Named()
    runner = Runner(ledger, [failing, well], batch=2)
    ledger.record_many([registration() for _ in range(5)])
    runner.start()
    try:
        wait_until(lambda: runner.lag() == {"counted": 3, "named": 0})
        ledger.record(registration())
        wait_until(lambda: runner.lag() == {"counted": 4, "named": 0})
        with pytest.raises(StoreUnavailable) as behind:
            runner.ensure(6, patience_seconds=0.05)
        assert "4 events behind" in behind.value.en
        failing.fail_at = None
        wait_until(lambda: runner.lag() == {"counted": 0, "named": 0})
        wait_until(lambda: runner.last_error is None)
    finally:
        runner.stop()


def test_no_committed_event_is_passed_by_whoever_else_writes_or_fails_to(
    ledger: PostgresLedger, database: Database
) -> None:
    """Positions come from the head row, which an append holds until it commits, and not from a sequence.

    So one that is rolled back leaves no hole to wait for, and nothing commits below what was seen.
    """
    runner = Runner(ledger, [Counted()], batch=3)
    runner.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            for results in pool.map(lambda _: record_some_and_be_refused(ledger), range(4)):
                assert [isinstance(one, LostRace) for one in results] == [False, True] * 10
            with psycopg.connect(database.app_url) as abandoned:
                abandoned.execute("SELECT size FROM ledger.head FOR UPDATE")
                waiting = pool.submit(ledger.record, registration())
                abandoned.rollback()
            assert waiting.result()[0].position == 40
        wait_until(lambda: counted(ledger) == list(range(41)))
    finally:
        runner.stop()


def record_some_and_be_refused(ledger: PostgresLedger) -> Sequence[object]:
    """Registrations, each followed by one more on the same stream that had not seen the first."""
    streams = [worker_id() for _ in range(10)]
    return ledger.record_many([registration(stream) for stream in streams for _ in range(2)])


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
