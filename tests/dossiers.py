"""Small logs made of nothing but leaves, and dossiers of them: what dossiers and whoever checks them are tried on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.canonical import canonical, parse_canonical
from domain.dossier import Dossier, Included, SealedHead, Since, neighbours
from domain.notes import Checkpoint, VerifierKey, sign_note
from domain.record import leaf, line_1
from domain.sealing import LEDGER_STREAM, SEALED, Head, HeadTree
from domain.tree import Frontier, inclusion_proof, leaf_hash, node_hash, root_from_leaves

ORIGIN = "luli.invalid/dossiers"
SIGNING = Ed25519PrivateKey.from_private_bytes(bytes([7] * 32))
KEY = VerifierKey(ORIGIN, SIGNING.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
AT = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Log:
    """Leaves in the order of positions; a seal covers all before it, or all before an earlier position."""

    leaves: list[bytes]
    streams: list[str]
    seal: tuple[int, int] | None = None
    """(position, size) of the last one."""

    def add(self, stream_id: str) -> None:
        self._append(stream_id, "worker.commended", {"level": "city", "number": str(len(self.leaves))})

    def add_seal(self, size: int | None = None) -> None:
        reach = len(self.leaves) if size is None else size
        tree = self.head_tree(reach)
        said = {
            "size": reach,
            "log_root": root_from_leaves(self.hashes[:reach]).hex(),
            "streams": tree.streams,
            "heads_root": tree.root.hex(),
            "views": [],
        }
        self.seal = (len(self.leaves), reach)
        self._append(LEDGER_STREAM, SEALED.name, said)

    def _append(self, stream_id: str, kind: str, data: object) -> None:
        version = self.streams.count(stream_id) + 1
        first = line_1(len(self.leaves), stream_id, version, kind, 1, AT)
        event_id = sha256(first).hexdigest()[:32]
        second = canonical({"event_id": event_id, "effective_on": "2024-01-01", "actor": "a", "data": data})
        self.leaves.append(leaf(first, second))
        self.streams.append(stream_id)

    @property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(one) for one in self.leaves]

    def heads(self, size: int) -> dict[str, Head]:
        """The head of every stream among the first `size` leaves."""
        found: dict[str, Head] = {}
        for stream_id, one in zip(self.streams[:size], self.leaves, strict=False):
            before = found[stream_id].version if stream_id in found else 0
            found[stream_id] = Head(stream_id, before + 1, leaf_hash(one))
        return found

    def head_tree(self, size: int) -> HeadTree:
        heads = self.heads(size)
        return HeadTree(heads[one] for one in sorted(heads, key=str.encode))

    def checkpoint(self) -> Checkpoint:
        return Checkpoint(ORIGIN, len(self.leaves), root_from_leaves(self.hashes))

    def dossier(self, stream_id: str, *, since: bool = True) -> Dossier:
        """The dossier of a stream, put together without the code that makes them."""
        start = self.seal[1] if self.seal else 0
        own = [index for index, one in enumerate(self.streams) if one == stream_id]
        return Dossier(
            stream_id,
            sign_note(self.checkpoint().text(), KEY, SIGNING.sign),
            tuple(self._included(index) for index in own),
            self._included(self.seal[0]) if self.seal else None,
            self._sealed_heads(stream_id, start) if self.seal else (),
            Since(Frontier().append_all(self.hashes[:start]), tuple(self.leaves[start:])) if since else None,
        )

    def _included(self, index: int) -> Included:
        node = nodes_of(self.hashes)
        return Included(self.leaves[index], tuple(inclusion_proof(index, len(self.leaves), node)))

    def _sealed_heads(self, stream_id: str, size: int) -> tuple[SealedHead, ...]:
        heads, tree = self.heads(size), self.head_tree(size)
        place = tree.place(stream_id)
        indices = [place] if stream_id in heads else neighbours(place, tree.streams)
        return tuple(
            SealedHead(heads[tree.stream_ids[index]], index, tuple(tree.path(index))) for index in indices
        )


def nodes_of(hashes: Sequence[bytes]) -> Callable[[int, int], bytes]:
    """A reader of the complete nodes over these leaf hashes."""

    def node(level: int, index: int) -> bytes:
        if level == 0:
            return hashes[index]
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def log_of(streams: Sequence[str], *, sealed_at: int | None = None, reach: int | None = None) -> Log:
    """A log with these streams' events in order, and a seal of the first `reach` of `sealed_at` leaves."""
    log = Log([], [])
    for index, stream_id in enumerate(streams):
        if index == sealed_at:
            log.add_seal(reach)
        log.add(stream_id)
    if sealed_at is not None and sealed_at >= len(streams):
        log.add_seal(reach)
    return log


def read_dossier(content: bytes) -> Dossier:
    """A dossier from its file."""
    said = parse_canonical(content)
    seal = _read_included(said["seal"]) if "seal" in said else None
    since = None
    if "since" in said:
        size = parse_canonical(seal.leaf.split(b"\n")[1])["data"]["size"] if seal else 0
        frontier = Frontier(size, _hashes(said["since"]["frontier"]))
        since = Since(frontier, tuple(one.encode() for one in said["since"]["leaves"]))
    heads = tuple(
        SealedHead(
            Head(one["head"][0], one["head"][1], bytes.fromhex(one["head"][2])),
            one["index"],
            _hashes(one["path"]),
        )
        for one in said.get("heads", ())
    )
    leaves = tuple(_read_included(one) for one in said["leaves"])
    return Dossier(said["stream_id"], said["checkpoint"], leaves, seal, heads, since)


def _read_included(one: Any) -> Included:
    return Included(one["leaf"].encode(), _hashes(one["path"]))


def _hashes(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(text) for text in texts)
