"""Locks that the kernel frees when their holder dies.

A held `flock` needs no clean-up after kill -9 and cannot be mistaken for somebody else's, as a recorded
process number can. Every open of a file is a holder of its own, so threads exclude each other as processes
do.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from ops.embedded.errors import TimeLimitError
from ops.embedded.privileges import Identity

_PAUSE_SECONDS = 0.02


class FileLock:
    """One open of a lock file. `take`, `try_take` and `share` lock it; `release` unlocks and closes it."""

    def __init__(self, path: Path, owner: Identity) -> None:
        self.path = path
        self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        owner.own(path)

    @property
    def descriptor(self) -> int:
        """The open file descriptor; a child that inherits it keeps the lock."""
        if self._file is None:
            raise ValueError(f"{self.path} is no longer open")
        return self._file

    def try_take(self) -> bool:
        """Take the lock for this holder alone if nobody has it; never waits."""
        return self._try(fcntl.LOCK_EX)

    def take(self, timeout_seconds: float) -> None:
        """Take the lock for this holder alone, waiting at most the time given."""
        self._wait(fcntl.LOCK_EX, timeout_seconds)

    def share(self, timeout_seconds: float) -> None:
        """Take the lock together with others who share it."""
        self._wait(fcntl.LOCK_SH, timeout_seconds)

    def release(self) -> None:
        """Unlock and close, also for children that inherited the descriptor."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self.close()

    def close(self) -> None:
        """Close this descriptor only: a forked child that has it too keeps the lock."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _try(self, operation: int) -> bool:
        try:
            fcntl.flock(self.descriptor, operation | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait(self, operation: int, timeout_seconds: float) -> None:
        deadline = time.monotonic() + timeout_seconds
        while not self._try(operation):
            if time.monotonic() > deadline:
                raise TimeLimitError(
                    f"another process kept {self.path} locked for {timeout_seconds:.0f} seconds"
                )
            time.sleep(_PAUSE_SECONDS)
