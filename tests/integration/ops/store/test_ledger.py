"""The ledger port over PostgreSQL: what is recorded, what is refused, and what every caller is told."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import (
    EntryTooLarge,
    IdempotencyConflict,
    InvalidInput,
    NotFound,
    RecordCorrupt,
    StoreUnavailable,
)
from domain.hidden import Sealed
from domain.ledger import CommandKey, Draft, LostRace
from domain.record import leaf, line_1
from ops.store import LedgerApplication, PostgresLedger
from ops.store.entries import Entry, Job
from projections.known import Known
from tests.database import Database
from tests.database import TestServer as DatabaseServer
from tests.ledgers import (
    KEYS,
    commendation,
    commended,
    ledger_in,
    reason_of,
    registered,
    registration,
    worker_id,
)
from tests.soundness import assert_receipt_holds

GOLDEN = Path(__file__).parents[3] / "golden" / "events"
PERSON = ClaimKey(ClaimKind.PERSON, "index-of-a-document")


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    with ledger_in(database.app_url, prepare=True) as made:
        yield made


def holder(stream_id: str) -> tuple[Claim, ...]:
    return (Claim(PERSON, stream_id, date(2024, 1, 1)),)


def test_what_was_recorded_is_what_is_read(ledger: PostgresLedger) -> None:
    worker = worker_id()
    drafted = registered(worker)
    (receipt,) = ledger.record(
        Draft((drafted,), {worker: 0}, new_subjects=frozenset({worker}), claimants=frozenset({worker}))
    )
    (event,) = ledger.events(worker)
    assert (event.event_id, event.version, event.position) == (drafted.event_id, 1, receipt.position)
    assert ledger.open(Sealed(event.event_id, "/data/name", event.data.name)) == "示例甲"
    assert ledger.open(reason_of(event)) == "首次登记"
    assert ledger.find_event(event.event_id) == event
    assert ledger.versions([worker, "worker-none"]) == {worker: 1, "worker-none": 0}
    assert "示例甲".encode() not in ledger.leaf(0)
    assert_receipt_holds(ledger, receipt)


def test_a_leaf_is_the_two_lines_of_the_record(ledger: PostgresLedger) -> None:
    worker = worker_id()
    ledger.record(registration(worker))
    (event,) = ledger.events(worker)
    assert event.recorded_at is not None
    second = ledger.leaf(0).split(b"\n", 1)[1]
    assert ledger.leaf(0) == leaf(line_1(0, worker, 1, "worker.registered", 1, event.recorded_at), second)
    with pytest.raises(NotFound):
        ledger.leaf(1)


def test_all_events_of_a_command_are_recorded_together_or_none(ledger: PostgresLedger) -> None:
    worker = worker_id()
    ledger.record(registration(worker))
    two = Draft((commended(worker), commended(worker)), {worker: 1})
    receipts = ledger.record(two)
    assert [receipt.stream_version for receipt in receipts] == [2, 3]
    assert len({receipt.size for receipt in receipts}) == 1
    with pytest.raises(LostRace):
        ledger.record(Draft((commended(worker), commended(worker)), {worker: 1}))
    assert len(ledger.events(worker)) == 3


def test_a_lost_race_leaves_no_gap(ledger: PostgresLedger) -> None:
    worker = worker_id()
    ledger.record(registration(worker))
    for _ in range(3):
        with pytest.raises(LostRace):
            ledger.record(commendation(worker, 0))
    assert ledger.record(commendation(worker, 1))[0].position == 1


def test_the_same_command_again_gets_its_first_receipts(ledger: PostgresLedger) -> None:
    worker = worker_id()
    draft = registration(worker, key=CommandKey(ledger.command_digest(["clerk-1", "register", {}])))
    first = ledger.record(draft)
    ledger.record(commendation(worker, 1))
    assert ledger.record(draft) == first
    assert ledger.prior(draft.events[0].event_id, draft.key) == first
    assert ledger.prior(uuid4(), draft.key) is None


def test_a_key_reused_for_other_content_is_a_conflict(ledger: PostgresLedger) -> None:
    draft = registration(key=CommandKey(ledger.command_digest(["clerk-1", "register", {"a": 1}])))
    ledger.record(draft)
    other_content = CommandKey(ledger.command_digest(["clerk-1", "register", {"a": 2}]))
    other_principal = CommandKey(ledger.command_digest(["clerk-2", "register", {"a": 1}]))
    for key in (other_content, other_principal, None):
        with pytest.raises(IdempotencyConflict):
            ledger.prior(draft.events[0].event_id, key)
        with pytest.raises(IdempotencyConflict):
            ledger.record(replace(draft, key=key))
    assert ledger.size_and_root()[0] == 1


def test_an_id_that_stands_inside_another_command_is_a_conflict(ledger: PostgresLedger) -> None:
    worker, other = worker_id(), worker_id()
    ledger.record(registration(worker))
    pair = Draft((commended(worker), commended(worker)), {worker: 1})
    ledger.record(pair)
    with pytest.raises(IdempotencyConflict):
        ledger.record(registration(other, event_id=pair.events[1].event_id))


def test_of_two_who_register_the_same_person_at_once_one_wins(database: Database) -> None:
    """Two stores stand for two processes: each has its own appender and connections."""
    with ledger_in(database.app_url) as one, ledger_in(database.app_url) as two:
        for round_ in range(20):
            key = ClaimKey(ClaimKind.PERSON, f"document-{round_}")
            drafts = []
            for _ in (one, two):
                worker = worker_id()
                drafts.append(registration(worker, claims=(Claim(key, worker, date(2024, 1, 1)),)))
            futures = [store.submit(draft) for store, draft in zip((one, two), drafts, strict=True)]
            errors = [future.exception() for future in futures]
            assert [type(error) for error in errors if error] == [LostRace]
            assert len(one.claims([key])) == 1
        assert one.size_and_root()[0] == 20


def test_one_conflict_fails_one_caller_of_a_batch(ledger: PostgresLedger) -> None:
    worker = worker_id()
    ledger.record(registration(worker))
    drafts = [registration() for _ in range(50)]
    drafts[25:25] = [commendation(worker, 7), registration(claims=holder(worker))]
    results = ledger.record_many(drafts)
    failed = {index for index, result in enumerate(results) if isinstance(result, Exception)}
    assert failed == {25, 26}
    assert isinstance(results[25], LostRace)
    assert isinstance(results[26], InvalidInput)
    assert ledger.size_and_root()[0] == 51


def test_bulk_goes_in_by_copy_and_keeps_the_order(ledger: PostgresLedger) -> None:
    drafts = [registration() for _ in range(900)]
    results = ledger.record_many(drafts)
    positions = [result[0].position for result in results if not isinstance(result, Exception)]
    assert positions == list(range(900))
    assert sorted(ledger.stream_ids("worker-")) == sorted(draft.events[0].stream_id for draft in drafts)


def test_many_threads_and_an_event_loop_share_the_appender(ledger: PostgresLedger) -> None:
    async def several() -> None:
        await asyncio.gather(*(ledger.record_async(registration()) for _ in range(40)))

    with ThreadPoolExecutor(8) as threads:
        futures = [threads.submit(ledger.record, registration()) for _ in range(40)]
        asyncio.run(several())
        receipts = [future.result()[0] for future in futures]
    assert ledger.size_and_root()[0] == 80
    for receipt in receipts[:5]:
        assert_receipt_holds(ledger, receipt)


def test_claims_are_replaced_and_freed(ledger: PostgresLedger) -> None:
    worker, other = worker_id(), worker_id()
    ledger.record(registration(worker, claims=holder(worker)))
    with pytest.raises(LostRace) as lost:
        ledger.record(registration(other, claims=holder(other)))
    assert lost.value.streams == {worker}
    ledger.record(commendation(worker, 1, claimants=frozenset({worker})))
    ledger.record(registration(other, claims=holder(other)))
    assert [claim.stream_id for claim in ledger.claims([PERSON])] == [other]


def test_an_event_over_64_kib_is_refused_and_nothing_recorded(ledger: PostgresLedger) -> None:
    worker = worker_id()
    large = registered(worker).saying(reason="长" * 40_000)
    with pytest.raises(EntryTooLarge):
        ledger.record(Draft((large,), {worker: 0}, new_subjects=frozenset({worker})))
    assert ledger.size_and_root()[0] == 0


def test_a_person_nobody_registered_has_no_key(ledger: PostgresLedger) -> None:
    worker = worker_id()
    with pytest.raises(NotFound):
        ledger.record(Draft((registered(worker),), {worker: 0}))


def test_the_origin_is_fixed_for_ever(database: Database) -> None:
    with ledger_in(database.app_url, origin="example.org/log") as first:
        assert first.checkpoint().startswith("example.org/log\n0\n")
    with ledger_in(database.app_url) as again:
        assert again.origin == "example.org/log"
    with pytest.raises(InvalidInput, match="for ever"):
        PostgresLedger.connect(database.app_url, KEYS, origin="example.org/other")


def test_the_last_position_by_an_instant_stays_the_last(ledger: PostgresLedger) -> None:
    assert ledger.settle(ledger.now() - timedelta(days=1)) == -1
    ledger.record(registration())
    settled = ledger.rows("SELECT clock_timestamp()")[0][0]
    assert ledger.settle(settled) == 0
    # A clock that goes back cannot record anything at or before what was answered for.
    (receipt,) = ledger.record(registration())
    (event,) = ledger.events(receipt.stream_id)
    assert event.recorded_at is not None
    assert event.recorded_at > settled
    assert ledger.settle(settled) == 0
    assert ledger.settle(event.recorded_at) == 1


def test_a_future_instant_is_refused(ledger: PostgresLedger) -> None:
    with pytest.raises(InvalidInput, match="future"):
        ledger.settle(ledger.now() + timedelta(hours=1))


def test_reading_in_position_order_goes_page_by_page(ledger: PostgresLedger) -> None:
    ledger.record_many([registration() for _ in range(1_500)])
    assert [event.position for event in ledger.events_between(0)] == list(range(1_500))
    assert [event.position for event in ledger.events_between(998, 4)] == [998, 999, 1000, 1001]
    assert len(list(ledger.stream_ids("worker-"))) == 1_500
    assert list(ledger.stream_ids("post-")) == []


def test_readers_are_woken_by_a_commit(ledger: PostgresLedger) -> None:
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(ledger.wait_beyond, 0, 30.0, poll_seconds=30.0)
        ledger.record(registration())
        assert waiting.result() is True
    assert ledger.wait_beyond(1, 0.0) is False


def test_a_database_that_stays_away_is_told_and_nothing_hangs(
    database: Database, server: DatabaseServer
) -> None:
    ledger = PostgresLedger.connect(database.app_url, KEYS, patience_seconds=0.3)
    draft = registration()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{database.name}" ALLOW_CONNECTIONS false')
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database.name]
        )
        # Sealing needs no database for a new person; recording does.
        with pytest.raises(StoreUnavailable):
            ledger.record(draft)
        admin.execute(f'ALTER DATABASE "{database.name}" ALLOW_CONNECTIONS true')
    assert ledger.record(draft)[0].position == 0
    ledger.close()


def test_a_stored_event_that_does_not_fit_its_shape_is_told(ledger: PostgresLedger) -> None:
    from ops.store.reading import read_event

    ledger.record(registration())
    row = list(
        ledger.rows("SELECT position, version, type, schema, recorded_at, leaf, stream_id FROM ledger.event")[
            0
        ]
    )
    with pytest.raises(RecordCorrupt, match="event 0 does not fit"):
        read_event([*row[:2], "worker.commended", *row[3:]])
    with pytest.raises(RecordCorrupt):
        read_event([*row[:3], 99, *row[4:]])


def test_an_event_of_an_older_schema_is_read_in_the_current_shape_and_stays_as_it_is(
    ledger: PostgresLedger,
) -> None:
    person = worker_id()
    ledger.record(registration(person))
    stored = (GOLDEN / "worker.assessed.1.full.json").read_bytes().rstrip(b"\n")
    event_id = UUID(orjson.loads(stored)["event_id"])
    entry = Entry.of(person, 2, "worker.assessed", 1, event_id, stored)
    ledger.submit_job(Job([entry], reads={person: 1})).result()

    (read,) = ledger.events(person)[1:]
    assert (read.data.grade, read.data.cycle) == ("excellent", None)
    assert ledger.find_event(event_id) == read
    assert list(ledger.events_between(1)) == [read]
    assert Known(ledger, 1).streams([person])[person][1] == read
    assert ledger.leaf(1).endswith(b"\n" + stored)
    assert b'"worker.assessed",1,' in ledger.leaf(1)


def test_a_library_application_saves_and_reads(database: Database, tmp_path: object) -> None:
    from ops import keys

    folder = Path(str(tmp_path)) / "keys"
    keys.init(folder)
    settings = {
        "PERSISTENCE_MODULE": "ops.store",
        "LULI_DATABASE_URL": database.app_url,
        "LULI_KEYS": str(folder),
    }
    worker = worker_id()
    with LedgerApplication(settings) as application:
        (recording,) = application.save(
            registered(worker), reads={worker: 0}, new_subjects=frozenset({worker})
        )
        assert recording.notification.id == 1
        assert recording.receipt.position == 0  # type: ignore[attr-defined]
        (event,) = application.events.get(worker)
        assert event.originator_version == 1
        assert [item.topic for item in application.notification_log["1,10"].items] == ["worker.registered"]


@pytest.mark.parametrize("position", [2**15 - 1, 2**31 - 1, 2**40])
def test_positions_are_large_wherever_they_are_reckoned_with(ledger: PostgresLedger, position: int) -> None:
    """The driver sends a number in the smallest integer type that holds it; a sum has to be cast."""
    with pytest.raises(RecordCorrupt, match="missing"):
        ledger.reader.receipts(position, 1)
    assert list(ledger.events_between(position, 5)) == []
    assert ledger.leaf_hashes(position, position + 1) == []
