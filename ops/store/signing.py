"""Checkpoints of this ledger, signed, and the signature that a receipt carries.

Ed25519 signatures are deterministic: the receipt of a replayed command is made again, byte for byte, from the
commit row that covers it.
"""

from base64 import b64encode

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.notes import Checkpoint, VerifierKey, sign_note, signature_line
from ops.keys import Keys
from ops.vault.custody import fingerprint


class Signer:
    """Signs for one origin with the ledger's Ed25519 key."""

    def __init__(self, origin: str, keys: Keys) -> None:
        self._key = keys.signer
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.verifier = VerifierKey(origin, public)
        self._origin = origin
        self._key_id = self.verifier.key_id
        self.fingerprint = fingerprint(keys.signing)

    def signature(self, size: int, root: bytes) -> str:
        """Base64 of key id and signature, as a C2SP signature line over the checkpoint of this size and root
        has it.
        """
        text = Checkpoint(self._origin, size, root).text()
        return b64encode(self._key_id + self._key.sign(text.encode())).decode("ascii")

    def line(self, size: int, root: bytes) -> str:
        """The signature line over the checkpoint of this size and root, its newline included."""
        text = Checkpoint(self._origin, size, root).text()
        return signature_line(self._origin, self._key_id, self._key.sign(text.encode()))

    def checkpoint(self, size: int, root: bytes) -> str:
        """The checkpoint as a signed note (C2SP tlog-checkpoint)."""
        return sign_note(Checkpoint(self._origin, size, root).text(), self.verifier, self._key.sign)
