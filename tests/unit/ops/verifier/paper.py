"""A log on paper: made-up records, and every file that an auditor may be handed of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.canonical import canonical
from domain.consistency import format_consistency
from domain.notes import Checkpoint, VerifierKey, sign_note
from domain.proofs import format_proof
from domain.tiles import entries_path, tile_width, tiles_for
from domain.tree import consistency_proof, inclusion_proof, leaf_hash, root_from_leaves
from ops.vault import tokens
from ops.verifier.verify_ledger import Key, Line, key_from, verify

ORIGIN: Final = "luli.example/ledger"
SECRET: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER: Final = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
KEY: Final = key_from(VERIFIER.text())
SUBJECT_KEY: Final = bytes([7] * 32)
STREAMS: Final = 5


def event_id(position: int) -> UUID:
    return UUID(int=position + 1)


def hidden(position: int, pointer: str, value: Any) -> Mapping[str, Any]:
    """A token as the ledger makes it; every second one is sealed with SM4."""
    cipher = tokens.SM4 if position % 2 else tokens.AES
    place = tokens.place(event_id(position), pointer)
    return tokens.make(f"worker-{position % STREAMS}", SUBJECT_KEY, cipher, place, value, bytes(12))


def leaf_at(position: int, /, **asserted: Any) -> bytes:
    """The record at a position, unless some of line 1 is to be otherwise."""
    first = {
        "position": position,
        "stream": f"worker-{position % STREAMS}",
        "version": position // STREAMS + 1,
        "type": "worker.commended",
        "schema": 1,
        "recorded_at": f"2026-01-01T00:00:00.{position:06}Z",
    } | asserted
    second = {
        "event_id": str(event_id(position)),
        "effective_on": "2026-01-01",
        "actor": "clerk_1",
        "reason": hidden(position, "/reason", "年度评优"),
        "data": {
            "level": "city",
            "remarks": [hidden(position, "/data/remarks/0", {"text": f"第 {position} 次"})],
        },
    }
    return canonical(list(first.values())) + b"\n" + canonical(second)


class PaperLog:
    """Records and their files. `changed` replaces records, as whoever rewrites a log would: hashes follow."""

    def __init__(self, size: int, changed: Mapping[int, bytes] | None = None) -> None:
        self.leaves = [leaf_at(position) for position in range(size)]
        for position, leaf in (changed or {}).items():
            self.leaves[position] = leaf
        self.hashes = [leaf_hash(leaf) for leaf in self.leaves]

    def node(self, level: int, index: int) -> bytes:
        return root_from_leaves(self.hashes[index << level : (index + 1) << level])

    def note(self, size: int | None = None) -> str:
        wanted = len(self.leaves) if size is None else size
        root = root_from_leaves(self.hashes[:wanted])
        return sign_note(Checkpoint(ORIGIN, wanted, root).text(), VERIFIER, SECRET.sign)

    def proof(self, index: int, size: int | None = None) -> str:
        wanted = len(self.leaves) if size is None else size
        return format_proof(index, inclusion_proof(index, wanted, self.node), self.note(wanted))

    def growth(self, old: int, new: int | None = None) -> str:
        wanted = len(self.leaves) if new is None else new
        return format_consistency(old, consistency_proof(old, wanted, self.node), self.note(wanted))

    def save_proof(self, folder: Path, index: int, size: int | None = None) -> Path:
        """`INDEX.leaf` and `INDEX.tlog-proof`; the path of the second."""
        write(folder / f"{index}.leaf", self.leaves[index])
        return write(folder / f"{index}.tlog-proof", self.proof(index, size))

    def save_log(self, folder: Path, *, entries: bool = True) -> Path:
        """The folder of the whole log."""
        size = len(self.leaves)
        write(folder / "checkpoint", self.note())
        (folder / "tile").mkdir(parents=True, exist_ok=True)
        for tile in tiles_for(size):
            nodes = range(tile.first, tile.first + tile.width)
            write(folder / tile.path(), b"".join(self.node(8 * tile.level, index) for index in nodes))
            if tile.level == 0 and entries:
                bundle = self.bundle(tile.first, tile.width)
                write(folder / entries_path(tile.index, tile_width(0, tile.index, size)), bundle)
        return folder

    def bundle(self, first: int, width: int) -> bytes:
        leaves = self.leaves[first : first + width]
        return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def field_key(position: int, pointer: str) -> bytes:
    place = tokens.place(event_id(position), pointer)
    return tokens.derive(SUBJECT_KEY, place, tokens.SM4 if position % 2 else tokens.AES)


def checked(*paths: Path, keys: tuple[Key, ...] = (KEY,)) -> list[Line]:
    """What the verifier says of these."""
    return verify(paths, keys)


def holds(*paths: Path) -> bool:
    return all(line.holds is not False for line in checked(*paths))


def faults(*paths: Path) -> str:
    """What does not hold, in English."""
    return "\n".join(line.en for line in checked(*paths) if line.holds is False)
