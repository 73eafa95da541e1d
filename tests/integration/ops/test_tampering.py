"""Whatever somebody with every right in the database changes is found, and named by position where there is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from domain.errors import InvalidInput
from domain.tree import Frontier, leaf_hash
from ops import keys
from ops.keys import Keys
from ops.rebuild import Job
from ops.sealing import seal
from ops.shards import Opening
from ops.store import PostgresLedger
from ops.store.verify import Expected, Verification
from ops.verifying import expected_by, verify_all
from projections.models import read_models
from projections.runner import Runner
from tests.database import Database, TestServer, migrated_database
from tests.integration.api.queries.support import WORKER, populate
from tests.ledgers import commendation, registration, worker_id
from tests.recorded import record
from tests.samples import RULE
from tests.specification import fact

TABLES = """
SELECT relnamespace::regnamespace || '.' || relname FROM pg_class
WHERE relkind = 'r' AND (relnamespace = 'read'::regnamespace
    OR oid IN ('ledger.event'::regclass, 'ledger.commit'::regclass, 'ledger.head'::regclass))
"""
"""What is changed here, and put back after each case."""


@dataclass(frozen=True)
class Tampered:
    """A sealed ledger with read models, and a superuser."""

    database: Database
    keys: Keys
    folder: Path

    def verified(self, *kept: Expected) -> Verification:
        with PostgresLedger.connect(self.database.app_url, self.keys) as ledger:
            opening = Opening(self.database.app_url, self.folder)
            job = Job(ledger, self.database.owner_url, opening, read_models, (), 0)
            return verify_all(job, self.keys, None, kept)

    def fault(self, *kept: Expected) -> str:
        found = self.verified(*kept)
        assert not found.ok
        return str(found.first_fault)

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self.database.admin_url, autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            for table in ("ledger.event", "ledger.commit", "ledger.head", "ledger.handover"):
                admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            yield admin

    def change(self, statement: str) -> None:
        with self.superuser() as admin:
            admin.execute(statement)

    def position_of(self, type_name: str) -> int:
        with self.superuser() as admin:
            row = admin.execute(
                "SELECT min(position) FROM ledger.event WHERE type = %s", (type_name,)
            ).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="module")
def filled(server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tampered]:
    folder = tmp_path_factory.mktemp("tampering") / "keys"
    made = keys.init(folder)
    with migrated_database(server) as database:
        with PostgresLedger.connect(database.app_url, made) as ledger:
            populate(ledger)
            record(ledger, "rulebook-CN", fact("rulebook.rule_set", "2020-01-01", "rule", rule=RULE))
            many = worker_id()
            ledger.record(registration(many))
            ledger.record_many([commendation(many, version) for version in range(1, 270)])
            runner = Runner(ledger, read_models(ledger))
            runner.catch_up()
            seal(ledger, runner.models, principal="operator", event_id=uuid4())
            runner.catch_up()
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute("CREATE SCHEMA kept")
            for (table,) in admin.execute(TABLES).fetchall():
                admin.execute(f"CREATE TABLE kept.{table.replace('.', '_')} AS TABLE {table}")
        yield Tampered(database, made, folder)


@pytest.fixture
def ledger(filled: Tampered) -> Iterator[Tampered]:
    yield filled
    restore(filled)


def restore(filled: Tampered) -> None:
    """What a backup of this ledger brings back."""
    with filled.superuser() as admin:
        for (table,) in admin.execute(TABLES).fetchall():
            admin.execute(f"DELETE FROM {table}")
            admin.execute(f"INSERT INTO {table} TABLE kept.{table.replace('.', '_')}")


@pytest.mark.requirement("R84", "R87")
def test_a_ledger_nobody_touched_holds_with_its_seal_and_read_models(ledger: Tampered) -> None:
    assert ledger.verified().ok


LEAF = "replace(convert_from(leaf, 'UTF8'), '{old}', '{new}')::bytea"
BODY = "UPDATE ledger.event SET leaf = {leaf}, leaf_hash = sha256('\\x00'::bytea || {leaf}) WHERE type = '{type}'"


def body(kind: str, old: str, new: str) -> str:
    """Change what a leaf says, and its hash to fit."""
    return BODY.format(leaf=LEAF.format(old=old, new=new), type=kind)


CASES = {
    "body": (body("worker.grade_assigned", '"grade":"12"', '"grade":"11"'), "worker.grade_assigned"),
    "metadata": ("UPDATE ledger.event SET stream_id = 'worker-x' WHERE type = 'worker.assessed'", "worker.assessed"),
    "recorded time": (
        "UPDATE ledger.event SET recorded_at = recorded_at - interval '1 hour' WHERE type = 'worker.assessed'",
        "worker.assessed",
    ),
    "rulebook": (body("rulebook.rule_set", '"strength":"must"', '"strength":"may"'), "rulebook.rule_set"),
    "seal": (body("ledger.sealed", '"actor":"operator"', '"actor":"operatoz"'), "ledger.sealed"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "kind"), CASES.values(), ids=CASES.keys())
def test_a_changed_record_is_named_by_its_position(ledger: Tampered, statement: str, kind: str) -> None:
    position = ledger.position_of(kind)
    ledger.change(statement)
    said = ledger.fault()
    if (
        "the commit of size" in said
    ):  # Its hash was made to fit: the root of the commit that took it in was not.
        assert position < int(said.split()[4]) <= position + 5, said
    else:
        assert said.startswith((f"position {position}: ", f"position {position} ")), said


def test_two_records_in_each_others_place_are_found(ledger: Tampered) -> None:
    with ledger.superuser() as admin:
        rows = admin.execute(
            "SELECT leaf, leaf_hash FROM ledger.event WHERE position IN (3, 4) ORDER BY position"
        ).fetchall()
        for position, (leaf, hashed) in zip((4, 3), rows, strict=True):
            admin.execute(
                "UPDATE ledger.event SET leaf = %s, leaf_hash = %s WHERE position = %s",
                (leaf, hashed, position),
            )
    assert "position 3: line 1" in ledger.fault()


def test_a_tail_cut_off_is_found_by_whoever_saw_it(ledger: Tampered, tmp_path: Path) -> None:
    kept = checkpoint(ledger, tmp_path)
    with ledger.superuser() as admin:
        rewrite(admin, drop=1)
    assert ledger.verified().ok, "by itself an older ledger holds"
    assert ledger.fault(kept) == f"position {kept.size - 1} is missing: {kept.by} has seen {kept.size} events"


def test_the_head_row_is_held_against_the_records(ledger: Tampered) -> None:
    ledger.change("UPDATE ledger.head SET size = size - 1, frontier = ''")
    assert "the head says" in ledger.fault()


def test_a_changed_row_of_a_read_model_is_named_by_position(ledger: Tampered) -> None:
    graded = ledger.position_of("worker.grade_assigned")
    ledger.change(f"UPDATE read.roster SET grade = '1' WHERE known_from = {graded}")
    row = f"the row {WORKER.removeprefix('worker-')} of read.roster"
    assert ledger.fault() == f"position {graded}: {row} is not what the events say"


def test_a_removed_row_of_a_read_model_is_found(ledger: Tampered) -> None:
    ledger.change("DELETE FROM read.roster WHERE status = 'engaged'")
    assert "of read.roster is not what the events say" in ledger.fault()


def test_a_changed_tile_is_found(ledger: Tampered) -> None:
    ledger.change("UPDATE read.tile SET hashes = set_byte(hashes, 7, (get_byte(hashes, 7) + 1) % 256)")
    assert "of read.tile is not what the events say" in ledger.fault()


def test_a_history_written_anew_as_a_whole_is_found_by_its_own_seal_and_by_a_checkpoint(
    ledger: Tampered, tmp_path: Path
) -> None:
    kept = checkpoint(ledger, tmp_path)
    with ledger.superuser() as admin:
        admin.execute(body("worker.grade_assigned", '"grade":"12"', '"grade":"11"'))
        rewrite(admin)
    sealed = ledger.position_of("ledger.sealed")
    assert ledger.fault() == (
        f"the first {sealed} events have another root than the seal at position {sealed} says"
    )
    with ledger.superuser() as admin:
        admin.execute("DELETE FROM ledger.event WHERE type = 'ledger.sealed'")
        rewrite(admin)
    assert ledger.fault(kept).startswith(f"position {kept.size - 1} is missing")


def test_an_older_backup_that_then_grows_differently_is_a_fork(ledger: Tampered, tmp_path: Path) -> None:
    with PostgresLedger.connect(ledger.database.app_url, ledger.keys) as writer:
        writer.record(registration())
    kept = checkpoint(ledger, tmp_path)
    restore(ledger)
    with PostgresLedger.connect(ledger.database.app_url, ledger.keys) as writer:
        writer.record(registration())
        writer.record(registration())
    assert ledger.verified().ok
    assert ledger.fault(kept) == f"the first {kept.size} events have another root than {kept.by} says"


def test_a_key_put_in_the_place_of_another_signs_nothing_that_was_kept(
    ledger: Tampered, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.checkpoint"
    with PostgresLedger.connect(ledger.database.app_url, ledger.keys) as opened:
        kept.write_text(opened.checkpoint(), encoding="utf-8")
    swapped = replace(ledger.keys, signing=bytes(32))
    with pytest.raises(keys.KeysUnusable), PostgresLedger.connect(ledger.database.app_url, swapped):
        raise AssertionError("it opens with its own keys only")
    with ledger.superuser() as admin:
        noted = admin.execute("DELETE FROM vault.key_check RETURNING name, fingerprint").fetchall()
    with PostgresLedger.connect(ledger.database.app_url, swapped) as opened:
        verifier = opened.signer.verifier
    with pytest.raises(InvalidInput, match="no signature of a known key"):
        expected_by(kept, [verifier])
    with ledger.superuser() as admin:
        admin.execute("DELETE FROM vault.key_check")
        for row in noted:
            admin.execute("INSERT INTO vault.key_check VALUES (%s, %s)", row)


def checkpoint(ledger: Tampered, folder: Path) -> Expected:
    """A checkpoint that somebody else has kept."""
    path = folder / "kept.checkpoint"
    with PostgresLedger.connect(ledger.database.app_url, ledger.keys) as opened:
        path.write_text(opened.checkpoint(), encoding="utf-8")
        return expected_by(path, [opened.signer.verifier])


def rewrite(admin: psycopg.Connection[Any], drop: int = 0) -> None:
    """What a superuser who can program does: every hash, commit and the head made to fit the leaves."""
    rows = admin.execute("SELECT position, leaf, recorded_at FROM ledger.event ORDER BY position").fetchall()
    for position, *_ in rows[len(rows) - drop :]:
        admin.execute("DELETE FROM ledger.event WHERE position = %s", (position,))
    admin.execute("DELETE FROM ledger.commit")
    frontier = Frontier()
    for position, leaf, at in rows[: len(rows) - drop]:
        hashed = leaf_hash(bytes(leaf))
        frontier = frontier.append(hashed)
        admin.execute("UPDATE ledger.event SET leaf_hash = %s WHERE position = %s", (hashed, position))
        admin.execute(
            "INSERT INTO ledger.commit (size, root, recorded_at) VALUES (%s, %s, %s)",
            (frontier.size, frontier.root(), at),
        )
    admin.execute("UPDATE ledger.head SET size = %s, frontier = %s", (frontier.size, frontier.to_bytes()))
    admin.execute("DELETE FROM read.progress")
    for (table,) in admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'read'::regnamespace AND relkind = 'r'"
    ).fetchall():
        admin.execute(f"DELETE FROM read.{table}")
