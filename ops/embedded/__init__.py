"""The PostgreSQL that Lüli brings along: used when no database is configured.

Here belongs what finds the server's binaries, makes a cluster, starts, joins, revives and stops it. Nothing
here knows a table, an event or the rest of Lüli; with `LULI_DATABASE_URL` set none of it runs.
"""

from ops.embedded.errors import (
    EmbeddedPostgresError,
    MissingBinariesError,
    NoAccountError,
    StartError,
    StopError,
    TimeLimitError,
    UnreachableClusterError,
)
from ops.embedded.supervisor import EmbeddedPostgres, HeldServer, Status

__all__ = [
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "HeldServer",
    "MissingBinariesError",
    "NoAccountError",
    "StartError",
    "Status",
    "StopError",
    "TimeLimitError",
    "UnreachableClusterError",
]
