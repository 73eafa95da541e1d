"""Rosters over both times."""

from ops.migrations.sql import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the rosters, the tree of places, names for display and search, digests, and parked streams."""
    run("0005_rosters.sql")
