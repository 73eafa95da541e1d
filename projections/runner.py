"""The batch runner: takes events in position order and writes each read model together with how far it has come.

Positions are gapless and committed in order under the head lock, so everything below the head's size can be read
without missing an event. Rows and progress are one transaction: exactly once, over any crash. Several processes may
run at once; the progress row's lock lets one of them work on a read model at a time. A read model that fails is tried
again after a pause, and the others go on.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Event as Flag
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final, Protocol, runtime_checkable

import psycopg
from psycopg import sql

from domain.errors import StoreUnavailable
from projections.source import Source

BATCH: Final = 4_000
"""Events a transaction."""
WAIT_SECONDS: Final = 5.0
PATIENCE_SECONDS: Final = 10.0
SCHEMA: Final = "read"
"""Where the read models are that questions are answered from."""
_PAUSES_SECONDS: Final = (0.1, 0.5, 2.0, 5.0)

_WITHIN: Final = "SELECT set_config('search_path', %s, true)"
_ENTER: Final = "INSERT INTO progress (name, size) VALUES (%s, 0) ON CONFLICT DO NOTHING"
_TAKE: Final = "SELECT size FROM progress WHERE name = %s FOR UPDATE SKIP LOCKED"
_HEAD: Final = "SELECT coalesce(max(size), 0) FROM ledger.head"
_ADVANCE: Final = "UPDATE progress SET size = %s WHERE name = %s"
_PROGRESS: Final = sql.SQL("SELECT name, size FROM {}.progress")

log = logging.getLogger(__name__)


class ReadModel(Protocol):
    """Something that is filled from the events and can be filled again.

    Its SQL names the tables that it writes without their schema: whoever fills it says where they are.
    """

    @property
    def name(self) -> str:
        """Its row in `progress`."""
        ...

    @property
    def tables(self) -> Sequence[str]:
        """The tables that it writes, and nothing else does."""
        ...

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Write what the events [start, end) say, in the transaction that `connection` is in."""
        ...

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        """Remove what tells about an erased person; the number of rows removed. May be called again."""
        ...


