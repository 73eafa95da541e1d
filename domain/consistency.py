"""Files that show a log to have only grown between two sizes: the body of C2SP tlog-witness `add-checkpoint`.

An `old` line with the older size, the hashes of RFC 6962 section 2.1.2, an empty line and the later checkpoint. The
older root is not in it: whoever checks it has kept the older checkpoint.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from domain.notes import Checkpoint, NoteError, decode_base64, parse_checkpoint, parse_decimal, parse_note
from domain.proofs import MAX_HASHES, MAX_PROOF_BYTES, ProofError
from domain.tree import HASH_BYTES


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """What such a file says: the older size, the hashes, and the later signed checkpoint."""

    old: int
    hashes: tuple[bytes, ...]
    note: str

    def checkpoint(self) -> Checkpoint:
        """The later checkpoint as written; nobody has verified its signatures."""
        return parse_checkpoint(parse_note(self.note).body)


def format_consistency(old: int, hashes: Sequence[bytes], note: str) -> str:
    """The file's text. Raises `ProofError` for what `parse_consistency` would refuse."""
    lines = [f"old {old}", *(b64encode(value).decode() for value in hashes)]
    text = "\n".join(lines) + "\n\n" + note
    parse_consistency(text)
    return text


def parse_consistency(text: str) -> ConsistencyProof:
    """The parts of such a file, strictly; that they prove something is `verify_consistency`'s to say."""
    if len(text) > MAX_PROOF_BYTES:
        raise ProofError(f"longer than {MAX_PROOF_BYTES} characters")
    head, separator, note = text.partition("\n\n")
    lines = head.split("\n")
    if not separator or not lines[0].startswith("old "):
        raise ProofError("not an old size, hashes, an empty line and a checkpoint")
    if len(lines) - 1 > MAX_HASHES:
        raise ProofError("no tree is that large")
    try:
        old = parse_decimal(lines[0].removeprefix("old "))
        hashes = tuple(decode_base64(line) for line in lines[1:])
        later = parse_checkpoint(parse_note(note).body)
    except NoteError as error:
        raise ProofError(str(error)) from None
    if any(len(value) != HASH_BYTES for value in hashes):
        raise ProofError("a hash is 32 bytes")
    if old > later.size:
        raise ProofError("the old size is beyond the checkpoint")
    return ConsistencyProof(old, hashes, note)
