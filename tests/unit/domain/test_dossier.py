"""A dossier shows that nothing of its stream is missing, inserted, reordered or cut off; a changed one does not hold."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import parse_canonical
from domain.dossier import Dossier, Included, Since, check_dossier
from domain.errors import RecordCorrupt
from domain.tree import Frontier, leaf_hash
from tests.dossiers import Log, log_of

IDS = ["worker-a", "worker-b", "worker-c", "worker-d"]


@st.composite
def logs(draw: st.DrawFn) -> Log:
    streams = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=12))
    sealed_at = draw(st.none() | st.integers(0, len(streams)))
    reach = draw(st.integers(0, sealed_at)) if sealed_at else None
    return log_of(streams, sealed_at=sealed_at, reach=reach)


@given(logs(), st.sampled_from([*IDS, "worker-bb", "a", "z"]))
def test_the_dossier_of_any_stream_there_or_not_is_complete(log: Log, stream_id: str) -> None:
    assert check_dossier(log.dossier(stream_id), log.checkpoint()) == len(log.leaves)


@given(logs(), st.sampled_from(IDS))
def test_without_the_leaves_since_it_is_complete_up_to_the_seal(log: Log, stream_id: str) -> None:
    reach = log.seal[1] if log.seal else 0
    assert check_dossier(log.dossier(stream_id, since=False), log.checkpoint()) == reach


@given(logs(), st.sampled_from(IDS), st.data())
def test_a_leaf_left_out_is_seen(log: Log, stream_id: str, data: st.DataObject) -> None:
    whole = log.dossier(stream_id)
    if not whole.leaves:
        return
    at = data.draw(st.integers(0, len(whole.leaves) - 1))
    with pytest.raises(RecordCorrupt):
        check_dossier(replace(whole, leaves=whole.leaves[:at] + whole.leaves[at + 1 :]), log.checkpoint())


STREAMS = ["worker-a", "worker-b", "worker-a", "worker-c", "worker-b", "worker-a", "worker-c"]


@pytest.fixture
def log() -> Log:
    return log_of(STREAMS, sealed_at=4, reach=3)


def other_leaf(one: Included) -> Included:
    return replace(one, leaf=one.leaf.replace(b'"actor":"a"', b'"actor":"b"'))


def other_stream(dossier: Dossier) -> Dossier:
    return replace(dossier, stream_id="worker-b")


def cut_off_since(dossier: Dossier) -> Dossier:
    assert dossier.since is not None
    return replace(dossier, since=replace(dossier.since, leaves=dossier.since.leaves[:-1]))


def other_frontier(dossier: Dossier) -> Dossier:
    assert dossier.since is not None
    forged = Frontier().append_all([bytes(32)] * dossier.since.frontier.size)
    return replace(dossier, since=replace(dossier.since, frontier=forged))


def later_since(dossier: Dossier) -> Dossier:
    """Begins after the seal: what came between is not shown."""
    assert dossier.since is not None
    first = leaf_hash(dossier.since.leaves[0])
    later = Since(dossier.since.frontier.append(first), dossier.since.leaves[1:])
    return replace(dossier, since=later)


FORGERIES: dict[str, Callable[[Dossier], Dossier]] = {
    "a leaf changed": lambda d: replace(d, leaves=(other_leaf(d.leaves[0]), *d.leaves[1:])),
    "a leaf twice": lambda d: replace(d, leaves=(d.leaves[0], *d.leaves)),
    "in another order": lambda d: replace(d, leaves=d.leaves[::-1]),
    "the last leaf cut off": lambda d: replace(d, leaves=d.leaves[:-1]),
    "of another stream": other_stream,
    "no head": lambda d: replace(d, heads=()),
    "another head's place": lambda d: replace(d, heads=(replace(d.heads[0], index=1),)),
    "an entry as the seal": lambda d: replace(d, seal=d.leaves[0]),
    "a changed seal": lambda d: replace(d, seal=other_leaf(d.seal)) if d.seal else d,
    "leaves since cut off": cut_off_since,
    "leaves since begin later": later_since,
    "another frontier": other_frontier,
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_dossier_does_not_hold(log: Log, forge: Callable[[Dossier], Dossier]) -> None:
    whole = log.dossier("worker-a")
    assert check_dossier(whole, log.checkpoint()) == len(log.leaves)
    with pytest.raises(RecordCorrupt):
        check_dossier(forge(whole), log.checkpoint())


def test_neighbours_that_are_not_around_the_stream_show_nothing(log: Log) -> None:
    log = log_of(IDS, sealed_at=4)
    absent, other = log.dossier("worker-cc"), log.dossier("worker-aa")
    for heads in (other.heads, other.heads[:1], absent.heads[:1], absent.heads[1:], absent.heads[::-1], ()):
        with pytest.raises(RecordCorrupt):
            check_dossier(replace(absent, heads=heads), log.checkpoint())


def test_a_stream_that_was_sealed_can_not_be_said_to_be_absent() -> None:
    log = log_of(IDS, sealed_at=4)
    there = log.dossier("worker-b")
    around = (*log.dossier("worker-aa").heads[:1], *log.dossier("worker-bb").heads[1:])
    for heads in (around, there.heads, log.dossier("worker-aa").heads):
        with pytest.raises(RecordCorrupt):
            check_dossier(replace(there, leaves=(), heads=heads), log.checkpoint())


def test_the_file_is_canonical_json_with_leaves_as_they_are(log: Log) -> None:
    said = parse_canonical(log.dossier("worker-a").content())
    assert said["format"] == "luli/dossier/1"
    assert [one["leaf"].encode() for one in said["leaves"]] == [log.leaves[at] for at in (0, 2, 6)]
    assert said["heads"][0]["head"][:2] == ["worker-a", 2]
    assert [one.encode() for one in said["since"]["leaves"]] == log.leaves[3:]
    assert "seal" not in parse_canonical(log_of(STREAMS).dossier("worker-a").content())
