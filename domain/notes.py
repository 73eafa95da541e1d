"""Signed notes and the checkpoints that are their text: C2SP signed-note and tlog-checkpoint.

A note is a text, an empty line and signature lines. A checkpoint's text is three lines: origin, tree
size, root hash. Ed25519 itself comes in as a function; this module knows bytes and text only.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from domain.tree import HASH_BYTES, MAX_SIZE

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 100
MAX_NAME_CHARACTERS = 255

ED25519 = 0x01
"""The signature type byte of a plain Ed25519 note signature."""
KEY_BYTES = 32
KEY_ID_BYTES = 4

_DASH = "\u2014 "

Sign = Callable[[bytes], bytes]
"""Message to signature."""
Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, signature, message) to whether the signature is good."""


class NoteError(ValueError):
    """A note, a key or a checkpoint that is not written as the standard says."""


class SignatureError(NoteError):
    """A note that nobody trusted has signed, or that carries a bad signature under a known key."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: the log's name, the number of leaves, the root hash of 32 bytes."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        check_name(self.origin)
        if not 0 <= self.size <= MAX_SIZE:
            raise NoteError(f"no tree has size {self.size}")
        if len(self.root) != HASH_BYTES:
            raise NoteError("a root hash is 32 bytes")

    def text(self) -> str:
        """The text that is signed, its last newline included. It has no extension lines."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: whose key (name and id of 4 bytes), and the bytes that key's type defines."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of an Ed25519 note key: its name and 32 bytes."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public_key) != KEY_BYTES:
            raise NoteError("an Ed25519 public key is 32 bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name, newline, type byte, key)."""
        return sha256(self.name.encode() + b"\n" + self._typed()).digest()[:KEY_ID_BYTES]

    def text(self) -> str:
        """`name+id in hex+base64`, the form in which keys are given to verifiers."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(self._typed()).decode()}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The inverse of `text`; `NoteError` for other types, a wrong id and other spellings."""
        name, first, rest = text.partition("+")
        key_id, second, encoded = rest.partition("+")
        if not (first and second):
            raise NoteError("a verifier key is name+id+key")
        typed = decode_base64(encoded)
        if typed[:1] != bytes([ED25519]):
            raise NoteError("not an Ed25519 note key (type 0x01)")
        key = cls(name, typed[1:])
        if key_id != key.key_id.hex():
            raise NoteError("the key's id does not belong to its name and bytes")
        return key

    def _typed(self) -> bytes:
        return bytes([ED25519]) + self.public_key


class SignedNote(NamedTuple):
    """A note whose form was checked and whose signatures were not."""

    body: str
    signatures: tuple[NoteSignature, ...]


def check_name(name: str) -> str:
    """A key name or origin as it came; `NoteError` for spaces, plus, control characters and none."""
    if not 0 < len(name) <= MAX_NAME_CHARACTERS:
        raise NoteError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters")
    if any(char == "+" or char.isspace() or not _is_printing(char) for char in name):
        raise NoteError("a name has no spaces, no plus and no control characters")
    return name


def parse_checkpoint(body: str) -> Checkpoint:
    """The checkpoint that a note's text spells; extension lines are refused.

    Our logs never write them and no monitor can audit them.
    """
    lines = body.split("\n")
    if len(lines) != 4 or lines[3]:
        raise NoteError("a checkpoint is three lines: origin, size, root")
    origin, size, root, _ = lines
    return Checkpoint(origin, parse_decimal(size), decode_base64(root))


def signature_line(name: str, key_id: bytes, signature: bytes) -> str:
    """The line that attests a note under one key, its newline included."""
    check_name(name)
    if len(key_id) != KEY_ID_BYTES or not signature:
        raise NoteError("a signature is an id of 4 bytes and what the key made")
    return f"{_DASH}{name} {b64encode(key_id + signature).decode()}\n"


def sign_note(body: str, key: VerifierKey, sign: Sign) -> str:
    """The note with one signature: of the text with its last newline, without the empty line."""
    return assemble_note(body, [signature_line(key.name, key.key_id, sign(body.encode()))])


def assemble_note(body: str, lines: Iterable[str]) -> str:
    """Text and signature lines as one note; `NoteError` when the result would not parse."""
    note = body + "\n" + "".join(lines)
    if parse_note(note).body != body:
        raise NoteError("a note's text ends in a newline")
    return note


def parse_note(note: str | bytes) -> SignedNote:
    """Text and signatures of a note, without judging them. `NoteError` for every other form."""
    text = _decode(note)
    body, separator, signatures = text.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise NoteError("a note is a text, an empty line and signature lines")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError(f"more than {MAX_SIGNATURES} signatures")
    return SignedNote(body + "\n", tuple(_parse_line(line) for line in lines))


def verify_note(
    note: str | bytes, keys: Iterable[VerifierKey], verify: Verify
) -> tuple[str, tuple[VerifierKey, ...]]:
    """The text of a note and the known keys that signed it, at least one.

    Signatures of unknown keys are ignored, also when only the name or only the id is known. A bad one
    under a known name and id rejects the whole note. Raises `SignatureError`, or `NoteError` for form.
    """
    parsed = parse_note(note)
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise NoteError(f"two different keys named {key.name} have the same id")
    message = parsed.body.encode()
    signers: dict[VerifierKey, None] = {}
    for line in parsed.signatures:
        signer = known.get((line.name, line.key_id))
        if signer is None:
            continue
        if not verify(signer.public_key, line.signature, message):
            raise SignatureError(f"the signature of {line.name} is not good")
        signers[signer] = None
    if not signers:
        raise SignatureError("no signature of a known key")
    return parsed.body, tuple(signers)


def verify_checkpoint(
    note: str | bytes, origin: str, keys: Iterable[VerifierKey], verify: Verify
) -> Checkpoint:
    """The checkpoint of a verified note, which must be of `origin` and signed by a key of that name."""
    body, signers = verify_note(note, keys, verify)
    checkpoint = parse_checkpoint(body)
    if checkpoint.origin != origin:
        raise NoteError(f"a checkpoint of {checkpoint.origin}, not of {origin}")
    if all(signer.name != origin for signer in signers):
        raise SignatureError(f"not signed by {origin} itself")
    return checkpoint


def decode_base64(text: str) -> bytes:
    """Standard padded base64 (RFC 4648 section 4) in its one canonical spelling."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if b64encode(data).decode() != text:
        raise NoteError("base64 in another spelling than the canonical one")
    return data


def parse_decimal(text: str) -> int:
    """An ASCII decimal without sign or leading zeros, at most 2**63 - 1."""
    canonical = text.isascii() and text.isdigit() and len(text) <= 19 and (text == "0" or text[0] != "0")
    if not canonical or int(text) > MAX_SIZE:
        raise NoteError("not a decimal number in its shortest spelling")
    return int(text)


def _decode(note: str | bytes) -> str:
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError(f"longer than {MAX_NOTE_BYTES} bytes")
    try:
        data = note.encode() if isinstance(note, str) else note
        text = data.decode()
    except UnicodeError:
        raise NoteError("not UTF-8") from None
    if len(data) > MAX_NOTE_BYTES:
        raise NoteError(f"longer than {MAX_NOTE_BYTES} bytes")
    if any(byte < 0x20 and byte != 0x0A for byte in set(data)):
        raise NoteError("a control character other than newline")
    return text


def _parse_line(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise NoteError("a signature line is an em dash, a name and base64")
    check_name(name)
    data = decode_base64(encoded)
    if len(data) <= KEY_ID_BYTES:
        raise NoteError("a signature is an id of 4 bytes and what the key made")
    return NoteSignature(name, data[:KEY_ID_BYTES], data[KEY_ID_BYTES:])


def _is_printing(char: str) -> bool:
    """Neither a control character (C0, DEL, C1) nor half of a surrogate pair."""
    return not (char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff")
