"""Read models: how far each has come, memberships, the tree's candidates, the log's full tiles."""

from ops.migrations.sql import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create schema `read`."""
    run("0002_read_models.sql")
