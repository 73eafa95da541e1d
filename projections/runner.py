"""The batch runner: takes events in position order and writes each read model together with how far it has come.

Positions are gapless and committed in order under the head lock, so everything below the head's size can be read
without missing an event. Rows and progress are one transaction: exactly once, over any crash. Several processes may
run at once; the progress row's lock lets one of them work on a read model at a time.
"""

import logging
from collections.abc import Mapping, Sequence
from threading import Event as Flag
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final, Protocol

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout

from domain.errors import StoreUnavailable
from projections.source import Source

BATCH: Final = 4_000
"""Events a transaction."""
WAIT_SECONDS: Final = 5.0
PATIENCE_SECONDS: Final = 10.0
_PAUSES_SECONDS: Final = (0.1, 0.5, 2.0, 5.0)

_ENTER: Final = "INSERT INTO read.progress (name, size) VALUES (%s, 0) ON CONFLICT DO NOTHING"
_TAKE: Final = "SELECT size FROM read.progress WHERE name = %s FOR UPDATE SKIP LOCKED"
_HEAD: Final = "SELECT coalesce(max(size), 0) FROM ledger.head"
_ADVANCE: Final = "UPDATE read.progress SET size = %s WHERE name = %s"
_PROGRESS: Final = "SELECT name, size FROM read.progress"

log = logging.getLogger(__name__)
_AWAY: Final = (psycopg.Error, PoolTimeout, PoolClosed, StoreUnavailable)


class ReadModel(Protocol):
    """Something that is filled from the events and can be filled again."""

    @property
    def name(self) -> str:
        """Its row in `read.progress`."""
        ...

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Write what the events [start, end) say, in the transaction that `connection` is in."""
        ...

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        """Remove what tells about an erased person; the number of rows removed. May be called again."""
        ...


class Runner:
    """Fills the read models of one database: by a thread of its own, or a step at a time by whoever needs them."""

    def __init__(self, source: Source, models: Sequence[ReadModel], batch: int = BATCH) -> None:
        self._source = source
        self._models = tuple(models)
        self._batch = batch
        self._stop = Flag()
        self._thread: Thread | None = None
        self.last_error: str | None = None
        """What went wrong in the last round of the thread, None when nothing did."""

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

    def step(self, model: ReadModel) -> int | None:
        """Take one batch: how many events it had, 0 when there are none left, None while another process has it."""
        with self._source.pool.connection() as connection, connection.transaction():
            connection.execute(_ENTER, (model.name,))
            taken = connection.execute(_TAKE, (model.name,)).fetchone()
            if taken is None:
                return None
            start = int(taken[0])
            head = connection.execute(_HEAD).fetchone()
            end = min(int(head[0]) if head else 0, start + self._batch)
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
        while behind := [model for model in self._models if self.progress().get(model.name, 0) < size]:
            if not sum(self.step(model) or 0 for model in behind):
                sleep(0.01)
            if monotonic() > deadline and min(self.progress().values(), default=0) < size:
                lag = max(self.lag().values())
                raise StoreUnavailable(
                    f"查询数据正在追赶，尚差 {lag} 条记录，请稍后重试",
                    f"the read models are {lag} events behind; try again shortly",
                )

    def progress(self) -> Mapping[str, int]:
        """How many events each read model holds."""
        found = {str(name): int(size) for name, size in self._source.rows(_PROGRESS)}
        return {model.name: found.get(model.name, 0) for model in self._models}

    def lag(self) -> Mapping[str, int]:
        """How many committed events each read model does not hold yet."""
        size = self._source.size_and_root()[0]
        return {name: max(0, size - held) for name, held in self.progress().items()}

    def purge(self, subject: str) -> None:
        """Remove an erased person from every read model; to be handed to the store's erasure."""
        with self._source.pool.connection() as connection, connection.transaction():
            for model in self._models:
                model.purge(connection, subject)

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                self._round()
                failures, self.last_error = 0, None
            except _AWAY as error:
                self.last_error = str(error)
                log.warning("read models wait: %s", error)
                self._stop.wait(_PAUSES_SECONDS[min(failures, len(_PAUSES_SECONDS) - 1)])
                failures += 1

    def _round(self) -> None:
        """Take all that is there, then wait until there is more."""
        busy = True
        while busy and not self._stop.is_set():
            busy = sum(self.step(model) or 0 for model in self._models) > 0
        held = min(self.progress().values(), default=0)
        self._source.wait_beyond(held, WAIT_SECONDS, stopped=self._stop.is_set)
