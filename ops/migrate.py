"""Brings a database to the shape that this version needs. `luli migrate` and every first start call it."""

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ops.migrations.sql import run_on


def migrate(owner_url: str) -> None:
    """Run the pending migrations and give the grants anew, as the user of `owner_url`, who owns the tables.

    All or nothing, and safe when several processes call it at once. With the roles `luli_owner` and
    `luli_app` in the cluster the second gets what it needs at run time and no more; with a single user
    everything works the same, and the triggers still refuse changes of the record.
    """
    engine = create_engine("postgresql+psycopg://", creator=lambda: _connect(owner_url), poolclass=NullPool)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        run_on(connection, "grants.sql")


def newest() -> str:
    """The number of the newest migration of this version."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


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


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
