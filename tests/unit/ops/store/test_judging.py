"""What holds under the head lock, judged on plain values: conflicts fail one command and never the batch."""

from datetime import date
from uuid import UUID, uuid4

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import IdempotencyConflict, SubjectErased
from domain.ledger import CommandKey, LostRace
from ops.store.entries import ERASURE_TYPE, Entry, Job
from ops.store.judging import Known, Replay, TrackingConflict, Twin, World

SEAT = ClaimKey(ClaimKind.SEAT, "post-1")


def entry(stream_id: str, version: int, event_id: UUID | None = None, kind: str = "worker.hired") -> Entry:
    return Entry.of(stream_id, version, kind, 1, event_id or uuid4(), b"{}")


def job(stream_id: str, version: int, **members: object) -> Job:
    made = Job(
        entries=[entry(stream_id, version)], reads={stream_id: version - 1}, subjects=frozenset({stream_id})
    )
    for name, value in members.items():
        setattr(made, name, value)
    return made


def world(*streams: str, **members: object) -> World:
    made = World(versions=dict.fromkeys(streams))
    for name, value in members.items():
        setattr(made, name, value)
    return made


def seat(
    stream_id: str, since: date = date(2024, 1, 1), until: date | None = None, capacity: int = 1
) -> Claim:
    return Claim(SEAT, stream_id, since, until, capacity)


def test_the_second_of_two_that_read_the_same_version_lost_the_race() -> None:
    here = world("worker-1", "worker-2")
    first = job("worker-1", 1)
    assert here.judge(first) is None
    here.accept(first)
    lost = here.judge(job("worker-1", 1))
    assert isinstance(lost, LostRace)
    assert lost.streams == {"worker-1"}
    assert here.judge(job("worker-2", 1)) is None


def test_a_stream_that_was_only_read_counts_too() -> None:
    here = world("worker-1", versions={"worker-1": None, "organisation-1": 4})
    stale = job("worker-1", 1, reads={"worker-1": 0, "organisation-1": 3})
    answer = here.judge(stale)
    assert isinstance(answer, LostRace)
    assert answer.streams == {"organisation-1"}


def test_the_last_seat_goes_to_the_first_of_the_batch() -> None:
    here = world("worker-1", "worker-2")
    here.accept(job("worker-1", 1, claims=[seat("worker-1")], claimants=frozenset({"worker-1"})))
    taken = job("worker-2", 1, claims=[seat("worker-2")], claimants=frozenset({"worker-2"}))
    answer = here.judge(taken)
    assert isinstance(answer, LostRace)
    assert answer.streams == {"worker-1"}
    second_seat = job("worker-2", 1, claims=[seat("worker-2", capacity=2)], claimants=frozenset({"worker-2"}))
    assert here.judge(second_seat) is None


def test_a_seat_given_back_in_the_batch_is_free_for_the_next() -> None:
    here = world("worker-1", "worker-2")
    here.accept(job("worker-1", 1, claims=[seat("worker-1")], claimants=frozenset({"worker-1"})))
    left = [seat("worker-1", until=date(2024, 6, 1))]
    here.accept(job("worker-1", 2, claims=left, claimants=frozenset({"worker-1"})))
    follower = [seat("worker-2", since=date(2024, 6, 1))]
    assert here.judge(job("worker-2", 1, claims=follower, claimants=frozenset({"worker-2"}))) is None
    assert here.changed_claims() == (["worker-1"], left)


def test_claims_that_stay_the_same_are_not_written_again() -> None:
    here = world("worker-1")
    held = seat("worker-1")
    here.own["worker-1"].add(held)
    here.held[SEAT]["worker-1"] = [held]
    here.accept(job("worker-1", 1, claims=[held], claimants=frozenset({"worker-1"})))
    assert here.changed_claims() == ([], [])


def test_the_same_command_again_gets_its_first_answer() -> None:
    here = world("worker-1")
    key = CommandKey(b"d" * 32)
    first = job("worker-1", 1, key=key)
    here.accept(first)
    again = Job(entries=first.entries, reads={"worker-1": 0}, key=key)
    assert here.judge(again) == Twin(first)
    other = Job(entries=first.entries, reads={"worker-1": 0}, key=CommandKey(b"e" * 32))
    assert isinstance(here.judge(other), IdempotencyConflict)


def test_a_recorded_command_is_known_by_its_digest_alone() -> None:
    key = CommandKey(b"d" * 32)
    asked = job("worker-1", 1, key=key)
    first = asked.entries[0].event_id
    assert world("worker-1", known={first: Known(7, b"", 3, b"d" * 32)}).judge(asked) == Replay(7, 3)
    for digest in (b"e" * 32, None):
        answer = world("worker-1", known={first: Known(7, b"", 3, digest)}).judge(asked)
        assert isinstance(answer, IdempotencyConflict)


def test_a_job_whose_commit_was_lost_recognises_its_own_bytes() -> None:
    asked = job("worker-1", 1, sent=True)
    first = asked.entries[0]
    ours = {first.event_id: Known(7, b"[7]\n" + first.second)}
    assert world("worker-1", known=ours).judge(asked) == Replay(7, 1)
    others = {first.event_id: Known(7, b'[7]\n{"a":1}')}
    assert isinstance(world("worker-1", known=others).judge(asked), IdempotencyConflict)


def test_an_event_id_in_the_middle_of_a_command_may_not_be_known() -> None:
    one, two = entry("worker-1", 1), entry("worker-1", 2)
    asked = Job(entries=[one, two], reads={"worker-1": 0})
    answer = world("worker-1", known={two.event_id: Known(1, b"")}).judge(asked)
    assert isinstance(answer, IdempotencyConflict)


def test_nothing_is_recorded_of_an_erased_person() -> None:
    assert isinstance(world("worker-1", erased={"worker-1"}).judge(job("worker-1", 1)), SubjectErased)
    here = world("worker-1")
    here.accept(job("worker-1", 1, entries=[entry("worker-1", 1, kind=ERASURE_TYPE)]))
    assert isinstance(here.judge(job("worker-1", 2)), SubjectErased)


def test_a_new_person_who_is_known_already_lost_the_race() -> None:
    registration = job("worker-1", 1, new_keys={"worker-1": bytes(32)})
    assert isinstance(world("worker-1", alive={"worker-1": b"wrapped"}).judge(registration), LostRace)


def test_what_was_sealed_with_a_key_that_was_not_recorded_lost_the_race() -> None:
    """Two processes may register the same person at once: only one of their keys is stored."""
    sealed = job("worker-1", 2, relied={"worker-1": b"mine"})
    versions = {"worker-1": 1}
    assert isinstance(world(versions=versions, alive={"worker-1": b"theirs"}).judge(sealed), LostRace)
    assert world(versions=versions, alive={"worker-1": b"mine"}).judge(sealed) is None


def test_a_follower_moves_forward_only() -> None:
    here = world(marks={"statistics": 5})
    assert here.judge(Job(entries=(), tracking=("statistics", 6))) is None
    assert isinstance(here.judge(Job(entries=(), tracking=("statistics", 5))), TrackingConflict)
