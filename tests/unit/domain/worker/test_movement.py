"""Adoption of somebody already at work, and changes of engagement (R3, R19)."""

from datetime import date
from typing import Any

import pytest

from domain.worker.state import Engaged
from tests.specification import (
    AGENCY,
    CITY,
    COUNTY,
    POST,
    Fact,
    Story,
    contract,
    corrected,
    fact,
    given,
    hired,
    organisation_id,
    post_id,
    registered,
    rescinded,
    separated,
)


def adopted(on: str = "2020-03-01", label: str = "adopted", **changes: Any) -> Fact:
    data = {
        "mode": "direct_hire",
        "legal_employer": COUNTY,
        "host": COUNTY,
        "source": "personnel_file",
        **changes,
    }
    return Fact("worker.adopted", on, data, label)


def moved(on: str = "2022-01-01", label: str = "moved", *, carried: bool = False, **changes: Any) -> Fact:
    data = {
        "mode": "direct_hire",
        "legal_employer": COUNTY,
        "host": COUNTY,
        "seniority_carried": carried,
        **changes,
    }
    return Fact("worker.engagement_changed", on, data, label)


def story(*more: Fact) -> Story:
    return given(registered(), hired("2020-03-01"), contract("2020-03-01", "2023-02-28"), *more)


class TestAdoption:
    @pytest.mark.requirement("R3")
    def test_engages_without_a_recruitment_and_keeps_the_years_before(self) -> None:
        given(registered()).when(adopted(engaged_since="2015-09-01", post=POST)).then_on(
            "2020-02-29", lambda worker: not isinstance(worker.engagement, Engaged)
        ).then(
            lambda worker: (
                worker.engagement.since == date(2020, 3, 1)
                and worker.engagement.post == POST
                and worker.particulars.seniority_since == date(2015, 9, 1)
                and worker.first_engaged_on == date(2015, 9, 1)
            )
        )

    def test_opens_the_past_years_to_assessment(self) -> None:
        assessed = fact(
            "worker.assessed",
            "2020-03-10",
            kind="annual",
            scheme="labour_contract",
            period_from="2019-01-01",
            period_to="2019-12-31",
            scores={"duties": "92", "learning": "88.5", "development": "90"},
            assessors=["assessor_1"],
            months_worked=12,
        )
        given(registered(), adopted(engaged_since="2015-09-01")).when(assessed).then(
            lambda worker: len(worker.assessments) == 1
        )
        given(registered(), adopted()).when(assessed).then_refused("impossible.assessed_before_engaged")

    def test_is_of_somebody_registered_and_free_and_into_a_place_that_is_there(self) -> None:
        given().when(adopted()).then_refused("impossible.not_registered")
        story().when(adopted("2021-01-01")).then_refused("impossible.already_engaged")
        given(registered()).when(adopted(host=organisation_id("nowhere"))).then_refused(
            "impossible.organisation_unknown"
        )
        given(registered()).when(adopted(post=POST, host=CITY)).then_refused("impossible.post_elsewhere")

    def test_is_not_before_the_first_day_of_work(self) -> None:
        given(registered()).when(adopted(engaged_since="2020-03-02")).then_refused(
            "impossible.engaged_after_adoption"
        )

    def test_separated_and_hired_the_years_before_count_no_more(self) -> None:
        given(registered(), adopted(engaged_since="2015-09-01"), separated("2021-01-01")).when(
            hired("2021-06-01")
        ).then(lambda worker: worker.particulars.seniority_since is None)

    def test_is_corrected_and_rescinded_like_a_hiring(self) -> None:
        given(registered(), adopted()).when(corrected("adopted", adopted("2020-04-01", host=CITY))).then(
            lambda worker: (worker.engagement.since, worker.engagement.host) == (date(2020, 4, 1), CITY)
        )
        given(registered(), adopted(), contract("2020-03-01", "2023-02-28")).when(
            rescinded("adopted")
        ).then_refused("impossible.not_engaged", naming="contract")


class TestChange:
    def test_of_employer_ends_the_contract_and_the_years_count_where_carried(self) -> None:
        changed = story().when(moved(mode="purchased_post", legal_employer=AGENCY, carried=True))
        changed.then_on(
            "2021-12-31", lambda worker: worker.engagement.employer == COUNTY and worker.contract is not None
        ).then(
            lambda worker: (
                worker.engagement.employer == AGENCY
                and worker.engagement.since == date(2022, 1, 1)
                and worker.contract is None
                and worker.contracts[0].ended_on == date(2022, 1, 1)
                and worker.particulars.seniority_since == date(2020, 3, 1)
            )
        )
        story().when(moved(mode="purchased_post", legal_employer=AGENCY)).then(
            lambda worker: worker.particulars.seniority_since is None
        )

    def test_the_new_employer_contracts_from_that_day(self) -> None:
        with_agency = moved(mode="purchased_post", legal_employer=AGENCY)
        story(with_agency).when(
            contract("2022-01-01", "2023-12-31", "with the agency", employer=AGENCY)
        ).then(lambda worker: worker.contract.employer == AGENCY)

    @pytest.mark.requirement("R19")
    def test_of_mode_or_host_with_the_same_employer_keeps_contract_and_years(self) -> None:
        story().when(moved(host=CITY)).then(
            lambda worker: (
                worker.contract is not None
                and worker.engagement.host == CITY
                and worker.particulars.seniority_since == date(2020, 3, 1)
            )
        )

    def test_of_post_alone_does_not_begin_anew(self) -> None:
        story().when(moved(post=POST)).then(
            lambda worker: (
                worker.engagement.post == POST
                and worker.engagement.since == date(2020, 3, 1)
                and worker.particulars.seniority_since is None
            )
        )

    def test_years_are_carried_from_one_change_to_the_next(self) -> None:
        story(moved(host=CITY)).when(
            moved("2022-06-01", "again", legal_employer=AGENCY, mode="purchased_post", carried=True)
        ).then(lambda worker: worker.particulars.seniority_since == date(2020, 3, 1))

    def test_to_the_host_of_a_secondment_ends_the_secondment(self) -> None:
        seconded = fact(
            "worker.secondment_started",
            "2021-06-01",
            host=CITY,
            kind="secondment",
            direction="up",
            until="2022-05-31",
        )
        story(seconded).when(moved(host=CITY)).then(
            lambda worker: worker.secondments[0].ended_on == date(2022, 1, 1)
        )
        story(seconded).when(moved(post=POST)).then(lambda worker: worker.secondments[0].open)

    def test_needs_an_engagement_that_began_before(self) -> None:
        given(registered()).when(moved()).then_refused("impossible.not_engaged")
        story(separated("2021-01-01")).when(moved()).then_refused("impossible.not_engaged")
        story().when(moved("2020-03-01", host=CITY)).then_refused("impossible.changed_before_start")

    def test_says_something_different_and_a_place_that_is_there(self) -> None:
        story().when(moved()).then_refused("impossible.nothing_changed")
        story().when(moved(host=organisation_id("nowhere"))).then_refused("impossible.organisation_unknown")
        story().when(moved(post=post_id("none"))).then_refused("impossible.post_unknown")
        story().when(moved(post=POST, host=CITY)).then_refused("impossible.post_elsewhere")

    @pytest.mark.parametrize("day", ["2022-01-01", "2022-06-30"])
    def test_rescinded_leaves_all_as_it_was(self, day: str) -> None:
        story(moved(host=CITY)).when(rescinded("moved")).then_on(
            day, lambda worker: worker.engagement.host == COUNTY
        )
