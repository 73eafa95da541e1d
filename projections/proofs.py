"""Proof files of single entries: C2SP tlog-proof against the current checkpoint, made from O(log n) tile reads."""

from domain.errors import NotFound, RecordCorrupt
from domain.notes import Checkpoint, parse_checkpoint, parse_note
from domain.proofs import format_proof
from domain.tree import inclusion_proof, leaf_hash, verify_inclusion
from projections.source import Source
from projections.tiles import Tiles


def proof_of(source: Source, position: int) -> tuple[bytes, str]:
    """(the exact leaf bytes, the proof file's text) of one entry, checked before they are given out.

    Raises NotFound when there is no such position, RecordCorrupt when the stored hashes do not lead to the root.
    """
    note = source.checkpoint()
    checkpoint = checkpoint_of(note)
    if not 0 <= position < checkpoint.size:
        raise NotFound(f"没有第 {position} 号记录", f"there is no position {position}")
    leaf = source.leaf(position)
    path = inclusion_proof(position, checkpoint.size, Tiles(source).node)
    if not verify_inclusion(leaf_hash(leaf), position, checkpoint.size, path, checkpoint.root):
        raise RecordCorrupt(
            f"第 {position} 号记录的哈希与日志根不符",
            f"the hashes stored for position {position} do not lead to the log's root",
        )
    return leaf, format_proof(position, path, note)


def checkpoint_of(note: str) -> Checkpoint:
    """The tree head that a checkpoint of our own states."""
    return parse_checkpoint(parse_note(note).body)
