"""The vault as its users see it: seal, open, disclose, and the two keyed hashes."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from domain.canonical import canonical
from domain.errors import SubjectErased
from domain.hidden import ERASED, Erased, Seal, Sealed
from ops.keys import Keys
from ops.vault import tokens
from ops.vault.subjects import Query, SubjectKeys

CIPHERS: Final = {"aes": tokens.AES, "sm4": tokens.SM4}
"""What the setting `LULI_CIPHER` may say, and the name that tokens carry."""


class Vault:
    """Seals and opens hidden values. Safe to share between threads."""

    def __init__(self, rows: Query, keys: Keys, cipher: str = "aes") -> None:
        self.subjects = SubjectKeys(rows, keys.encryption)
        self._alg = CIPHERS[cipher]
        self._keys = keys

    def sealer(self, new_keys: Mapping[str, bytes]) -> Seal:
        """A `Seal` for one command; `new_keys` are those of subjects that it is about to register."""
        find, alg, make, place_of = self.subjects.get, self._alg, tokens.make, tokens.place_of
        last: list[Any] = [None, b""]

        def seal(subject: str, event_id: UUID, pointer: str, value: Any) -> Mapping[str, Any]:
            if last[0] is not event_id:
                last[:] = event_id, place_of(event_id)
            key = new_keys.get(subject) or find(subject)
            return make(subject, key, alg, last[1] + pointer.encode(), value)

        return seal

    def new_keys(self, subjects: Iterable[str]) -> dict[str, bytes]:
        """A fresh key for each subject, in memory until the append that registers it."""
        return {subject: os.urandom(32) for subject in subjects}

    def open(self, sealed: Sealed) -> Any:
        """The plain JSON value, or `ERASED` when the subject's key is gone. Raises RecordCorrupt for a forged
        token.
        """
        key = self.subjects.find(sealed.token.subject)
        return ERASED if key is None else tokens.open_with_subject_key(sealed, key)

    def field_key(self, sealed: Sealed) -> bytes | Erased:
        """The key of this one field, to hand to a third party; `ERASED` when the subject's key is gone."""
        key = self.subjects.find(sealed.token.subject)
        return ERASED if key is None else tokens.field_key(sealed, key)

    def require_alive(self, subject: str) -> None:
        """Raise SubjectErased when the subject's key has been destroyed."""
        if self.subjects.find(subject) is None:
            raise SubjectErased(subject)

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value: equal for equal values of one purpose, unpadded base64url of 32 bytes."""
        keyed = tokens.hmac_sha256(self._keys.index, canonical(["luli/blind/1", purpose, value]))
        return urlsafe_b64encode(keyed).rstrip(b"=").decode("ascii")

    def command_digest(self, content: Any) -> bytes:
        """The keyed HMAC of a command's canonical JSON, 32 bytes."""
        return tokens.hmac_sha256(self._keys.digest, b"luli/command/1\n" + canonical(content))
