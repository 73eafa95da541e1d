"""The appender: one thread a process that turns what callers queue into commits.

Concurrency: any thread may submit; jobs are recorded in the order in which they were queued. Durability: a
future gets its receipts only after the commit is on disk. A connection lost in a commit leaves the outcome
open: it is settled under the head lock by event id, the unrecorded rest is sent once more, and only then
given up. Never blindly.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from threading import Condition, Thread
from time import monotonic, sleep
from typing import Any, Final

import psycopg

from domain.errors import LedgerError, StoreUnavailable
from domain.ledger import Receipt
from ops.store.commit import Outcome, commit
from ops.store.entries import Job
from ops.store.packing import register
from ops.store.reading import connecting
from ops.store.signing import Signer

BATCH_EVENTS: Final = 2_000
BATCH_BYTES: Final = 8_000_000
QUEUED_EVENTS: Final = 100_000
FIRST_PAUSE_SECONDS: Final = 0.05
LONGEST_PAUSE_SECONDS: Final = 2.0

Replayed = Callable[[int, int], Sequence[Receipt]]
"""`replayed(first_position, events)`: the receipts that were given for these positions."""

log = logging.getLogger(__name__)


class Appender:
    """Group commit for one process."""

    def __init__(
        self,
        database_url: str,
        signer: Signer,
        replayed: Replayed,
        committed: Callable[[Outcome], None],
        patience_seconds: float,
        *,
        prepare: bool,
    ) -> None:
        self._url = database_url
        self._signer = signer
        self._replayed = replayed
        self._committed = committed
        self._patience = patience_seconds
        self._prepare = prepare
        self._connection: psycopg.Connection[Any] | None = None
        self._queue: deque[Job] = deque()
        self._queued = 0
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._run, name="luli-appender", daemon=True)
        self._thread.start()

    def submit(self, jobs: Iterable[Job]) -> None:
        """Queue jobs, waiting while too much is queued already. Raises StoreUnavailable once closed."""
        with self._changed:
            for job in jobs:
                self._changed.wait_for(lambda: self._queued < QUEUED_EVENTS or self._closed)
                if self._closed:
                    raise StoreUnavailable("存储正在关闭", "the store is closing")
                self._queue.append(job)
                self._queued += len(job.entries)
            self._changed.notify_all()

    def close(self) -> None:
        """Record what is queued, then end the thread and its connection."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._take():
            try:
                self._record(batch)
            except Exception as error:
                log.exception("a batch of %d commands failed", len(batch))
                self._disconnect()
                _fail(batch, error)
        self._disconnect()

    def _take(self) -> list[Job]:
        """The next batch in queue order, bounded in events and bytes; empty when closed and done."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._queue) or self._closed)
            batch: list[Job] = []
            events = size = 0
            while self._queue:
                job = self._queue[0]
                events += len(job.entries)
                size += sum(len(entry.second) for entry in job.entries)
                if batch and (events > BATCH_EVENTS or size > BATCH_BYTES):
                    break
                self._queue.popleft()
                self._queued -= len(job.entries)
                if job.sent or job.future.set_running_or_notify_cancel():
                    batch.append(job)
                elif not self._queue and not batch:
                    self._changed.wait_for(lambda: bool(self._queue) or self._closed)
            self._changed.notify_all()
            return batch

    def _record(self, batch: Sequence[Job]) -> None:
        """Commit a batch, settling lost connections; answers every job."""
        deadline = monotonic() + self._patience
        pause = FIRST_PAUSE_SECONDS
        losses = 0
        while True:
            try:
                self._answer(commit(self._connect(), batch, only_look=losses > 1))
            except psycopg.Error as error:
                if self._is_refusal(error):
                    self._apart(batch, error)
                    return
                log.warning("the connection was lost while %d commands were recorded: %s", len(batch), error)
                self._disconnect()
                losses += any(job.sent for job in batch)
                if monotonic() > deadline:
                    _fail(batch, _unavailable(error))
                    return
                sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                return

    def _is_refusal(self, error: psycopg.Error) -> bool:
        """Whether the server itself refused, and so rolled back, over a connection that still works."""
        if self._connection is None or self._connection.broken or self._connection.closed:
            return False
        return not isinstance(error, psycopg.OperationalError | psycopg.errors.ReadOnlySqlTransaction)

    def _apart(self, batch: Sequence[Job], error: psycopg.Error) -> None:
        """The server refused the batch as a whole: record each job alone, so that one cannot fail the others."""
        self._disconnect()
        for job in batch:
            job.sent = False
        if len(batch) == 1:
            log.error("the database refused a command: %s", error)
            _fail(batch, _unavailable(error))
            return
        for job in batch:
            self._record((job,))

    def _answer(self, outcome: Outcome) -> None:
        if outcome.accepted:
            self._committed(outcome)
            signature = self._signer.signature(outcome.size, outcome.root) if outcome.rows else ""
            for job, first in outcome.accepted:
                job.future.set_result(outcome.receipts(job, first, signature) if job.entries else ())
        for job, refused in outcome.refused:
            job.future.set_exception(refused)
        for job, replay in outcome.replays:
            self._replay(job, replay.first_position, replay.events)
        for job, twin in outcome.twins:
            _copy(twin.future, job.future)
        _fail(outcome.unknown, _unavailable(None))

    def _replay(self, job: Job, first_position: int, events: int) -> None:
        try:
            job.future.set_result(self._replayed(first_position, events))
        except LedgerError as error:
            job.future.set_exception(error)

    def _connect(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, **connecting(prepare=self._prepare))
            register(self._connection)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _unavailable(cause: BaseException | None) -> StoreUnavailable:
    error = StoreUnavailable(
        "数据库暂时无法访问；可用同一幂等键重试", "the database is unavailable; the same key may be retried"
    )
    error.__cause__ = cause
    return error


def _fail(jobs: Iterable[Job], error: BaseException) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_exception(error)


def _copy(source: "Future[Sequence[Receipt]]", target: "Future[Sequence[Receipt]]") -> None:
    error = source.exception()
    if error is None:
        target.set_result(source.result())
    else:
        target.set_exception(error)
