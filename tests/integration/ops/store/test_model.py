"""Random commands against a ledger kept in a dictionary: conflicts, repetitions, claims, erasures, batches."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import IdempotencyConflict, LedgerError, SubjectErased
from domain.hidden import ERASED
from domain.ledger import CommandKey, Draft, LostRace, Receipt
from ops.store import PostgresLedger
from tests.database import Database
from tests.ledgers import commendation, erased, ledger_in, reason_of, registration, worker_id

FIRST_DAY = date(2024, 1, 1)

days = st.integers(0, 20).map(lambda offset: FIRST_DAY + timedelta(days=offset))


@dataclass
class Model:
    """What should be there."""

    versions: dict[str, int] = field(default_factory=dict)
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    commands: list[tuple[Draft, Any]] = field(default_factory=list)
    size: int = 0

    def taken(self, wanted: Claim) -> set[str]:
        """Counted day by day, as a calendar would."""
        if wanted.until is None:
            span = [wanted.since + timedelta(days=offset) for offset in range(60)]
        else:
            span = [wanted.since + timedelta(days=n) for n in range((wanted.until - wanted.since).days)]
        blockers: set[str] = set()
        for day in span:
            here = [
                claim.stream_id
                for claims in self.claims.values()
                for claim in claims
                if claim.key == wanted.key and claim.stream_id != wanted.stream_id
                and claim.since <= day and (claim.until is None or day < claim.until)
            ]  # fmt: skip
            if len(here) >= wanted.capacity:
                blockers.update(here)
        return blockers

    def expected(self, draft: Draft) -> type[LedgerError] | None:
        streams = {event.stream_id for event in draft.events}
        if streams & self.erased:
            return SubjectErased
        if any(self.versions.get(stream, 0) != version for stream, version in draft.reads.items()):
            return LostRace
        return LostRace if any(self.taken(claim) for claim in draft.claims) else None

    def take(self, draft: Draft, receipts: Any) -> None:
        for event in draft.events:
            self.versions[event.stream_id] = self.versions.get(event.stream_id, 0) + 1
            if event.type.name == "subject.erased":
                self.erased.add(event.stream_id)
        for stream in draft.claimants:
            self.claims[stream] = tuple(claim for claim in draft.claims if claim.stream_id == stream)
        self.size += len(draft.events)
        if draft.key is not None:
            self.commands.append((draft, receipts))


class LedgerMachine(RuleBasedStateMachine):
    """Two stores on one database take turns, as two processes would."""

    stores: ClassVar[tuple[PostgresLedger, PostgresLedger]]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model(size=self.stores[0].size_and_root()[0])
        self.seats = [ClaimKey(ClaimKind.SEAT, f"post-{uuid4()}") for _ in range(2)]
        self.turn = 0

    @property
    def ledger(self) -> PostgresLedger:
        self.turn += 1
        return self.stores[self.turn % 2]

    def _worker(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(list(self.model.versions)))

    def _judge(self, draft: Draft, result: Any) -> None:
        expected = self.model.expected(draft)
        if expected is not None:
            assert isinstance(result, expected), (expected, result)
            return
        assert not isinstance(result, LedgerError), result
        assert [receipt.position for receipt in result] == [
            self.model.size + ordinal for ordinal in range(len(draft.events))
        ]
        self.model.take(draft, result)

    def _record(self, draft: Draft) -> None:
        result: list[Receipt] | LedgerError
        try:
            result = list(self.ledger.record(draft))
        except LedgerError as error:
            result = error
        self._judge(draft, result)

    def _hired(self, data: st.DataObject, stream: str) -> tuple[Claim, ...]:
        since = data.draw(days)
        length = data.draw(st.none() | st.integers(1, 15))
        until = None if length is None else since + timedelta(days=length)
        return (
            Claim(data.draw(st.sampled_from(self.seats)), stream, since, until, data.draw(st.integers(1, 2))),
        )

    @rule(data=st.data(), keyed=st.booleans())
    def register(self, data: st.DataObject, keyed: bool) -> None:
        stream = worker_id()
        key = CommandKey(self.stores[0].command_digest([stream]), (stream,)) if keyed else None
        self._record(registration(stream, claims=self._hired(data, stream), key=key))

    @precondition(lambda self: self.model.versions)
    @rule(data=st.data(), behind=st.integers(0, 1))
    def commend(self, data: st.DataObject, behind: int) -> None:
        stream = self._worker(data)
        self._record(commendation(stream, max(0, self.model.versions[stream] - behind)))

    @precondition(lambda self: self.model.versions)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        stream = self._worker(data)
        claims = self._hired(data, stream)
        self._record(
            commendation(stream, self.model.versions[stream], claims=claims, claimants=frozenset({stream}))
        )

    @precondition(lambda self: self.model.versions)
    @rule(data=st.data())
    def batch(self, data: st.DataObject) -> None:
        """Several commands in one go: each is judged after the ones before it."""
        drafts = []
        for _ in range(data.draw(st.integers(2, 6))):
            if data.draw(st.booleans()):
                stream = self._worker(data)
                drafts.append(
                    commendation(stream, self.model.versions[stream] + data.draw(st.integers(0, 1)))
                )
            else:
                stream = worker_id()
                drafts.append(registration(stream, claims=self._hired(data, stream)))
        for draft, result in zip(drafts, self.ledger.record_many(drafts), strict=True):
            self._judge(draft, result)

    @precondition(lambda self: self.model.commands)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        draft, receipts = data.draw(st.sampled_from(self.model.commands))
        if self.model.erased.isdisjoint(draft.reads):
            assert self.ledger.record(draft) == receipts
        other = Draft(draft.events, draft.reads, key=CommandKey(b"other"), new_subjects=draft.new_subjects)
        with pytest.raises(IdempotencyConflict):
            self.ledger.record(other)

    @precondition(lambda self: self.model.versions)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        stream = self._worker(data)
        already = stream in self.model.erased
        self._record(Draft((erased(stream),), {stream: self.model.versions[stream]}))
        if not already:
            # The other store may keep the key in memory for up to a minute.
            eraser = self.ledger
            eraser.destroy_subject(stream)
            assert eraser.open(reason_of(eraser.events(stream)[0])) is ERASED

    @invariant()
    def everything_is_as_modelled(self) -> None:
        ledger = self.ledger
        assert ledger.size_and_root()[0] == self.model.size
        assert ledger.versions(list(self.model.versions)) == self.model.versions
        held = sorted(ledger.claims(self.seats), key=repr)
        assert held == sorted((c for claims in self.model.claims.values() for c in claims), key=repr)


def test_random_commands_against_the_model(database: Database) -> None:
    """Each run goes on where the last one ended, in streams and posts of its own."""
    with ledger_in(database.app_url, prepare=True) as one, ledger_in(database.app_url) as two:

        class Machine(LedgerMachine):
            stores = (one, two)

        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=20,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            ),
        )
