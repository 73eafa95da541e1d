"""Brings a database to the shape that this version needs. `luli migrate` and every first start call it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def migrate(owner_url: str) -> None:
    """Run the pending migrations and give the grants anew, as the user of `owner_url`, who owns the tables.

    All or nothing, and safe when several processes call it at once. With the roles `luli_owner` and
    `luli_app` in the cluster the second gets what it needs at run time and no more; with a single user
    everything works the same, and the triggers still refuse changes of the record.
    """
    # Alembic takes longer to import than a command takes to run, and is needed only where there is something to migrate.
    from alembic import command
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from ops.migrations.sql import run_on

    engine = create_engine("postgresql+psycopg://", creator=lambda: _connect(owner_url), poolclass=NullPool)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        run_on(connection, "grants.sql")


def newest() -> str:
    """The number of the newest migration of this version."""
    return max(path.stem[1:5] for path in (_MIGRATIONS / "versions").glob("v[0-9]*.py"))


def current(url: str) -> str | None:
    """The number of the newest migration that a database has, None when it has none."""
    with _connect(url) as connection:
        there = connection.execute("SELECT to_regclass('luli_migration')").fetchone()
        if there is None or there[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM luli_migration").fetchone()
        return None if row is None else str(row[0])


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url, prepare_threshold=None)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
