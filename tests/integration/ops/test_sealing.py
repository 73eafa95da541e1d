"""A seal says where every stream ended; a day's records are sealed on the next day, once."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest

from domain.errors import RecordCorrupt
from domain.record import Event
from domain.sealing import LEDGER_STREAM, Head, HeadTree
from domain.tree import leaf_hash, root_from_leaves
from ops.sealing import is_due, newest_seal, seal, seal_if_due
from ops.store import PostgresLedger
from projections import digests
from projections.models import read_models
from projections.moments import today
from projections.runner import Runner
from projections.sealed import SealedHeads, extent_now, head_of, views_as_of
from tests.database import Database
from tests.ledgers import KEYS, commendation, ledger_in, registration, worker_id
from tests.recorded import organisation, record
from tests.specification import CITY, hired, registered


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    """Two workers of one and of three events."""
    with ledger_in(database.app_url) as made:
        first, second = worker_id(), worker_id()
        made.record(registration(first))
        made.record(registration(second))
        made.record(commendation(second, 1))
        made.record(commendation(second, 2))
        yield made


def sealed(ledger: PostgresLedger) -> Event:
    """The ledger's newest seal, just recorded."""
    seal(ledger, principal="operator", event_id=uuid4())
    found = newest_seal(ledger)
    assert found is not None
    return found


def heads_in(ledger: PostgresLedger, size: int) -> list[Head]:
    """Where every stream ended, found event by event."""
    heads = {
        event.stream_id: Head(event.stream_id, event.version, leaf_hash(ledger.leaf(event.position)))
        for event in ledger.events_between(0, size)
    }
    return [heads[stream_id] for stream_id in sorted(heads)]


@pytest.mark.requirement("R84")
def test_a_seal_states_the_heads_and_the_root_of_all_that_was_recorded(ledger: PostgresLedger) -> None:
    said = sealed(ledger).data

    heads = heads_in(ledger, 4)
    assert (said.size, said.streams) == (4, 2)
    assert said.log_root == root_from_leaves(ledger.leaf_hashes(0, 4)).hex()
    assert said.heads_root == root_from_leaves([leaf_hash(head.entry()) for head in heads]).hex()
    assert [(head.version, head_of(ledger, head.stream_id, 4)) for head in heads] == [
        (head.version, head) for head in heads
    ]


def test_the_heads_of_a_seal_are_read_again_whatever_came_after_it(ledger: PostgresLedger) -> None:
    first = sealed(ledger)
    worker = worker_id()
    ledger.record(registration(worker))
    second = sealed(ledger)

    kept = SealedHeads(ledger)
    assert kept.tree(first).stream_ids == [head.stream_id for head in heads_in(ledger, 4)]
    later = kept.tree(second)
    assert (later.streams, later.root.hex()) == (4, second.data.heads_root)
    assert {LEDGER_STREAM, worker} <= set(later.stream_ids)
    assert head_of(ledger, worker, first.data.size) is None


def test_a_record_that_no_longer_gives_what_was_sealed_is_corrupt(database: Database) -> None:
    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        worker = worker_id()
        ledger.record(registration(worker))
        found = sealed(ledger)
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute("ALTER TABLE ledger.event DISABLE TRIGGER ALL")
            admin.execute("UPDATE ledger.event SET leaf_hash = sha256('x') WHERE position = 0")
        with pytest.raises(RecordCorrupt):
            SealedHeads(ledger).tree(found)


def test_a_day_is_sealed_on_the_next_one_and_once(ledger: PostgresLedger) -> None:
    here = today(ledger)
    tomorrow = here + timedelta(days=1)
    assert seal_if_due(ledger, here) is None

    receipt = seal_if_due(ledger, tomorrow)
    assert receipt is not None
    assert seal_if_due(ledger, tomorrow) is None
    assert not is_due(ledger, date.max), "a seal alone is nothing to seal"

    ledger.record(registration())
    assert not is_due(ledger, here)
    assert is_due(ledger, tomorrow)
    assert seal_if_due(ledger, tomorrow) is None, "another process sealed that day"


@pytest.mark.requirement("R87", "R88")
def test_a_seal_has_what_the_read_models_add_up_to_at_its_size(ledger: PostgresLedger) -> None:
    runner = Runner(ledger, read_models(ledger))
    runner.catch_up()
    at_size = {name: kept.sum for name, kept in digests.kept(ledger.rows).items()}
    extent = extent_now(ledger, runner.models)
    assert {one.view: one.digest for one in extent.views}.items() >= at_size.items()

    ledger.record(registration())
    record(ledger, CITY, organisation("city"))
    record(ledger, worker_id(), registered(), hired("2020-03-01", host=CITY, legal_employer=CITY))
    behind = extent_now(ledger, runner.models)
    assert (behind.size, behind.views, behind.heads.root) == (extent.size, extent.views, extent.heads.root)
    assert behind.root == extent.root

    runner.catch_up()
    seal(ledger, runner.models, principal="operator", event_id=uuid4())
    later = newest_seal(ledger)
    assert later is not None
    assert {one.view for one in later.data.views} == {"workers", "posts"}
    assert later.data.size > extent.size
    assert later.data.views != extent.views
    with ledger.pool.connection() as connection, connection.transaction():
        assert tuple(views_as_of(connection, runner.models, extent.size)) == extent.views


def test_an_empty_ledger_can_be_sealed(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        assert not is_due(ledger, date.max)
        said = sealed(ledger).data
        assert (said.size, said.streams, said.heads_root) == (0, 0, HeadTree(()).root.hex())
