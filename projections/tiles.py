"""The log's hash tiles (C2SP tlog-tiles), and from them the tree's nodes and its root at any size.

Full tiles are kept in a table by the runner; a partial one, or a full one that the runner has not reached, is put
together from the level below. A tile of any width can be served as soon as the log has that many hashes, so every
tile that a checkpoint covers is there before the checkpoint is.
"""

from typing import Any, Final

import psycopg

from domain.errors import NotFound
from domain.tiles import TILE_WIDTH, Tile, tile_of_node, tile_width, tiles_for
from domain.tree import HASH_BYTES, Frontier, root_from_leaves
from projections.source import Rows, Source

_KEEP: Final = "INSERT INTO tile (level, index, root, hashes) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
_BELOW: Final = "SELECT root FROM tile WHERE level = %s AND index >= %s AND index < %s ORDER BY index"
_HASHES: Final = "SELECT hashes FROM read.tile WHERE level = %s AND index = %s"
_ROOTS: Final = (
    "SELECT index, root FROM read.tile WHERE level = %s AND index >= %s AND index < %s ORDER BY index"
)
_ENTRIES: Final = "SELECT leaf FROM ledger.event WHERE position >= %s AND position < %s ORDER BY position"
_LEAVES: Final = "SELECT leaf_hash FROM ledger.event WHERE position >= %s AND position < %s ORDER BY position"


class TileStore:
    """The read model `tiles`: every full tile, with the hash of the node that it stands for one level up."""

    name: Final = "tiles"
    tables: Final = ("tile",)

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Keep the tiles that the events [start, end) complete, lowest level first."""
        for tile in tiles_for(end, start):
            if tile.is_partial:
                continue
            first = tile.first
            if tile.level == 0:
                found = connection.execute(_LEAVES, (first, first + TILE_WIDTH)).fetchall()
            else:
                found = connection.execute(_BELOW, (tile.level - 1, first, first + TILE_WIDTH)).fetchall()
            hashes = [bytes(row[0]) for row in found]
            if len(hashes) != TILE_WIDTH:
                raise RuntimeError(f"{tile.path()} has {len(hashes)} of {TILE_WIDTH} hashes")
            root = root_from_leaves(hashes)
            connection.execute(_KEEP, (tile.level, tile.index, root, b"".join(hashes)))

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        """Nothing: a hash of ciphertext tells nothing, and old proofs go on verifying."""
        return 0


class Tiles:
    """Reads tiles and nodes; what it has read once it keeps, so make one for each question or proof."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._read: dict[tuple[int, int], list[bytes]] = {}
        self._nodes: dict[tuple[int, int], bytes] = {}

    def tile(self, tile: Tile) -> bytes:
        """The tile's bytes, `width` hashes of 32. Raises NotFound when the log does not reach that far."""
        size = self._source.size_and_root()[0]
        if tile.width > tile_width(tile.level, tile.index, size):
            raise NotFound("日志中还没有这一段", "the log does not reach as far as this tile")
        return b"".join(self._hashes(tile.level, tile.index, tile.width))

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete node of the tree, which the log must reach (`domain.tree.NodeReader`)."""
        found = self._nodes.get((level, index))
        if found is None:
            tile_level, tile_index, first, count = tile_of_node(level, index)
            hashes = self._hashes(tile_level, tile_index, first + count)
            found = self._nodes[(level, index)] = root_from_leaves(hashes[first : first + count])
        return found

    def root(self, size: int) -> bytes:
        """The root hash of the tree as it was at `size`, which the log must reach."""
        return self.frontier(size).root()

    def frontier(self, size: int) -> Frontier:
        """The complete subtrees of the tree as it was at `size`, which the log must reach."""
        nodes, start = [], 0
        for level in range(size.bit_length() - 1, -1, -1):
            if size >> level & 1:
                nodes.append(self.node(level, start >> level))
                start += 1 << level
        return Frontier(size, nodes)

    def _hashes(self, level: int, index: int, width: int) -> list[bytes]:
        """At least the first `width` hashes of a tile; no more when it was not read wider before."""
        known = self._read.get((level, index), [])
        if len(known) < width:
            known = self._read[(level, index)] = self._kept(level, index) or self._composed(
                level, index, width
            )
        return known[:width]

    def _kept(self, level: int, index: int) -> list[bytes]:
        found = self._source.rows(_HASHES, (level, index))
        if not found:
            return []
        data = bytes(found[0][0])
        return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]

    def _composed(self, level: int, index: int, width: int) -> list[bytes]:
        first = index * TILE_WIDTH
        if level == 0:
            hashes = self._source.leaf_hashes(first, first + width)
        else:
            kept = {int(i): bytes(r) for i, r in self._source.rows(_ROOTS, (level - 1, first, first + width))}
            hashes = [
                kept.get(below) or root_from_leaves(self._hashes(level - 1, below, TILE_WIDTH))
                for below in range(first, first + width)
            ]
        if len(hashes) != width:
            raise NotFound("日志中还没有这一段", "the log does not reach as far as this tile")
        return hashes


def leaves_between(rows: Rows, start: int, end: int) -> list[bytes]:
    """The exact bytes of the leaves [start, end)."""
    return [bytes(row[0]) for row in rows(_ENTRIES, (start, end))]
