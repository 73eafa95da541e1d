"""Secondment (R59): no two full-time ones at once, home goes on, nothing ends by time alone."""

import pytest

from domain.worker.life import at_home_or_host
from tests.specification import (
    CITY,
    COUNTY,
    Fact,
    cited,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    seconded,
    separated,
)

HIRED = (registered(), hired("2020-03-01"))


def ended(on: str, of: str = "seconded") -> Fact:
    return fact("worker.secondment_ended", on, secondment=cited(of), reason_code="term_reached")


@pytest.mark.requirement("R59")
def test_a_seconded_worker_is_at_home_and_at_the_host() -> None:
    given(*HIRED).when(seconded("2021-01-01", "2021-06-30")).then(
        lambda worker: at_home_or_host(worker) == (COUNTY, CITY)
    )


def test_a_term_that_ran_out_is_overdue_until_its_end_is_recorded() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"))
    story.when(ended("2021-09-01")).then_on(
        "2021-08-31", lambda worker: worker.secondment is not None
    ).then_on("2021-09-01", lambda worker: worker.secondment is None)


def test_two_full_time_secondments_never_overlap() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"))
    story.when(seconded("2021-07-01", "2021-12-31", "next")).then_refused("impossible.secondment_running")
    story.when(ended("2021-07-01"), seconded("2021-07-01", "2021-12-31", "next")).then(
        lambda worker: worker.secondment.event_id.hex == cited("next").replace("-", "")
    )
    story.when(seconded("2021-03-01", "2021-03-31", "part time", full_time=False)).then(
        lambda worker: len(worker.secondments) == 2
    )


def test_a_back_dated_secondment_that_makes_a_later_one_impossible_names_it() -> None:
    story = given(*HIRED, seconded("2021-06-01", "2021-12-31"))
    story.when(seconded("2021-01-01", "2021-08-31", "earlier")).then_refused(
        "impossible.secondment_running", naming="seconded"
    )


def test_the_host_is_another_organisation() -> None:
    given(*HIRED).when(seconded("2021-01-01", "2021-06-30", host=COUNTY)).then_refused(
        "impossible.host_is_home"
    )


def test_an_extension_only_lengthens() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"))
    shorter = fact(
        "worker.secondment_extended", "2021-05-01", secondment=cited("seconded"), until="2021-06-30"
    )
    story.when(shorter).then_refused("impossible.extension_shortens")
    longer = fact(
        "worker.secondment_extended", "2021-05-01", secondment=cited("seconded"), until="2021-12-31"
    )
    story.when(longer).then_on(
        "2021-04-30", lambda worker: worker.secondment.until.isoformat() == "2021-06-30"
    ).then_on("2021-05-01", lambda worker: worker.secondment.until.isoformat() == "2021-12-31")


def test_what_ended_is_neither_ended_nor_extended_again() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"), ended("2021-07-01"))
    story.when(ended("2021-08-01")).then_refused("impossible.secondment_closed")


def test_terms_and_places_must_make_sense() -> None:
    given(*HIRED).when(seconded("2021-01-01", "2020-12-31")).then_refused("impossible.term_backwards")
    given(registered()).when(seconded("2021-01-01", "2021-06-30")).then_refused("impossible.not_engaged")
    given(*HIRED, seconded("2021-01-01", "2021-06-30")).when(ended("2021-01-01")).then_refused(
        "impossible.unknown_reference"
    )


def test_a_separation_ends_the_secondment_too() -> None:
    given(*HIRED, seconded("2021-01-01", "2021-06-30")).when(separated("2021-03-01")).then(
        lambda worker: worker.secondment is None
    )


def recalled(on: str, label: str = "recalled") -> Fact:
    return fact(
        "worker.secondment_recalled", on, label, secondment=cited("seconded"), reason_code="needed_at_home"
    )


def test_a_recall_brings_the_worker_home_before_the_last_day() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"))
    story.when(recalled("2021-04-01")).then_on(
        "2021-03-31", lambda worker: at_home_or_host(worker) == (COUNTY, CITY)
    ).then(lambda worker: at_home_or_host(worker) == (COUNTY,) and worker.secondments[0].recalled)
    story.when(recalled("2021-06-30")).then(lambda worker: worker.secondment is None)
    story.when(recalled("2021-07-01")).then_refused("impossible.recalled_after_term")


def test_a_recall_is_of_a_secondment_that_runs() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"), recalled("2021-04-01"))
    story.when(recalled("2021-05-01", "again")).then_refused("impossible.secondment_closed")
    story.when(ended("2021-05-01")).then_refused("impossible.secondment_closed")
    story.when(rescinded("recalled")).then(lambda worker: worker.secondment is not None)
    given(*HIRED).when(recalled("2021-04-01")).then_refused("impossible.unknown_reference")


def test_a_recall_frees_the_worker_for_another_secondment_that_day() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30"), recalled("2021-04-01"))
    story.when(seconded("2021-04-01", "2021-12-31", "next")).then(
        lambda worker: worker.secondment is not None
    )
    story.when(corrected("recalled", recalled("2021-05-01"))).then_on(
        "2021-04-30", lambda worker: worker.secondment is not None
    )
