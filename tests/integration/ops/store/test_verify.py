"""Verification finds what somebody with every right in the database has changed."""

from collections.abc import Sequence
from datetime import date

import psycopg
import pytest

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.ledger import Ledger
from domain.record import Event
from ops.store import PostgresLedger
from ops.store.verify import verify
from tests.database import Database
from tests.ledgers import KEYS, commendation, ledger_in, registration, worker_id

SEAT = ClaimKey(ClaimKind.SEAT, "post-1")

# What a superuser can do, having switched the triggers off, and what verification says of it.
TAMPERINGS = [
    ("UPDATE ledger.event SET type = 'worker.promoted' WHERE position = 2", "position 2: line 1"),
    ("UPDATE ledger.event SET recorded_at = recorded_at - interval '1 day' WHERE position = 2", "position 2"),
    ("UPDATE ledger.event SET event_id = gen_random_uuid() WHERE position = 3", "position 3: line 2"),
    ("UPDATE ledger.event SET leaf_hash = sha256('x') WHERE position = 1", "position 1: the stored hash"),
    (
        """
        UPDATE ledger.event SET leaf = replace(convert_from(leaf, 'UTF8'), 'clerk-1', 'clerk-2')::bytea,
            leaf_hash = sha256(
                '\\x00'::bytea || replace(convert_from(leaf, 'UTF8'), 'clerk-1', 'clerk-2')::bytea)
        WHERE position = 4
        """,
        "the commit of size 5",
    ),
    ("DELETE FROM ledger.event WHERE position = 2", "position 2 is missing"),
    ("DELETE FROM ledger.event WHERE position = 4", "the head says"),
    ("UPDATE ledger.commit SET root = sha256('x') WHERE size = 3", "the commit of size 3"),
    ("DELETE FROM ledger.commit WHERE size = 5", "no commit covers the events from position 4"),
    ("UPDATE ledger.head SET frontier = substr(frontier, 33)", "the head says"),
    ("UPDATE ledger.head SET recorded_at = 'epoch'", "recorded_at is before"),
]


def prepared(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        worker = worker_id()
        ledger.record(registration(worker))
        for version in range(1, 5):
            ledger.record(commendation(worker, version))


@pytest.mark.parametrize(("tampering", "fault"), TAMPERINGS)
def test_what_was_tampered_with_is_the_first_fault(database: Database, tampering: str, fault: str) -> None:
    prepared(database)
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("ALTER TABLE ledger.event DISABLE TRIGGER ALL")
        admin.execute("ALTER TABLE ledger.commit DISABLE TRIGGER ALL")
        admin.execute(tampering)
    found = verify(database.app_url, KEYS)
    assert not found.ok
    assert found.first_fault is not None
    assert fault in found.first_fault


@pytest.mark.requirement("R84")
def test_a_ledger_nobody_touched_verifies(database: Database) -> None:
    prepared(database)
    found = verify(database.app_url, KEYS)
    assert (found.ok, found.size, found.checked, found.first_fault) == (True, 5, 5, None)


def test_claims_are_compared_with_those_of_every_fold(database: Database) -> None:
    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        worker = worker_id()
        claim = Claim(SEAT, worker, date(2024, 1, 1))
        ledger.record(registration(worker, claims=(claim,)))

        def one_each(stream_id: str, events: Sequence[Event], _: Ledger) -> list[Claim]:
            return [Claim(SEAT, stream_id, event.effective_on) for event in events[:1]]

        assert verify(database.app_url, KEYS, one_each).ok
        ledger.rows(
            "INSERT INTO vault.claim VALUES ('seat', 'post-1', 'worker-nobody', '2024-01-01', NULL, 1) RETURNING 1"
        )
        fault = verify(database.app_url, KEYS, one_each).first_fault
        assert fault is not None
        assert fault.startswith("worker-nobody")
