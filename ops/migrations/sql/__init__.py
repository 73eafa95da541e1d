"""The SQL files of the migrations, and how one is run. Never a statement that needs a parameter."""

from pathlib import Path
from typing import cast

import psycopg
from alembic import op
from sqlalchemy.engine import Connection


def run(name: str) -> None:
    """Run one SQL file as it stands, in the migration's transaction."""
    run_on(op.get_bind(), name)


def run_on(connection: Connection, name: str) -> None:
    """Run one SQL file as it stands, in the transaction that `connection` is in."""
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    # By the driver itself: SQLAlchemy would read every percent sign as a parameter.
    driver.execute((Path(__file__).parent / name).read_bytes())
