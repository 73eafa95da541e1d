"""Workbooks that wait for a word: kept sealed in a folder, since they hold what the ledger seals.

A draft is a folder of files: `state` (JSON), `workbook` as it was uploaded and `refused` as it goes back. Each is sealed
under a key of its own purpose, made from the key-encryption key, and bound to its draft and name.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import RecordCorrupt

KEPT_SECONDS: Final = 7 * 24 * 3600
"""How long a draft is kept after its last change."""
STATE: Final = "state"
WORKBOOK: Final = "workbook"
REFUSED: Final = "refused"
_NONCE_BYTES: Final = 12


class Drafts:
    """The drafts of one ledger. Safe to share between threads: each file appears whole or not at all."""

    def __init__(self, folder: Path, encryption_key: bytes) -> None:
        self._folder = folder
        key = HKDF(SHA256(), 32, salt=None, info=b"luli import drafts").derive(encryption_key)
        self._cipher = AESGCM(key)

    def write(self, draft: str, name: str, content: bytes) -> None:
        """Keep a file of a draft; durable when it returns."""
        folder = self._folder / draft
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, content, f"{draft}/{name}".encode())
        descriptor, prepared = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        Path(prepared).replace(folder / name)

    def read(self, draft: str, name: str) -> bytes | None:
        """A file of a draft, None when there is none. Raises RecordCorrupt for one that was altered."""
        try:
            sealed = (self._folder / draft / name).read_bytes()
        except FileNotFoundError:
            return None
        try:
            return self._cipher.decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], f"{draft}/{name}".encode()
            )
        except InvalidTag:
            raise RecordCorrupt(
                f"草稿 {draft} 的文件 {name} 已被改动", f"the file {name} of draft {draft} was altered"
            ) from None

    def drop(self, draft: str, *names: str) -> None:
        """Remove files of a draft."""
        for name in names:
            (self._folder / draft / name).unlink(missing_ok=True)

    def state(self, draft: str) -> dict[str, Any] | None:
        """What a draft has come to, None when there is none."""
        content = self.read(draft, STATE)
        return None if content is None else orjson.loads(content)

    def keep(self, draft: str, state: Mapping[str, Any]) -> None:
        """Keep what a draft has come to."""
        self.write(draft, STATE, orjson.dumps(state))

    def states(self) -> Iterator[dict[str, Any]]:
        """All drafts, the newest first."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        for folder in sorted(folders, key=lambda one: one.stat().st_mtime, reverse=True):
            state = self.state(folder.name)
            if state is not None:
                yield state

    def sweep(self) -> None:
        """Remove the drafts that nobody has touched for long."""
        oldest = time.time() - KEPT_SECONDS
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
