"""Grades (R31): assigned once a ladder, then promoted."""

import pytest

from domain.worker.state import Graded
from tests.specification import Fact, fact, given, hired, registered, rescinded

HIRED = (registered(), hired("2020-03-01"))


def assigned(on: str, grade: str = "junior_1", ladder: str = "city") -> Fact:
    return fact("worker.grade_assigned", on, ladder=ladder, grade=grade)


def promoted(on: str, grade: str = "junior_2", ladder: str = "city") -> Fact:
    return fact("worker.promoted", on, ladder=ladder, grade=grade)


@pytest.mark.requirement("R31")
def test_a_grade_holds_from_its_effective_date() -> None:
    given(*HIRED, assigned("2020-06-01")).when(promoted("2022-06-01")).then_on(
        "2022-05-31", lambda worker: worker.grade.grade == "junior_1"
    ).then_on(
        "2022-06-01", lambda worker: isinstance(worker.grade, Graded) and worker.grade.grade == "junior_2"
    )


def test_promotion_needs_a_grade_on_the_same_ladder() -> None:
    given(*HIRED).when(promoted("2022-06-01")).then_refused("impossible.not_graded")
    given(*HIRED, assigned("2020-06-01")).when(promoted("2022-06-01", ladder="other")).then_refused(
        "impossible.other_ladder"
    )
    given(*HIRED, assigned("2020-06-01")).when(promoted("2022-06-01", grade="junior_1")).then_refused(
        "impossible.same_grade"
    )


def test_a_first_grade_is_assigned_once_a_ladder() -> None:
    story = given(*HIRED, assigned("2020-06-01"))
    story.when(assigned("2021-06-01", "junior_2")).then_refused("impossible.graded_already")
    story.when(assigned("2021-06-01", "13", ladder="professional")).then(
        lambda worker: worker.grade.ladder == "professional"
    )


def lowered(on: str, grade: str = "junior_1", ladder: str = "city") -> Fact:
    return fact("worker.grade_lowered", on, "lowered", ladder=ladder, grade=grade, reason_code="assessment")


def test_a_lowered_grade_holds_from_its_effective_date() -> None:
    story = given(*HIRED, assigned("2020-06-01", "junior_2"))
    story.when(lowered("2022-06-01")).then_on(
        "2022-05-31", lambda worker: worker.grade.grade == "junior_2"
    ).then(lambda worker: (worker.grade.grade, worker.grade.since.isoformat()) == ("junior_1", "2022-06-01"))


def test_a_grade_is_lowered_on_its_own_ladder_to_another() -> None:
    story = given(*HIRED, assigned("2020-06-01", "junior_2"))
    story.when(lowered("2022-06-01", ladder="other")).then_refused("impossible.other_ladder")
    story.when(lowered("2022-06-01", "junior_2")).then_refused("impossible.same_grade")
    given(*HIRED).when(lowered("2022-06-01")).then_refused("impossible.not_graded")


def test_a_lowering_that_is_rescinded_leaves_the_grade_as_it_was() -> None:
    given(*HIRED, assigned("2020-06-01", "junior_2"), lowered("2022-06-01")).when(rescinded("lowered")).then(
        lambda worker: worker.grade.grade == "junior_2"
    )
