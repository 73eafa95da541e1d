"""Proofs of a ledger as the database holds it, judged by tools that know nothing of it, and by the stand-alone verifier."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.consistency import parse_consistency
from domain.errors import NotFound, RecordCorrupt
from domain.notes import parse_checkpoint, parse_note
from domain.proofs import parse_proof
from domain.tree import leaf_hash
from ops.store import PostgresLedger
from ops.verifier.verify_ledger import key_from, verify
from projections.proofs import consistency_of, proof_of
from projections.runner import Runner
from projections.tiles import Tiles, TileStore
from tests.database import Database
from tests.ledgers import ledger_in, registration
from tests.outside import all_take, proofbundle_takes, pymerkle_takes, sigstore_takes, takes_growth

EVENTS = 700
ASKED = 60


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    """A ledger whose full tiles are kept, in two steps, so that proofs cross kept and composed ones."""
    with ledger_in(database.app_url) as opened:
        for events in (EVENTS - 130, 130):
            opened.record_many([registration() for _ in range(events)])
            tiles = TileStore()
            while Runner(opened, (tiles,)).step(tiles):
                continue
        yield opened


def test_what_they_take_and_what_they_refuse(ledger: PostgresLedger, tmp_path: Path) -> None:
    key, chance = ledger.signer.verifier.text(), random.Random(11)
    for position in (0, 255, 256, EVENTS - 1, *chance.sample(range(EVENTS), ASKED)):
        leaf, text = proof_of(ledger, position)
        proof = parse_proof(text)
        assert all_take(text, proof, leaf, leaf_hash(leaf), key), position
        flipped_bits_are_refused(text, leaf, key, chance)
    old = ledger.checkpoint()
    ledger.record_many([registration() for _ in range(20)])
    now = EVENTS + 20
    tiles = Tiles(ledger)
    for before, after in ((1, now), (256, 512), (511, 513), (EVENTS, now), (now, now), *pairs(chance, now)):
        growth = parse_consistency(consistency_of(ledger, before, after))
        assert growth.checkpoint().root == tiles.root(after)
        assert takes_growth(growth, tiles.root(before)), (before, after)
        assert not takes_growth(growth, bytes(32))
    assert parse_checkpoint(parse_note(old).body).root == tiles.root(EVENTS)
    files_hold_for_the_verifier(ledger, old, tmp_path)


def flipped_bits_are_refused(text: str, leaf: bytes, key: str, chance: random.Random) -> None:
    """One bit of the leaf, of a hash of the path, of the checkpoint and of its signature."""
    proof = parse_proof(text)
    head = proof.checkpoint()
    bad_leaf = flipped(leaf, chance)
    assert not proofbundle_takes(text, bad_leaf, key)
    assert not sigstore_takes(bad_leaf, proof.index, head.size, proof.hashes, head.root)
    assert not pymerkle_takes(leaf_hash(bad_leaf), proof.index, head.size, proof.hashes, head.root)
    at = chance.randrange(len(proof.hashes))
    path = [*proof.hashes[:at], flipped(proof.hashes[at], chance), *proof.hashes[at + 1 :]]
    assert not sigstore_takes(leaf, proof.index, head.size, path, head.root)
    assert not pymerkle_takes(leaf_hash(leaf), proof.index, head.size, path, head.root)
    note = text.index("\n\n") + 2
    data = text.encode()
    changed = data[:note] + flipped(data[note:], chance)
    assert not proofbundle_takes(changed.decode("utf-8", "replace"), leaf, key)


def flipped(data: bytes, chance: random.Random) -> bytes:
    bit = chance.randrange(8 * len(data))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def pairs(chance: random.Random, size: int) -> list[tuple[int, int]]:
    drawn = [sorted(chance.sample(range(1, size + 1), 2)) for _ in range(ASKED)]
    return [(old, new) for old, new in drawn]


def files_hold_for_the_verifier(ledger: PostgresLedger, old: str, folder: Path) -> None:
    """The files of a record, of an older checkpoint and of the growth since, with the key alone."""
    leaf, text = proof_of(ledger, 300)
    (folder / "300.leaf").write_bytes(leaf)
    (folder / "300.tlog-proof").write_text(text, encoding="utf-8", newline="")
    (folder / "old.checkpoint").write_text(old, encoding="utf-8", newline="")
    growth = folder / "growth.consistency"
    growth.write_text(consistency_of(ledger, EVENTS), encoding="utf-8", newline="")
    key = key_from(ledger.signer.verifier.text())
    said = verify([folder], [key])
    assert [line.en for line in said if line.holds is False] == []
    assert not [line.en for line in said if "one history" in line.en]
    assert any("hidden, and no key given: worker.registered /data/name (1)" in line.en for line in said)
    growth.write_text(consistency_of(ledger, EVENTS - 1), encoding="utf-8", newline="")
    assert any(line.holds is False for line in verify([folder], [key])), (
        "the older checkpoint is of another size"
    )


def test_a_stretch_that_the_log_does_not_have_is_not_found(ledger: PostgresLedger) -> None:
    for old, new in ((-1, None), (EVENTS + 1, None), (5, 4), (5, EVENTS + 1)):
        with pytest.raises(NotFound):
            consistency_of(ledger, old, new)


def test_a_tile_that_was_changed_signs_nothing(ledger: PostgresLedger, database: Database) -> None:
    """An earlier size is signed only where its tree is a prefix of the log as it is now."""
    import psycopg

    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE read.tile SET hashes = overlay(hashes placing '\\x00'::bytea from 33 for 1) WHERE index = 0"
        )
    for old, new in ((1, 2), (2, 300), (100, None)):
        with pytest.raises(RecordCorrupt):
            consistency_of(ledger, old, new)
