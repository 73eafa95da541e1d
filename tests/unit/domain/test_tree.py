"""The Merkle tree agrees with the recursive definition, published vectors and another library."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from domain.tree import (
    EMPTY_ROOT,
    MAX_SIZE,
    Frontier,
    TreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_from_leaves,
    verify_consistency,
    verify_inclusion,
)

# Leaf inputs and roots of sizes 0 to 8 that Certificate Transparency implementations share.
PUBLISHED_INPUTS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

ENTRIES = [number.to_bytes(2, "big") for number in range(600)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def split(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def mth(entries: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1, word for word."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def subproof(m: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """RFC 6962 section 2.1.2, word for word."""
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = split(len(entries))
    if m <= k:
        return [*subproof(m, entries[:k], whole), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], False), mth(entries[:k])]


def node(level: int, index: int) -> bytes:
    """A complete node over ENTRIES; asking for an incomplete one is the caller's fault."""
    leaves = LEAVES[index << level : (index + 1) << level]
    assert len(leaves) == 1 << level
    return root_from_leaves(leaves)


sizes = st.integers(0, len(LEAVES))


def test_the_published_roots() -> None:
    frontier = Frontier()
    leaves = [leaf_hash(entry) for entry in PUBLISHED_INPUTS]
    for size, root in enumerate(PUBLISHED_ROOTS):
        assert frontier.root().hex() == root
        assert root_from_leaves(leaves[:size]).hex() == root
        if size < len(leaves):
            frontier = frontier.append(leaves[size])


def test_the_roots_of_another_library() -> None:
    other = InmemoryTree(algorithm="sha256")
    frontier = Frontier()
    for size in range(1, 70):
        other.append_entry(ENTRIES[size - 1])
        frontier = frontier.append(LEAVES[size - 1])
        assert frontier.root() == other.get_root(size)


@given(sizes)
def test_every_way_to_the_root_gives_the_definition(size: int) -> None:
    expected = mth(ENTRIES[:size])
    assert root_from_leaves(LEAVES[:size]) == expected
    assert Frontier().append_all(LEAVES[:size]).root() == expected


@given(sizes, sizes)
def test_a_frontier_grows_the_same_in_any_batches_and_through_storage(one: int, other: int) -> None:
    first, last = sorted((one, other))
    stored = Frontier().append_all(LEAVES[:first])
    loaded = Frontier.from_bytes(stored.size, stored.to_bytes())
    assert loaded == stored
    assert hash(loaded) == hash(stored)
    assert loaded.append_all(LEAVES[first:last]) == Frontier().append_all(LEAVES[:last])


def test_appending_leaves_the_old_frontier_as_it_was() -> None:
    before = Frontier().append_all(LEAVES[:7])
    root = before.root()
    before.append_all(LEAVES[7:20])
    assert (before.size, before.root()) == (7, root)
    with pytest.raises(AttributeError):
        before.size = 8


@given(st.data())
def test_inclusion_proofs_are_the_definition_and_verify(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(LEAVES)))
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, node)
    assert proof == path(index, ENTRIES[:size])
    root = mth(ENTRIES[:size])
    assert verify_inclusion(LEAVES[index], index, size, proof, root)


@given(sizes, sizes)
def test_consistency_proofs_are_the_definition_and_verify(one: int, other: int) -> None:
    old, new = sorted((one, other))
    proof = consistency_proof(old, new, node)
    if old:
        assert proof == subproof(old, ENTRIES[:new], True)
    assert verify_consistency(old, new, proof, mth(ENTRIES[:old]), mth(ENTRIES[:new]))


def forged(hashes: list[bytes]) -> list[list[bytes]]:
    """Proofs that differ from the true one in one place."""
    flipped = [
        [*hashes[:at], bytes([hashes[at][0] ^ 1]) + hashes[at][1:], *hashes[at + 1 :]]
        for at in range(len(hashes))
    ]
    shorter = [[*hashes[:at], *hashes[at + 1 :]] for at in range(len(hashes))]
    longer = [[*hashes, EMPTY_ROOT], [EMPTY_ROOT, *hashes]]
    cut = [[*hashes[:-1], hashes[-1][:31]]] if hashes else []
    return [*flipped, *shorter, *longer, *cut]


def test_no_altered_inclusion_proof_verifies() -> None:
    for size in range(1, 20):
        root = mth(ENTRIES[:size])
        for index in range(size):
            proof = inclusion_proof(index, size, node)
            leaf = LEAVES[index]
            for fake in forged(proof):
                assert not verify_inclusion(leaf, index, size, fake, root)
            assert not verify_inclusion(LEAVES[index + 1], index, size, proof, root)
            assert not verify_inclusion(leaf, index, size, proof, EMPTY_ROOT)
            for wrong in set(range(-1, size + 1)) - {index}:
                assert not verify_inclusion(leaf, wrong, size, proof, root)


def test_no_altered_consistency_proof_verifies() -> None:
    for new in range(1, 20):
        new_root = mth(ENTRIES[:new])
        for old in range(new):
            old_root = mth(ENTRIES[:old])
            proof = consistency_proof(old, new, node)
            for fake in forged(proof):
                assert not verify_consistency(old, new, fake, old_root, new_root)
            assert not verify_consistency(old, new, proof, LEAVES[30], new_root)
            if old:
                assert not verify_consistency(old, new, proof, old_root, LEAVES[30])
        assert not verify_consistency(new, new, [], new_root, LEAVES[30])
        assert not verify_consistency(new, new, [EMPTY_ROOT], new_root, new_root)


@given(st.integers(-2, 40), st.integers(-2, 40), st.lists(st.binary(min_size=30, max_size=33)), st.binary())
def test_verification_of_rubbish_answers_no(one: int, two: int, proof: list[bytes], root: bytes) -> None:
    assert not verify_inclusion(root, one, two, proof, root) or (one, two, proof) == (0, 1, [])
    if verify_consistency(one, two, proof, root, root):
        assert one == two
        assert not proof


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3), (0, MAX_SIZE + 1)])
def test_there_is_no_proof_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(TreeError):
        inclusion_proof(index, size, node)


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 3), (1, MAX_SIZE + 1)])
def test_there_is_no_consistency_with_a_smaller_tree(old: int, new: int) -> None:
    with pytest.raises(TreeError):
        consistency_proof(old, new, node)


@pytest.mark.parametrize(
    ("size", "data"),
    [(-1, b""), (MAX_SIZE + 1, bytes(32)), (3, bytes(32)), (1, bytes(31)), (1, b""), (0, bytes(32))],
)
def test_a_frontier_that_no_tree_has_is_refused(size: int, data: bytes) -> None:
    with pytest.raises(TreeError):
        Frontier.from_bytes(size, data)


def test_only_whole_hashes_are_appended() -> None:
    with pytest.raises(TreeError):
        Frontier().append(b"short")


def test_leaves_and_nodes_are_told_apart() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])
