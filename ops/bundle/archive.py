"""The archive: a zip of stored members, the same bytes for the same members on every machine."""

import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from domain.canonical import canonical

MANIFEST: Final = "manifest.json"
FORMAT: Final = "luli/bundle/1"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_REGULAR_FILE: Final = 0o100644 << 16


def write_archive(path: Path, members: Iterable[tuple[str, bytes]], said: Mapping[str, Any]) -> bytes:
    """Write the members in their order, and last a manifest with the SHA-256 of each beside what is `said`.

    The file is there whole or not at all. Returns its SHA-256.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name, content in members:
            _store(archive, name, content)
            hashes[name] = sha256(content).hexdigest()
        _store(archive, MANIFEST, canonical({"format": FORMAT, "files": hashes, **said}))
    with unfinished.open("rb") as file:
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    unfinished.replace(path)
    return digest.digest()


def _store(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Without compression, whose bytes differ from one library to the next."""
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = _UNIX
    member.external_attr = _REGULAR_FILE
    archive.writestr(member, content, zipfile.ZIP_STORED)
