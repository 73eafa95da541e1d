"""Plans to qualify those who work without a certificate (R72)."""

import pytest

from domain.worker.development import lacks_plan
from tests.specification import Fact, cited, fact, given, hired, registered, rescinded, separated

HIRED = (registered(), hired("2020-03-01"))


def planned(on: str = "2020-07-01", until: str = "2021-12-31", label: str = "plan") -> Fact:
    return fact("worker.upgrade_planned", on, label, goals=["junior_social_worker"], until=until)


def closed(on: str, reached: bool = True, label: str = "closed") -> Fact:
    return fact("worker.upgrade_closed", on, label, plan=cited("plan"), reached=reached)


@pytest.mark.requirement("R72")
def test_a_plan_is_open_until_it_is_closed_though_its_days_ran_out() -> None:
    given(*HIRED, planned()).when(closed("2022-03-01", reached=False)).then_on(
        "2022-02-28", lambda worker: worker.particulars.plans[0].open
    ).then(lambda worker: not worker.particulars.plans[0].open and not worker.particulars.plans[0].reached)


def test_one_plan_at_a_time() -> None:
    story = given(*HIRED, planned())
    story.when(planned("2021-01-01", label="next")).then_refused("impossible.plan_running")
    given(*HIRED, planned(), closed("2021-01-01")).when(planned("2021-01-01", label="next")).then(
        lambda worker: [one.open for one in worker.particulars.plans] == [False, True]
    )


def test_a_plan_is_closed_once_and_reopened_by_rescinding_that() -> None:
    story = given(*HIRED, planned(), closed("2021-01-01"))
    story.when(closed("2021-02-01", label="twice")).then_refused("impossible.plan_closed")
    story.when(rescinded("closed")).then(lambda worker: worker.particulars.plans[0].open)


def test_who_works_without_a_certificate_lacks_a_plan_until_one_is_made() -> None:
    certificate = fact(
        "worker.qualification_obtained",
        "2021-02-01",
        kind="social_worker",
        level="junior_social_worker",
        number="2020-0001",
    )
    assert not lacks_plan(given(registered()).timeline.end)
    assert lacks_plan(given(*HIRED).timeline.end)
    assert not lacks_plan(given(*HIRED, planned()).timeline.end)
    assert lacks_plan(given(*HIRED, planned(), closed("2021-01-01", reached=False)).timeline.end)
    assert not lacks_plan(given(*HIRED, certificate).timeline.end)


def test_a_plan_ends_with_the_engagement_unreached() -> None:
    given(*HIRED, planned()).when(separated("2021-03-01")).then(
        lambda worker: not worker.particulars.plans[0].open and not worker.particulars.plans[0].reached
    )


def test_a_plan_is_for_who_works_and_ends_after_it_begins() -> None:
    given(registered()).when(planned()).then_refused("impossible.not_engaged")
    given(*HIRED).when(planned(until="2020-06-30")).then_refused("impossible.term_backwards")
    given(*HIRED).when(closed("2021-01-01")).then_refused("impossible.unknown_reference")
