"""One hidden value as a token, and back, given its subject's key.

    {"$t": [1, subject, alg, commitment, nonce, ciphertext]}        unpadded base64url

The field key is HKDF-Expand (RFC 5869, SHA-256) of the subject's key over `luli/field/1|event_id|pointer`;
the same bytes are the associated data, so that a token cannot be moved to another place. The commitment binds
the ciphertext to one key, which AES-GCM and SM4-GCM alone do not: whoever is given a field key can be sure
that everybody sees the same value. The plaintext is the value's canonical JSON (RFC 8785).
"""

import os
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from binascii import b2a_base64
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.canonical import canonical_trusted
from domain.errors import RecordCorrupt
from domain.hidden import TOKEN_MEMBER, Sealed

AES: Final = "AES-256-GCM"
SM4: Final = "SM4-GCM"
FIELD_KEY_BYTES: Final = {AES: 32, SM4: 16}
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16

_BLOCK_BYTES: Final = 64
_INNER: Final = bytes(byte ^ 0x36 for byte in range(256))
_OUTER: Final = bytes(byte ^ 0x5C for byte in range(256))
_COMMIT: Final = b"luli/commit/1"
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")


def place(event_id: object, pointer: str) -> bytes:
    """What a token is bound to: HKDF's info and the associated data, as the record defines them."""
    return place_of(event_id) + pointer.encode()


def place_of(event_id: object) -> bytes:
    """What all places in one event begin with."""
    return f"luli/field/1|{event_id}|".encode()


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of a key of at most 64 bytes: two plain hashes, which OpenSSL need not look up each time."""
    padded = key.ljust(_BLOCK_BYTES, b"\0")
    return sha256(padded.translate(_OUTER) + sha256(padded.translate(_INNER) + message).digest()).digest()


def derive(subject_key: bytes, info: bytes, alg: str) -> bytes:
    """The field key: HKDF-Expand with SHA-256, whose first block is all that is needed."""
    block = hmac_sha256(subject_key, info + b"\x01")
    return block if alg == AES else block[: FIELD_KEY_BYTES[alg]]


def make(
    subject: str, subject_key: bytes, alg: str, info: bytes, value: Any, nonce: bytes | None = None
) -> Mapping[str, Any]:
    """The token of a plain JSON value. `nonce` is drawn anew unless a published test vector fixes it."""
    key = derive(subject_key, info, alg)
    nonce = nonce or os.urandom(NONCE_BYTES)
    ciphertext = _encrypt(alg, key, nonce, canonical_trusted(value), info)
    return {TOKEN_MEMBER: [1, subject, alg, _text(commitment(key)), _text(nonce), _text(ciphertext)]}


def commitment(field_key: bytes) -> bytes:
    """SHA-256(`luli/commit/1` || field key)."""
    return sha256(_COMMIT + field_key).digest()


def open_with_subject_key(sealed: Sealed, subject_key: bytes) -> Any:
    """The plain value of a token. Raises RecordCorrupt when it was not sealed with this key at this place."""
    return open_with_field_key(sealed, field_key(sealed, subject_key))


def field_key(sealed: Sealed, subject_key: bytes) -> bytes:
    """The key of this one field: it opens this token and nothing else. Raises RecordCorrupt for an unknown
    cipher.
    """
    alg = sealed.token.parts[2]
    if alg not in FIELD_KEY_BYTES:
        raise _corrupt(sealed, f"the cipher {alg} is not known")
    return derive(subject_key, place(sealed.event_id, sealed.pointer), alg)


def open_with_field_key(sealed: Sealed, key: bytes) -> Any:
    """The plain value of a token, given its field key alone: what a third party does with a disclosed field.

    Raises RecordCorrupt when the key is not the one committed to, or the ciphertext is not of this place.
    """
    _, _, alg, committed, nonce, ciphertext = sealed.token.parts
    if len(key) != FIELD_KEY_BYTES.get(alg):
        raise _corrupt(sealed, f"a key of {len(key)} bytes does not fit the cipher {alg}")
    try:
        if not compare_digest(_bytes(committed), commitment(key)):
            raise _corrupt(sealed, "the key is not the one that the token commits to")
        plain = _decrypt(alg, key, _bytes(nonce), _bytes(ciphertext), place(sealed.event_id, sealed.pointer))
    except (InvalidTag, Base64Error, ValueError) as error:
        raise _corrupt(sealed, "its ciphertext was not made with this key at this place") from error
    return orjson.loads(plain)


def _encrypt(alg: str, key: bytes, nonce: bytes, plain: bytes, info: bytes) -> bytes:
    if alg == AES:
        return AESGCM(key).encrypt(nonce, plain, info)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(info)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _decrypt(alg: str, key: bytes, nonce: bytes, ciphertext: bytes, info: bytes) -> bytes:
    if alg == AES:
        return AESGCM(key).decrypt(nonce, ciphertext, info)
    tag = ciphertext[-TAG_BYTES:]
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(info)
    return decryptor.update(ciphertext[:-TAG_BYTES]) + decryptor.finalize()


def _text(data: bytes) -> str:
    return b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _corrupt(sealed: Sealed, why: str) -> RecordCorrupt:
    where = f"{sealed.event_id} {sealed.pointer}"
    return RecordCorrupt(f"无法解开的密文 {where}：{why}", f"the token at {where} cannot be opened: {why}")
