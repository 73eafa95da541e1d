"""The log over HTTP: what anyone may fetch, what needs the whole ledger, and what is no tile."""

import pytest

from api.dependencies import Role
from domain.notes import verify_checkpoint
from domain.tree import leaf_hash, root_from_leaves
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
