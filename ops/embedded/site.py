"""The lock files beside a cluster, which decide who starts it, who uses it and when it ends.

- `start.lock`: held by one process while it starts, joins, leaves or stops; everything else happens under it.
- `users.lock`: shared by every user for as long as it uses the server. Nobody there means: stop.
- `keeper.lock`: held by the keeper for as long as it lives.
- `stopped`: there after an explicit stop, so that the keeper does not revive the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.embedded import places
from ops.embedded.cluster import Cluster
from ops.embedded.config import Options
from ops.embedded.locks import FileLock
from ops.embedded.privileges import Identity

# No longer than one start, one stop and some patience.
_LOCK_SLACK_SECONDS = 120.0


class Site:
    """A cluster's home with its locks."""

    def __init__(self, home: Path, server: Identity, options: Options) -> None:
        self.home = home
        self.server = server
        self.options = options
        self.cluster = Cluster(home, server, options)
        self._stopped = home / "stopped"

    def lock(self, name: str) -> FileLock:
        """A new open of one of the lock files."""
        return FileLock(self.home / f"{name}.lock", self.server)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold `start.lock`."""
        lock = self.lock("start")
        try:
            lock.take(self.options.start_timeout_seconds + _LOCK_SLACK_SECONDS)
            yield
        finally:
            lock.release()

    def in_use(self) -> bool:
        """Whether any living process uses the server. The caller holds `start.lock`."""
        users = self.lock("users")
        try:
            return not users.try_take()
        finally:
            users.release()

    def close_down(self) -> None:
        """Stop the server after its last user and leave nothing outside the home. The caller holds
        `start.lock`.
        """
        self.cluster.stop()
        places.forget_socket_folder(self.home)

    @property
    def stopped_on_purpose(self) -> bool:
        """Whether someone stopped the server while it had users."""
        return self._stopped.exists()

    def mark_stopped(self, stopped: bool) -> None:
        """Remember or forget an explicit stop."""
        if stopped:
            self._stopped.touch(mode=0o600)
            self.server.own(self._stopped)
        else:
            self._stopped.unlink(missing_ok=True)
