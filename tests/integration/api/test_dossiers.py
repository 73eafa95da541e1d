"""The dossier of a worker over HTTP: whole with its proof, its field keys, and the same to be read."""

from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from domain.dossier import check_dossier
from domain.hidden import Sealed, Token
from domain.notes import verify_checkpoint
from domain.tree import leaf_hash
from ops.sealing import seal
from ops.vault import open_with_field_key
from tests.dossiers import read_dossier
from tests.integration.api.served import Served, assert_problem, command, hiring, person
from tests.soundness import is_signed_by

NOBODY = "worker-00000000-0000-4000-8000-000000000000"
REASON = "?reason=annual+audit"


def sealed(api: Served) -> None:
    seal(api.ledger, principal="operator", event_id=uuid4())


def asked(api: Served, worker: str, rest: str = "", **how: Any) -> bytes:
    answer = api.send("GET", f"/v1/workers/{worker}/dossier{rest}", role="auditor", **how)
    assert answer.status_code == 200, answer.text
    return answer.content


def complete_to(api: Served, content: bytes) -> int:
    """Up to which size of the log a dossier shows its stream complete; its checkpoint is verified on the way."""
    found = read_dossier(content)
    ledger = api.ledger
    checkpoint = verify_checkpoint(found.note, ledger.origin, [ledger.signer.verifier], is_signed_by)
    return check_dossier(found, checkpoint)


@pytest.mark.requirement("R84", "R87")
def test_a_dossier_holds_every_leaf_and_shows_that_none_is_missing(api: Served) -> None:
    county = api.union("示例县")
    worker, other = api.hired(county, 1), api.hired(county, 2)
    unsealed = asked(api, worker)
    sealed(api)
    after_seal = asked(api, worker)
    commended = {"level": "city", "title": "示例", "issuer": "示例市", "document_number": "1"}
    api.post(f"/v1/workers/{worker}/commendations", command(commended, "2023-05-01"))
    grown = asked(api, worker)

    assert [len(read_dossier(one).leaves) for one in (unsealed, after_seal, grown)] == [2, 2, 3]
    assert [complete_to(api, one) for one in (unsealed, after_seal, grown)] == [5, 6, 7]
    assert other.encode() not in grown
    assert complete_to(api, asked(api, NOBODY)) == api.size
    assert read_dossier(asked(api, NOBODY)).leaves == ()


def test_its_field_keys_open_what_an_auditor_may_read_and_nothing_else(api: Served) -> None:
    worker = api.opened(
        "/v1/workers",
        {"registration": command({**person(1), "contact": {"phone": "13800000000"}}, reason="首次登记")},
    )
    said = orjson.loads(read_dossier(asked(api, worker)).leaves[0].leaf.split(b"\n")[1])
    opened = {}
    for line in asked(api, worker, f"/fieldkeys{REASON}").splitlines():
        event_id, pointer, key = orjson.loads(line)
        token: Any = said
        for member in pointer[1:].split("/"):
            token = token[member]
        sealed_value = Sealed(UUID(event_id), pointer, Token.model_validate(token, strict=False))
        opened[pointer] = open_with_field_key(sealed_value, urlsafe_b64decode(key + "=" * (-len(key) % 4)))

    assert opened["/data/name"] == person(1)["name"]
    assert opened["/data/document"] == person(1)["document"]
    assert "/data/contact" not in opened
    text = asked(api, worker, f"/text{REASON}").decode()
    assert person(1)["document"]["number"] in text
    assert "13800000000" not in text
    assert "contact: 不可见 hidden (contact)" in text


@pytest.mark.requirement("R92")
def test_of_an_erased_person_the_dossier_holds_and_no_key_is_left(api: Served) -> None:
    worker = api.worker(1)
    before = asked(api, worker)
    api.erase(worker)
    after = asked(api, worker)

    assert complete_to(api, before) == 1
    assert complete_to(api, after) == 2
    assert leaf_hash(read_dossier(after).leaves[0].leaf) == leaf_hash(read_dossier(before).leaves[0].leaf)
    assert asked(api, worker, f"/fieldkeys{REASON}") == b""
    assert "name: 已删除 erased" in asked(api, worker, f"/text{REASON}").decode()


def test_keys_and_text_need_a_reason_and_every_look_is_logged(api: Served) -> None:
    worker = api.worker(1)
    for rest in ("/fieldkeys", "/text"):
        answer = api.send("GET", f"/v1/workers/{worker}/dossier{rest}", role="auditor")
        assert_problem(answer, 422, "invalid-input")
    asked(api, worker)
    asked(api, worker, f"/fieldkeys{REASON}")
    looks = api.ledger.rows("SELECT what, reason FROM access.look ORDER BY number")
    at = f"GET /v1/workers/{worker}/dossier"
    assert looks == [(at, None), (f"{at}/fieldkeys", "annual audit")]


@pytest.mark.requirement("R91")
def test_to_an_auditor_of_a_subtree_a_worker_is_shown_whole_or_not_at_all(api: Served) -> None:
    city = api.union("示例市")
    here, there = api.union("示例县", city), api.union("示例区", city)
    worker = api.hired(here, 1)
    sealed(api)
    mine = asked(api, worker, scope=here)
    assert complete_to(api, mine) == api.size - 1, "what others recorded since the seal is not shown"
    assert read_dossier(mine).since is None

    path = f"/v1/workers/{worker}"
    api.post(f"{path}/separations", command({"reason_code": "resigned"}, "2024-05-01"))
    assert api.post(f"{path}/hirings", command(hiring(there), "2024-06-01")).status_code == 201
    for scope in (here, there):
        answer = api.send("GET", f"{path}/dossier", role="auditor", scope=scope, principal=f"a_{scope[-4:]}")
        assert_problem(answer, 403, "forbidden")
    assert len(read_dossier(asked(api, worker, scope=city)).leaves) == 4
    nobody = api.send("GET", f"/v1/workers/{NOBODY}/dossier", role="auditor", scope=here)
    assert_problem(nobody, 404, "not-found")
