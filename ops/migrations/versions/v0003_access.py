"""Tokens, and the log of who looked at what."""

from ops.migrations.sql import run

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create schema `access`."""
    run("0003_access.sql")
