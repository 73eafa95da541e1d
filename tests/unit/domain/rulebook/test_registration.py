"""When a certificate is to be registered: the list counts as the rules do, on every day around the window."""

from datetime import date, timedelta

import pytest

from domain.rulebook.registration import (
    RegistrationDue,
    months_before_expiry,
    registration_due,
    window_opens,
)
from domain.rulebook.settings import RegistrationTerms
from domain.worker.facets import Registration
from domain.worker.state import WorkerState
from tests.specification import Fact, cited, fact, given, registered

TERMS = RegistrationTerms(
    first_within_months=12, term_months=36, window_months=3, hours={"social_worker": 90}
)
HELD = fact(
    "worker.qualification_obtained",
    "2023-06-30",
    "certificate",
    kind="social_worker",
    level="social_worker",
    number="2020-0001",
)


def term(until: str = "2027-07-31") -> Fact:
    return fact(
        "worker.certificate_registered",
        "2024-08-01",
        "term",
        certificate=cited("certificate"),
        until=until,
    )


def due(worker: WorkerState, day: str, terms: RegistrationTerms = TERMS) -> list[RegistrationDue]:
    return list(registration_due(worker, terms, date.fromisoformat(day)))


def state(*facts: Fact) -> WorkerState:
    found: WorkerState = given(registered(), *facts).timeline.end
    return found


def test_a_new_certificate_is_first_registered_within_its_year_and_stays_listed_after_it() -> None:
    worker = state(HELD)
    assert due(worker, "2023-06-29") == []
    for day in ("2023-06-30", "2024-06-30", "2024-07-01"):
        (one,) = due(worker, day)
        assert (one.first, one.opens_on, one.due_on, one.hours) == (
            True,
            date(2023, 6, 30),
            date(2024, 6, 30),
            0,
        )


def test_a_registered_one_is_due_again_in_the_window_with_its_hours() -> None:
    worker = state(HELD, term())
    assert due(worker, "2027-04-30") == []
    for day in ("2027-05-01", "2027-07-31", "2027-08-01"):
        (one,) = due(worker, day)
        assert (one.first, one.opens_on, one.due_on, one.hours) == (
            False,
            date(2027, 5, 1),
            date(2027, 7, 31),
            90,
        )


def test_nothing_is_due_of_what_lapsed_or_of_what_nobody_set_a_time_for() -> None:
    lapse = fact("worker.registration_lapsed", "2026-01-01", certificate=cited("certificate"))
    assert due(state(HELD, term(), lapse), "2027-07-31") == []
    assert due(state(HELD), "2024-06-30", RegistrationTerms()) == []
    assert due(state(HELD, term()), "2027-07-31", RegistrationTerms()) == []


def test_certificates_of_other_kinds_are_not_registered_here() -> None:
    other = fact(
        "worker.qualification_obtained", "2023-06-30", kind="legal_profession", level="a", number="A-0001"
    )
    assert due(state(other), "2023-07-01") == []


@pytest.mark.parametrize(
    "last", [date(2027, 5, 30), date(2027, 5, 31), date(2027, 11, 29), date(2028, 2, 29)]
)
def test_the_first_day_of_the_window_is_the_first_that_the_rule_accepts(last: date) -> None:
    given_term = Registration(HELD.event_id, HELD.event_id, date(2024, 1, 1), last)
    opens = window_opens(given_term, TERMS)
    assert months_before_expiry(given_term, opens) == TERMS.window_months
    assert months_before_expiry(given_term, opens - timedelta(1)) > TERMS.window_months
