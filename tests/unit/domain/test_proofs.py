"""Proof files follow C2SP tlog-proof v1, and prove one entry only."""

from base64 import b64encode

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from domain.notes import Checkpoint, VerifierKey, sign_note
from domain.proofs import (
    HEADER,
    MAX_EXTRA_BYTES,
    MAX_HASHES,
    MAX_PROOF_BYTES,
    ProofError,
    format_proof,
    parse_proof,
    verify_proof,
)
from domain.tree import Frontier, inclusion_proof, leaf_hash, root_from_leaves

ORIGIN = "luli.example/ledger"
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
ENTRIES = [f"entry {number}".encode() for number in range(11)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def good(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def note_of(size: int) -> str:
    root = Frontier().append_all(LEAVES[:size]).root()
    return sign_note(Checkpoint(ORIGIN, size, root).text(), KEY, SECRET.sign)


def proof_of(index: int, size: int, extra: bytes | None = None) -> str:
    def node(level: int, at: int) -> bytes:
        return root_from_leaves(LEAVES[at << level : (at + 1) << level])

    return format_proof(index, inclusion_proof(index, size, node), note_of(size), extra)


def test_the_lines_of_a_proof_file() -> None:
    lines = proof_of(2, 3, b"note").split("\n")
    assert lines[:3] == [HEADER, "extra bm90ZQ==", "index 2"]
    assert len(lines[3]) == 44
    assert lines[4] == ""
    assert "\n".join(lines[5:]) == note_of(3)


def test_a_tree_of_one_leaf_has_no_hash_line_and_empty_extra_is_left_out() -> None:
    assert proof_of(0, 1, b"") == f"{HEADER}\nindex 0\n\n{note_of(1)}"


def test_every_entry_is_proved_in_every_tree() -> None:
    for size in range(1, len(ENTRIES) + 1):
        for index in range(size):
            text = proof_of(index, size)
            proved, checkpoint = verify_proof(text.encode(), ENTRIES[index], ORIGIN, [KEY], good)
            assert (proved, checkpoint.size) == (index, size)


def test_what_is_written_reads_back() -> None:
    proof = parse_proof(proof_of(4, 11, b"\x00\xff"))
    assert (proof.index, len(proof.hashes), proof.extra) == (4, 4, b"\x00\xff")
    assert proof.note == note_of(11)
    assert proof.checkpoint().size == 11
    assert parse_proof(proof_of(4, 11)).extra is None


def test_nothing_else_is_proved() -> None:
    text = proof_of(4, 11)
    wrong = [
        (text, ENTRIES[5]),
        (text.replace("index 4", "index 5"), ENTRIES[4]),
        (text.replace("index 4", "index 11"), ENTRIES[4]),
        (text.replace("\n11\n", "\n12\n"), ENTRIES[4]),
        ("\n".join([*text.split("\n")[:2], *text.split("\n")[3:]]), ENTRIES[4]),
    ]
    for changed, entry in wrong:
        with pytest.raises(ProofError):
            verify_proof(changed, entry, ORIGIN, [KEY], good)
    with pytest.raises(ProofError):
        verify_proof(text, ENTRIES[4], "other.example", [KEY], good)
    with pytest.raises(ProofError):
        verify_proof(text, ENTRIES[4], ORIGIN, [], good)


HASH = b64encode(bytes(32)).decode()
REST = f"\n\n{note_of(3)}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEADER,
        f"{HEADER}\n\nindex 0{REST}",
        f"c2sp.org/tlog-proof@v2\nindex 0{REST}",
        f"{HEADER}{REST}",
        f"{HEADER}\n{HASH}{REST}",
        f"{HEADER}\nindex 00{REST}",
        f"{HEADER}\nindex -1{REST}",
        f"{HEADER}\nindex  1{REST}",
        f"{HEADER}\nindex {2**63 - 1}{REST}",
        f"{HEADER}\nindex 0\nextra AAAA{REST}",
        f"{HEADER}\nextra \nindex 0{REST}",
        f"{HEADER}\nextra\nindex 0{REST}",
        f"{HEADER}\nextra AAA\nindex 0{REST}",
        f"{HEADER}\nextra {b64encode(bytes(MAX_EXTRA_BYTES + 1)).decode()}\nindex 0{REST}",
        f"{HEADER}\nindex 0\nAAAA{REST}",
        f"{HEADER}\nindex 0\n{HASH[:-1]}{REST}",
        f"{HEADER}\nindex 0\n{HASH} {REST}",
        f"{HEADER}\r\nindex 0{REST}",
        f"{HEADER}\nindex 0" + f"\n{HASH}" * (MAX_HASHES + 1) + REST,
        f"{HEADER}\nindex 0\n\n",
        f"{HEADER}\nindex 0\n\n\n{note_of(3)}",
        f"{HEADER}\nindex 0{REST}\n",
        f"{HEADER}\nindex 0\n\nnot a checkpoint\n\n" + note_of(3).split("\n\n")[1],
        b"\xff",
        "x" * (MAX_PROOF_BYTES + 1),
    ],
)
def test_other_forms_are_not_proofs(text: str | bytes) -> None:
    with pytest.raises(ProofError):
        parse_proof(text)


def test_what_would_not_parse_is_not_written() -> None:
    with pytest.raises(ProofError):
        format_proof(-1, [], note_of(1))
    with pytest.raises(ProofError):
        format_proof(0, [b"short"], note_of(1))
    with pytest.raises(ProofError):
        format_proof(0, [], "no note")


edits = st.lists(st.tuples(st.integers(0, 600), st.sampled_from("\n \u2014+=A0\r\x00\ud800")), max_size=4)


@given(edits)
def test_no_edit_raises_anything_else(changes: list[tuple[int, str]]) -> None:
    text = proof_of(4, 11)
    for at, char in changes:
        text = text[:at] + char + text[at + 1 :]
    try:
        verify_proof(text, ENTRIES[4], ORIGIN, [KEY], good)
    except ProofError:
        return


@given(st.text() | st.binary())
def test_no_text_raises_anything_else(text: str | bytes) -> None:
    with pytest.raises(ProofError):
        parse_proof(text)
