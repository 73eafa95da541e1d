"""Sanctions (R17), political reviews (R6), and what those served say (R9)."""

from typing import Any

import pytest

from tests.specification import Fact, cited, corrected, fact, given, hired, registered, rescinded, separated

HIRED = (registered(), hired("2020-03-01"))


def sanctioned(on: str = "2022-01-10", label: str = "sanction", **changes: Any) -> Fact:
    sanction = {"kind": "warning", "grounds": "示例事由"}
    data = {"sanction": sanction, "document_number": "示例〔2022〕4号", **changes}
    return fact("worker.sanctioned", on, label, **data)


def lifted(on: str, label: str = "") -> Fact:
    return fact("worker.sanction_lifted", on, label, sanction=cited("sanction"))


def reviewed(on: str, result: str = "qualified") -> Fact:
    return fact("worker.politically_reviewed", on, review={"result": result}, reviewer="reviewer_1")


def surveyed(on: str = "2022-01-05", label: str = "survey", **changes: Any) -> Fact:
    data = {
        "instrument": "service_survey",
        "period_from": "2021-01-01",
        "period_to": "2021-12-31",
        "sample": 120,
        "score": "92.5",
        **changes,
    }
    return fact("worker.satisfaction_recorded", on, label, **data)


@pytest.mark.requirement("R17")
def test_a_sanction_holds_until_it_is_lifted() -> None:
    given(*HIRED, sanctioned(until="2022-07-09")).when(lifted("2022-07-10")).then_on(
        "2022-01-09", lambda worker: not worker.particulars.sanctions
    ).then_on("2022-07-09", lambda worker: worker.particulars.sanctions[0].open).then_on(
        "2022-07-10", lambda worker: not worker.particulars.sanctions[0].open
    )


def test_a_sanction_is_lifted_once_and_only_where_there_is_one() -> None:
    given(*HIRED, sanctioned(), lifted("2022-07-10", "first")).when(lifted("2022-08-10")).then_refused(
        "impossible.lifted_twice"
    )
    given(*HIRED).when(lifted("2022-07-10")).then_refused("impossible.unknown_reference")
    given(*HIRED, sanctioned()).when(lifted("2022-01-10")).then_refused("impossible.unknown_reference")


def test_only_who_has_worked_is_sanctioned_also_afterwards() -> None:
    given(registered()).when(sanctioned()).then_refused("impossible.never_engaged")
    given(*HIRED, separated("2021-06-01")).when(sanctioned()).then(
        lambda worker: worker.particulars.sanctions[0].open
    )
    given(*HIRED).when(sanctioned(until="2022-01-09")).then_refused("impossible.term_backwards")
    given(*HIRED).when(sanctioned(until="2022-01-10")).then(lambda worker: worker.particulars.sanctions)


def test_a_sanction_that_never_was_takes_its_lifting_along() -> None:
    story = given(*HIRED, sanctioned(), lifted("2022-07-10", "lifted"))
    story.when(rescinded("sanction")).then_refused("impossible.unknown_reference", naming="lifted")
    story.when(rescinded("lifted"), rescinded("sanction")).then(
        lambda worker: not worker.particulars.sanctions
    )
    story.when(corrected("sanction", sanctioned("2022-02-01"))).then(
        lambda worker: worker.particulars.sanctions[0].on.isoformat() == "2022-02-01"
    )


@pytest.mark.requirement("R6")
def test_a_review_may_come_before_the_hiring_and_the_last_one_counts() -> None:
    given(registered(), reviewed("2020-02-01")).when(reviewed("2022-02-01", "unqualified")).then(
        lambda worker: (
            [one.result.result for one in worker.particulars.reviews] == ["qualified", "unqualified"]
        )
    )


@pytest.mark.requirement("R9")
def test_satisfaction_is_known_from_the_day_of_its_result() -> None:
    given(*HIRED).when(surveyed()).then_on(
        "2022-01-04", lambda worker: not worker.particulars.satisfactions
    ).then(
        lambda worker: (
            [(one.sample, one.score) for one in worker.particulars.satisfactions] == [(120, "92.5")]
        )
    )


def test_satisfaction_is_about_a_period_in_which_the_worker_served() -> None:
    late = (registered(), hired("2021-12-31"))
    given(*late).when(surveyed()).then(lambda worker: worker.particulars.satisfactions)
    given(registered(), hired("2022-01-01")).when(surveyed()).then_refused(
        "impossible.surveyed_before_engaged"
    )
    given(*HIRED).when(surveyed("2020-12-31")).then_refused("impossible.surveyed_before_period")


def test_one_result_of_an_instrument_for_a_period() -> None:
    story = given(*HIRED, surveyed())
    story.when(surveyed("2022-02-05", "again")).then_refused("impossible.surveyed_twice")
    story.when(surveyed("2022-02-05", "other", instrument="peer_survey")).then(
        lambda worker: len(worker.particulars.satisfactions) == 2
    )


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="period_to"):
        given(*HIRED).when(surveyed(period_to="2020-12-31"))
