"""Field keys open hidden values: AES-256-GCM and SM4-GCM as others have them, each value only at its place."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st

from ops.vault import tokens
from ops.verifier.verify_ledger import Aes256, Fault, Sm4, gcm_open, opened, record_of, tokens_of
from tests.unit.ops.verifier.paper import (
    PaperLog,
    checked,
    event_id,
    faults,
    field_key,
    holds,
    leaf_at,
    write,
)


def test_the_published_blocks() -> None:
    """FIPS 197 appendix C.3 and GB/T 32907 appendix A.1."""
    text = bytes.fromhex("00112233445566778899aabbccddeeff")
    assert Aes256(bytes(range(32)))(text).hex() == "8ea2b7ca516745bfeafc49904b496089"
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    assert Sm4(key)(key).hex() == "681edf34d206965e86b3e94f536e4246"


@settings(max_examples=40, deadline=None)
@given(
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=12, max_size=12),
    st.binary(max_size=80),
    st.binary(max_size=40),
)
def test_both_ciphers_agree_with_another_implementation(
    key: bytes, nonce: bytes, plain: bytes, place: bytes
) -> None:
    for mine, theirs, length in ((Aes256, algorithms.AES, 32), (Sm4, algorithms.SM4, 16)):
        sealer = Cipher(theirs(key[:length]), modes.GCM(nonce)).encryptor()
        sealer.authenticate_additional_data(place)
        sealed = sealer.update(plain) + sealer.finalize() + sealer.tag
        assert gcm_open(mine(key[:length]), nonce, sealed, place) == plain
        assert gcm_open(mine(key[:length]), nonce, sealed, place + b"x") is None
        assert gcm_open(mine(key[:length]), nonce, bytes([sealed[0] ^ 1]) + sealed[1:], place) is None


@pytest.mark.parametrize("position", [4, 5], ids=["AES", "SM4"])
def test_a_field_key_opens_its_field_and_no_other(position: int) -> None:
    record = record_of(leaf_at(position))
    remark, reason = tokens_of(record)
    assert opened(reason, field_key(position, "/reason")) == "年度评优"
    assert opened(remark, field_key(position, "/data/remarks/0")) == {"text": f"第 {position} 次"}
    with pytest.raises(Fault, match="not the one"):
        opened(remark, field_key(position, "/reason"))
    moved = remark._replace(pointer="/data/remarks/1")
    with pytest.raises(Fault, match="not sealed at this place"):
        opened(moved, field_key(position, "/data/remarks/0"))


def line(position: int, pointer: str, key: bytes) -> str:
    return json.dumps([str(event_id(position)), pointer, tokens._text(key)]) + "\n"


def test_what_no_key_opens_is_named_and_what_a_key_opens_is_shown(tmp_path: Path) -> None:
    PaperLog(9).save_proof(tmp_path, 4)
    said = [one.en for one in checked(tmp_path)]
    assert "hidden, and no key given: worker.commended /reason (1)" in said
    assert "hidden, and no key given: worker.commended /data/remarks/* (1)" in said
    write(tmp_path / "auditor.fieldkeys", line(4, "/reason", field_key(4, "/reason")))
    said = [one.en for one in checked(tmp_path)]
    assert holds(tmp_path)
    assert 'record 4 /reason = "年度评优"' in said
    assert [one for one in said if one.startswith("hidden")] == [
        "hidden, and no key given: worker.commended /data/remarks/* (1)"
    ]


def test_a_key_that_opens_nothing_does_not_pass(tmp_path: Path) -> None:
    log, keys = PaperLog(9), tmp_path / "auditor.fieldkeys"
    log.save_proof(tmp_path, 4)
    write(keys, line(5, "/reason", field_key(5, "/reason")))
    assert "belongs to no field" in faults(tmp_path)
    write(keys, line(4, "/reason", field_key(5, "/reason")))
    assert "not the one" in faults(tmp_path)
    write(keys, line(4, "/reason", field_key(4, "/reason")) + line(4, "/reason", bytes(32)))
    assert "two keys" in faults(tmp_path)
    for content in ("", "[]\n", "{}\n", "[1,2,3]\n", "no json\n", '["a","b","="]\n'):
        write(keys, content)
        assert not holds(tmp_path), content
