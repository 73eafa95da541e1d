"""Tiles lie where C2SP tlog-tiles says, and every proof can be made from them alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tiles import (
    Tile,
    entries_path,
    parse_entries_path,
    parse_tile_path,
    tile_of_node,
    tile_path,
    tile_width,
    tiles_for,
)
from domain.tree import (
    MAX_SIZE,
    Frontier,
    TreeError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_from_leaves,
    verify_consistency,
    verify_inclusion,
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),
        (Tile(1, 0, 1), "tile/1/000.p/1"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
        (Tile(2, MAX_SIZE), "tile/2/x009/x223/x372/x036/x854/x775/807"),
    ],
)
def test_paths_of_tiles(tile: Tile, path: str) -> None:
    assert tile.path() == path == tile_path(tile.level, tile.index, tile.width)
    assert parse_tile_path(path) == tile


def test_paths_of_entry_bundles() -> None:
    assert entries_path(1_234_067, 3) == "tile/entries/x001/x234/067.p/3"
    assert parse_entries_path("tile/entries/x001/x234/067.p/3") == (1_234_067, 3)


@given(st.integers(0, 63), st.integers(0, MAX_SIZE), st.integers(1, 256))
def test_every_path_parses_back(level: int, index: int, width: int) -> None:
    assert parse_tile_path(tile_path(level, index, width)) == Tile(level, index, width)
    assert parse_entries_path(entries_path(index, width)) == (index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x001/x000",
        "tile/0/1000",
        "tile/0/\u0661\u0662\u0663",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/8/0/000",
        "tile/data/000",
        "tile/0/" + "x999/" * 7 + "999",
        "tile/0/" + "x001/" * 100_000 + "000",
    ],
)
def test_other_spellings_are_refused(path: str) -> None:
    with pytest.raises(TreeError):
        parse_tile_path(path)
    with pytest.raises(TreeError):
        parse_entries_path(path.replace("tile/0/", "tile/entries/"))


@given(st.text() | st.from_regex(r"tile/[0-9]{1,2}/(x[0-9]{3}/){0,8}[0-9]{3}(\.p/[0-9]{1,4})?"))
def test_no_text_raises_anything_else(path: str) -> None:
    try:
        tile = parse_tile_path(path)
    except TreeError:
        return
    assert tile.path() == path


@pytest.mark.parametrize(
    ("level", "index", "width"), [(64, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]
)
def test_there_is_no_such_tile(level: int, index: int, width: int) -> None:
    with pytest.raises(TreeError):
        Tile(level, index, width)
    with pytest.raises(TreeError):
        tile_path(level, index, width)


def test_the_standards_own_examples() -> None:
    tiles = tiles_for(70_000)
    full = [tile for tile in tiles if not tile.is_partial]
    assert [sum(tile.level == level for tile in full) for level in (0, 1, 2)] == [273, 1, 0]
    assert [tile for tile in tiles if tile.is_partial] == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert tiles_for(256) == [Tile(0, 0), Tile(1, 0, 1)]
    assert tiles_for(0) == []


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_growing_lists_exactly_the_tiles_that_changed(one: int, other: int) -> None:
    since, size = sorted((one, other))
    before, after = set(tiles_for(since)), set(tiles_for(size))
    assert set(tiles_for(size, since)) == after - before


def test_a_tree_does_not_shrink() -> None:
    with pytest.raises(TreeError):
        tiles_for(1, 2)
    with pytest.raises(TreeError):
        tile_of_node(64, 0)
    with pytest.raises(TreeError):
        tile_of_node(0, -1)


LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(1200)]


def tile_store(size: int) -> dict[tuple[int, int], list[bytes]]:
    """All tiles of the tree, each level hashed from full tiles of the one below."""
    store: dict[tuple[int, int], list[bytes]] = {}
    for tile in tiles_for(size):
        if tile.level == 0:
            hashes = LEAVES[tile.first : tile.first + tile.width]
        else:
            below = range(tile.first, tile.first + tile.width)
            hashes = [root_from_leaves(store[tile.level - 1, index]) for index in below]
        store[tile.level, tile.index] = hashes
        assert tile_width(tile.level, tile.index, size) == len(hashes)
    return store


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 512, 1000, 1200])
def test_tiles_alone_give_every_proof(size: int) -> None:
    store = tile_store(size)

    def node(level: int, index: int) -> bytes:
        tile_level, tile, first, count = tile_of_node(level, index)
        hashes = store[tile_level, tile][first : first + count]
        assert len(hashes) == count
        return root_from_leaves(hashes)

    root = Frontier().append_all(LEAVES[:size]).root()
    for index in range(0, size, 37):
        assert verify_inclusion(LEAVES[index], index, size, inclusion_proof(index, size, node), root)
        old_root = Frontier().append_all(LEAVES[:index]).root()
        assert verify_consistency(index, size, consistency_proof(index, size, node), old_root, root)
    assert tile_width(0, size // 256 + 1, size) == 0
