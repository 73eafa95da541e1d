"""Rectangles over both times say what the exact fold says, for every day and every position, and nothing twice."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import example, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.bitemporal import FOREVER, STILL, Content, Rectangle, View, content_of, rectangles
from domain.record import Event
from domain.timeline import CORRECTED, RESCINDED, resolve
from domain.worker.life import INITIAL, evolve, worker_timeline
from domain.worker.state import Engaged, Graded, WorkerState
from tests.specification import (
    WORKER,
    Fact,
    corrected,
    event,
    fact,
    hired,
    registered,
    rescinded,
    seconded,
    separated,
)

FIRST = date(2020, 1, 1)
DAYS = 30


def members(state: WorkerState) -> tuple[Any, ...]:
    engaged = isinstance(state.engagement, Engaged)
    grade = state.grade.grade if isinstance(state.grade, Graded) else None
    hosts = tuple(one.host for one in state.secondments if one.open) if engaged else ()
    return (engaged, state.identity.education if state.identity else None, grade, hosts)


ENGAGED: View[WorkerState] = View(members, lambda found: bool(found[0]))
EVERYBODY: View[WorkerState] = View(members, lambda found: found != members(INITIAL))


def told(*facts: Fact) -> list[Event]:
    return [event(said, position, position + 1) for position, said in enumerate(facts)]


def drawn(events: Sequence[Event], view: View[WorkerState]) -> list[Rectangle]:
    (found,) = rectangles(events, INITIAL, evolve, [view])
    return found


def exact(events: Sequence[Event], view: View[WorkerState], day: date, known: int) -> Content | None:
    standing = resolve([one for one in events if one.position <= known])
    return content_of(
        [one for one in standing if one.effective_on <= day or one.type.undated], INITIAL, evolve, view
    )


def holding(found: Sequence[Rectangle], day: date, known: int) -> list[Content]:
    return [
        one.content
        for one in found
        if one.valid_from <= day < one.valid_to and one.known_from <= known < one.known_to
    ]


def test_what_comes_in_order_closes_the_last_span_and_opens_a_new_one() -> None:
    events = told(
        registered(),
        hired("2020-03-01"),
        fact("worker.grade_assigned", "2020-05-01", ladder="professional", grade="12"),
    )
    spans = [(one.valid_from, one.valid_to, one.known_from, one.known_to) for one in drawn(events, ENGAGED)]
    march, may = date(2020, 3, 1), date(2020, 5, 1)
    assert spans == [(march, FOREVER, 1, 2), (march, may, 2, STILL), (may, FOREVER, 2, STILL)]


def test_each_member_rests_on_what_said_it_last_and_on_the_correction_of_that() -> None:
    events = told(
        registered(education="21"),
        hired("2020-03-01"),
        fact("worker.grade_assigned", "2020-05-01", "graded", ladder="professional", grade="12"),
        corrected("graded", fact("worker.grade_assigned", "2020-05-01", ladder="professional", grade="11")),
    )
    last = drawn(events, ENGAGED)[-1].content
    assert last.members[1:3] == ("21", "11")
    assert last.sources == ((1,), (0,), (2, 3), ())
    assert last.rests_on == (0, 1, 2, 3)


def test_what_changes_nothing_that_the_view_shows_leaves_its_rectangles_alone() -> None:
    events = told(registered(), hired("2020-03-01"), fact("worker.profile_changed", "2021-01-01", degree="4"))
    assert len(drawn(events, ENGAGED)) == 1


def test_nothing_is_shown_where_nothing_holds() -> None:
    events = told(registered(), hired("2020-03-01"), separated("2020-04-01"), rescinded("hired"))
    found = drawn(events, ENGAGED)
    assert holding(found, date(2020, 3, 31), 2)
    assert not holding(found, date(2020, 4, 1), 2)
    assert not holding(found, date(2020, 3, 31), 3)


def test_one_pass_serves_several_views() -> None:
    events = told(registered(education="21"), hired("2020-03-01"))
    both = rectangles(events, INITIAL, evolve, [ENGAGED, EVERYBODY])
    assert both == [drawn(events, ENGAGED), drawn(events, EVERYBODY)]
    assert [len(one) for one in both] == [1, 3]


DAY = st.integers(0, DAYS - 1).map(lambda days: (FIRST + timedelta(days)).isoformat())


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """A career in any order of days, on which corrections and rescissions of whatever came before fall."""
    facts = [registered(draw(DAY))]
    plain = st.sampled_from(["hired", "profile", "grade", "seconded", "returned", "separated"])
    for index in range(draw(st.integers(1, 9))):
        label, target = f"event {index}", draw(st.sampled_from(facts))
        kind = draw(st.sampled_from(["new", "new", "correct", "rescind"]))
        if kind == "rescind" and target.type != "worker.registered":
            facts.append(rescinded(target.label, label=label))
        elif kind == "correct" and target.type not in {CORRECTED, RESCINDED, "worker.secondment_ended"}:
            moved = Fact(target.type, draw(DAY), target.data, label)
            facts.append(corrected(target.label, moved, label=label))
        else:
            facts.append(_plain(draw, draw(plain), label, facts))
    return facts


def _plain(draw: st.DrawFn, kind: str, label: str, facts: Sequence[Fact]) -> Fact:
    on = draw(DAY)
    begun = [one for one in facts if one.type == "worker.secondment_started"]
    match kind:
        case "hired":
            return hired(on, label)
        case "grade":
            grade = draw(st.sampled_from(["12", "11"]))
            return fact("worker.grade_assigned", on, label, ladder="professional", grade=grade)
        case "seconded":
            return seconded(on, "2021-06-30", label, full_time=draw(st.booleans()))
        case "returned" if begun:
            started = draw(st.sampled_from(begun))
            return fact(
                "worker.secondment_ended", on, label, secondment=str(started.event_id), reason_code="over"
            )
        case "separated":
            return separated(on, label)
    return fact("worker.profile_changed", on, label, education=draw(st.sampled_from(["11", "21"])))


@settings(max_examples=60, deadline=None)
@for_all(histories(), st.sampled_from([ENGAGED, EVERYBODY]))
@example(
    [registered(), hired("2020-01-03", "a"), rescinded("a", label="b"), rescinded("b", label="c")], ENGAGED
)
def test_rectangles_equal_the_exact_fold_for_all_pairs_of_dates(
    facts: list[Fact], view: View[WorkerState]
) -> None:
    events = told(*facts)
    found = drawn(events, view)
    for known in range(-1, len(events)):
        for offset in range(-1, DAYS + 1):
            day = FIRST + timedelta(offset)
            expected = exact(events, view, day, known)
            assert holding(found, day, known) == ([] if expected is None else [expected]), (day, known)
            state = worker_timeline(WORKER, events).known_at(known).as_of(day)
            assert expected is None or expected.members == members(state)


@settings(max_examples=60, deadline=None)
@for_all(histories())
def test_rectangles_are_as_few_as_the_spans_of_each_position_allow(facts: list[Fact]) -> None:
    found = drawn(told(*facts), ENGAGED)
    assert all(one.valid_from < one.valid_to and one.known_from < one.known_to for one in found)
    for one in found:
        for other in found:
            same_days = one[:2] == other[:2]
            assert not (same_days and one.known_to == other.known_from and one.content == other.content)
            same_known = one[2:4] == other[2:4]
            assert not (same_known and one.valid_to == other.valid_from and one.content == other.content)
