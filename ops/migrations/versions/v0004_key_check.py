"""Fingerprints of the ledger's keys."""

from ops.migrations.sql import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create `vault.key_check`."""
    run("0004_key_check.sql")
