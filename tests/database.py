"""A migrated database for each test: one server for the whole run, one template, a copy a test.

The server is an embedded one that all workers of the run share, without durability; or, with
LULI_TEST_DATABASE_URL (a superuser's URL), a PostgreSQL 15 or later that is already there. A copy makes
some 300 small files: 25 to 300 ms by the disk; TMPDIR=/dev/shm keeps the embedded server in memory.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ops.embedded import EmbeddedPostgres

FOLDER_VARIABLE = "LULI_TEST_SERVER_FOLDER"
SERVER_VARIABLE = "LULI_TEST_DATABASE_URL"

Role = Literal["owner", "app", "admin"]
# The roles of a server that is already there need a password; of the embedded one the kernel tells who calls.
_TEST_PASSWORD = "luli-test"
_TEMPLATE_LOCK = 7_302_018


@dataclass(frozen=True)
class TestServer:
    """A running server. `url(database, role)` gives a connection URL; `run` names the databases of this
    run.
    """

    __test__ = False

    url: Callable[[str, Role], str]
    run: str

    @property
    def admin_url(self) -> str:
        """The superuser's URL, for the database `postgres`."""
        return self.url("postgres", "admin")


@dataclass(frozen=True)
class Database:
    """One test's own database: as the role that migrates, the application's role, and the superuser."""

    name: str
    owner_url: str
    app_url: str
    admin_url: str


@contextmanager
def test_server(run: str) -> Iterator[TestServer]:
    """The server of this run, started if no other worker has done so."""
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        _ensure_roles(given)
        yield TestServer(lambda database, role: _external_url(given, database, role), run)
        return
    server = EmbeddedPostgres(Path(os.environ[FOLDER_VARIABLE]), durability="off", shared_buffers="128MB")
    with server.hold() as held:
        yield TestServer(held.url, run)


test_server.__test__ = False  # type: ignore[attr-defined]


@contextmanager
def empty_database(server: TestServer) -> Iterator[Database]:
    """A database of one's own without any migration."""
    with _made(server, "template0") as database:
        yield database


@contextmanager
def migrated_database(server: TestServer) -> Iterator[Database]:
    """A copy of the migrated template, dropped afterwards whoever is still connected to it."""
    with _made(server, migrated_template(server)) as database:
        yield database


def migrated_template(server: TestServer) -> str:
    """The name of this run's template, made by whichever worker comes first."""
    name = f"luli_template_{server.run}"
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
        found = admin.execute("SELECT datistemplate FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None or not found[0]:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER luli_owner TEMPLATE template0").format(sql.Identifier(name))
            )
            _migrate(server.url(name, "owner"))
            # Closed to everyone, so that no connection stands in the way of a copy.
            admin.execute(
                sql.SQL("ALTER DATABASE {} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false").format(
                    sql.Identifier(name)
                )
            )
    return name


def drop_databases_of(server: TestServer) -> None:
    """Remove what this run left on a server that outlives it."""
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        for (name,) in admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"luli%{server.run}%"]
        ):
            admin.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(name)))
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(owner_url: str) -> None:
    from ops.migrate import migrate

    migrate(owner_url)


@contextmanager
def _made(server: TestServer, template: str) -> Iterator[Database]:
    name = f"luli_{server.run}_{secrets.token_hex(6)}"
    identifier = sql.Identifier(name)
    # Measured with durability off: 23 ms a copy and 9 ms a drop, against 35 and 19 through the write-ahead
    # log.
    create = sql.SQL("CREATE DATABASE {} OWNER luli_owner TEMPLATE {} STRATEGY file_copy")
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(create.format(identifier, sql.Identifier(template)))
    try:
        yield Database(name, server.url(name, "owner"), server.url(name, "app"), server.url(name, "admin"))
    finally:
        with psycopg.connect(server.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))


def _ensure_roles(admin_url: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [_TEMPLATE_LOCK])
        for role in ("luli_owner", "luli_app"):
            there = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            change = sql.SQL(
                "ALTER ROLE {} LOGIN PASSWORD {}" if there else "CREATE ROLE {} LOGIN PASSWORD {}"
            )
            admin.execute(change.format(sql.Identifier(role), sql.Literal(_TEST_PASSWORD)))


def _external_url(admin_url: str, database: str, role: Role) -> str:
    if role == "admin":
        return make_conninfo(admin_url, dbname=database)
    return make_conninfo(admin_url, dbname=database, user=f"luli_{role}", password=_TEST_PASSWORD)
