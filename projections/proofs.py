"""Proof files: of single entries (C2SP tlog-proof against the current checkpoint), and that the log only grew.

Each is made from O(log n) tile reads, and checked before it is given out.
"""

from domain.consistency import format_consistency
from domain.errors import NotFound, RecordCorrupt
from domain.notes import Checkpoint, parse_checkpoint, parse_note
from domain.proofs import format_proof
from domain.tree import consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion
from projections.source import Source
from projections.tiles import Tiles


def proof_of(source: Source, position: int, note: str | None = None) -> tuple[bytes, str]:
    """(the exact leaf bytes, the proof file's text) of one entry, checked before they are given out.

    `note` is a checkpoint of the log's own to prove it in, the current one where left out. Raises NotFound when there is no such position, RecordCorrupt when the stored hashes do not lead to the root.
    """
    note = note or source.checkpoint()
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


def consistency_of(source: Source, old: int, new: int | None = None) -> str:
    """The file that shows the log of size `new` (now, where left out) to continue the one of size `old`.

    An earlier size is signed only once its tree has been shown to be a prefix of the log as it is now. Raises NotFound
    unless 0 <= old <= new <= the log's size, RecordCorrupt when the stored hashes do not lead to its root.
    """
    note = source.checkpoint()
    now = checkpoint_of(note)
    later = now.size if new is None else new
    if not 0 <= old <= later <= now.size:
        raise NotFound(
            f"日志现有 {now.size} 条，没有从 {old} 到 {later} 的一段",
            f"the log has {now.size} entries, and no stretch from {old} to {later}",
        )
    tiles = Tiles(source)
    before, after = tiles.root(old), tiles.root(later)
    proof = consistency_proof(old, later, tiles.node)
    rest = consistency_proof(later, now.size, tiles.node)
    held = verify_consistency(old, later, proof, before, after)
    if not held or not verify_consistency(later, now.size, rest, after, now.root):
        raise RecordCorrupt(
            f"从 {old} 到 {later} 的哈希与日志根不符",
            f"the hashes stored from {old} to {later} do not lead to the log's root",
        )
    return format_consistency(old, proof, note if later == now.size else source.signed(later, after))


def checkpoint_of(note: str) -> Checkpoint:
    """The tree head that a checkpoint of our own states."""
    return parse_checkpoint(parse_note(note).body)
