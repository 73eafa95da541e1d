"""Erasing a person: what was said becomes unreadable, what was proved stays proved."""

from datetime import date

import pytest

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import IdempotencyConflict, SubjectErased
from domain.hidden import ERASED, Sealed
from domain.ledger import CommandKey, Draft
from tests.database import Database
from tests.ledgers import commendation, commended, erased, ledger_in, reason_of, registration, worker_id
from tests.soundness import assert_receipt_holds

SEAT = ClaimKey(ClaimKind.SEAT, "post-1")


def test_an_erased_person_reads_as_erased_and_every_proof_still_holds(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        worker = worker_id()
        person = ClaimKey(ClaimKind.PERSON, ledger.blind("document", "E12345678"))
        claims = (Claim(person, worker, date(2024, 1, 1)), Claim(SEAT, worker, date(2024, 1, 1)))
        key = CommandKey(ledger.command_digest(["clerk-1"]), (worker,))
        draft = registration(worker, claims=claims, key=key)
        (receipt,) = ledger.record(draft)
        (event,) = ledger.events(worker)
        name = Sealed(event.event_id, "/data/name", event.data.name)
        field_key = ledger.field_key(name)
        leaf = ledger.leaf(0)
        ledger.record(Draft((erased(worker),), {worker: 1}))
        assert [pending.subject for pending in ledger.pending_erasures()] == [worker]

        purged: list[str] = []
        ledger.destroy_subject(worker, [purged.append])

        assert purged == [worker]
        assert ledger.pending_erasures() == []
        assert ledger.open(name) is ERASED
        assert ledger.field_key(name) is ERASED
        assert isinstance(field_key, bytes)
        assert ledger.claims([person, SEAT]) == [claims[1]]
        assert ledger.leaf(0) == leaf
        assert_receipt_holds(ledger, receipt)
        with pytest.raises(IdempotencyConflict):
            ledger.prior(draft.events[0].event_id, key)
        assert ledger.rows("SELECT wrapped FROM vault.subject_key WHERE subject = %s", (worker,)) == [(None,)]


def test_an_interrupted_erasure_is_found_and_finished(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        worker = worker_id()
        ledger.record(registration(worker))
        ledger.record(Draft((erased(worker),), {worker: 1}))

        def fails(subject: str) -> None:
            raise RuntimeError("the disk of the exports is away")

        with pytest.raises(RuntimeError):
            ledger.destroy_subject(worker, [fails])
        assert [pending.subject for pending in ledger.pending_erasures()] == [worker]
        ledger.destroy_subject(worker, [])
        ledger.destroy_subject(worker, [])
        assert ledger.pending_erasures() == []


def test_nothing_more_is_recorded_from_the_moment_the_erasure_is(database: Database) -> None:
    with ledger_in(database.app_url) as ledger, ledger_in(database.app_url) as other:
        worker = worker_id()
        ledger.record(registration(worker))
        ledger.record(Draft((erased(worker),), {worker: 1}))
        with pytest.raises(SubjectErased):
            ledger.record(commendation(worker, 2))
        ledger.destroy_subject(worker)
        for store in (ledger, other):
            with pytest.raises(SubjectErased):
                store.record(commendation(worker, 2))
        concerning_them = registration(key=CommandKey(b"d" * 32, (worker,)))
        with pytest.raises(SubjectErased):
            ledger.record(concerning_them)


def test_a_key_cached_elsewhere_seals_nothing_that_is_recorded(database: Database) -> None:
    """Another process may hold the key for up to a minute; the head lock is where its appends end."""
    with ledger_in(database.app_url) as ledger, ledger_in(database.app_url) as other:
        worker = worker_id()
        ledger.record(registration(worker))
        (event,) = other.events(worker)
        assert other.open(Sealed(event.event_id, "/data/name", event.data.name)) == "示例甲"
        ledger.destroy_subject(worker)
        sealed = commended(worker).saying(reason="只有旧密钥能封存")
        with pytest.raises(SubjectErased):
            other.record(Draft((sealed,), {worker: 1}))
        assert ledger.versions([worker]) == {worker: 1}


def test_sm4_is_chosen_by_setting_and_both_are_read(database: Database) -> None:
    with ledger_in(database.app_url, cipher="sm4") as chinese:
        worker = worker_id()
        chinese.record(registration(worker))
    with ledger_in(database.app_url) as other:
        other.record(Draft((commended(worker).saying(reason="其后"),), {worker: 1}))
        first, second = other.events(worker)
        assert first.data.name.parts[2] == "SM4-GCM"
        assert reason_of(second).token.parts[2] == "AES-256-GCM"
        assert other.open(Sealed(first.event_id, "/data/name", first.data.name)) == "示例甲"
        assert other.open(reason_of(second)) == "其后"
