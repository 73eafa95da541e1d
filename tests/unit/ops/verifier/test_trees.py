"""The verifier's Merkle proofs: vectors that transparency-dev/merkle publishes, and every way it publishes of breaking them."""

from collections.abc import Iterator
from hashlib import sha256

import pytest

from domain.tree import (
    consistency_proof,
    inclusion_proof,
    root_from_leaves,
    verify_consistency,
    verify_inclusion,
)
from domain.tree import leaf_hash as domain_leaf_hash
from ops.verifier.verify_ledger import EMPTY_ROOT, Fault, Growing, hash_leaf, root_by_path, roots_by_proof

ENTRIES = [bytes.fromhex(entry) for entry in
           ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATH_OF_5_IN_8 = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
LEAVES = [hash_leaf(entry) for entry in ENTRIES]
SOME = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")

Path = list[bytes]


def root(size: int) -> bytes:
    return bytes.fromhex(ROOTS[size - 1])


def node(level: int, index: int) -> bytes:
    return root_from_leaves(LEAVES[index << level : (index + 1) << level])


def included(leaf: bytes, index: int, size: int, path: Path, wanted: bytes) -> bool:
    """As a proof file is checked: the index is looked at first, hashes have 32 bytes."""
    if not 0 <= index < size or any(len(part) != 32 for part in (leaf, wanted, *path)):
        return False
    try:
        return root_by_path(leaf, index, size, path) == wanted
    except Fault:
        return False


def grown(old: int, new: int, path: Path, before: bytes, after: bytes) -> bool:
    if not 0 < old <= new or any(len(part) != 32 for part in (before, after, *path)):
        return False
    try:
        return roots_by_proof(old, new, path, before) == (before, after)
    except Fault:
        return False


def test_the_published_roots() -> None:
    assert [domain_leaf_hash(entry) for entry in ENTRIES] == LEAVES
    tree = Growing()
    assert tree.root() == EMPTY_ROOT == sha256(b"").digest()
    for size, leaf in enumerate(LEAVES, 1):
        tree.add(leaf)
        assert tree.root() == root(size)


def test_the_published_proofs() -> None:
    assert included(LEAVES[5], 5, 8, [bytes.fromhex(part) for part in PATH_OF_5_IN_8], root(8))
    assert grown(6, 8, [bytes.fromhex(part) for part in FROM_6_TO_8], root(6), root(8))


def broken_paths(path: Path, *strangers: bytes) -> Iterator[Path]:
    """Garbage and roots before and behind, single bits, a part missing or put in."""
    for part in (b"", *strangers):
        yield [*path, part]
        yield [part, *path]
    for at in range(len(path)):
        for bit in (3, 4, 255):
            changed = bytearray(path[at])
            changed[bit // 8] ^= 1 << bit % 8
            yield [*path[:at], bytes(changed), *path[at + 1 :]]
    if path:
        yield path[:-1]
        yield path[1:]
        yield [path[0], *path]
    if len(path) > 1:
        yield [path[0], SOME, *path[1:]]


@pytest.mark.parametrize("size", range(1, 9))
def test_inclusion_holds_and_no_published_corruption_does(size: int) -> None:
    for index in range(size):
        leaf, path, good = LEAVES[index], inclusion_proof(index, size, node), root(size)
        assert included(leaf, index, size, path, good)
        wrong: list[tuple[bytes, int, int, Path, bytes]] = [
            *((leaf, other, size, path, good) for other in (index - 1, index + 1, index ^ 2)),
            *(
                (leaf, index, other, path, good)
                for other in (size * 2, size // 2)
                if (path, other) != ([], size)
            ),
            (b"WrongLeaf", index, size, path, good),
            (SOME, index, size, path, good),
            *((leaf, index, size, path, other) for other in (EMPTY_ROOT, SOME, b"")),
            *((leaf, index, size, changed, good) for changed in broken_paths(path, good)),
        ]
        for probe in wrong:
            assert not included(*probe), probe
            assert not verify_inclusion(probe[0], probe[1], probe[2], probe[3], probe[4]), probe


@pytest.mark.parametrize("new", range(2, 9))
def test_growth_holds_and_no_published_corruption_does(new: int) -> None:
    for old in range(1, new):
        before, after, path = root(old), root(new), consistency_proof(old, new, node)
        assert grown(old, new, path, before, after)
        wrong: list[tuple[int, int, Path, bytes, bytes]] = [
            *((other, new, path, before, after) for other in (old - 1, old + 1, old ^ 2)),
            *((old, other, path, before, after) for other in (new * 2, new // 2)),
            (old, new, path, b"WrongRoot", after),
            (old, new, path, before, b"WrongRoot"),
            (old, new, path, after, before),
            (old, new, [], before, after),
            *((old, new, changed, before, after) for changed in broken_paths(path, before, after)),
        ]
        for probe in wrong:
            assert not grown(*probe), probe
            assert not (probe[0] and verify_consistency(*probe)), probe


def test_it_agrees_with_the_ledger_on_larger_trees() -> None:
    leaves = [hash_leaf(str(number).encode()) for number in range(70)]

    def reader(level: int, index: int) -> bytes:
        return root_from_leaves(leaves[index << level : (index + 1) << level])

    roots = [root_from_leaves(leaves[:size]) for size in range(71)]
    for new in range(1, 71):
        for other in range(new):
            assert included(leaves[other], other, new, inclusion_proof(other, new, reader), roots[new])
            if other:
                assert grown(other, new, consistency_proof(other, new, reader), roots[other], roots[new])
