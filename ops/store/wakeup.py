"""Tells readers that the ledger has grown: in this process at once, in others by a NOTIFY now and then.

Never inside the append transaction, where a NOTIFY takes a lock of the whole database until the commit.
Readers poll as well, so a lost notification costs a moment and no event.
"""

import logging
from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

CHANNEL: Final = "luli_ledger"
EVERY_SECONDS: Final = 0.02

# Without waiting for the disk: a notification says nothing that the log does not.
_NOTIFY: Final = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, %s)"

log = logging.getLogger(__name__)


class Wakeup:
    """The size that this process has seen committed, and who waits for it to grow."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool
        self._grown = Condition()
        self._size = 0
        self._told = 0
        self._closed = False
        self._thread = Thread(target=self._announce, name="luli-wakeup", daemon=True)
        self._thread.start()

    @property
    def size(self) -> int:
        """The largest size that this process has seen."""
        return self._size

    def grown(self, size: int, *, here: bool = True) -> None:
        """A commit has made the log this large; `here` when this process made it and others have to be told."""
        with self._grown:
            if size > self._size:
                self._size = size
                if not here:
                    self._told = max(self._told, size)
                self._grown.notify_all()

    def nudge(self) -> None:
        """Let every waiter look again at what it waits for."""
        with self._grown:
            self._grown.notify_all()

    def wait_beyond(self, size: int, timeout_seconds: float, stopped: Callable[[], bool]) -> None:
        """Wait until the log is seen larger than `size`, the caller is stopped, the store closes or time is
        over.
        """
        with self._grown:
            self._grown.wait_for(lambda: self._size > size or self._closed or stopped(), timeout_seconds)

    def close(self) -> None:
        """Tell what is left to tell and end the thread."""
        with self._grown:
            self._closed = True
            self._grown.notify_all()
        self._thread.join()

    def _announce(self) -> None:
        while True:
            with self._grown:
                self._grown.wait_for(lambda: self._size > self._told or self._closed)
                if self._size <= self._told:
                    return
                size = self._told = self._size
            self._tell(size)
            self._pause(monotonic() + EVERY_SECONDS)

    def _pause(self, until: float) -> None:
        with self._grown:
            self._grown.wait_for(lambda: self._closed, max(0.0, until - monotonic()))

    def _tell(self, size: int) -> None:
        try:
            with self._pool.connection() as connection:
                connection.execute(_NOTIFY, (CHANNEL, str(size)))
        except (psycopg.Error, PoolTimeout) as error:
            log.warning("readers in other processes were not woken at size %d: %s", size, error)
