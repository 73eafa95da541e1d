"""The event-sourcing library's own test cases for recorders, run against ours.

Subclassed, not copied. Where a case cannot hold by design, its method is overridden to assert what holds
instead.
"""

from typing import Any
from unittest import TestCase
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import (
    InfrastructureFactory,
    InfrastructureFactoryError,
    StoredEvent,
    TrackingRecorder,
)
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from eventsourcing.utils import Environment

import ops.store
from ops import keys
from ops.store import LedgerFactory, PostgresLedger
from ops.store.recorder import LeafRecorder, LedgerProcessRecorder, LedgerTrackingRecorder, LogRecorder
from tests.database import Database
from tests.ledgers import KEYS


class OnLedger(TestCase):
    """Gives a case a ledger on a database of its own."""

    ledger: PostgresLedger

    @pytest.fixture(autouse=True)
    def _ledger(self, database: Database) -> Any:
        with PostgresLedger.connect(database.app_url, KEYS) as self.ledger:
            yield

    def new_originator_id(self) -> UUID | str:
        """A stream id is text: notifications give it back as such."""
        return str(uuid4())


class TestStreams(OnLedger, AggregateRecorderTestCase):
    def create_recorder(self) -> LeafRecorder:
        return LeafRecorder(self.ledger, opaque=True)


class TestLog(OnLedger, ApplicationRecorderTestCase[LogRecorder]):
    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.ledger, opaque=True)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNotificationIdsOfTwoCommandsDoNotMix(OnLedger, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.ledger, opaque=True)


class TestTracking(OnLedger, TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return LedgerTrackingRecorder(self.ledger)


class TestProcesses(OnLedger, ProcessRecorderTestCase):
    def create_recorder(self) -> LedgerProcessRecorder:
        return LedgerProcessRecorder(self.ledger, opaque=True)


class OtherTrackingRecorder(LedgerTrackingRecorder):
    """A follower's own subclass."""


class TestFactory(InfrastructureFactoryTestCase[LedgerFactory]):
    @pytest.fixture(autouse=True)
    def _environment(self, database: Database, tmp_path: Any) -> None:
        keys.init(tmp_path / "keys")
        self.env = Environment(
            env={
                "PERSISTENCE_MODULE": "ops.store",
                "LULI_DATABASE_URL": database.app_url,
                "LULI_KEYS": str(tmp_path / "keys"),
            }
        )

    def expected_factory_class(self) -> type[LedgerFactory]:
        return LedgerFactory

    def expected_aggregate_recorder_class(self) -> type[LeafRecorder]:
        return LeafRecorder

    def expected_application_recorder_class(self) -> type[LogRecorder]:
        return LogRecorder

    def expected_tracking_recorder_class(self) -> type[LedgerTrackingRecorder]:
        return LedgerTrackingRecorder

    def tracking_recorder_subclass(self) -> type[LedgerTrackingRecorder]:
        return OtherTrackingRecorder

    def expected_process_recorder_class(self) -> type[LedgerProcessRecorder]:
        return LedgerProcessRecorder

    # The stored bytes are the ones that are hashed, signed and served, so nothing may change them on their
    # way: the library's compressors and ciphers are refused rather than applied. Hidden values are the
    # vault's.

    def test_mapper_with_compressor(self) -> None:
        self._refused(COMPRESSOR_TOPIC="zlib")

    def test_mapper_with_cipher(self) -> None:
        self._refused(CIPHER_TOPIC="eventsourcing.cipher:AESCipher")

    def test_mapper_with_cipher_and_compressor(self) -> None:
        self._refused(CIPHER_KEY="b64", COMPRESSOR_TOPIC="zlib")

    def test_mapper_with_wrong_cipher_key(self) -> None:
        self._refused(CIPHER_KEY="b64")

    def _refused(self, **settings: str) -> None:
        self.factory.env.update(settings)
        with pytest.raises(InfrastructureFactoryError):
            self.factory.mapper()


def test_the_module_holds_one_factory() -> None:
    found = [
        member
        for member in vars(ops.store).values()
        if isinstance(member, type) and issubclass(member, InfrastructureFactory)
    ]
    assert found == [LedgerFactory]


def test_database_functions_of_the_library_are_refused(database: Database) -> None:
    """They skip the library's table lock, and readers then miss events."""
    with pytest.raises(InfrastructureFactoryError, match="POSTGRES_ENABLE_DB_FUNCTIONS"):
        LedgerFactory({"POSTGRES_ENABLE_DB_FUNCTIONS": "y"})


def test_a_plain_stored_event_is_refused_outside_of_tests(database: Database) -> None:
    from eventsourcing.persistence import ProgrammingError

    with PostgresLedger.connect(database.app_url, KEYS) as ledger:
        with pytest.raises(ProgrammingError, match="StoredLeaf"):
            LogRecorder(ledger).insert_events([StoredEvent(str(uuid4()), 1, "topic", b"state")])
        assert ledger.size_and_root()[0] == 0
