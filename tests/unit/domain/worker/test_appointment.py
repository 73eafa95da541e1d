"""Technical posts, technical staff, competence recognised (R20, R51, R52)."""

import pytest

from tests.specification import (
    Fact,
    cited,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    separated,
)

HIRED = (registered(), hired("2020-03-01"))


def certificate(on: str = "2021-02-01") -> Fact:
    return fact(
        "worker.qualification_obtained",
        on,
        "certificate",
        kind="social_worker",
        level="social_worker",
        number="2020-0001",
    )


def appointed(on: str = "2021-05-01", until: str | None = "2024-04-30", label: str = "post") -> Fact:
    term = {"until": until} if until else {}
    return fact(
        "worker.technical_post_appointed",
        on,
        label,
        certificate=cited("certificate"),
        level="social_worker",
        **term,
    )


def post_ended(on: str, label: str = "post ended") -> Fact:
    return fact(
        "worker.technical_post_ended", on, label, appointment=cited("post"), reason_code="term_reached"
    )


def recognised(on: str, *grounds: str, label: str = "recognised") -> Fact:
    return fact("worker.competence_recognised", on, label, grounds=list(grounds))


def included(on: str, label: str = "included") -> Fact:
    return fact("worker.technical_staff_included", on, label, certificate=cited("certificate"))


def staff_ended(on: str, label: str = "staff ended") -> Fact:
    return fact(
        "worker.technical_staff_ended", on, label, inclusion=cited("included"), reason_code="other_work"
    )


class TestTechnicalPosts:
    @pytest.mark.requirement("R52")
    def test_a_post_is_held_until_its_end_is_recorded(self) -> None:
        given(*HIRED, certificate(), appointed()).when(post_ended("2024-06-01")).then_on(
            "2024-05-31", lambda worker: worker.particulars.appointments[0].open
        ).then_on("2024-06-01", lambda worker: not worker.particulars.appointments[0].open)

    def test_one_at_a_time_the_next_may_begin_on_the_day_the_last_ended(self) -> None:
        story = given(*HIRED, certificate(), appointed())
        upper = appointed("2023-01-01", None, "next")
        story.when(upper).then_refused("impossible.appointed_already")
        story.when(upper, post_ended("2023-01-01")).then(
            lambda worker: [one.open for one in worker.particulars.appointments] == [False, True]
        )

    def test_terms_and_ends_must_make_sense(self) -> None:
        given(*HIRED).when(appointed(until="2021-04-30")).then_refused("impossible.term_backwards")
        given(registered()).when(appointed()).then_refused("impossible.not_engaged")
        story = given(*HIRED, certificate(), appointed())
        story.when(post_ended("2021-05-01")).then_refused("impossible.unknown_reference")
        given(*HIRED).when(post_ended("2022-05-01")).then_refused("impossible.unknown_reference")
        closed = given(*HIRED, certificate(), appointed(), post_ended("2022-05-01"))
        closed.when(post_ended("2022-06-01", "twice")).then_refused("impossible.appointment_closed")

    def test_a_certificate_found_false_leaves_the_appointment_standing(self) -> None:
        given(*HIRED, certificate(), appointed()).when(rescinded("certificate")).then(
            lambda worker: not worker.qualifications and worker.particulars.appointments[0].open
        )

    def test_a_corrected_term_is_the_term(self) -> None:
        given(*HIRED, certificate(), appointed()).when(corrected("post", appointed(until=None))).then(
            lambda worker: worker.particulars.appointments[0].until is None
        )


class TestCompetence:
    @pytest.mark.requirement("R20")
    def test_is_recognised_on_grounds_and_on_further_ones(self) -> None:
        story = given(registered(), recognised("2020-02-20", "degree"))
        story.when(recognised("2020-02-21", "degree", label="twice")).then_refused(
            "impossible.recognised_already"
        )
        story.when(recognised("2021-03-01", "degree", "certificate", label="more")).then(
            lambda worker: len(worker.particulars.recognitions) == 2
        )

    def test_is_recognised_of_who_is_in_the_ledger(self) -> None:
        given().when(recognised("2020-02-20", "degree")).then_refused("impossible.not_registered")


class TestTechnicalStaff:
    @pytest.mark.requirement("R51")
    def test_is_managed_as_such_until_ended(self) -> None:
        story = given(*HIRED, certificate(), included("2021-03-01"))
        story.when(staff_ended("2024-06-01")).then_on(
            "2024-05-31", lambda worker: worker.particulars.recognitions[0].open
        ).then_on("2024-06-01", lambda worker: not worker.particulars.recognitions[0].open)

    def test_is_included_once_and_again_after_an_end(self) -> None:
        story = given(*HIRED, certificate(), included("2021-03-01"))
        story.when(included("2022-03-01", "twice")).then_refused("impossible.included_already")
        ended = given(*HIRED, certificate(), included("2021-03-01"), staff_ended("2022-03-01"))
        ended.when(included("2022-03-01", "again")).then(
            lambda worker: [one.open for one in worker.particulars.recognitions] == [False, True]
        )
        ended.when(staff_ended("2022-04-01", "ended twice")).then_refused("impossible.inclusion_closed")

    def test_needs_an_engagement_and_a_sensible_end(self) -> None:
        given(registered()).when(included("2021-03-01")).then_refused("impossible.not_engaged")
        given(*HIRED).when(staff_ended("2021-03-01")).then_refused("impossible.unknown_reference")
        given(*HIRED, certificate(), included("2021-03-01")).when(staff_ended("2021-03-01")).then_refused(
            "impossible.unknown_reference"
        )

    def test_ends_with_the_engagement_and_recognised_competence_does_not(self) -> None:
        story = given(*HIRED, certificate(), included("2021-03-01"), recognised("2021-03-02", "certificate"))
        story.when(separated("2023-01-01")).then(
            lambda worker: [one.open for one in worker.particulars.recognitions] == [False, True]
        )

    def test_a_recognition_of_competence_is_no_inclusion(self) -> None:
        story = given(*HIRED, recognised("2021-03-01", "degree", label="included"))
        story.when(staff_ended("2022-03-01")).then_refused("impossible.unknown_reference")
