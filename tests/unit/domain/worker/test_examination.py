"""Examinations and tests of practical ability (R50, R53)."""

from typing import Any

import pytest

from domain.worker.state import WorkerState
from tests.specification import Fact, cited, corrected, fact, given, hired, registered, rescinded

SCORES = {"subjects": [{"subject": "practice", "score": "71"}]}


def entered(on: str = "2024-04-10", session: str = "2024", label: str = "entered") -> Fact:
    return fact(
        "worker.examination_entered",
        on,
        label,
        kind="social_worker",
        level="senior_social_worker",
        session=session,
    )


def result(on: str = "2024-08-20", passed: bool = True, label: str = "result", **more: Any) -> Fact:
    return fact("worker.examination_result", on, label, examination=cited("entered"), passed=passed, **more)


def ability(on: str, sufficient: bool = True) -> Fact:
    return fact(
        "worker.ability_assessed",
        on,
        "ability",
        instrument="casework_interview",
        sufficient=sufficient,
        assessors=["assessor_1"],
        score="86.5",
    )


def passed(worker: WorkerState) -> bool | None:
    return worker.particulars.examinations[0].passed


@pytest.mark.requirement("R50")
def test_an_examination_is_open_until_its_result() -> None:
    story = given(registered(), entered())
    outcome = story.when(result(valid_until="2027-08-19", scores=SCORES))
    outcome.then_on("2024-08-19", lambda worker: passed(worker) is None)
    outcome.then(lambda worker: passed(worker) is True)
    outcome.then(lambda worker: worker.particulars.examinations[0].valid_until.isoformat() == "2027-08-19")
    outcome.then(lambda worker: worker.particulars.examinations[0].scores.subjects[0].score == "71")


def test_a_session_is_entered_once() -> None:
    story = given(registered(), entered())
    story.when(entered("2024-04-11", label="twice")).then_refused("impossible.entered_twice")
    story.when(entered("2025-04-11", "2025", "next year")).then(
        lambda worker: len(worker.particulars.examinations) == 2
    )


def test_a_result_is_of_an_examination_entered_and_comes_once() -> None:
    given(registered()).when(result()).then_refused("impossible.unknown_reference")
    given(registered(), entered()).when(result("2024-04-09")).then_refused("impossible.unknown_reference")
    story = given(registered(), entered(), result(passed=False))
    story.when(result("2024-09-01", label="twice")).then_refused("impossible.result_twice")
    story.when(corrected("result", result())).then(lambda worker: passed(worker) is True)


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"passed": False, "valid_until": "2027-08-19"}, "impossible.validity_without_pass"),
        ({"passed": True, "valid_until": "2024-08-19"}, "impossible.validity_backwards"),
    ],
)
def test_only_a_pass_is_valid_and_not_backwards(told: dict[str, Any], rule: str) -> None:
    given(registered(), entered()).when(result(**told)).then_refused(rule)


def test_an_entry_with_a_result_is_not_rescinded_alone() -> None:
    story = given(registered(), entered(), result())
    story.when(rescinded("entered")).then_refused("impossible.unknown_reference", naming="result")
    story.when(rescinded("result")).then(lambda worker: passed(worker) is None)


@pytest.mark.requirement("R53")
def test_practical_ability_may_be_assessed_before_the_hiring() -> None:
    given(registered(), ability("2020-02-20")).when(hired("2020-03-01")).then(
        lambda worker: worker.particulars.abilities[0].sufficient
    ).then_on("2020-02-19", lambda worker: worker.particulars.abilities == ())


def test_nobody_is_examined_who_is_not_in_the_ledger() -> None:
    given().when(entered()).then_refused("impossible.not_registered")
    given().when(ability("2020-02-20")).then_refused("impossible.not_registered")