@runtime_checkable
class StreamModel(ReadModel, Protocol):
    """A read model whose rows each rest on one stream: it can be filled stream by stream, in any order."""

    @property
    def prefix(self) -> str:
        """The kind of streams that it folds: the part of their ids before the first hyphen."""
        ...

    def build(self, connection: psycopg.Connection[Any], stream_ids: Sequence[str], size: int) -> int:
        """Write all that the events [0, size) say of these streams, of which nothing is written yet.

        In the transaction that `connection` is in; returns how many events that were.
        """
        ...


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a read model does not go on: what was raised, how often in a row, and when it is tried again."""

    error: str
    failures: int
    until: float


def within(connection: psycopg.Connection[Any], schema: str) -> None:
    """Let table names without a schema mean those of `schema`, until the transaction of `connection` ends."""
    connection.execute(_WITHIN, (schema,))


class Runner:
    """Fills the read models of one database: by a thread of its own, or a step at a time by whoever needs them."""

    def __init__(
        self, source: Source, models: Sequence[ReadModel], batch: int = BATCH, schema: str = SCHEMA
    ) -> None:
        self._source = source
        self._models = tuple(models)
        self._batch = batch
        self._schema = schema
        self._progress = _PROGRESS.format(sql.Identifier(schema)).as_string(None)
        self._stop = Flag()
        self._thread: Thread | None = None
        self._troubles: dict[str, Trouble] = {}

    @property
    def models(self) -> Sequence[ReadModel]:
        """The read models, in the order in which they are filled."""
        return self._models

    @property
    def last_error(self) -> str | None:
        """Which read model does not go on, and why; None when all do."""
        return next((f"{name}: {one.error}" for name, one in list(self._troubles.items())), None)

    def start(self) -> None:
        """Begin filling in a thread. To be called once."""
        self._thread = Thread(target=self._run, name="luli-read-models", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand; nothing happens when it was never started."""
        self._stop.set()
        self._source.wakeup.nudge()
        if self._thread is not None:
            self._thread.join()

    def step(self, model: ReadModel, limit: int | None = None) -> int | None:
        """Take one batch: how many events it had, 0 when there are none left, None while another process has it.

        With `limit` nothing beyond the events [0, limit) is taken.
        """
        with self._source.pool.connection() as connection, connection.transaction():
            within(connection, self._schema)
            connection.execute(_ENTER, (model.name,))
            taken = connection.execute(_TAKE, (model.name,)).fetchone()
            if taken is None:
                return None
            start = int(taken[0])
            head = connection.execute(_HEAD).fetchone()
            size = int(head[0]) if head else 0
            end = min(size, start + self._batch, size if limit is None else limit)
            if end <= start:
                return 0
            model.apply(connection, start, end)
            connection.execute(_ADVANCE, (end, model.name))
            return end - start

    def catch_up(self) -> None:
        """Take batches until every read model holds all that is committed now. Raises StoreUnavailable after a while."""
        self.ensure(self._source.size_and_root()[0])

    def ensure(self, size: int, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """See to it that every read model holds the events [0, size), working along where the thread is behind.

        Raises StoreUnavailable, saying how far behind it is, when that takes longer than `patience_seconds`.
        """
        deadline = monotonic() + patience_seconds
        while behind := self.behind(size):
            if not self.advance(behind):
                sleep(0.01)
            if monotonic() > deadline and self.behind(size):
                raise self.late(size)

    def behind(self, size: int) -> list[ReadModel]:
        """The read models that do not hold the events [0, size) yet."""
        held = self.progress()
        return [model for model in self._models if held[model.name] < size]

    def advance(self, models: Sequence[ReadModel]) -> int:
        """A batch for each of these, but for one that failed just now: how many events they had."""
        return sum(self._tried(model) for model in models if not self._resting(model))

    def late(self, size: int) -> StoreUnavailable:
        """What is told of read models that do not hold the events [0, size) in time."""
        lag = size - min(self.progress().values(), default=size)
        return StoreUnavailable(
            f"查询数据正在追赶，尚差 {lag} 条记录，请稍后重试",
            f"the read models are {lag} events behind; try again shortly",
        )

    def progress(self) -> Mapping[str, int]:
        """How many events each read model holds."""
        found = {str(name): int(size) for name, size in self._source.rows(self._progress)}
        return {model.name: found.get(model.name, 0) for model in self._models}

    def lag(self) -> Mapping[str, int]:
        """How many committed events each read model does not hold yet."""
        size = self._source.size_and_root()[0]
        return {name: max(0, size - held) for name, held in self.progress().items()}

    def purge(self, subject: str) -> None:
        """Remove an erased person from every read model; to be handed to the store's erasure."""
        with self._source.pool.connection() as connection, connection.transaction():
            within(connection, self._schema)
            for model in self._models:
                model.purge(connection, subject)

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                self._round()
                failures = 0
            except Exception as error:  # noqa: BLE001 - the thread outlives whatever it is, and tries again
                log.warning("read models wait: %s", error)
                self._stop.wait(_PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS) - 1)])
                failures += 1

    def _round(self) -> None:
        """Take all that is there, then wait until there is more or what failed is to be tried again."""
        busy = True
        while busy and not self._stop.is_set():
            busy = self.advance(self._models) > 0
        held = self.progress()
        well = [held[model.name] for model in self._models if model.name not in self._troubles]
        again = min((one.until for one in list(self._troubles.values())), default=monotonic() + WAIT_SECONDS)
        patience = min(WAIT_SECONDS, max(0.0, again - monotonic()))
        if well or not self._models:
            self._source.wait_beyond(min(well, default=0), patience, stopped=self._stop.is_set)
        else:
            self._stop.wait(patience)

    def _resting(self, model: ReadModel) -> bool:
        trouble = self._troubles.get(model.name)
        return trouble is not None and trouble.until > monotonic()

    def _tried(self, model: ReadModel) -> int:
        """One step: the events it had, 0 when it failed, which is kept and told."""
        try:
            taken = self.step(model)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other read models go on
            before = self._troubles.get(model.name)
            failures = before.failures + 1 if before else 1
            pause = _PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS)) - 1]
            self._troubles[model.name] = Trouble(str(error), failures, monotonic() + pause)
            log.warning("read model %s waits: %s", model.name, error)
            return 0
        if taken is not None:
            self._troubles.pop(model.name, None)
        return taken or 0
