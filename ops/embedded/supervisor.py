"""The door to the embedded server: start it or join it, ask about it, stop it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ops.embedded import places
from ops.embedded.config import ADMIN, APP, DATABASE, OWNER, Options
from ops.embedded.errors import StartError
from ops.embedded.locks import FileLock
from ops.embedded.privileges import identity_of
from ops.embedded.site import Site

Role = Literal["owner", "app", "admin"]
_ROLES: dict[str, str] = {"owner": OWNER, "app": APP, "admin": ADMIN}
_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Status:
    """What the operator may want to know. `home` is where the data really lies; None before the first
    start.
    """

    running: bool
    process: int | None
    home: Path | None
    socket_folder: Path | None
    server_uid: int | None
    log_tail: str


@dataclass(frozen=True)
class HeldServer:
    """A running server, kept running for as long as it is held."""

    site: Site

    def url(self, database: str = DATABASE, role: Role = "app") -> str:
        """A connection URL over the Unix socket; valid until the hold ends, also after the server was
        revived.
        """
        return self.site.cluster.url(database, _ROLES[role])

    @property
    def admin_url(self) -> str:
        """The superuser's URL, for the database `postgres`."""
        return self.site.cluster.url("postgres", ADMIN)

    def ensure_running(self) -> None:
        """Revive the server now, if it was killed, instead of waiting for the keeper to do so."""
        with self.site.alone():
            self.site.mark_stopped(stopped=False)
            self.site.cluster.ensure_running()


class EmbeddedPostgres:
    """The PostgreSQL of one data folder. Any number of processes and threads may hold it at once.

    Nothing happens before the first `hold`. The cluster lies in `data_folder`/postgres; see
    `ops.embedded.places` for the case that root runs us and the folder is closed to others.
    """

    def __init__(
        self,
        data_folder: Path,
        *,
        shared_buffers: str = "256MB",
        durability: Literal["on", "off"] = "on",
        shared_folder: Path | None = None,
        start_timeout_seconds: float = 600.0,
    ) -> None:
        self.data_folder = data_folder.absolute()
        self._options = Options(shared_buffers, durability, shared_folder, start_timeout_seconds)

    @contextmanager
    def hold(self) -> Iterator[HeldServer]:
        """Start the server, or join the one that runs; it is stopped when its last holder lets go or dies.

        Raises EmbeddedPostgresError, or one of its kinds.
        """
        site = self._site()
        users = site.lock("users")
        try:
            with site.alone():
                users.share(site.options.start_timeout_seconds)
                site.mark_stopped(stopped=False)
                # Before the server: should we be killed on the way, the keeper puts things in order.
                _ensure_keeper(site)
                site.cluster.ensure_running()
            yield HeldServer(site)
        finally:
            _leave(site, users)

    def status(self) -> Status:
        """What is there now; changes nothing."""
        home = places.find_home(self.data_folder)
        if home is None:
            return Status(
                running=False, process=None, home=None, socket_folder=None, server_uid=None, log_tail=""
            )
        owner = identity_of(home)
        site = Site(home, owner, self._options)
        postmaster = site.cluster.postmaster()
        return Status(
            running=postmaster is not None,
            process=postmaster.pid if postmaster else None,
            home=home,
            socket_folder=places.socket_folder(home, owner) if postmaster else None,
            server_uid=owner.uid,
            log_tail=site.cluster.log_tail(),
        )

    def stop(self) -> None:
        """Stop the server although somebody may use it. The next `hold` starts it again."""
        if places.find_home(self.data_folder) is None:
            return
        site = self._site()
        with site.alone():
            site.mark_stopped(stopped=True)
            site.cluster.stop()

    def _site(self) -> Site:
        home, owner = places.home_of(self.data_folder, self._options.shared_folder)
        return Site(home, owner, self._options)


def _leave(site: Site, users: FileLock) -> None:
    """Let go; the last one stops the server, and waits for it. The keeper then finds nothing to do."""
    with suppress(FileNotFoundError):  # The whole data folder may have been removed meanwhile.
        try:
            with site.alone():
                users.close()
                if not site.in_use():
                    site.close_down()
        finally:
            users.close()


def _ensure_keeper(site: Site) -> None:
    """Start a keeper unless one lives. It inherits the locked file: there is no moment without a holder."""
    lock = site.lock("keeper")
    try:
        if not lock.try_take():
            return
        log = site.home / "log"
        log.mkdir(mode=0o700, exist_ok=True)
        site.server.own(log)
        given = {
            "home": str(site.home),
            "uid": site.server.uid,
            "gid": site.server.gid,
            "keeper_lock": lock.descriptor,
            "options": dataclasses.asdict(site.options),
        }
        done = subprocess.run(
            [sys.executable, "-m", "ops.embedded.keeper", json.dumps(given, default=str)],
            cwd=_REPOSITORY,
            pass_fds=[lock.descriptor],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise StartError(f"the server's keeper could not be started: {done.stderr.strip()}")
    finally:
        lock.close()
