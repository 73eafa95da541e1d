"""What the verifier says of a dossier: none of the stream's records is missing, or it does not hold."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import canonical
from ops.verifier.verify_ledger import Dossier, Evidence, Fault, key_from, verify
from tests.dossiers import KEY, ORIGIN, Log, log_of
from tests.unit.domain.test_dossier import IDS, STREAMS, logs

AUDITORS_KEY = key_from(KEY.text())


def said(content: bytes, evidence: Evidence | None = None) -> str:
    """What is said of a dossier that holds. Raises Fault, or what reading another's bytes raises."""
    evidence = evidence or Evidence([AUDITORS_KEY])
    dossier = Dossier(content)
    dossier.take(evidence, "dossier")
    return next(iter(dossier.check(evidence)))[1]


def holds(content: bytes, evidence: Evidence | None = None) -> bool:
    try:
        return bool(said(content, evidence))
    except (Fault, ValueError, RecursionError):
        return False


@pytest.fixture(scope="module")
def log() -> Log:
    return log_of(STREAMS, sealed_at=4, reach=3)


@given(logs(), st.sampled_from([*IDS, "worker-bb", "a", "z"]))
def test_the_dossier_of_any_stream_there_or_not_holds(log: Log, stream_id: str) -> None:
    size, count = len(log.leaves), log.streams.count(stream_id)
    told = said(log.dossier(stream_id).content())
    if count:
        assert (
            told == f"the {count} records of {stream_id}: none is missing among the first {size} of {ORIGIN}"
        )
    else:
        assert told == f"there is no {stream_id} among the first {size} records of {ORIGIN}"


def test_without_the_leaves_since_it_says_up_to_where(log: Log) -> None:
    told = said(log.dossier("worker-a", since=False).content())
    assert told.endswith(f"none is missing among the first 3 of {ORIGIN}")
    with pytest.raises(Fault, match="does not show that none is missing"):
        said(log_of(STREAMS).dossier("worker-a", since=False).content())


def test_no_bit_may_change(log: Log) -> None:
    """One bit of each byte: of leaves, paths, the checkpoint, the seal, what came since, and all between them."""
    content, seen = log.dossier("worker-a").content(), Evidence([AUDITORS_KEY])
    assert holds(content, seen)
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 7
        assert not holds(bytes(changed), seen), f"byte {at}"


def test_nothing_cut_off_or_added_holds(log: Log) -> None:
    content = log.dossier("worker-a").content()
    assert not any(holds(content[:end]) for end in range(0, len(content), 61))
    assert not holds(content + b"\n")


def changed(content: bytes, *path: str | int, to: Any = None, drop: bool = False) -> bytes:
    """The dossier with one member replaced or dropped, canonical again."""
    whole = orjson.loads(content)
    at = whole
    for step in path[:-1]:
        at = at[step]
    if drop:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return canonical(whole)


@pytest.mark.parametrize(
    "path",
    [
        ("leaves", 0), ("leaves", 1), ("leaves", 2), ("heads",), ("heads", 0), ("seal",), ("since", "leaves", 0),
        ("since", "leaves", 1), ("since", "leaves", -1), ("since", "frontier", 0), ("since", "frontier"),
        ("format",), ("checkpoint",), ("stream_id",), ("leaves", 0, "path", 0), ("heads", 0, "path", 0),
    ],
)  # fmt: skip
def test_nothing_may_be_left_out(log: Log, path: tuple[str | int, ...]) -> None:
    assert not holds(changed(log.dossier("worker-a").content(), *path, drop=True))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("stream_id",), "worker-b"),
        (("format",), "luli/dossier/2"),
        (("more",), 1),
        (("leaves",), {}),
        (("leaves", 0), None),
        (("leaves", 0, "leaf"), 7),
        (("leaves", 0, "leaf"), "\ud800"),
        (("heads", 0, "index"), 1),
        (("heads", 0, "index"), True),
        (("heads", 0, "index"), -1),
        (("heads", 0, "head"), []),
        (("heads", 0, "head", 1), 3),
        (("since", "leaves"), "x"),
        (("since", "frontier"), []),
        (("seal",), None),
    ],
)
def test_what_is_not_as_the_format_says_does_not_hold(log: Log, path: tuple[str | int, ...], to: Any) -> None:
    try:
        content = changed(log.dossier("worker-a").content(), *path, to=to)
    except ValueError:
        content = orjson.dumps({"stream_id": "worker-a"})
    assert not holds(content)


def test_absence_is_shown_by_neighbours_only() -> None:
    log = log_of(IDS, sealed_at=4)
    absent = log.dossier("worker-cc").content()
    assert holds(absent)
    others = orjson.loads(log.dossier("worker-aa").content())["heads"]
    own = orjson.loads(absent)["heads"]
    for heads in (others, own[:1], own[1:], own[::-1], [], [*own, *own], others[:1]):
        assert not holds(changed(absent, "heads", to=heads))
    there = log.dossier("worker-b").content()
    around = [others[0], orjson.loads(log.dossier("worker-bb").content())["heads"][1]]
    for heads in (around, others, orjson.loads(there)["heads"]):
        assert not holds(changed(changed(there, "leaves", to=[]), "heads", to=heads))


def test_as_a_file_beside_others(tmp_path: Path, log: Log) -> None:
    (tmp_path / "a.dossier").write_bytes(log.dossier("worker-a").content())
    (tmp_path / "z.dossier").write_bytes(log.dossier("worker-z").content())
    assert [line.holds for line in verify([tmp_path], [AUDITORS_KEY])] == [True, True]
    (tmp_path / "z.dossier").write_bytes(b"{}")
    assert [line.holds for line in verify([tmp_path], [AUDITORS_KEY])] == [False, True]


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_anything_else_is_a_fault_and_no_crash(content: bytes) -> None:
    assert not holds(content)
