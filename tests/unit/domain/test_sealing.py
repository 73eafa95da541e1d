"""The tree over the heads of all streams: its root, its paths, and what it says of a stream that is not there."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.sealing import Head, HeadTree
from domain.tree import EMPTY_ROOT, TreeError, leaf_hash, root_from_leaves, verify_inclusion

stream_ids = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)


def heads_of(ids: set[str]) -> list[Head]:
    ordered = sorted(ids, key=str.encode)
    return [Head(one, number + 1, sha256(one.encode()).digest()) for number, one in enumerate(ordered)]


@given(st.sets(stream_ids, max_size=40))
def test_its_root_is_that_of_the_entries_in_order(ids: set[str]) -> None:
    heads = heads_of(ids)
    tree = HeadTree(heads)
    assert tree.streams == len(heads)
    assert tree.root == root_from_leaves([leaf_hash(head.entry()) for head in heads])


@given(st.sets(stream_ids, min_size=1, max_size=40))
def test_every_head_has_a_path_to_the_root(ids: set[str]) -> None:
    heads = heads_of(ids)
    tree = HeadTree(heads)
    for index, head in enumerate(heads):
        assert tree.place(head.stream_id) == index
        path = tree.path(index)
        assert verify_inclusion(leaf_hash(head.entry()), index, tree.streams, path, tree.root)


@given(st.sets(stream_ids, max_size=20), stream_ids)
def test_a_stream_that_is_not_there_has_its_place_between_its_neighbours(ids: set[str], other: str) -> None:
    tree = HeadTree(heads_of(ids - {other}))
    place = tree.place(other)
    before, after = tree.stream_ids[:place], tree.stream_ids[place:]
    assert all(one.encode() < other.encode() for one in before)
    assert all(one.encode() > other.encode() for one in after)


def test_an_entry_is_the_canonical_json_of_id_version_and_hash() -> None:
    assert Head("worker-1", 3, bytes(32)).entry() == b'["worker-1",3,"%b"]' % (b"0" * 64)


def test_without_a_stream_it_is_the_empty_tree() -> None:
    tree = HeadTree(())
    assert (tree.streams, tree.root, tree.place("worker-1")) == (0, EMPTY_ROOT, 0)
    with pytest.raises(TreeError):
        tree.path(0)


@pytest.mark.parametrize("ids", [("b", "a"), ("a", "a")])
def test_heads_out_of_order_are_no_tree(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        HeadTree(Head(one, 1, bytes(32)) for one in ids)
