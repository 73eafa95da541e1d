"""A dossier: everything recorded of one stream, with what shows that nothing is missing from it.

Each leaf comes with its path to the root of one checkpoint. The last seal says where the stream ended among the first
positions, or between which two streams it would be; every leaf of the log from there on shows the rest. Hidden values
are sealed in leaves, so a dossier can be handed to anyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.canonical import canonical, parse_canonical
from domain.errors import RecordCorrupt
from domain.notes import Checkpoint
from domain.sealing import LEDGER_STREAM, SEALED, Head
from domain.tree import HASH_BYTES, Frontier, leaf_hash, verify_inclusion

FORMAT: Final = "luli/dossier/1"


@dataclass(frozen=True, slots=True)
class Included:
    """The exact bytes of a leaf, and its path to the checkpoint's root."""

    leaf: bytes
    path: tuple[bytes, ...]

    def line_1(self) -> list[Any]:
        """What the ledger asserts of it: position, stream, version, type, schema, instant."""
        return _line_1(self.leaf)

    def json(self) -> dict[str, Any]:
        """As it stands in the file."""
        return {"leaf": self.leaf.decode(), "path": [one.hex() for one in self.path]}


@dataclass(frozen=True, slots=True)
class SealedHead:
    """The head of one stream in the tree that a seal states: its place and path."""

    head: Head
    index: int
    path: tuple[bytes, ...]

    def json(self) -> dict[str, Any]:
        """As it stands in the file."""
        stream_id, version, hashed = self.head
        path = [one.hex() for one in self.path]
        return {"head": [stream_id, version, hashed.hex()], "index": self.index, "path": path}


@dataclass(frozen=True, slots=True)
class Since:
    """Every leaf from a size of the log on, and the complete subtrees of that size that lead on to the root."""

    frontier: Frontier
    leaves: tuple[bytes, ...]

    def json(self) -> dict[str, Any]:
        """As it stands in the file."""
        nodes = self.frontier.to_bytes()
        hashes = [nodes[at : at + HASH_BYTES].hex() for at in range(0, len(nodes), HASH_BYTES)]
        return {"frontier": hashes, "leaves": [leaf.decode() for leaf in self.leaves]}


@dataclass(frozen=True, slots=True)
class Dossier:
    """One stream as of one checkpoint. `leaves` are in the order of versions.

    `heads` is the stream's own head in the last seal, or the one or two neighbours between which there is none. `seal` is
    None when nothing was sealed yet, `since` when what others recorded from the seal on is not shown.
    """

    stream_id: str
    note: str
    leaves: tuple[Included, ...]
    seal: Included | None = None
    heads: tuple[SealedHead, ...] = ()
    since: Since | None = None

    def content(self) -> bytes:
        """The file's bytes: canonical JSON."""
        said: dict[str, Any] = {
            "format": FORMAT,
            "stream_id": self.stream_id,
            "checkpoint": self.note,
            "leaves": [one.json() for one in self.leaves],
        }
        if self.seal is not None:
            said |= {"seal": self.seal.json(), "heads": [one.json() for one in self.heads]}
        if self.since is not None:
            said["since"] = self.since.json()
        return canonical(said)


def check_dossier(dossier: Dossier, checkpoint: Checkpoint) -> int:
    """Up to which size of the log, exclusive, a dossier shows that it holds all of its stream.

    Raises RecordCorrupt when it does not hold: the record that it was made of is not the one that the root covers.
    """
    for version, one in enumerate(dossier.leaves, start=1):
        _require(one.line_1()[1:3] == [dossier.stream_id, version], f"version {version} is missing")
        _require_included(one, checkpoint)
    positions = [one.line_1()[0] for one in dossier.leaves]
    _require(positions == sorted(set(positions)), "versions are not in the order of positions")
    said = _sealed(dossier, checkpoint)
    if said is not None:
        _check_heads(dossier, said)
    size = said["size"] if said else 0
    if dossier.since is None:
        return size
    _check_since(dossier, dossier.since, size, checkpoint)
    if said is not None:
        _require(dossier.since.frontier.root().hex() == said["log_root"], "the sealed root is another")
    return checkpoint.size


def _sealed(dossier: Dossier, checkpoint: Checkpoint) -> Mapping[str, Any] | None:
    """What the seal says, None without one."""
    if dossier.seal is None:
        return None
    position, stream_id, _, kind = dossier.seal.line_1()[:4]
    _require((stream_id, kind) == (LEDGER_STREAM, SEALED.name), "the seal is none")
    _require_included(dossier.seal, checkpoint)
    said: Mapping[str, Any] = parse_canonical(dossier.seal.leaf.split(b"\n", 1)[1])["data"]
    _require(said["size"] <= position, "a seal speaks of what came before it")
    return said


def _check_heads(dossier: Dossier, said: Mapping[str, Any]) -> None:
    """The stream's head among the sealed ones, or that it would stand between two neighbours."""
    size, streams, root = said["size"], said["streams"], bytes.fromhex(said["heads_root"])
    for one in dossier.heads:
        hashed = leaf_hash(one.head.entry())
        _require(verify_inclusion(hashed, one.index, streams, one.path, root), "a sealed head is another")
    before = [one for one in dossier.leaves if one.line_1()[0] < size]
    if before:
        last = Head(dossier.stream_id, len(before), leaf_hash(before[-1].leaf))
        _require([one.head for one in dossier.heads] == [last], "the sealed head is not the last leaf")
        return
    sought = dossier.stream_id.encode()
    lower = [one.head.stream_id.encode() < sought for one in dossier.heads]
    place = dossier.heads[0].index + 1 if any(lower) else 0
    indices = [one.index for one in dossier.heads]
    _require(indices == neighbours(place, streams), "the neighbours are not next to each other")
    _require(lower == [index < place for index in indices], "the neighbours are not around the stream")
    _require(all(one.head.stream_id != dossier.stream_id for one in dossier.heads), "the stream is sealed")


def _check_since(dossier: Dossier, since: Since, size: int, checkpoint: Checkpoint) -> None:
    """All leaves from the size on lead to the root, and those of the stream are the dossier's own."""
    grown = since.frontier.append_all(leaf_hash(leaf) for leaf in since.leaves)
    _require(since.frontier.size == size, "the leaves do not begin where the seal ends")
    _require((grown.size, grown.root()) == (checkpoint.size, checkpoint.root), "a leaf since is another")
    theirs = [leaf for leaf in since.leaves if _line_1(leaf)[1] == dossier.stream_id]
    own = [one.leaf for one in dossier.leaves if one.line_1()[0] >= size]
    _require(theirs == own, "a leaf since is not among the stream's")


def _require_included(one: Included, checkpoint: Checkpoint) -> None:
    position = one.line_1()[0]
    hashed = leaf_hash(one.leaf)
    held = verify_inclusion(hashed, position, checkpoint.size, one.path, checkpoint.root)
    _require(held, f"position {position} does not lead to the root")


def _line_1(leaf: bytes) -> list[Any]:
    line: list[Any] = parse_canonical(leaf.split(b"\n", 1)[0])
    return line


def _require(holds: bool, en: str) -> None:
    if not holds:
        raise RecordCorrupt(f"完整档案与日志根不符：{en}", f"the dossier does not hold: {en}")


def neighbours(place: int, streams: int) -> list[int]:
    """The indices between which a stream stands that is not there: two, or one at an edge, or none."""
    return [index for index in (place - 1, place) if 0 <= index < streams]
