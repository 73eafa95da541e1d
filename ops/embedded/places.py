"""Where a cluster lives: in the data folder, unless the user that runs the server cannot get there.

`DATA/postgres` is the cluster's home, or a link to it. The home holds the lock files, the log and `data`,
the folder that PostgreSQL itself knows. The socket lies in the home as well when its name is short and
plain enough.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.embedded.errors import UnreachableClusterError
from ops.embedded.privileges import Identity, identity_for_new_cluster, identity_of

PORT = 5432
# A socket's full name has 107 bytes at most on Linux, 103 on macOS; ".s.PGSQL.5432" follows the folder.
_SOCKET_FOLDER_BYTES = 88
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


def shared_folders(instead: Path | None = None) -> list[Path]:
    """Where root keeps what the server's user must reach, best first; `instead` names one place for all of
    them.
    """
    if instead is not None:
        return [instead]
    usual = Path("/usr/local/var/luli") if sys.platform == "darwin" else Path("/var/lib/luli")
    return [usual, Path("/var/tmp/luli-root")]  # noqa: S108 (its owner and mode are checked before use)


def find_home(data_folder: Path) -> Path | None:
    """The home of this data folder's cluster, or None before its first start."""
    link = data_folder / "postgres"
    if link.is_symlink() and not link.exists():
        raise UnreachableClusterError(
            f"{link} points at {link.readlink()}, which is not there; put the cluster back, or remove the "
            "link to begin with an empty database"
        )
    return Path(os.path.realpath(link)) if link.is_dir() else None


def home_of(data_folder: Path, shared: Path | None) -> tuple[Path, Identity]:
    """The home, made if need be, and the user that runs its server."""
    data_folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    with _locked(data_folder):
        home = find_home(data_folder) or _make_home(data_folder / "postgres", shared)
    owner = identity_of(home)
    if os.geteuid() not in {0, owner.uid}:
        raise UnreachableClusterError(
            f"{home} belongs to user number {owner.uid}; run as that user or as root"
        )
    if not owner.can_enter(home):
        raise UnreachableClusterError(
            f"user number {owner.uid}, who has to run the server, cannot enter {home}; let others pass "
            "through the folders above it, or move it and put a link in its place"
        )
    return home, owner


def _make_home(link: Path, shared: Path | None) -> Path:
    server = identity_for_new_cluster()
    _make_private(link, server)
    if server.can_enter(link):
        return Path(os.path.realpath(link))
    link.rmdir()
    for place in safe_shared_folders(server, shared):
        clusters = place / "clusters"
        clusters.mkdir(mode=0o711, exist_ok=True)
        clusters.chmod(0o711)
        home = clusters / secrets.token_hex(8)
        _make_private(home, server)
        if server.can_enter(home):
            link.symlink_to(home)
            return home
        home.rmdir()
    raise UnreachableClusterError(
        f"user number {server.uid}, who runs the server because PostgreSQL refuses root, can enter neither "
        f"{link.parent} nor any of {', '.join(map(str, shared_folders(shared)))}"
    )


def safe_shared_folders(server: Identity, instead: Path | None) -> Iterator[Path]:
    """Those of the shared folders that can be used as they should be, made on the way."""
    return (place for place in shared_folders(instead) if _safe_shared(place, server))


def _safe_shared(place: Path, server: Identity) -> bool:
    """Whether `place` is root's, writable by nobody else and open to the server's user; made if it is not
    there.
    """
    try:
        place.mkdir(mode=0o755, parents=True)
        place.chmod(0o755)
    except FileExistsError:
        found = place.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
            return False
    except OSError:
        return False
    return server.can_enter(place)


def _make_private(folder: Path, owner: Identity) -> None:
    folder.mkdir(mode=0o700)
    owner.own(folder)


def socket_folder(home: Path, owner: Identity) -> Path:
    """A private folder for the socket: in the home, else a short one whose name the home remembers."""
    inside = home / "run"
    if len(os.fsencode(inside)) <= _SOCKET_FOLDER_BYTES and _PLAIN.fullmatch(str(inside)):
        inside.mkdir(mode=0o700, exist_ok=True)
        owner.own(inside)
        return inside
    remembered = home / "socket-folder"
    if remembered.exists():
        folder = Path(remembered.read_text("utf-8"))
        if _is_private(folder, owner):
            return folder
    folder = Path(tempfile.mkdtemp(prefix="luli-", dir="/tmp"))
    owner.own(folder)
    beside = remembered.with_suffix(".new")
    beside.write_text(str(folder), "utf-8")
    owner.own(beside)
    beside.replace(remembered)
    return folder


def forget_socket_folder(home: Path) -> None:
    """Remove a short socket folder that no server uses any more."""
    remembered = home / "socket-folder"
    if remembered.exists():
        folder = Path(remembered.read_text("utf-8"))
        remembered.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _is_private(folder: Path, owner: Identity) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner.uid and not found.st_mode & 0o077


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one process at a time decides where a data folder's cluster lives."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
