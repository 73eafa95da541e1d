"""The log over HTTP: what anyone may fetch, what needs the whole ledger, and what is no tile."""

import random
from pathlib import Path
from urllib.parse import quote

import pytest

from api.dependencies import Role
from domain.consistency import parse_consistency
from domain.notes import verify_checkpoint
from domain.tiles import entries_path, tiles_for
from domain.tree import leaf_hash, root_from_leaves, verify_consistency
from ops.verifier.verify_ledger import key_from, verify
from tests.integration.api.queries.support import Caller, Served
from tests.ledgers import registration
from tests.soundness import is_signed_by


@pytest.fixture
def anyone(served: Served) -> Caller:
    served.ledger.record_many([registration() for _ in range(300)])
    return Caller(served.client().app)


def test_anyone_can_recompute_the_root_from_checkpoint_and_tiles(served: Served, anyone: Caller) -> None:
    response = anyone.get("/v1/log/checkpoint")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    ledger = served.ledger
    checkpoint = verify_checkpoint(response.content, ledger.origin, [ledger.signer.verifier], is_signed_by)
    rest = checkpoint.size - 256
    full = anyone.get("/v1/log/tile/0/000")
    partial = anyone.get(f"/v1/log/tile/0/001.p/{rest}")
    above = anyone.get("/v1/log/tile/1/000.p/1")
    assert full.headers["content-type"] == "application/octet-stream"
    assert "immutable" in full.headers["cache-control"]
    leaves = [(full.content + partial.content)[at : at + 32] for at in range(0, 32 * checkpoint.size, 32)]
    assert root_from_leaves(leaves) == checkpoint.root
    assert above.content == root_from_leaves(leaves[:256])
    earlier = anyone.get("/v1/log/tile/0/001.p/1")
    assert earlier.content == partial.content[:32], "a partial tile of every signed size stays available"


@pytest.mark.parametrize(
    "path",
    [
        "0/001.p/255", "0/001", "0/002", "1/000", "1/000.p/2", "0/000.p/256", "0/000.p/0", "0/000.p/01", "64/000",
        "0/0", "0/x000/000", "8/0/000", "0/000.p/", "a/000", "0/-01", "0/000/", "00/000", "", "0/x999/x999/x999/x999/999",
    ],
)  # fmt: skip
def test_what_is_no_tile_or_wider_than_the_log_is_not_found(anyone: Caller, path: str) -> None:
    assert anyone.get(f"/v1/log/tile/{path}").status_code == 404


@pytest.mark.requirement("R89")
def test_entries_need_the_whole_ledger(served: Served, anyone: Caller) -> None:
    assert anyone.get("/v1/log/tile/entries/000").status_code == 401
    assert served.client(Role.CLERK).get("/v1/log/tile/entries/000").status_code == 403
    assert served.client(Role.AUDITOR).get("/v1/log/tile/entries/000").status_code == 403
    response = served.client(Role.AUDITOR, None).get("/v1/log/tile/entries/000")
    entries, rest = [], response.content
    while rest:
        length = int.from_bytes(rest[:2], "big")
        entries.append(rest[2 : 2 + length])
        rest = rest[2 + length :]
    assert [leaf_hash(entry) for entry in entries] == served.ledger.leaf_hashes(0, 256)
    assert served.client(Role.AUDITOR, None).get("/v1/log/tile/entries/001.p/255").status_code == 404
    assert served.client(Role.AUDITOR, None).get("/v1/log/tile/entries/x").status_code == 404


def test_anyone_can_have_it_proved_that_the_log_only_grew(served: Served, anyone: Caller) -> None:
    old = verify_checkpoint(
        served.ledger.checkpoint(), served.ledger.origin, [served.ledger.signer.verifier], is_signed_by
    )
    served.ledger.record_many([registration() for _ in range(9)])
    response = anyone.get("/v1/log/consistency", {"old": old.size})
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")
    growth = parse_consistency(response.text)
    later = growth.checkpoint()
    assert later.size == old.size + 9
    assert verify_consistency(old.size, later.size, growth.hashes, old.root, later.root)
    between = anyone.get("/v1/log/consistency", {"old": 5, "new": old.size})
    assert "immutable" in between.headers["cache-control"]
    assert parse_consistency(between.text).checkpoint() == old


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422), ({"old": "x"}, 422), ({"old": -1}, 422), ({"old": 2**53}, 422), ({"old": 1, "new": "0x2"}, 422),
        ({"old": 2**52}, 404), ({"old": 5, "new": 4}, 404), ({"old": 5, "new": 2**52}, 404),
    ],
)  # fmt: skip
def test_a_stretch_that_is_not_there_is_told(anyone: Caller, asked: dict[str, object], status: int) -> None:
    assert anyone.get("/v1/log/consistency", asked).status_code == status


def test_a_mirror_of_the_log_holds_for_the_stand_alone_verifier(
    served: Served, anyone: Caller, tmp_path: Path
) -> None:
    """What an auditor with the whole ledger in scope saves, address by address, is a log that can be checked offline."""
    auditor = served.client(Role.AUDITOR, None)
    checkpoint = auditor.get("/v1/log/checkpoint").content
    size = int(checkpoint.split(b"\n")[1])
    saved = {"checkpoint": checkpoint}
    for tile in tiles_for(size):
        saved[tile.path()] = anyone.get(f"/v1/log/{tile.path()}").content
        if tile.level == 0:
            path = entries_path(tile.index, tile.width)
            saved[path] = auditor.get(f"/v1/log/{path}", headers={"accept-encoding": "gzip"}).content
            plain = auditor.get(f"/v1/log/{path}", headers={"accept-encoding": "identity"})
            assert (plain.content, plain.headers["vary"]) == (saved[path], "Accept-Encoding")
            assert "content-encoding" not in plain.headers
    for path, content in saved.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    said = verify([tmp_path], [key_from(served.ledger.signer.verifier.text())])
    assert [line.en for line in said if line.holds is False] == []
    assert said[0].en == f"the whole log {served.ledger.origin}: {size} records"


def test_whatever_is_asked_of_the_log_is_answered(anyone: Caller) -> None:
    """Made-up paths and sizes: there, not there, or not a number, and never an incident."""
    chance = random.Random(7)
    for _ in range(150):
        path = "".join(chance.choices("0123456789x/.p-%٣ ", k=chance.randint(1, 24)))
        assert anyone.get(f"/v1/log/tile/{quote(path)}").status_code in {200, 404}, path
        old, new = (chance.choice([str(chance.randint(-9, 400)), path, ""]) for _ in range(2))
        assert anyone.get("/v1/log/consistency", {"old": old, "new": new}).status_code in {200, 404, 422}
