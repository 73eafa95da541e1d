"""Courses: offered by a provider, withdrawn from a day on, corrected, and what cannot be."""

from datetime import date
from typing import Any
from uuid import uuid5

import pytest

from domain.errors import Refused
from domain.reading import Reading
from domain.training.state import CourseState
from tests.memory import Desk, Said, say
from tests.specification import COUNTY, COURSE, SPACE, organisation_id


def offered(on: str = "2023-01-01", label: str = "offered", **changes: Any) -> Said:
    data = {
        "provider": COUNTY,
        "title": "示例课程",
        "kind": "social_work",
        "levels": ["basic", "senior"],
        "hours": 40,
        **changes,
    }
    return say("course.offered", on, label, **data)


def withdrawn(on: str = "2024-01-01", label: str = "withdrawn") -> Said:
    return say("course.withdrawn", on, label, reason_code="replaced")


def given(*commands: Said) -> Desk:
    desk = Desk()
    for command in commands:
        desk.do(command, stream_id=COURSE)
    return desk


def course(desk: Desk, on: str) -> CourseState | None:
    return Reading(desk.ledger, desk.shelf).course(COURSE).as_of(date.fromisoformat(on))


def refused(desk: Desk, rule: str, *commands: Said) -> None:
    with pytest.raises(Refused) as told:
        desk.do(*commands, stream_id=COURSE)
    refusal = told.value.refusals[0]
    assert refusal.rule == f"impossible.{rule}"
    assert refusal.zh
    assert refusal.en


@pytest.mark.requirement("R62")
def test_a_course_is_offered_from_its_day_to_the_day_before_it_is_withdrawn() -> None:
    desk = given(offered(), withdrawn())
    before, last = course(desk, "2023-12-31"), course(desk, "2024-01-01")
    assert before is not None
    assert last is not None
    assert (before.provider, before.hours, before.levels) == (COUNTY, 40, ("basic", "senior"))
    assert before.withdrawn_on is None
    assert last.withdrawn_on == date(2024, 1, 1)
    offered_on = {day: last.offered(date.fromisoformat(day)) for day in ("2022-12-31", "2023-01-01")}
    assert offered_on == {"2022-12-31": False, "2023-01-01": True}
    assert last.offered(date(2023, 12, 31))
    assert not last.offered(date(2024, 1, 1))


def test_a_withdrawal_that_is_rescinded_never_was() -> None:
    target = str(uuid5(SPACE, "withdrawn"))
    desk = given(offered(), withdrawn(), say("event.rescinded", "2024-02-01", "undone", target=target))
    state = course(desk, "2024-06-01")
    assert state is not None
    assert state.offered(date(2024, 6, 1))


def test_a_corrected_course_says_what_the_correction_says() -> None:
    to = offered(hours=24)
    correction = say(
        "event.corrected",
        "2023-02-01",
        "corrected",
        target=str(uuid5(SPACE, "offered")),
        type="course.offered",
        effective_on="2023-01-01",
        data=dict(to.data),
    )
    state = course(given(offered(), correction), "2023-06-01")
    assert state is not None
    assert state.hours == 24


@pytest.mark.parametrize(
    ("rule", "before", "command"),
    [
        ("course_offered", (offered(),), offered(label="again")),
        ("organisation_unknown", (), offered(provider=organisation_id("nobody"))),
        ("course_withdrawn", (offered(), withdrawn()), withdrawn("2024-02-01", "again")),
        ("ended_before_start", (offered(),), withdrawn("2023-01-01")),
    ],
)
def test_what_cannot_be(rule: str, before: tuple[Said, ...], command: Said) -> None:
    refused(given(*before), rule, command)


def test_a_level_that_a_completion_does_not_say_is_the_only_one_of_the_course() -> None:
    several, one = (
        course(given(offered()), "2023-06-01"),
        course(given(offered(levels=["basic"])), "2023-06-01"),
    )
    assert several is not None
    assert one is not None
    assert (several.level("senior"), several.level(None), one.level(None)) == ("senior", None, "basic")
