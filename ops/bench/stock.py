"""The other side of the comparisons: the event-sourcing library as it comes, on the same server.

Its aggregate and recorder are used as its own documentation shows. They validate nothing, hide nothing, sign nothing,
and check no claims and no idempotency; that is what the ratios are against.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from domain.canonical import canonical_trusted
from domain.catalogue import event_type
from domain.claims import Claim, ClaimKey
from domain.ledger import CommandKey, Draft, Receipt
from domain.record import Event, read_line_2, said_json
from ops.store import PostgresLedger


class StockWorker(Aggregate):
    """An aggregate of the library that keeps about what a worker's state keeps."""

    @event("Registered")
    def __init__(self, data: dict[str, Any]) -> None:
        self.profile = data
        self.said: list[dict[str, Any]] = []

    @event("Said")
    def say(self, type_name: str, effective_on: str, actor: str, data: dict[str, Any]) -> None:
        """Record that something was said of this worker."""
        self.said.append({"type": type_name, "effective_on": effective_on, "actor": actor, **data})


class StockApplication(Application[UUID]):
    """The library's application over its own PostgreSQL module."""


def application(database_url: str, *, pool: int = 5) -> StockApplication:
    """The application on an empty database, whose tables it makes. `pool` is the most connections it holds."""
    return StockApplication(environment(database_url, pool=pool))


def environment(database_url: str, *, pool: int = 5) -> dict[str, str]:
    """How the library is told of a database."""
    place = _place(database_url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": place.database,
        "POSTGRES_HOST": place.host,
        "POSTGRES_PORT": place.port,
        "POSTGRES_USER": place.user,
        "POSTGRES_PASSWORD": "peer",
        "POSTGRES_POOL_SIZE": str(pool),
        "POSTGRES_CONNECT_TIMEOUT": "60",
    }


def registered(data: dict[str, Any]) -> StockWorker:
    """A new worker of the library's kind."""
    return StockWorker(data)


def changes(worker: StockWorker, said: Sequence[tuple[str, str, dict[str, Any]]]) -> Sequence[Any]:
    """The worker's pending events after so many more (type, effective date, data)."""
    for type_name, on, data in said:
        worker.say(type_name, on, "bench", data)
    return worker.collect_events()


class StockLedger(PostgresLedger):
    """The ledger's port recorded through the library's recorder: no keys, no claims, no tree, no signature.

    What a command reads and writes goes through the library; what nothing of a command asks for stays as it is.
    """

    _recorder: PostgresApplicationRecorder

    def record_into(self, database_url: str, *, pool: int = 5) -> None:
        """Record into the library's table, made in this database if it is not there."""
        place = _place(database_url)
        self._recorder = PostgresApplicationRecorder(
            PostgresDatastore(
                place.database,
                place.host,
                place.port,
                place.user,
                "peer",
                pool_size=pool,
                connect_timeout=60.0,
                originator_id_type="text",
            )
        )
        self._recorder.create_table()
        self._closing.callback(self._recorder.datastore.close)

    def events(self, stream_id: str) -> Sequence[Event]:
        """The stream as the library stored it."""
        return [_read(stored) for stored in self._recorder.select_events(stream_id)]

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Sequence[Receipt] | None:
        """The library knows no idempotency."""
        del first_event_id, key
        return None

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """The library knows no claims."""
        del keys
        return ()

    def record(self, draft: Draft) -> Sequence[Receipt]:
        """Insert the draft's events as the library's application does."""
        versions = dict(draft.reads)
        stored = []
        for event_ in draft.events:
            versions[event_.stream_id] += 1
            state = canonical_trusted(said_json(event_))
            stored.append(StoredEvent(event_.stream_id, versions[event_.stream_id], event_.type.name, state))
        numbers = cast(Sequence[int], self._recorder.insert_events(stored))
        return [
            Receipt(
                event_.event_id, event_.stream_id, one.originator_version, number - 1, b"", number, b"", ""
            )
            for event_, one, number in zip(draft.events, stored, numbers, strict=True)
        ]


def _read(stored: StoredEvent) -> Event:
    kind = event_type(stored.topic)
    said = read_line_2(kind, kind.schema, stored.state)
    return Event(kind, str(stored.originator_id), said, version=stored.originator_version)


@dataclass(frozen=True, slots=True)
class _Place:
    database: str
    host: str
    port: str
    user: str


def _place(database_url: str) -> _Place:
    """The parts of a URL of the scratch server, which listens on a Unix socket alone."""
    url = urlsplit(database_url)
    query = parse_qs(url.query)
    return _Place(url.path.lstrip("/"), query["host"][0], query["port"][0], url.username or "")
