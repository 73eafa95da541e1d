"""What can go wrong with the embedded server, each with what happened and the server's last words."""

from __future__ import annotations


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL could not be used.

    `what` is one sentence for the operator; `log` holds the last lines of the server's log, or is empty.
    """

    def __init__(self, what: str, log: str = "") -> None:
        self.what = what
        self.log = log.strip()
        super().__init__(f"{what}\nLast lines of the server's log:\n{self.log}" if self.log else what)


class MissingBinariesError(EmbeddedPostgresError):
    """The wheel with the PostgreSQL binaries is not installed, or they do not run here."""


class UnreachableClusterError(EmbeddedPostgresError):
    """The user that has to run the server cannot enter or own the cluster's folder."""


class NoAccountError(EmbeddedPostgresError):
    """`initdb` needs a user with an entry in the password file, and there is none."""


class StartError(EmbeddedPostgresError):
    """`initdb` or the server ended with an error."""


class StopError(EmbeddedPostgresError):
    """The server did not end when told to."""


class TimeLimitError(EmbeddedPostgresError):
    """Another process kept the cluster's lock, or the server did not answer, until the time limit."""
