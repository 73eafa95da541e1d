"""Dossiers: put together from the record, the tiles and the last seal, and checked before they are given out."""

from typing import Final

from domain.dossier import Dossier, Included, SealedHead, Since, check_dossier, neighbours
from domain.errors import NotFound, RecordCorrupt
from domain.notes import Checkpoint
from domain.record import Event
from domain.sealing import HeadTree
from domain.tree import inclusion_proof
from projections.proofs import checkpoint_of
from projections.sealed import SealedHeads, head_of, last_seal
from projections.source import Source
from projections.tiles import Tiles, leaves_between

SINCE_LIMIT: Final = 2_000
"""Leaves since the last seal that a dossier holds at most where a limit is wanted: some 2 MB."""

_LEAVES: Final = (
    "SELECT position, leaf FROM ledger.event WHERE stream_id = %s AND position < %s ORDER BY version"
)


class Dossiers:
    """Makes dossiers of one ledger. Keeps the head tree of the last seal in memory: an id and two hashes a stream."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._heads = SealedHeads(source)

    def of(
        self, stream_id: str, *, note: str | None = None, since_limit: int | None = SINCE_LIMIT
    ) -> tuple[Dossier, int]:
        """(the dossier of a stream, the size of the log up to which it shows that nothing is missing).

        It is of the log as `note`, a checkpoint of its own, says; as it is now where none is given. What was recorded since the seal is left out where it is more than `since_limit` leaves. There may be no stream of
        that id: then the dossier shows it, and raises NotFound where it could not. Raises RecordCorrupt when the record is
        not the one that its root covers.
        """
        note = note or self._source.checkpoint()
        checkpoint = checkpoint_of(note)
        tiles = Tiles(self._source)
        seal = last_seal(self._source, checkpoint.size - 1)
        rows = self._source.rows(_LEAVES, (stream_id, checkpoint.size))
        dossier = Dossier(
            stream_id,
            note,
            tuple(_included(tiles, checkpoint, int(row[0]), bytes(row[1])) for row in rows),
            self._seal(tiles, checkpoint, seal),
            self._sealed_heads(stream_id, seal) if seal else (),
            self._since(tiles, checkpoint, seal.data.size if seal else 0, since_limit),
        )
        complete_to = check_dossier(dossier, checkpoint)
        if not rows and not complete_to:
            raise NotFound("没有这份记录", "there is no such record")
        return dossier, complete_to

    def _seal(self, tiles: Tiles, checkpoint: Checkpoint, seal: Event | None) -> Included | None:
        if seal is None:
            return None
        return _included(tiles, checkpoint, seal.position, self._source.leaf(seal.position))

    def _sealed_heads(self, stream_id: str, seal: Event) -> tuple[SealedHead, ...]:
        """The stream's own head, or those of its neighbours."""
        tree = self._heads.tree(seal)
        place = tree.place(stream_id)
        known = place < tree.streams and tree.stream_ids[place] == stream_id
        indices = [place] if known else neighbours(place, tree.streams)
        return tuple(self._sealed_head(tree, index, seal.data.size) for index in indices)

    def _sealed_head(self, tree: HeadTree, index: int, size: int) -> SealedHead:
        head = head_of(self._source, tree.stream_ids[index], size)
        if head is None:
            raise RecordCorrupt(
                f"封存时有的流 {tree.stream_ids[index]} 已不在记录中",
                f"the sealed stream {tree.stream_ids[index]} is no longer in the record",
            )
        return SealedHead(head, index, tuple(tree.path(index)))

    def _since(self, tiles: Tiles, checkpoint: Checkpoint, size: int, limit: int | None) -> Since | None:
        if limit is not None and checkpoint.size - size > limit:
            return None
        leaves = leaves_between(self._source.rows, size, checkpoint.size)
        return Since(tiles.frontier(size), tuple(leaves))


def _included(tiles: Tiles, checkpoint: Checkpoint, position: int, leaf: bytes) -> Included:
    return Included(leaf, tuple(inclusion_proof(position, checkpoint.size, tiles.node)))
