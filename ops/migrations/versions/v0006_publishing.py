"""The published checkpoint, and the changes of the signing key."""

from ops.migrations.sql import run

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create `ledger.published` and `ledger.handover`."""
    run("0006_publishing.sql")
