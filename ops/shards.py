"""Worker processes: each opens the ledger itself and takes the next chunk of work until there is none left."""

import gc
import multiprocessing
import queue
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeVar

from ops import keys
from ops.store import PostgresLedger

LOOK_SECONDS: Final = 0.5
COLLECT_EVERY: Final = 40

C = TypeVar("C")
R = TypeVar("R")

Prepare = Callable[[PostgresLedger], Callable[[C], R]]
"""Made to work in a process of its own: given its ledger, it returns what does one chunk."""


class ShardFailed(Exception):
    """A worker process ended before its work was done. What was recorded stays; the same can be run again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a process needs to open the ledger by itself."""

    database_url: str
    keys_folder: Path
    cipher: str = "aes"
    prepare: bool = False

    def ledger(self) -> PostgresLedger:
        """A ledger of this process's own."""
        return PostgresLedger.connect(
            self.database_url, keys.load(self.keys_folder), cipher=self.cipher, prepare=self.prepare
        )


@dataclass(frozen=True, slots=True)
class Lent:
    """A ledger that is open already, for work in this process alone."""

    lent: PostgresLedger

    @contextmanager
    def ledger(self) -> Iterator[PostgresLedger]:
        """The ledger; it stays open."""
        yield self.lent


class Shards(Generic[C, R]):
    """So many worker processes; a context that ends them whatever happens.

    `prepare`, the chunks and their results travel between processes: they have to be picklable.
    """

    def __init__(self, opening: Opening, prepare: Prepare[C, R], count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._tasks: Any = context.Queue(maxsize=2 * count)
        self._reports: Any = context.Queue()
        self._processes = [
            context.Process(target=_work, args=(opening, prepare, self._tasks, self._reports), daemon=True)
            for _ in range(count)
        ]

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is not None:
            # What waits in the pipe is read by nobody any more: the end of this process must not wait for it.
            self._tasks.cancel_join_thread()
            for process in self._processes:
                process.terminate()
        for process in self._processes:
            process.join()

    def run(self, chunks: Iterable[C]) -> Iterator[R]:
        """The results of all chunks, as they are done. Raises ShardFailed."""
        waiting = 0
        for chunk in chunks:
            self._put(chunk)
            waiting += 1
            while not self._reports.empty():
                yield self._report()
                waiting -= 1
        for _ in self._processes:
            self._put(None)
        for _ in range(waiting):
            yield self._report()

    def _put(self, chunk: C | None) -> None:
        while True:
            try:
                self._tasks.put(chunk, timeout=LOOK_SECONDS)
            except queue.Full:
                self._look()
            else:
                return

    def _report(self) -> R:
        while True:
            try:
                done, answer = self._reports.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                self._look()
                continue
            if not done:
                raise ShardFailed(answer)
            result: R = answer
            return result

    def _look(self) -> None:
        """Raises ShardFailed when a process has died."""
        for process in self._processes:
            if process.exitcode not in {None, 0}:
                raise ShardFailed(f"process {process.pid} ended with {process.exitcode}")


def _work(opening: Opening, prepare: Prepare[Any, Any], tasks: Any, reports: Any) -> None:
    """What a worker process does. Anything that goes wrong travels to the parent as text."""
    try:
        with opening.ledger() as ledger:
            work = prepare(ledger)
            # A fold makes many small objects and no cycles: looking for some costs up to half the time.
            gc.freeze()
            gc.disable()
            done = 0
            while (chunk := _next(tasks)) is not None:
                reports.put((True, work(chunk)))
                done += 1
                if done % COLLECT_EVERY == 0:
                    gc.collect()
    except BaseException:  # noqa: BLE001  the parent has to hear of it, whatever it is
        reports.put((False, traceback.format_exc()))


def _next(tasks: Any) -> Any:
    """The next chunk; None at the end, also when the parent is gone without a word."""
    parent = multiprocessing.parent_process()
    while True:
        try:
            return tasks.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            if parent is not None and not parent.is_alive():
                return None
