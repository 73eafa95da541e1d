"""One hidden value: what it looks like is frozen by a golden file with published keys, and it opens only in
its place.
"""

import hmac
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RecordCorrupt
from domain.hidden import Sealed, Token
from ops.vault import AES, SM4, open_with_field_key, tokens

GOLDEN = json.loads(Path(__file__).parents[3].joinpath("golden/vault/tokens.json").read_text("utf-8"))
EVENT = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
KEY = bytes(range(32))

plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé", max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


def sealed(value: Any, alg: str = AES, pointer: str = "/data/name", event_id: UUID = EVENT) -> Sealed:
    token = tokens.make("worker-1", KEY, alg, tokens.place(event_id, pointer), value)
    return Sealed(event_id, pointer, Token.model_validate_json(json.dumps(token)))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["token"]["$t"][2] for case in GOLDEN])
def test_a_published_token_is_made_byte_for_byte(case: dict[str, Any]) -> None:
    info = tokens.place(case["event_id"], case["pointer"])
    assert info.decode() == case["info"]
    key = tokens.derive(bytes.fromhex(case["subject_key"]), info, case["token"]["$t"][2])
    assert key.hex() == case["field_key"]
    nonce = bytes.fromhex(case["nonce"])
    subject, alg = case["token"]["$t"][1:3]
    made = tokens.make(subject, bytes.fromhex(case["subject_key"]), alg, info, case["value"], nonce)
    assert made == case["token"]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["token"]["$t"][2] for case in GOLDEN])
def test_a_published_token_opens(case: dict[str, Any]) -> None:
    token = Token.model_validate_json(json.dumps(case["token"]))
    found = Sealed(UUID(case["event_id"]), case["pointer"], token)
    assert tokens.open_with_subject_key(found, bytes.fromhex(case["subject_key"])) == case["value"]
    assert open_with_field_key(found, bytes.fromhex(case["field_key"])) == case["value"]


@pytest.mark.parametrize("alg", [AES, SM4])
@given(value=plain_json)
def test_what_is_sealed_opens_to_the_same(alg: str, value: Any) -> None:
    assert tokens.open_with_subject_key(sealed(value, alg), KEY) == value


@pytest.mark.parametrize("alg", [AES, SM4])
def test_a_field_key_opens_its_field_and_no_other(alg: str) -> None:
    name, phone = sealed("示例甲", alg), sealed("13800000000", alg, "/data/contact")
    key = tokens.field_key(name, KEY)
    assert open_with_field_key(name, key) == "示例甲"
    with pytest.raises(RecordCorrupt):
        open_with_field_key(phone, key)


def test_the_same_value_never_makes_the_same_token() -> None:
    assert sealed("示例甲") != sealed("示例甲")


def test_a_token_does_not_open_in_another_place() -> None:
    found = sealed("示例甲")
    moved = Sealed(found.event_id, "/data/other", found.token)
    with pytest.raises(RecordCorrupt):
        tokens.open_with_subject_key(moved, KEY)
    with pytest.raises(RecordCorrupt):
        open_with_field_key(moved, tokens.field_key(found, KEY))


@pytest.mark.parametrize("part", [3, 4, 5])
def test_a_changed_token_does_not_open(part: int) -> None:
    found = sealed("示例甲")
    parts = list(found.token.parts)
    text = str(parts[part])
    parts[part] = ("B" if text[0] == "A" else "A") + text[1:]
    changed = Sealed(EVENT, found.pointer, Token.model_validate_json(json.dumps({"$t": parts})))
    with pytest.raises(RecordCorrupt):
        tokens.open_with_subject_key(changed, KEY)


def test_another_subjects_key_does_not_open() -> None:
    with pytest.raises(RecordCorrupt, match="commits to"):
        tokens.open_with_subject_key(sealed("示例甲"), bytes(32))


def test_an_unknown_cipher_is_told() -> None:
    found = sealed("示例甲")
    parts = [*found.token.parts[:2], "ROT13", *found.token.parts[3:]]
    other = Sealed(EVENT, found.pointer, Token.model_validate_json(json.dumps({"$t": parts})))
    with pytest.raises(RecordCorrupt, match="ROT13"):
        tokens.open_with_subject_key(other, KEY)


@given(st.binary(max_size=64), st.binary(max_size=300))
def test_the_keyed_hash_is_hmac(key: bytes, message: bytes) -> None:
    assert tokens.hmac_sha256(key, message) == hmac.digest(key, message, "sha256")
