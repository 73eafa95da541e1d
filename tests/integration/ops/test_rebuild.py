"""Read models filled again beside the ones that answer: the same at the end, whatever comes between."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import Any

import psycopg
import pytest

from domain.errors import StoreUnavailable
from domain.ledger import Draft
from ops import keys
from ops.rebuild import Job, Outcome, rebuild
from ops.shards import Opening
from ops.store import PostgresLedger
from projections.runner import Runner
from projections.shadow import AlreadyRebuilding, shadow
from tests.database import Database
from tests.integration.ops.rebuilding import TABLE, Versions, models
from tests.ledgers import commendation, erased, registration, worker_id
from tests.recorded import organisation, record
from tests.soundness import assert_ledger_sound
from tests.specification import CITY, COUNTY, hired, registered, seconded

ROOT = Path(__file__).parents[3]
SHAPES = """
SELECT 'index', indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = 'read'
UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'read'::regnamespace
UNION ALL SELECT 'table', relname, concat(reloptions, relacl, relowner::regrole) FROM pg_class
    WHERE relnamespace = 'read'::regnamespace AND relkind = 'r'
UNION ALL SELECT 'column', attrelid::regclass::text, concat(attname, attstorage, attnotnull, attgenerated)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'read'::regnamespace AND relkind = 'r' AND attnum > 0
ORDER BY 1, 2, 3
"""


@dataclass(frozen=True)
class Read:
    """A ledger whose read models are filled, and everything that a rebuild of them needs."""

    ledger: PostgresLedger
    database: Database
    folder: Path
    runner: Runner

    def rebuild(self, *names: str, switch: bool = True, processes: int = 1) -> Outcome:
        opening = Opening(self.database.app_url, self.folder)
        job = Job(self.ledger, self.database.owner_url, opening, models, names, processes)
        return rebuild(job, switch=switch)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.owner_url, autocommit=True) as connection:
            return connection.execute(query).fetchall()

    def change(self, statement: str) -> None:
        with psycopg.connect(self.database.owner_url, autocommit=True) as connection:
            connection.execute(statement)

    def versions(self) -> dict[str, int]:
        return {str(worker): int(version) for worker, version, _ in self.ask("TABLE read.versions")}

    def shadows(self) -> list[str]:
        found = self.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'read\\_%'")
        return [str(row[0]) for row in found]


@pytest.fixture
def read(database: Database, tmp_path: Path) -> Iterator[Read]:
    made = keys.init(tmp_path / "keys")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute(TABLE)
    with PostgresLedger.connect(database.app_url, made) as ledger:
        record(ledger, CITY, organisation("city"))
        record(ledger, COUNTY, organisation("county", CITY))
        record(ledger, worker_id(), registered(), hired("2020-03-01"), seconded("2021-01-01", "2021-06-30"))
        streams = [worker_id() for _ in range(600)]
        ledger.record_many([registration(stream) for stream in streams])
        ledger.record_many([commendation(stream, 1) for stream in streams[:100]])
        runner = Runner(ledger, models(ledger))
        runner.catch_up()
        yield Read(ledger, database, tmp_path / "keys", runner)
        assert_ledger_sound(ledger, made)


@pytest.mark.requirement("R88")
def test_what_is_rebuilt_says_the_same_and_has_the_same_shape(read: Read) -> None:
    shapes, versions, lag = read.ask(SHAPES), read.versions(), read.runner.lag()
    outcome = read.rebuild(processes=2)
    assert outcome.switched
    assert outcome.agrees, outcome
    assert {one.name: one.rows for one in outcome.models} == {"membership": 2, "tiles": 2, "versions": 601}
    assert (read.versions(), read.runner.lag(), read.shadows()) == (versions, lag, [])
    assert read.ask(SHAPES) == shapes

    read.ledger.record(registration())
    read.runner.catch_up()
    assert len(read.versions()) == 602


def test_a_model_that_was_wrong_is_told_and_put_right(read: Read) -> None:
    right = read.versions()
    read.change("DELETE FROM read.versions WHERE version = 2; UPDATE read.versions SET version = 9")
    checked = read.rebuild(switch=False)
    assert {one.name: one.agrees for one in checked.models} == {
        "membership": True,
        "tiles": True,
        "versions": False,
    }
    assert set(read.versions().values()) == {9}

    assert not read.rebuild("versions").agrees
    assert read.versions() == right


def test_a_digest_that_was_not_kept_rightly_is_told_and_put_right(read: Read) -> None:
    read.change("UPDATE read.progress SET digest = sha256('other') WHERE name = 'versions'")
    (compared,) = read.rebuild("versions").models
    assert compared.difference == "the digest kept of versions is not that of its rows"
    assert read.ask("SELECT digest FROM read.progress WHERE name = 'versions'") == [(None,)]


def test_a_model_that_is_behind_is_filled_and_not_compared(read: Read) -> None:
    right = read.versions()
    read.change("TRUNCATE read.versions; DELETE FROM read.progress WHERE name = 'versions'")
    (compared,) = read.rebuild("versions").models
    assert (compared.live, compared.rows) == (None, 601)
    assert (read.versions(), read.runner.lag()["versions"]) == (right, 0)


def test_recording_following_and_reading_go_on_meanwhile(read: Read) -> None:
    done = Flag()

    def record_on() -> int:
        recorded = 0
        while not done.is_set():
            recorded += len(read.ledger.record_many([registration() for _ in range(5)]))
        return recorded

    def read_on() -> int:
        seen = [0]
        while not done.is_set():
            seen.append(int(read.ledger.rows("SELECT count(*) FROM read.versions")[0][0]))
            assert seen[-1] >= seen[-2]
        return seen[-1]

    read.runner.start()
    try:
        with ThreadPoolExecutor(2) as pool:
            recording, reading = pool.submit(record_on), pool.submit(read_on)
            try:
                outcome = read.rebuild()
            finally:
                done.set()
            assert reading.result() >= 601
            recorded = recording.result()
    finally:
        read.runner.stop()
    assert recorded > 0
    assert outcome.agrees, outcome
    read.runner.catch_up()
    assert len(read.versions()) == 601 + recorded


def test_whoever_is_erased_meanwhile_is_not_in_the_new_tables_and_whoever_comes_is(read: Read) -> None:
    gone, kept = sorted(read.versions())[:2]
    with (
        psycopg.connect(read.database.owner_url, autocommit=True) as owner,
        shadow(owner, [Versions()]) as beside,
    ):
        beside.index(Versions())
        Runner(read.ledger, [Versions()], schema=beside.schema).catch_up()
        version = len(read.ledger.events(gone))
        read.ledger.record(Draft((erased(gone),), {gone: version}))
        read.ledger.destroy_subject(gone, (read.runner.purge,))
        read.ledger.record(registration())
        read.runner.catch_up()
        assert beside.switch() == {"versions": read.ledger.size_and_root()[0]}
    assert (gone in read.versions(), kept in read.versions(), len(read.versions())) == (False, True, 601)


def test_killed_at_any_point_the_old_tables_answer_and_the_next_run_starts_clean(read: Read) -> None:
    versions = read.versions()
    urls = (read.database.app_url, read.database.owner_url, str(read.folder))
    command = [sys.executable, "-m", "tests.integration.ops.rebuilding", *urls]
    for filled in (0, 1):
        left = read.shadows()
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            until(lambda: read.shadows() not in ([], left), process)  # noqa: B023
            until(lambda: built(read) >= filled, process)  # noqa: B023
        finally:
            process.kill()
            process.wait()
        assert (read.versions(), len(read.shadows())) == (versions, 1)
    assert read.rebuild("versions").agrees
    assert (read.versions(), read.shadows()) == (versions, [])


def built(read: Read) -> int:
    """How many rows the new table has, -1 while there is none: the next run removes what the one before left."""
    try:
        return sum(int(read.ask(f"SELECT count(*) FROM {one}.versions")[0][0]) for one in read.shadows())
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        return -1


def until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    while not condition():
        assert process.poll() is None, "the rebuild ended before it was killed"
        time.sleep(0.01)


def test_one_rebuild_at_a_time(read: Read) -> None:
    with psycopg.connect(read.database.owner_url, autocommit=True) as owner, shadow(owner, [Versions()]):
        with pytest.raises(AlreadyRebuilding):
            read.rebuild()
        assert len(read.shadows()) == 1
    assert read.shadows() == []


def test_tables_in_use_without_a_break_stay_where_they_are(read: Read) -> None:
    before = read.ask("SELECT 'read.versions'::regclass::oid")
    with (
        psycopg.connect(read.database.owner_url, autocommit=True) as owner,
        psycopg.connect(read.database.app_url) as reader,
        shadow(owner, [Versions()]) as beside,
    ):
        beside.index(Versions())
        reader.execute("SELECT FROM read.versions LIMIT 1")
        with pytest.raises(StoreUnavailable):
            beside.switch(patience_seconds=0.3)
        assert read.runner.step(Versions()) == 0
        reader.rollback()
    assert read.ask("SELECT 'read.versions'::regclass::oid") == before
