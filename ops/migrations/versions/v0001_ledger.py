"""The record, the vault, and the marks of followers."""

from ops.migrations.sql import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create schemas `ledger` and `vault`."""
    run("0001_ledger.sql")
