"""Which user runs the server. PostgreSQL refuses to run as root, so root lends it a number of its own."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops.embedded.errors import NoAccountError

# systemd's table of user numbers marks 60578 to 61183 as never assigned; it also fits a container's 65536
# numbers.
_FIRST_FREE_UID, _LAST_FREE_UID = 60860, 61183
_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True)
class Identity:
    """The user and group numbers that a process of the server runs under."""

    uid: int
    gid: int

    @property
    def name(self) -> str | None:
        """The account's name, or None for a number without an entry in the password file."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return None

    def own(self, path: Path) -> None:
        """Give `path` itself (not what a link points at) to this user; nothing to do unless root runs us."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def own_tree(self, folder: Path) -> None:
        """Give a folder and everything in it to this user."""
        for parent, folders, files in os.walk(folder):
            for name in (*folders, *files):
                self.own(Path(parent, name))
        self.own(folder)

    def run(
        self, command: Sequence[str | Path], *, folder: Path = Path("/")
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this user in `folder`, without our environment (it may hold secrets); never
        raises for its exit status. The output comes back as text, errors included.
        """
        lent = {} if os.geteuid() == self.uid else {"user": self.uid, "group": self.gid, "extra_groups": []}
        settings: dict[str, Any] = {**lent, "umask": 0o077, "start_new_session": True}
        return subprocess.run(
            command,
            cwd=folder,
            env={"PATH": _PATH, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **settings,
        )

    def can(self, test: str, path: Path) -> bool:
        """Whether the shell `test`, with `path` as "$1", succeeds as this user."""
        return self.run(["/bin/sh", "-c", test, "sh", path]).returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """Whether this user can make `folder` its working folder, by its full name."""
        return self.can('cd -P -- "$1"', folder)


def own_identity() -> Identity:
    """The user that runs us."""
    return Identity(os.geteuid(), os.getegid())


def identity_for_new_cluster() -> Identity:
    """Ourselves; for root the first number of the reserved range that no account has."""
    if os.geteuid() != 0:
        return own_identity()
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    free = next(uid for uid in range(_FIRST_FREE_UID, _LAST_FREE_UID + 1) if uid not in taken)
    return Identity(free, free)


def identity_of(folder: Path) -> Identity:
    """The owner of an existing folder."""
    found = folder.stat()
    return Identity(found.st_uid, found.st_gid)


def account_for_initdb(server: Identity) -> Identity:
    """A user under whom `initdb` runs: it insists on an entry in the password file, which the server does
    not.
    """
    if server.name is not None:
        return server
    if os.geteuid() != 0:
        raise NoAccountError(
            f"user number {server.uid} has no entry in the password file, which initdb needs; add one, or "
            "set LULI_DATABASE_URL"
        )
    accounts = sorted(pwd.getpwall(), key=lambda entry: (entry.pw_name != "nobody", entry.pw_uid))
    for entry in accounts:
        if entry.pw_uid != 0:
            return Identity(entry.pw_uid, entry.pw_gid)
    raise NoAccountError("initdb needs a user besides root in the password file, and there is none")
