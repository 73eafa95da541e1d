"""What Alembic runs: all pending revisions in one transaction, one process at a time."""

from alembic import context
from sqlalchemy import text
from sqlalchemy.engine import Connection

# Any number that no other program in the same database takes.
_MIGRATION_LOCK = 7_260_001


def _upgrade(connection: Connection) -> None:
    context.configure(connection=connection, version_table="luli_migration")
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        context.run_migrations()


_upgrade(context.config.attributes["connection"])
