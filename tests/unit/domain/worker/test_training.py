"""Training and practice: what is kept of it, and where a completion contradicts its course."""

from dataclasses import replace
from typing import Any

import pytest

from domain.training.events import course_timeline
from tests.specification import (
    COUNTY,
    COURSE,
    WORLD,
    Fact,
    Story,
    corrected,
    event,
    fact,
    given,
    organisation_id,
    registered,
    rescinded,
)

OFFERED = fact(
    "course.offered",
    "2023-01-01",
    "offered",
    provider=COUNTY,
    title="示例课程",
    kind="social_work",
    levels=["basic", "senior"],
    hours=40,
)
WITHDRAWN = fact("course.withdrawn", "2024-01-01", "withdrawn", reason_code="replaced")
COURSES = course_timeline(COURSE, [event(OFFERED, 0, 1, COURSE), event(WITHDRAWN, 1, 2, COURSE)])
TAUGHT = replace(WORLD, courses={COURSE: COURSES})


def trained(on: str = "2023-05-19", label: str = "trained", **changes: Any) -> Fact:
    data = {"course": COURSE, "kind": "social_work", "hours": 40, "credited": True, **changes}
    return Fact("worker.training_completed", on, data, label)


def elsewhere(on: str = "2023-05-19", label: str = "elsewhere", **changes: Any) -> Fact:
    data = {"kind": "union_business", "hours": 16, "credited": False, **changes}
    return Fact("worker.training_completed", on, data, label)


def someone(*facts: Fact) -> Story:
    return given(registered(), *facts, world=TAUGHT)


@pytest.mark.requirement("R63")
@pytest.mark.requirement("R66")
def test_training_is_kept_from_the_day_of_its_completion() -> None:
    outcome = someone().when(trained(level="senior"), elsewhere("2023-06-01"))
    outcome.then_on("2023-05-18", lambda state: state.particulars.trainings == ())
    outcome.then_on(
        "2023-05-19", lambda state: [one.level for one in state.particulars.trainings] == ["senior"]
    )
    outcome.then(lambda state: [one.hours for one in state.particulars.trainings] == [40, 16])
    outcome.then(lambda state: [one.credited for one in state.particulars.trainings] == [True, False])


def test_a_correction_changes_the_hours_and_a_rescission_takes_them_away() -> None:
    story = someone(trained())
    story.when(corrected("trained", trained(hours=24))).then(
        lambda state: [one.hours for one in state.particulars.trainings] == [24]
    )
    story.when(rescinded("trained")).then(lambda state: state.particulars.trainings == ())


@pytest.mark.parametrize(
    ("rule", "command"),
    [
        ("course_not_offered", trained("2022-12-31")),
        ("course_not_offered", trained("2024-01-01")),
        ("course_not_offered", trained(course=f"course-{'0' * 36}")),
        ("training_differs", trained(kind="union_business")),
        ("training_differs", trained(hours=41)),
        ("level_not_offered", trained(level="expert")),
        ("trained_twice", trained(label="again")),
    ],
)
def test_a_completion_agrees_with_its_course(rule: str, command: Fact) -> None:
    before = [trained()] if rule == "trained_twice" else []
    someone(*before).when(command).then_refused(f"impossible.{rule}")


def test_a_course_may_be_taken_again_another_day_and_in_part() -> None:
    again = trained("2023-12-31", "again", hours=8)
    someone(trained()).when(again).then(lambda state: len(state.particulars.trainings) == 2)


def test_whoever_is_not_in_the_ledger_completes_nothing() -> None:
    given(world=TAUGHT).when(elsewhere()).then_refused("impossible.not_registered")


@pytest.mark.requirement("R62")
def test_practice_is_kept_with_its_provider() -> None:
    practice = fact("worker.practicum_completed", "2023-09-01", provider=COUNTY, months=6)
    someone().when(practice).then_on("2023-08-31", lambda state: state.particulars.practica == ())
    someone().when(practice).then(lambda state: state.particulars.practica[0].months == 6)
    nowhere = fact("worker.practicum_completed", "2023-09-01", provider=organisation_id("nobody"), months=6)
    someone().when(nowhere).then_refused("impossible.organisation_unknown")
    given(world=TAUGHT).when(practice).then_refused("impossible.not_registered")
