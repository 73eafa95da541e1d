"""A record replayed event by event: what each event changed for a day, and how two points differ."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.worker.life import worker_timeline
from domain.worker.state import Graded, WorkerState
from projections.stepping import Change, difference, steps
from tests.specification import WORKER, corrected, event, fact, hired, registered, rescinded

values = st.recursive(
    st.none() | st.integers(0, 3) | st.text("ab~/", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab~/", max_size=2), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def shown(state: WorkerState, on: date) -> Mapping[str, Any]:
    grade = state.grade.grade if isinstance(state.grade, Graded) else None
    return {"grade": grade, "engaged": state.first_engaged_on is not None, "on": on.isoformat()}


def graded(grade: str, on: str, label: str) -> Any:
    return fact("worker.grade_assigned", on, label, ladder="professional", grade=grade)


def test_each_event_tells_what_it_changed_for_the_day_asked_about() -> None:
    facts = [
        registered(),
        hired("2020-03-01"),
        graded("12", "2021-01-01", "first"),
        graded("11", "2023-01-01", "second"),
        corrected("first", graded("13", "2021-01-01", "")),
        rescinded("first"),
    ]
    events = [event(said, at, at + 1, WORKER) for at, said in enumerate(facts)]
    found = list(steps(worker_timeline(WORKER, events), date(2022, 1, 1), shown))

    assert [step.event.position for step in found] == list(range(6))
    assert [step.changes for step in found] == [
        (),
        (Change("/engaged", False, True),),
        (Change("/grade", None, "12"),),
        (),
        (Change("/grade", "12", "13"),),
        (Change("/grade", "13", None),),
    ]


@given(values)
def test_nothing_differs_from_itself(value: Any) -> None:
    assert list(difference(value, value)) == []


@given(values, values)
def test_what_differs_is_told_by_its_pointer(before: Any, after: Any) -> None:
    changes = list(difference(before, after))
    assert bool(changes) or _same(before, after)
    for one in changes:
        assert _at(before, one.pointer) == one.before
        assert _at(after, one.pointer) == one.after


def _same(before: Any, after: Any) -> bool:
    """Alike but for members and elements that hold nothing, which are not told from those that are not there."""
    return list(difference(after, before)) == []


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value
