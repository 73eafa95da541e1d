"""The national book on continuing education: what a re-registration may say of the hours of its last term."""

from datetime import date
from typing import Any

import pytest

from domain.questioned import questioned
from domain.rulebook.registration import credited, term_education
from domain.rulebook.settings import RegistrationTerms
from tests.unit.domain.rulebook.steps import hired, qualified, registered, rescinded
from tests.unit.domain.rulebook.story import (
    INSTITUTION,
    Step,
    Story,
    encouragements,
    named,
    nowhere_special,
)

COURSE = f"course-{named('course')}"
CERTIFICATE = str(named("qualified social_worker"))


def trained(on: str, hours: int = 45, label: str = "", **more: Any) -> Step:
    data = {"kind": "social_work", "hours": hours, "credited": True, **more}
    return Step("worker.training_completed", on, data, label or f"trained {on}")


def degree(on: str, hours: int = 400) -> Step:
    return trained(on, hours, f"degree {on}", kind="degree")


def holder(*steps: Step) -> Story:
    """Registered from 1 August 2024 to 31 July 2027."""
    term = {"certificate": CERTIFICATE, "until": "2027-07-31", "applied_on": "2024-06-30"}
    return nowhere_special().given(
        registered(),
        hired(),
        qualified("2023-06-30", "social_worker"),
        Step("worker.certificate_registered", "2024-08-01", term, "first"),
        *steps,
    )


def again(hours: int = 90) -> Step:
    data = {
        "certificate": CERTIFICATE,
        "until": "2030-07-31",
        "applied_on": "2027-06-01",
        "hours": hours,
    }
    return Step("worker.certificate_reregistered", "2027-08-01", data, "again")


def shown(step: Step, **basis: str) -> Step:
    return Step(step.type, step.on, step.data, step.label, {"basis": basis})


@pytest.mark.parametrize(
    ("first", "second", "accepted"),
    [
        ("2024-08-01", "2027-07-31", True),
        ("2024-07-31", "2027-07-31", False),
        ("2024-08-01", "2027-08-01", False),
    ],
)
def test_the_hours_stated_are_on_record_inside_the_term(first: str, second: str, *, accepted: bool) -> None:
    outcome = holder(trained(first), trained(second)).when(again())
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("registration.hours_on_record", clause="民发〔2009〕123号")


def test_training_without_a_proof_of_a_pass_counts_no_hours() -> None:
    attended = trained("2025-05-01", credited=False)
    holder(trained("2025-04-01"), attended).when(again()).then_refused("registration.hours_on_record")


@pytest.mark.parametrize(
    ("basis", "accepted"),
    [
        ({"number": "示例继教〔2027〕1号"}, True),
        ({"sha256": "f" * 64}, True),
        ({"title": "学时证明"}, False),
    ],
)
def test_what_is_not_on_record_is_shown_by_a_document_that_can_be_found(
    basis: dict[str, str], *, accepted: bool
) -> None:
    outcome = holder().when(shown(again(), **basis))
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("registration.hours_on_record")


def test_a_principle_may_be_set_aside_with_authority_document_and_reason() -> None:
    step = again().excepting("registration.hours_on_record")
    holder().when(step).then_recorded(exceptions=["registration.hours_on_record"])


def test_a_degree_counts_ninety_hours_once() -> None:
    holder(degree("2025-06-30")).when(again(90)).then_recorded()
    holder(degree("2025-06-30")).when(again(91)).then_refused("registration.hours_on_record")
    holder(degree("2025-06-30"), degree("2026-06-30")).when(again(91)).then_refused(
        "registration.hours_on_record"
    )
    holder(degree("2023-06-30"), degree("2026-06-30")).when(again()).then_refused(
        "registration.hours_on_record"
    )


def test_hours_stated_below_what_is_asked_for_are_another_matter() -> None:
    holder(trained("2025-04-01", 89)).when(again(89)).then_refused("registration.continuing_education")


def test_the_hours_on_record_say_which_events_they_rest_on() -> None:
    state = holder(trained("2025-04-01", 30), trained("2026-04-01", 20)).timeline().end
    (term,) = term_education(state, RegistrationTerms(hours={"social_worker": 90}, window_months=3))
    assert (term.required, term.credit.hours, term.missing) == (90, 50, 40)
    assert term.credit.events == (named("trained 2025-04-01"), named("trained 2026-04-01"))
    assert term.window_from.isoformat() == "2027-05-01"


def test_a_degree_gives_its_own_hours_where_no_book_sets_any() -> None:
    state = holder(degree("2025-06-30", 120)).timeline().end
    first, last = state.particulars.registrations[0].since, state.particulars.registrations[0].until
    assert credited(state, first, last, RegistrationTerms()).hours == 120


def test_a_reregistration_whose_training_is_rescinded_is_questioned() -> None:
    story = holder(trained("2025-04-01"), trained("2026-04-01"))
    story.when(again()).then_recorded()
    story.record(story.timeline().stream_id, rescinded("trained 2026-04-01", "2028-01-01"))
    (doubt,) = questioned(story.timeline(), story.reading())
    assert doubt.why == ("registration.hours_on_record",)


class TestProviders:
    def story(self, until: str) -> Story:
        story = holder()
        accredited = {"kind": "union_school", "until": until}
        story.record(
            INSTITUTION, Step("organisation.provider_accredited", "2020-01-01", accredited, "accredited")
        )
        course = {
            "provider": INSTITUTION,
            "title": "示例课程",
            "kind": "social_work",
            "levels": ["basic"],
            "hours": 45,
        }
        story.record(COURSE, Step("course.offered", "2020-01-01", course, "offered"))
        return story

    @pytest.mark.parametrize(("until", "followed"), [("2025-04-01", True), ("2025-03-31", False)])
    def test_training_by_an_accredited_provider_is_what_the_policy_encourages(
        self, until: str, *, followed: bool
    ) -> None:
        for done in (
            trained("2025-04-01", course=COURSE),
            Step("worker.practicum_completed", "2025-04-01", {"provider": INSTITUTION, "months": 3}, "p"),
        ):
            story = self.story(until)
            story.when(done).then_recorded()
            rules = encouragements(story, date(2025, 4, 1))
            assert ("training.accredited_provider" in rules) is followed

    def test_training_elsewhere_is_recorded_and_not_counted(self) -> None:
        story = self.story("2030-12-31")
        story.when(trained("2025-04-01")).then_recorded()
        assert "training.accredited_provider" not in encouragements(story, date(2025, 4, 1))
