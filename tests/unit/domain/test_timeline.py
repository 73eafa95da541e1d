"""Two times, one timeline: what stands, what it says now, in which order it folds."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.record import Event
from domain.timeline import CORRECTED, RESCINDED, resolve
from domain.worker.life import worker_timeline
from domain.worker.state import Engaged
from tests.oracle import base_of, content_of, stands
from tests.specification import (
    WORKER,
    Fact,
    cited,
    corrected,
    event,
    fact,
    given,
    hired,
    registered,
    rescinded,
    seconded,
    separated,
)


@pytest.mark.requirement("R85")
def test_a_correction_replaces_content_and_may_move_the_date() -> None:
    story = given(registered(), hired("2020-03-01"))
    story.when(corrected("hired", hired("2020-05-01"))).then_on(
        "2020-04-30", lambda worker: not isinstance(worker.engagement, Engaged)
    ).then_on("2020-05-01", lambda worker: isinstance(worker.engagement, Engaged))


def test_the_last_standing_correction_of_an_event_counts() -> None:
    story = given(
        registered(),
        hired("2020-03-01"),
        corrected("hired", hired("2020-05-01"), label="first"),
        corrected("hired", hired("2020-07-01"), label="second"),
    )
    story.when(fact("worker.profile_changed", "2021-01-01", education="21")).then(
        lambda worker: worker.engagement.since == date(2020, 7, 1)
    )
    story.when(rescinded("second")).then(lambda worker: worker.engagement.since == date(2020, 5, 1))
    story.when(rescinded("second"), rescinded("first")).then(
        lambda worker: worker.engagement.since == date(2020, 3, 1)
    )


def test_a_correction_can_be_corrected() -> None:
    story = given(registered(), hired("2020-03-01"), corrected("hired", hired("2020-05-01"), label="first"))
    story.when(corrected("first", hired("2020-06-01"))).then(
        lambda worker: worker.engagement.since == date(2020, 6, 1)
    )


def test_a_rescission_can_be_rescinded_and_its_words_corrected_but_never_its_target() -> None:
    story = given(registered(), hired("2020-03-01"), rescinded("hired", label="gone"))
    story.when(rescinded("gone")).then(lambda worker: isinstance(worker.engagement, Engaged))
    same = Fact(RESCINDED, "2026-01-01", {"target": cited("hired")}, "same")
    story.when(corrected("gone", same)).then(lambda worker: not isinstance(worker.engagement, Engaged))
    other = Fact(RESCINDED, "2026-01-01", {"target": cited("registered")}, "other")
    story.when(corrected("gone", other)).then_refused("impossible.rescission_target")


def test_only_standing_events_of_the_same_record_are_named() -> None:
    story = given(registered(), hired("2020-03-01"), rescinded("hired"))
    story.when(rescinded("hired", label="twice")).then_refused("impossible.target_rescinded")
    story.when(corrected("hired", hired("2020-05-01"))).then_refused("impossible.target_rescinded")
    story.when(rescinded("nothing")).then_refused("impossible.unknown_target")


def test_a_correction_keeps_the_type() -> None:
    given(registered(), hired("2020-03-01")).when(corrected("hired", separated("2020-05-01"))).then_refused(
        "impossible.other_type"
    )


def test_what_would_make_a_later_event_impossible_is_refused_and_names_it() -> None:
    story = given(registered(), hired("2020-03-01"), seconded("2021-01-01", "2021-06-30"))
    story.when(rescinded("hired")).then_refused("impossible.not_engaged", naming="seconded")
    story.when(separated("2020-12-01")).then_refused("impossible.not_engaged", naming="seconded")
    story.when(corrected("hired", hired("2021-02-01"))).then_refused(
        "impossible.not_engaged", naming="seconded"
    )
    story.when(rescinded("seconded"), rescinded("hired")).then(lambda worker: not worker.secondments)


def test_an_ending_folds_before_what_begins_on_its_day() -> None:
    story = given(registered(), hired("2020-03-01"), separated("2021-03-01"))
    story.when(hired("2021-03-01", "rehired")).then(lambda worker: isinstance(worker.engagement, Engaged))


def test_known_at_leaves_out_what_was_learnt_later() -> None:
    outcome = given(registered(), hired("2020-03-01")).when(rescinded("hired"))
    timeline = outcome.timeline
    assert timeline is not None
    assert isinstance(timeline.known_at(1).end.engagement, Engaged)
    assert not isinstance(timeline.known_at(2).end.engagement, Engaged)


DAYS = st.integers(0, 40).map(lambda days: (date(2020, 1, 1) + timedelta(days)).isoformat())


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """Profile changes at random days, and corrections and rescissions of whatever came before."""
    facts = [registered("2020-01-01")]
    for index in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["change", "change", "correct", "rescind"]))
        change = Fact(
            "worker.profile_changed",
            draw(DAYS),
            {"education": draw(st.sampled_from(["11", "21", "31"]))},
            f"event {index}",
        )
        target = draw(st.sampled_from(facts))
        base = base_of(facts, target)
        if kind == "rescind" and target.type != "worker.registered":
            facts.append(rescinded(target.label, label=f"event {index}"))
        elif kind == "correct" and base.type == "worker.profile_changed":
            facts.append(corrected(target.label, change, label=f"event {index}"))
        else:
            facts.append(change)
    return facts


@settings(max_examples=300, deadline=None)
@for_all(histories(), DAYS, st.integers(0, 12))
def test_resolution_equals_its_definition_for_all_pairs_of_dates(
    facts: list[Fact], day: str, known: int
) -> None:
    events = [event(said, position, position + 1) for position, said in enumerate(facts)]
    seen = facts[: known + 1]
    expected = None
    rows = []
    for position, one in enumerate(seen):
        if one.type == "worker.profile_changed" and stands(seen, one):
            said = content_of(seen, one)
            on = said.data["effective_on"] if said.type == CORRECTED else said.on
            data = said.data["data"] if said.type == CORRECTED else said.data
            rows.append((on, position, data["education"]))
    for on, _, education in sorted(rows):
        if on <= day:
            expected = education
    state = worker_timeline(WORKER, events).known_at(known).as_of(date.fromisoformat(day))
    assert state.identity is not None
    assert state.identity.education == expected


@settings(max_examples=100, deadline=None)
@for_all(histories())
def test_admitting_one_by_one_equals_folding_at_once(facts: list[Fact]) -> None:
    events = [event(said, position, position + 1) for position, said in enumerate(facts)]
    timeline = worker_timeline(WORKER, events[:1])
    taken = events[:1]
    for one in events[1:]:
        if one.type.name in {CORRECTED, RESCINDED} and not _may_name(taken, one.data.target):
            continue
        timeline = timeline.admit([one], lambda _state, _standing, _fresh: None)
        taken.append(one)
    assert timeline.end == worker_timeline(WORKER, taken).end
    assert [s.event_id for s in timeline.standing] == [s.event_id for s in resolve(taken)]


def _may_name(taken: list[Event], target: UUID) -> bool:
    rescinded_ids: set[UUID] = set()
    for one in reversed(taken):
        if one.type.name == RESCINDED and one.event_id not in rescinded_ids:
            rescinded_ids.add(one.data.target)
    return target in {one.event_id for one in taken} and target not in rescinded_ids
