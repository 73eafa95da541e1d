"""Proof files: C2SP tlog-proof v1, the text that shows one entry to be in one signed tree.

Such a file and the entry's bytes can be checked offline, with the log's public key and nothing else.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.notes import (
    Checkpoint,
    NoteError,
    VerifierKey,
    Verify,
    decode_base64,
    parse_checkpoint,
    parse_decimal,
    parse_note,
    verify_checkpoint,
)
from domain.tree import HASH_BYTES, MAX_SIZE, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_HASHES = 63
"""The longest audit path in a tree whose size is a signed 64-bit integer."""
MAX_EXTRA_BYTES = 65536
MAX_PROOF_BYTES = 1_200_000


class ProofError(ValueError):
    """A proof file that is not written as the standard says, or does not prove its entry."""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """What a proof file says: the leaf's index, its audit path (sibling first) and the signed checkpoint.

    `extra` is not authenticated by anything.
    """

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    def checkpoint(self) -> Checkpoint:
        """The checkpoint as written; nobody has verified its signatures."""
        return parse_checkpoint(parse_note(self.note).body)


def format_proof(index: int, hashes: Sequence[bytes], note: str, extra: bytes | None = None) -> str:
    """The proof file's text. Raises `ProofError` for what `parse_proof` would refuse."""
    lines = [HEADER]
    if extra:
        lines.append(f"extra {b64encode(extra).decode()}")
    lines.append(f"index {index}")
    lines.extend(b64encode(value).decode() for value in hashes)
    text = "\n".join(lines) + "\n\n" + note
    parse_proof(text)
    return text


def parse_proof(text: str | bytes) -> InclusionProof:
    """The parts of a proof file, strictly; that they prove something is `verify_proof`'s to say."""
    try:
        return _parse(_text(text))
    except NoteError as error:
        raise ProofError(str(error)) from None


def verify_proof(
    text: str | bytes, entry: bytes, origin: str, keys: Iterable[VerifierKey], verify: Verify
) -> tuple[int, Checkpoint]:
    """(index, checkpoint) once the file proves that `entry` is in the signed tree of `origin`.

    Raises `ProofError` when the form, a signature or the path is wrong.
    """
    proof = parse_proof(text)
    try:
        checkpoint = verify_checkpoint(proof.note, origin, keys, verify)
    except NoteError as error:
        raise ProofError(str(error)) from None
    leaf = leaf_hash(entry)
    if not verify_inclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        raise ProofError("the hashes do not lead from this entry to the signed root")
    return proof.index, checkpoint


def _text(data: str | bytes) -> str:
    if len(data) > MAX_PROOF_BYTES:
        raise ProofError(f"longer than {MAX_PROOF_BYTES} bytes")
    try:
        return data if isinstance(data, str) else data.decode()
    except UnicodeError:
        raise ProofError("not UTF-8") from None


def _parse(text: str) -> InclusionProof:
    head, separator, note = text.partition("\n\n")
    if not separator:
        raise ProofError("no empty line before the checkpoint")
    lines = head.split("\n")
    if lines.pop(0) != HEADER:
        raise ProofError(f"the first line is not {HEADER}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "))
        if not 0 < len(extra) <= MAX_EXTRA_BYTES:
            raise ProofError(f"extra data is 1 to {MAX_EXTRA_BYTES} bytes, or its line is left out")
    if not lines or not lines[0].startswith("index "):
        raise ProofError("no index line")
    index = parse_decimal(lines.pop(0).removeprefix("index "))
    if len(lines) > MAX_HASHES or index >= MAX_SIZE:
        raise ProofError("no tree is that large")
    hashes = tuple(decode_base64(line) for line in lines)
    if any(len(value) != HASH_BYTES for value in hashes):
        raise ProofError("a hash is 32 bytes")
    parse_checkpoint(parse_note(note).body)
    return InclusionProof(index, hashes, note, extra)
