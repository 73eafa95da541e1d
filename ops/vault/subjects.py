"""The keys of data subjects: wrapped in the database, unwrapped for at most 60 seconds in memory.

A wrapped key is one version byte, a nonce of 12 bytes and the AES-256-GCM ciphertext of the 32-byte key under
the key-encryption key, with the subject's id as associated data, so that two subjects' rows cannot be
exchanged.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import NotFound, RecordCorrupt, SubjectErased

CACHE_SECONDS: Final = 60.0
CACHED_KEYS: Final = 50_000

_VERSION: Final = b"\x01"
_SELECT: Final = "SELECT subject, wrapped FROM vault.subject_key WHERE subject = ANY(%s)"

Query = Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]
"""Runs a statement with its parameters and returns all rows."""


class SubjectKeys:
    """Looks subject keys up, keeps them for a bounded time, and wraps new ones."""

    def __init__(self, rows: Query, key_encryption_key: bytes) -> None:
        self._rows = rows
        self._wrapper = AESGCM(key_encryption_key)
        self._lock = Lock()
        self._cache: OrderedDict[str, tuple[float, bytes | None]] = OrderedDict()

    def find(self, subject: str) -> bytes | None:
        """The subject's key, None when it has been destroyed or never was."""
        entry = self._cache.get(subject)
        if entry is not None and entry[0] > monotonic():
            return entry[1]
        return self.load((subject,)).get(subject)

    def get(self, subject: str) -> bytes:
        """The subject's key. Raises SubjectErased when destroyed, NotFound when there never was one."""
        key = self.find(subject)
        if key is not None:
            return key
        if subject in self._cache:
            raise SubjectErased(subject)
        raise NotFound(f"没有 {subject} 的密钥", f"there is no key of {subject}")

    def load(self, subjects: Iterable[str]) -> dict[str, bytes | None]:
        """Fetch several subjects' keys in one query, for whoever is about to open values of many persons."""
        wanted = list(subjects)
        expires = monotonic() + CACHE_SECONDS
        rows = self._rows(_SELECT, (wanted,))
        found = {
            subject: None if wrapped is None else self.unwrap(subject, wrapped) for subject, wrapped in rows
        }
        with self._lock:
            for subject, key in found.items():
                self._cache[subject] = (expires, key)
                self._cache.move_to_end(subject)
            while len(self._cache) > CACHED_KEYS:
                self._cache.popitem(last=False)
        return found

    def remember(self, keys: dict[str, bytes]) -> None:
        """Keep keys that this process has just recorded; never before their commit."""
        expires = monotonic() + CACHE_SECONDS
        with self._lock:
            for subject, key in keys.items():
                self._cache[subject] = (expires, key)
                self._cache.move_to_end(subject)

    def forget(self, subject: str) -> None:
        """Drop a subject's key from memory at once."""
        with self._lock:
            self._cache.pop(subject, None)

    def wrap(self, subject: str, key: bytes) -> bytes:
        """The form in which a key is stored."""
        nonce = os.urandom(12)
        return _VERSION + nonce + self._wrapper.encrypt(nonce, key, _bound(subject))

    def unwrap(self, subject: str, wrapped: bytes) -> bytes:
        """The key of a stored row. Raises RecordCorrupt when it was wrapped by another key or for another
        subject.
        """
        try:
            if wrapped[:1] != _VERSION:
                raise InvalidTag
            return self._wrapper.decrypt(wrapped[1:13], wrapped[13:], _bound(subject))
        except InvalidTag as error:
            raise RecordCorrupt(
                f"{subject} 的密钥不是由现用的密钥加密密钥封装的",
                f"the key of {subject} was not wrapped by the key-encryption key in use",
            ) from error


def _bound(subject: str) -> bytes:
    return b"luli/subject/1|" + subject.encode()
