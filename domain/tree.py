"""The Merkle tree over the ledger's leaves: RFC 6962 section 2.1 and RFC 9162 section 2.1, SHA-256.

Hashes are 32 raw bytes. A node is addressed by (level, index): it covers the 2**level leaves from
index * 2**level on, and exists only once all of them do. Whoever asks for a proof passes a function
that finds such nodes; where they are kept is not this module's business.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
MAX_SIZE = 2**63 - 1
"""The largest tree: sizes and positions stay in a signed 64-bit integer."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without leaves."""

NodeReader = Callable[[int, int], bytes]
"""(level, index) to the hash of that complete node."""


class TreeError(ValueError):
    """A size, an index or a hash that no tree has."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root_from_leaves(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, or over any equally high, complete and adjacent nodes."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        pairs = iter(row)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        if len(row) % 2:
            above.append(row[-1])
        row = above
    return row[0]


class Frontier:
    """The complete subtrees at the right edge: all that appending needs. An immutable value.

    There is one subtree for each one bit of `size`, the largest and leftmost first.
    """

    __slots__ = ("_nodes", "size")

    size: int
    _nodes: tuple[bytes, ...]

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        nodes = tuple(nodes)
        if not 0 <= size <= MAX_SIZE:
            raise TreeError(f"no tree has size {size}")
        if len(nodes) != size.bit_count() or any(len(node) != HASH_BYTES for node in nodes):
            raise TreeError(f"a frontier of size {size} is {size.bit_count()} hashes of 32 bytes")
        object.__setattr__(self, "size", size)
        object.__setattr__(self, "_nodes", nodes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a frontier does not change: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frontier):
            return NotImplemented
        return self.size == other.size and self._nodes == other._nodes

    def __hash__(self) -> int:
        return hash((self.size, self._nodes))

    def __repr__(self) -> str:
        return f"Frontier(size={self.size}, root={self.root().hex()})"

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier after one more leaf hash."""
        return self.append_all((leaf,))

    def append_all(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier after these leaf hashes, in their order. One node hash a leaf on average."""
        nodes = list(self._nodes)
        size = self.size
        for leaf in leaves:
            if len(leaf) != HASH_BYTES:
                raise TreeError("a leaf hash is 32 bytes")
            node, complete = leaf, size
            while complete & 1:
                node = sha256(b"\x01" + nodes.pop() + node).digest()
                complete >>= 1
            nodes.append(node)
            size += 1
        return Frontier(size, nodes)

    def root(self) -> bytes:
        """The root hash of the tree of this size."""
        return _fold(self._nodes) if self._nodes else EMPTY_ROOT

    def to_bytes(self) -> bytes:
        """The subtree hashes one after the other; `size` is kept beside them."""
        return b"".join(self._nodes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """The inverse of `to_bytes`; `TreeError` when the length does not fit the size."""
        if len(data) % HASH_BYTES:
            raise TreeError("a frontier is a sequence of hashes of 32 bytes")
        starts = range(0, len(data), HASH_BYTES)
        return cls(size, (data[start : start + HASH_BYTES] for start in starts))


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size`, the leaf's sibling first.

    RFC 6962 section 2.1.1. Raises `TreeError` unless 0 <= index < size.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise TreeError(f"a tree of size {size} has no leaf {index}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    path.reverse()
    return path


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """The proof that the tree of size `old` is a prefix of the tree of size `new`.

    RFC 6962 section 2.1.2. Empty when old is 0 or equals new. Raises `TreeError` unless
    0 <= old <= new.
    """
    if not 0 <= old <= new <= MAX_SIZE:
        raise TreeError(f"a tree of size {old} is no prefix of one of size {new}")
    if old in (0, new):
        return []
    start, end, proof = 0, new, []
    while end != old:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            proof.append(_range_hash(middle, end, node))
            end = middle
        else:
            proof.append(_range_hash(start, middle, node))
            start = middle
    # The verifier knows the old root; it needs this subtree only when that is something else.
    if start:
        proof.append(_range_hash(start, end, node))
    proof.reverse()
    return proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from a leaf hash at `index` to `root` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size <= MAX_SIZE or not _are_hashes((leaf, root, *proof)):
        return False
    node, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached = node_hash(sibling, reached)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree (old, old_root) is a prefix of (new, new_root) (RFC 9162 section 2.1.4.2).

    The empty tree is a prefix of every tree and needs no proof.
    """
    if not 0 <= old <= new <= MAX_SIZE or not _are_hashes((old_root, new_root, *proof)):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    hashes = list(proof) if old & (old - 1) else [old_root, *proof]
    if not hashes:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_reached = new_reached = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_reached = node_hash(sibling, old_reached)
            new_reached = node_hash(sibling, new_reached)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new_reached = node_hash(new_reached, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_reached == old_root and new_reached == new_root


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _largest_power_below(count: int) -> int:
    """The largest power of two smaller than `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_hash(start: int, end: int, node: NodeReader) -> bytes:
    """The hash of the leaves [start, end), put together from complete nodes."""
    parts = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append(node(level, start >> level))
        start += 1 << level
    return _fold(parts)


def _fold(nodes: Sequence[bytes]) -> bytes:
    """Joins subtrees of falling height from the right."""
    reached = nodes[-1]
    for left in reversed(nodes[:-1]):
        reached = node_hash(left, reached)
    return reached
