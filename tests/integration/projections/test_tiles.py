"""Tiles, roots and proofs of the log, checked against a library and a tree built the naive way."""

from collections.abc import Iterator

import pytest
from pymerkle import InmemoryTree, verify_inclusion

from domain.errors import NotFound
from domain.proofs import parse_proof, verify_proof
from domain.tiles import Tile, tile_width, tiles_for
from domain.tree import root_from_leaves
from ops.store import PostgresLedger
from projections.proofs import proof_of
from projections.runner import Runner
from projections.tiles import Tiles, TileStore, leaves_between
from tests.database import Database
from tests.ledgers import ledger_in, registration
from tests.soundness import is_signed_by

SIZE = 700


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    with ledger_in(database.app_url) as made:
        made.record_many([registration() for _ in range(SIZE)])
        yield made


def naive_tile(hashes: list[bytes], tile: Tile) -> bytes:
    """The tile's hashes straight from the definition: each is the root over its own leaves."""
    span = 256**tile.level
    nodes = range(tile.first, tile.first + tile.width)
    return b"".join(root_from_leaves(hashes[node * span : (node + 1) * span]) for node in nodes)


@pytest.mark.parametrize("filled_to", [0, 300, SIZE])
def test_every_tile_of_every_size_is_served_wherever_the_runner_is(
    ledger: PostgresLedger, filled_to: int
) -> None:
    runner = Runner(ledger, [TileStore()], batch=150)
    runner.ensure(filled_to)
    hashes = ledger.leaf_hashes(0, SIZE)
    wanted = {tile for size in (1, 255, 256, 257, 300, 512, SIZE) for tile in tiles_for(size)}
    for tile in wanted:
        assert Tiles(ledger).tile(tile) == naive_tile(hashes, tile), tile


def test_full_tiles_are_kept_once(ledger: PostgresLedger) -> None:
    Runner(ledger, [TileStore()], batch=100).catch_up()
    rows = ledger.rows("SELECT level, index FROM read.tile ORDER BY 1, 2")
    assert rows == [(0, 0), (0, 1)]


@pytest.mark.parametrize("tile", [Tile(0, 2, 189), Tile(0, 3, 1), Tile(1, 0, 3), Tile(2, 0, 1)])
def test_a_tile_wider_than_the_log_is_not_found(ledger: PostgresLedger, tile: Tile) -> None:
    assert tile.width > tile_width(tile.level, tile.index, SIZE)
    with pytest.raises(NotFound):
        Tiles(ledger).tile(tile)


def test_roots_of_all_sizes_are_those_of_an_independent_tree(ledger: PostgresLedger) -> None:
    Runner(ledger, [TileStore()]).catch_up()
    independent = InmemoryTree(algorithm="sha256")
    for leaf in leaves_between(ledger.rows, 0, SIZE):
        independent.append_entry(leaf)
    tiles = Tiles(ledger)
    for size in (1, 2, 3, 255, 256, 257, 511, 513, 699, SIZE):
        assert tiles.root(size) == independent.get_root(size), size


@pytest.mark.parametrize("position", [0, 1, 255, 256, 511, 512, 698, 699])
def test_a_proof_file_verifies_and_agrees_with_an_independent_library(
    ledger: PostgresLedger, position: int
) -> None:
    leaf, text = proof_of(ledger, position)
    index, checkpoint = verify_proof(text, leaf, ledger.origin, [ledger.signer.verifier], is_signed_by)
    assert (index, checkpoint.size) == (position, SIZE)
    independent = InmemoryTree(algorithm="sha256")
    for one in leaves_between(ledger.rows, 0, SIZE):
        independent.append_entry(one)
    theirs = independent.prove_inclusion(position + 1, SIZE)
    (hashed,) = ledger.leaf_hashes(position, position + 1)
    verify_inclusion(hashed, checkpoint.root, theirs)
    # Theirs holds the leaf's own hash as well, and is in the order of positions.
    assert {hashed, *parse_proof(text).hashes} == set(theirs.path)


def test_there_is_no_proof_beyond_the_end(ledger: PostgresLedger) -> None:
    for position in (-1, SIZE):
        with pytest.raises(NotFound):
            proof_of(ledger, position)
