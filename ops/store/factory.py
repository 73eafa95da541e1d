"""What `PERSISTENCE_MODULE=ops.store` resolves to."""

import os
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    EventStore,
    InfrastructureFactory,
    InfrastructureFactoryError,
    Mapper,
    ProcessRecorder,
    TrackingRecorder,
    Transcoder,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool

from ops import keys
from ops.store.event_store import LedgerEventStore
from ops.store.ledger import PostgresLedger
from ops.store.mapper import LeafMapper
from ops.store.recorder import LeafRecorder, LedgerProcessRecorder, LedgerTrackingRecorder, LogRecorder

DATABASE_URL: Final = "LULI_DATABASE_URL"
KEYS: Final = "LULI_KEYS"
CIPHER: Final = "LULI_CIPHER"
DB_FUNCTIONS: Final = "POSTGRES_ENABLE_DB_FUNCTIONS"


def is_on(setting: str | None) -> bool:
    """Whether the library reads a setting as turned on."""
    return bool(setting and strtobool(setting))


class LedgerFactory(InfrastructureFactory[TrackingRecorder]):
    """Builds recorders, mapper and event store over one ledger.

    Reads `LULI_DATABASE_URL`, `LULI_KEYS` (the keys' folder) and `LULI_CIPHER`; or takes a ledger that is
    open already. Refuses to start with POSTGRES_ENABLE_DB_FUNCTIONS: the library's database functions skip
    its table lock, and readers then miss events.
    """

    def __init__(self, env: Environment | EnvType | None, ledger: PostgresLedger | None = None) -> None:
        super().__init__(env)
        if is_on(self.env.get(DB_FUNCTIONS)) or is_on(os.environ.get(DB_FUNCTIONS)):
            raise InfrastructureFactoryError(f"{DB_FUNCTIONS} must be off: with it readers miss events")
        self._own = ledger is None
        self.ledger = self._connect() if ledger is None else ledger

    def _connect(self) -> PostgresLedger:
        url, folder = self.env.get(DATABASE_URL, ""), self.env.get(KEYS, "")
        if not url or not folder:
            raise InfrastructureFactoryError(f"{DATABASE_URL} and {KEYS} have to be set")
        return PostgresLedger.connect(url, keys.load(Path(folder)), cipher=self.env.get(CIPHER, "") or "aes")

    def close(self) -> None:
        """Close the ledger, if this factory opened it."""
        if self._own:
            self.ledger.close()

    def mapper(
        self, transcoder: Transcoder | None = None, mapper_class: type[Mapper[Any]] | None = None
    ) -> Mapper[Any]:
        """The ledger's mapper; no other fits its record, and no cipher or compressor may change its bytes."""
        if mapper_class is not None or self.env.get(self.MAPPER_TOPIC):
            raise InfrastructureFactoryError("the ledger has one mapper")
        if (
            self.env.get(self.CIPHER_TOPIC)
            or self.env.get("CIPHER_KEY")
            or self.env.get(self.COMPRESSOR_TOPIC)
        ):
            raise InfrastructureFactoryError("a leaf is stored as it is hashed: no compressor and no cipher")
        return LeafMapper(self.ledger.vault, transcoder or self.transcoder())

    def event_store(
        self, mapper: Mapper[Any] | None = None, recorder: AggregateRecorder | None = None
    ) -> EventStore[Any]:
        """An event store whose `put` returns receipts."""
        return LedgerEventStore(mapper or self.mapper(), recorder or self.application_recorder())

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Streams only. Raises for snapshots: the ledger folds events and keeps none."""
        if purpose != "events":
            raise InfrastructureFactoryError(f"the ledger keeps no {purpose}")
        return LeafRecorder(self.ledger)

    def application_recorder(self) -> ApplicationRecorder:
        """Streams and the log."""
        return LogRecorder(self.ledger)

    def tracking_recorder(
        self, tracking_recorder_class: type[TrackingRecorder] | None = None
    ) -> TrackingRecorder:
        """Marks of followers, by the class given or named by TRACKING_RECORDER_TOPIC."""
        topic = self.env.get(self.TRACKING_RECORDER_TOPIC)
        chosen: Any = tracking_recorder_class or (resolve_topic(topic) if topic else LedgerTrackingRecorder)
        recorder: TrackingRecorder = chosen(self.ledger)
        return recorder

    def process_recorder(self) -> ProcessRecorder:
        """Streams, the log and marks."""
        return LedgerProcessRecorder(self.ledger)
