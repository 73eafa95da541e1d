"""Consistency files are the body of C2SP tlog-witness `add-checkpoint`, and nothing else is taken for one."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consistency import ConsistencyProof, format_consistency, parse_consistency
from domain.proofs import MAX_HASHES, MAX_PROOF_BYTES, ProofError
from domain.tree import Frontier, consistency_proof, root_from_leaves, verify_consistency
from tests.unit.domain.test_proofs import LEAVES, note_of

HASH = b64encode(bytes(32)).decode()


def growth(old: int, new: int) -> str:
    def node(level: int, at: int) -> bytes:
        return root_from_leaves(LEAVES[at << level : (at + 1) << level])

    return format_consistency(old, consistency_proof(old, new, node), note_of(new))


def test_the_lines_of_a_consistency_file() -> None:
    lines = growth(3, 7).split("\n")
    assert lines[0] == "old 3"
    assert [len(line) for line in lines[1:5]] == [44, 44, 44, 44]
    assert "\n".join(lines[6:]) == note_of(7)
    assert growth(0, 7) == f"old 0\n\n{note_of(7)}"
    assert growth(7, 7) == f"old 7\n\n{note_of(7)}"


def test_what_is_written_reads_back_and_proves_the_growth() -> None:
    for new in range(1, len(LEAVES) + 1):
        for old in range(new + 1):
            proof = parse_consistency(growth(old, new))
            later, before = proof.checkpoint(), Frontier().append_all(LEAVES[:old]).root()
            assert (proof.old, later.size) == (old, new)
            assert verify_consistency(old, new, proof.hashes, before, later.root)


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"old 1\n{HASH}\n",
        f"\n\n{note_of(3)}",
        f"older 1\n\n{note_of(3)}",
        f"old 01\n\n{note_of(3)}",
        f"old -1\n\n{note_of(3)}",
        f"old 4\n\n{note_of(3)}",
        f"old 1\nAAAA\n\n{note_of(3)}",
        f"old 1\n{HASH} \n\n{note_of(3)}",
        f"old 1\n\n{note_of(3)}\n",
        f"old 1\n\n\n{note_of(3)}",
        "old 1" + f"\n{HASH}" * (MAX_HASHES + 1) + f"\n\n{note_of(3)}",
        "x" * (MAX_PROOF_BYTES + 1),
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ProofError):
        parse_consistency(text)


def test_what_would_not_parse_is_not_written() -> None:
    with pytest.raises(ProofError):
        format_consistency(-1, [], note_of(3))
    with pytest.raises(ProofError):
        format_consistency(1, [b"short"], note_of(3))


@given(st.text() | st.text(alphabet="old 013\n=A\u2014"))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        assert isinstance(parse_consistency(text), ConsistencyProof)
    except ProofError:
        return
