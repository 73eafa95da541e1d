"""Registration of certificates (R65): terms follow one another, lapse, and leave the certificate as it is."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.worker.certificate_registration import registered_on
from domain.worker.state import WorkerState
from tests.specification import Fact, cited, corrected, fact, given, registered, rescinded

CERTIFICATE = UUID(cited("certificate"))


def certificate(on: str = "2021-02-01") -> Fact:
    return fact(
        "worker.qualification_obtained",
        on,
        "certificate",
        kind="social_worker",
        level="social_worker",
        number="2020-0001",
    )


def term(again: bool, on: str, until: str, label: str, **more: Any) -> Fact:
    name = "worker.certificate_reregistered" if again else "worker.certificate_registered"
    return fact(name, on, label, certificate=cited("certificate"), until=until, **more)


def first(on: str = "2021-04-01", until: str = "2024-03-31", **more: Any) -> Fact:
    return term(False, on, until, "first", **more)


def again(on: str = "2024-04-01", until: str = "2027-03-31", **more: Any) -> Fact:
    return term(True, on, until, "again", **more)


def lapsed(on: str, label: str = "lapsed") -> Fact:
    return fact("worker.registration_lapsed", on, label, certificate=cited("certificate"))


HELD = (registered(), certificate())


@pytest.mark.requirement("R65")
@pytest.mark.parametrize(
    ("day", "holds"),
    [
        ("2021-03-31", False),
        ("2021-04-01", True),
        ("2024-03-31", True),
        ("2024-04-01", True),
        ("2027-03-31", True),
        ("2027-04-01", False),
    ],
)
def test_a_certificate_is_registered_on_both_days_of_each_term(day: str, *, holds: bool) -> None:
    given(*HELD, first()).when(again(hours=96)).then(
        lambda worker: registered_on(worker, CERTIFICATE, date.fromisoformat(day)) is holds
    )


def test_the_hours_of_a_term_are_kept_with_the_registration_that_they_were_shown_for() -> None:
    given(*HELD, first()).when(again(hours=96, applied_on="2024-02-01")).then(
        lambda worker: worker.particulars.registrations[-1].hours == 96
    )


def test_a_lapse_ends_it_from_its_day_and_the_certificate_stands() -> None:
    def lapses(worker: WorkerState) -> bool:
        before = registered_on(worker, CERTIFICATE, date(2022, 4, 30))
        after = registered_on(worker, CERTIFICATE, date(2022, 5, 1))
        return before and not after and len(worker.qualifications) == 1

    given(*HELD, first()).when(lapsed("2022-05-01")).then(lapses).then_on(
        "2022-04-30", lambda worker: worker.particulars.registrations[0].lapsed_on is None
    )


def test_what_lapsed_is_registered_anew_and_not_again() -> None:
    story = given(*HELD, first(), lapsed("2024-04-01"))
    story.when(again("2024-06-01")).then_refused("impossible.not_registered_before")
    story.when(term(False, "2024-06-01", "2027-05-31", "anew")).then(
        lambda worker: registered_on(worker, CERTIFICATE, date(2024, 6, 1))
    )


def test_a_registration_needs_the_certificate() -> None:
    given(registered()).when(first()).then_refused("impossible.unknown_reference")
    given(registered(), certificate("2021-04-02")).when(first()).then_refused("impossible.unknown_reference")
    given(registered()).when(again()).then_refused("impossible.unknown_reference")
    given(registered()).when(lapsed("2024-04-01")).then_refused("impossible.unknown_reference")


def test_a_certificate_that_is_registered_cannot_be_rescinded_alone() -> None:
    story = given(*HELD, first())
    story.when(rescinded("certificate")).then_refused("impossible.unknown_reference", naming="first")
    story.when(rescinded("certificate"), rescinded("first")).then(lambda worker: not worker.qualifications)


def test_terms_do_not_overlap() -> None:
    story = given(*HELD, first())
    story.when(term(False, "2024-04-01", "2027-03-31", "second first")).then_refused(
        "impossible.registered_already"
    )
    story.when(again("2024-03-31")).then_refused("impossible.registration_overlaps")
    given(*HELD).when(again()).then_refused("impossible.not_registered_before")


@pytest.mark.parametrize(
    ("until", "applied", "rule"),
    [
        ("2021-03-31", "2021-03-01", "impossible.term_backwards"),
        ("2024-03-31", "2021-04-02", "impossible.applied_after_start"),
        ("2024-03-31", "2021-01-31", "impossible.applied_before_certificate"),
    ],
)
def test_days_must_make_sense(until: str, applied: str, rule: str) -> None:
    given(*HELD).when(first(until=until, applied_on=applied)).then_refused(rule)


def test_only_what_is_registered_lapses_and_once() -> None:
    given(*HELD).when(lapsed("2024-04-01")).then_refused("impossible.nothing_registered")
    given(*HELD, first()).when(lapsed("2021-04-01")).then_refused("impossible.nothing_registered")
    story = given(*HELD, first(), lapsed("2024-04-01"))
    story.when(lapsed("2024-05-01", "twice")).then_refused("impossible.nothing_registered")


def test_a_corrected_term_moves_the_last_day() -> None:
    given(*HELD, first(until="2023-03-31")).when(corrected("first", first())).then(
        lambda worker: registered_on(worker, CERTIFICATE, date(2024, 3, 31))
    )
