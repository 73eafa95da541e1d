"""What the verifier says of the files that it is handed: it passes what holds, and nothing short of it."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tree import root_from_leaves
from ops.verifier.verify_ledger import Checkpoint, Consistency, Evidence, Fault, FieldKeys, Proof
from tests.unit.ops.verifier.paper import (
    KEY,
    ORIGIN,
    SECRET,
    VERIFIER,
    PaperLog,
    checked,
    faults,
    holds,
    leaf_at,
    write,
)

LOG = PaperLog(40)


def proof_holds(text: bytes, leaf: bytes, evidence: Evidence | None = None) -> bool:
    """As for a file, without one; a checkpoint that the evidence has seen is not verified again."""
    evidence = evidence or Evidence([KEY])
    try:
        proof = Proof(text, leaf)
        proof.take(evidence, "proof")
        return bool(list(proof.check(evidence)))
    except (Fault, ValueError):
        return False


# One record.


def test_a_record_and_its_proof_hold(tmp_path: Path) -> None:
    path = LOG.save_proof(tmp_path, 13)
    assert holds(path)
    assert holds(path.with_suffix(".leaf")), "named by either file"
    assert holds(tmp_path), "or by their folder"
    first = checked(tmp_path)[0]
    assert first.en == (
        f"record 13 (worker.commended, worker-3 version 3, 2026-01-01T00:00:00.000013Z) is among the 40 of {ORIGIN}"
    )


def test_every_record_is_proved_in_every_tree() -> None:
    seen = Evidence([KEY])
    for size in range(1, len(LOG.leaves) + 1, 3):
        for index in range(size):
            assert proof_holds(LOG.proof(index, size).encode(), LOG.leaves[index], seen)


def test_no_single_bit_may_change() -> None:
    """Of the leaf, the path, the checkpoint, the signature, or any byte between them."""
    text, leaf, evidence = LOG.proof(13).encode(), LOG.leaves[13], Evidence([KEY])
    assert proof_holds(text, leaf, evidence)
    for bit in range(8 * len(leaf)):
        changed = bytearray(leaf)
        changed[bit // 8] ^= 1 << bit % 8
        assert not proof_holds(text, bytes(changed), evidence), f"bit {bit} of the leaf"
    for bit in range(8 * len(text)):
        changed = bytearray(text)
        changed[bit // 8] ^= 1 << bit % 8
        assert not proof_holds(bytes(changed), leaf, evidence), f"bit {bit} of the proof"


def test_nothing_cut_off_is_a_proof() -> None:
    text, leaf = LOG.proof(13).encode(), LOG.leaves[13]
    seen = Evidence([KEY])
    assert not any(proof_holds(text[:end], leaf) for end in range(len(text)))
    assert not any(proof_holds(text, leaf[:end], seen) for end in range(len(leaf)))


def test_a_record_that_says_another_position_does_not_pass(tmp_path: Path) -> None:
    PaperLog(9, {4: leaf_at(4, position=5)}).save_proof(tmp_path, 4)
    assert "says another position" in faults(tmp_path)


@pytest.mark.parametrize(
    "leaf",
    [
        b"", b"[]", b"[]\n{}", leaf_at(4)[1:], leaf_at(4).replace(b"\n", b" "), leaf_at(4) + b"\n", b"[" * 30_000 + b"\n{}",
        leaf_at(4, version=0), leaf_at(4, recorded_at="yesterday"), leaf_at(4, schema="1"), leaf_at(4, position=True),
        leaf_at(4).replace(b'"actor"', b'"event_id"'), leaf_at(4).replace(b'"level":"city"', b'"level":1.5'),
        leaf_at(4).replace(b'"level":"city"', b'"level":NaN'), leaf_at(4).replace(b"AES-256-GCM", b"ROT-13"),
        leaf_at(4).replace(b'{"$t":[1,', b'{"$t":[2,'), leaf_at(4).replace(b'"event_id"', b'"event"'), leaf_at(4).replace(b"worker-4", b"\xff"),
        b"x" * 65_536,
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_does_not_pass(leaf: bytes, tmp_path: Path) -> None:
    """Though it is in the tree: what is not understood is not vouched for."""
    PaperLog(9, {4: leaf}).save_proof(tmp_path, 4)
    assert not holds(tmp_path)


def test_another_key_is_not_taken(tmp_path: Path) -> None:
    LOG.save_proof(tmp_path, 1)
    stranger = KEY._replace(public=bytes(32), identity=bytes(4))
    assert all(line.holds is False for line in checked(tmp_path, keys=(stranger,)))
    assert not any(line.holds for line in checked(tmp_path, keys=(KEY._replace(public=bytes(32)),)))
    assert not any(line.holds for line in checked(tmp_path, keys=()))


def test_a_signature_of_somebody_else_beside_it_is_passed_over(tmp_path: Path) -> None:
    line = LOG.note().split("\n\n")[1].replace(ORIGIN, "witness.example/w")
    assert holds(write(tmp_path / "a.checkpoint", LOG.note() + line))
    assert not holds(write(tmp_path / "b.checkpoint", LOG.note().split("\n\n")[0] + "\n\n" + line))


# Consistency.


def test_growth_between_two_checkpoints_holds(tmp_path: Path) -> None:
    for old, new in ((1, 40), (8, 40), (13, 29), (39, 40), (40, 40)):
        folder = tmp_path / f"{old}-{new}"
        old_file = write(folder / f"{old}.checkpoint", LOG.note(old))
        growth = write(folder / f"{old}-{new}.consistency", LOG.growth(old, new))
        assert holds(old_file, growth)
        assert not [line for line in checked(folder) if "one history" in line.en]


def test_growth_needs_the_older_checkpoint(tmp_path: Path) -> None:
    growth = write(tmp_path / "13-40.consistency", LOG.growth(13))
    assert "of size 13, was not offered" in faults(growth)
    assert holds(write(tmp_path / "0-40.consistency", LOG.growth(0))), "the empty log is everyone's"


def test_a_log_that_was_rewritten_does_not_continue_the_old_one(tmp_path: Path) -> None:
    rewritten = PaperLog(40, {7: leaf_at(7, type="worker.registered")})
    old = write(tmp_path / "13.checkpoint", LOG.note(13))
    assert "does not continue" in faults(old, write(tmp_path / "13-40.consistency", rewritten.growth(13)))


def test_two_roots_of_one_size_are_a_fork(tmp_path: Path) -> None:
    rewritten = PaperLog(40, {7: leaf_at(7, type="worker.registered")})
    one = write(tmp_path / "mine.checkpoint", LOG.note())
    other = write(tmp_path / "theirs.checkpoint", rewritten.note())
    assert faults(one, other) == f"a fork: {ORIGIN} has signed two roots at size 40; keep both as evidence"


def test_checkpoints_that_nothing_joins_are_remarked_on(tmp_path: Path) -> None:
    one = write(tmp_path / "13.checkpoint", LOG.note(13))
    other = write(tmp_path / "40.checkpoint", LOG.note())
    assert [line.en for line in checked(one, other) if line.holds is None] == [
        "not shown to be one history: the checkpoints of sizes 13, 40; ask for .consistency files"
    ]


# Files.


def test_what_is_not_there_or_not_understood_does_not_pass(tmp_path: Path) -> None:
    good = LOG.save_proof(tmp_path / "good", 3)
    (tmp_path / "empty").mkdir()
    for other in (
        tmp_path / "nothing",
        tmp_path / "nothing.tlog-proof",
        tmp_path / "empty",
        write(tmp_path / "notes.txt", "a letter"),
        write(tmp_path / "5.leaf", LOG.leaves[5]),
        write(tmp_path / "6.tlog-proof", LOG.proof(6)),
        write(tmp_path / "long.checkpoint", "x" * 1_000_001),
        write(tmp_path / "dos.checkpoint", LOG.note().replace("\n", "\r\n")),
        write(tmp_path / "nul.checkpoint", LOG.note().replace("40", "4\0")),
        write(tmp_path / "latin.checkpoint", b"\xe9"),
    ):
        assert not holds(good, other), other
    assert not holds(), "nothing at all"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n40\n", "\n040\n"), ("\n40\n", "\n-40\n"), ("\n40\n", "\n9223372036854775808\n"), ("\n40\n", "\n40\nmore\n"), ("\n40\n", "\n٤٠\n"),
        ("\n\n", "\n"), ("\u2014 ", "- "), ("\u2014 ", "\u2014  "), (f"{ORIGIN}\n", "luli+x\n"), (f"{ORIGIN}\n", "\n"), ("=\n", "\n"), ("=\n", "= \n"),
    ],
)  # fmt: skip
def test_a_checkpoint_in_another_spelling_does_not_pass(old: str, new: str) -> None:
    assert old in LOG.note()
    with pytest.raises(Fault):
        Checkpoint(LOG.note().replace(old, new, 1).encode()).take(Evidence([KEY]), "it")


def test_a_signed_note_that_is_no_checkpoint_does_not_pass() -> None:
    root = root_from_leaves(LOG.hashes)
    for body in (
        f"{ORIGIN}\n40\n",
        f"{ORIGIN}\n0\n{root.hex()}\n",
        f"{ORIGIN}\n0\n" + LOG.note().split("\n")[2] + "\n",
    ):
        line = LOG.note().split("\n\n")[1].split(" ")[0] + f" {ORIGIN} "
        signed = body + "\n" + line + b64encode(VERIFIER.key_id + SECRET.sign(body.encode())).decode() + "\n"
        with pytest.raises(Fault):
            Checkpoint(signed.encode()).take(Evidence([KEY]), "it")


# Bad input of every kind ends in a fault, never in anything else.

KINDS: dict[str, Callable[[bytes], Any]] = {
    "proof": lambda data: Proof(data, LOG.leaves[13]),
    "leaf": lambda data: Proof(LOG.proof(13).encode(), data),
    "checkpoint": Checkpoint,
    "consistency": Consistency,
    "fieldkeys": FieldKeys,
}
GOOD = {
    "proof": LOG.proof(13).encode(),
    "leaf": LOG.leaves[13],
    "checkpoint": LOG.note().encode(),
    "consistency": LOG.growth(13).encode(),
    "fieldkeys": b'["00000000-0000-0000-0000-00000000000e","/reason","AAAA"]\n',
}
EDIT = st.tuples(
    st.integers(0, 2_000),
    st.sampled_from(
        [b"", b"\n", b"\n\n", b" ", b"\x00", b"\xff", b"0", b"=", b"[", b"{", b'"', b"99999999999999999999"]
    ),
)


def read_through(kind: str, data: bytes) -> None:
    evidence = Evidence([KEY])
    evidence.head(LOG.note(13), "older")
    try:
        item = KINDS[kind](data)
        item.take(evidence, "it")
        list(item.check(evidence))
    except (Fault, ValueError, RecursionError):
        return


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=80, deadline=None)
@given(edits=st.lists(EDIT, min_size=1, max_size=5), cut=st.integers(0, 3_000))
def test_edits_never_crash_it(kind: str, edits: list[tuple[int, bytes]], cut: int) -> None:
    data = GOOD[kind]
    for at, put in edits:
        data = data[: at % (len(data) + 1)] + put + data[at % (len(data) + 1) + len(put) // 2 :]
    read_through(kind, data)
    read_through(kind, data[:cut])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_crash_it(kind: str, data: bytes) -> None:
    read_through(kind, data)
