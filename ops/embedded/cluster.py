"""One PostgreSQL cluster: made, started and stopped. The caller holds the cluster's lock throughout."""

from __future__ import annotations

import pwd
import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from ops.embedded import config, places, processes
from ops.embedded.binaries import Binaries, usable_binaries
from ops.embedded.config import ADMIN, APP, DATABASE, OWNER, Options
from ops.embedded.errors import StartError, StopError, TimeLimitError
from ops.embedded.privileges import Identity, account_for_initdb

_LOG_LINES = 20
_FAST_STOP_SECONDS = 60.0
_LEFTOVER_SECONDS = 5.0
_ORPHAN_SECONDS = 2.0
_PAUSE_SECONDS = 0.02


class Cluster:
    """The cluster in `home`, run by the user `server`."""

    def __init__(self, home: Path, server: Identity, options: Options) -> None:
        self.home = home
        self.server = server
        self.options = options

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "data"

    def url(self, database: str, role: str) -> str:
        """A connection URL over the Unix socket."""
        folder = places.socket_folder(self.home, self.server)
        path, host = quote(database, safe=""), quote(str(folder), safe="")
        return f"postgresql://{role}@/{path}?host={host}&port={places.PORT}"

    def postmaster(self) -> psutil.Process | None:
        """The running server's first process."""
        return processes.postmaster_of(self.data)

    def ensure_running(self) -> None:
        """Join the running server, or end what is left of a dead one and start it anew."""
        if not self.data.exists():
            self._create()
        deadline = time.monotonic() + self.options.start_timeout_seconds
        while (postmaster := self.postmaster()) is not None:
            if self._answers():
                return
            if time.monotonic() > deadline:
                raise TimeLimitError(
                    f"the server of {self.home} runs as process {postmaster.pid}, but does not answer",
                    self.log_tail(),
                )
            time.sleep(_PAUSE_SECONDS)
        self._clear_remains()
        self._start()
        self._make_roles()

    def stop(self) -> None:
        """End the server as `pg_ctl stop -m fast` does: transactions are rolled back, a checkpoint is
        written.
        """
        postmaster = self.postmaster()
        if postmaster is None:
            return
        patience = {signal.SIGINT: _FAST_STOP_SECONDS, signal.SIGQUIT: _LEFTOVER_SECONDS}
        if processes.end([postmaster], patience):
            raise StopError(
                f"process {postmaster.pid}, the server of {self.home}, did not end", self.log_tail()
            )

    def log_tail(self) -> str:
        """The last lines of the newest log file; empty before the first start."""
        files = sorted((self.home / "log").glob("*.log"), key=lambda file: file.stat().st_mtime)
        if not files:
            return ""
        return "\n".join(files[-1].read_text("utf-8", "replace").splitlines()[-_LOG_LINES:])

    def _binaries(self) -> Binaries:
        return usable_binaries(self.server, self.options.shared_folder)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url("postgres", ADMIN), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def _create(self) -> None:
        """Run `initdb` beside and rename, so that the cluster is whole or absent."""
        beside = self.home / "data.new"
        self._clear_unfinished(beside)
        account = account_for_initdb(self.server)
        account.own(self.home)
        try:
            done = account.run(
                [
                    self._binaries().program("initdb"),
                    f"--pgdata={beside.name}",
                    f"--username={ADMIN}",
                    *_initdb_options(self.options),
                ],
                folder=self.home,
            )
        finally:
            self.server.own_tree(self.home)
        if done.returncode != 0:
            raise StartError(f"initdb could not make a cluster in {self.home}", done.stdout)
        with (beside / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\ninclude 'luli.conf'\n")
        beside.rename(self.data)

    def _clear_unfinished(self, beside: Path) -> None:
        """End an `initdb` whose starter was killed: it and its server go on writing. Then remove its work."""
        if processes.end(processes.processes_in(self.home, beside), {signal.SIGKILL: _LEFTOVER_SECONDS}):
            raise StartError(f"an earlier initdb in {self.home} does not end")
        if beside.exists():
            shutil.rmtree(beside)

    def _clear_remains(self) -> None:
        """After a killed server: end its orphans, which may still hold its shared memory, and remove files
        that name a process number which somebody else may have by now.
        """
        orphans = processes.processes_in(self.data)
        if processes.end(orphans, {signal.SIGQUIT: _ORPHAN_SECONDS, signal.SIGKILL: _LEFTOVER_SECONDS}):
            raise StartError(
                f"processes left of an earlier server of {self.home} do not end: {orphans}", self.log_tail()
            )
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        folder = places.socket_folder(self.home, self.server)
        for name in (f".s.PGSQL.{places.PORT}", f".s.PGSQL.{places.PORT}.lock"):
            (folder / name).unlink(missing_ok=True)

    def _start(self) -> None:
        self._configure()
        seconds = int(self.options.start_timeout_seconds)
        # From inside its folder, by relative names: pg_ctl pastes them into a shell command.
        done = self.server.run(
            [
                self._binaries().program("pg_ctl"),
                "start",
                "-D",
                ".",
                "-w",
                "-s",
                "-t",
                str(seconds),
                "-l",
                "../log/start.log",
            ],
            folder=self.data,
        )
        if done.returncode != 0:
            raise StartError(
                f"PostgreSQL could not be started in {self.home}: {done.stdout.strip()}", self.log_tail()
            )

    def _configure(self) -> None:
        folder = places.socket_folder(self.home, self.server)
        log = self.home / "log"
        log.mkdir(mode=0o700, exist_ok=True)
        self.server.own(log)
        accounts = {pwd.getpwuid(0).pw_name, self.server.name or pwd.getpwuid(0).pw_name}
        files = {
            "luli.conf": config.server_settings(self.options, folder),
            "pg_hba.conf": config.host_based_authentication(),
            "pg_ident.conf": config.identity_map(accounts),
        }
        for name, text in files.items():
            file = self.data / name
            file.write_text(text, "utf-8")
            file.chmod(0o600)
            self.server.own(file)

    def _make_roles(self) -> None:
        """The roles and the database, if they are not there: a start may have been cut short after
        `initdb`.
        """
        with psycopg.connect(self.url("postgres", ADMIN), autocommit=True) as connection:
            there = {
                row[0]
                for row in connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'luli_%'")
            }
            for role in {OWNER, APP} - there:
                connection.execute(f"CREATE ROLE {role} LOGIN")
            if (
                connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                is None
            ):
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}")


def _initdb_options(options: Options) -> list[str]:
    fixed = [
        "--data-checksums",
        "--encoding=UTF8",
        # Byte order, the same on every machine and for ever: an index cannot break with a C library's update.
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--auth=peer",
        "--no-instructions",
    ]
    return fixed if options.durability == "on" else [*fixed, "--no-sync"]
