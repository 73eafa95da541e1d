"""The server that everything is measured on, and databases on it: made for one figure, dropped after it."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from ops import keys, migrate
from ops.embedded import EmbeddedPostgres, HeldServer
from ops.keys import Keys

TEMPLATE: Final = "luli_bench_template"
REMOVAL_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Scratch:
    """A running server with a migrated template, and keys beside it."""

    server: HeldServer
    folder: Path
    keys: Keys

    @property
    def keys_folder(self) -> Path:
        """Where other processes find the keys."""
        return self.folder / "keys"

    @contextmanager
    def ledger_database(self) -> Iterator[str]:
        """A migrated database; its URL as the application's role."""
        with self._made(TEMPLATE) as name:
            yield self.server.url(name, "app")

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """A database without any table; its URL as the role that may make some."""
        with self._made("template0") as name:
            yield self.server.url(name, "owner")

    def owner_of(self, database_url: str) -> str:
        """The URL of a database of this server as the role that owns its tables."""
        return self.server.url(urlsplit(database_url).path.lstrip("/"), "owner")

    def checkpoint(self) -> None:
        """Write everything to disk: what one figure left to be written must not be paid by the next one."""
        with psycopg.connect(self.server.admin_url, autocommit=True) as admin:
            admin.execute("CHECKPOINT")

    @contextmanager
    def _made(self, template: str) -> Iterator[str]:
        name = f"luli_bench_{secrets.token_hex(4)}"
        _create(self.server, name, template)
        try:
            yield name
        finally:
            with psycopg.connect(self.server.admin_url, autocommit=True) as admin:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            self.checkpoint()


@contextmanager
def scratch() -> Iterator[Scratch]:
    """A server of one's own in a temporary folder: durable, over a Unix socket, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="luli-bench-"))
    # The server may run under another number than ours, which has to pass through.
    folder.chmod(0o711)
    try:
        with EmbeddedPostgres(folder / "data").hold() as server:
            _create(server, TEMPLATE, "template0")
            migrate.migrate(server.url(TEMPLATE, "owner"))
            yield Scratch(server, folder, keys.init(folder / "keys"))
    finally:
        _remove(folder)


def _create(server: HeldServer, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} OWNER luli_owner TEMPLATE {}")
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def _remove(folder: Path) -> None:
    """Remove the folder; the server's keeper may need a moment to leave it."""
    deadline = monotonic() + REMOVAL_SECONDS
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=monotonic() < deadline)
        sleep(0.1)
