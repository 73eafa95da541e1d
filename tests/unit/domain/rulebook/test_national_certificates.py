"""The national book on registering certificates and on examinations: every boundary day accepts or refuses."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import hired, qualified, registered
from tests.unit.domain.rulebook.story import Step, Story, named, nowhere_special

CERTIFICATE = "qualified social_worker"


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), hired(), *steps)


def held(on: str = "2023-06-30", level: str = "social_worker") -> Step:
    return qualified(on, level)


def term(
    on: str, until: str, applied_on: str | None, again: bool = False, of: str = CERTIFICATE, **more: Any
) -> Step:
    name = "worker.certificate_reregistered" if again else "worker.certificate_registered"
    data = {"certificate": str(named(of)), "until": until, **more}
    data |= {"applied_on": applied_on} if applied_on else {}
    shown = {"basis": {"number": "示例继教〔2027〕1号"}} if again else {}
    return Step(name, on, data, f"{name}@{on}", shown)


def first(applied_on: str | None = "2024-06-30", on: str = "2024-08-01", until: str = "2027-07-31") -> Step:
    return term(on, until, applied_on)


def again(
    applied_on: str | None = "2027-07-31",
    on: str = "2027-08-01",
    until: str = "2030-07-31",
    hours: int | None = 90,
) -> Step:
    told: dict[str, Any] = {} if hours is None else {"hours": hours}
    return term(on, until, applied_on, again=True, **told)


def entered(level: str = "senior_social_worker") -> Step:
    data = {"kind": "social_worker", "level": level, "session": "2024"}
    return Step("worker.examination_entered", "2024-04-10", data, "entered")


def result(valid_until: str | None, passed: bool = True) -> Step:
    data = {"examination": str(named("entered")), "passed": passed}
    data |= {"valid_until": valid_until} if valid_until else {}
    return Step("worker.examination_result", "2024-08-20", data, "result")


class TestFirstRegistration:
    @pytest.mark.parametrize(
        ("obtained", "applied", "accepted"),
        [
            ("2023-06-30", "2023-06-30", True),
            ("2023-06-30", "2024-06-30", True),
            ("2023-06-30", "2024-07-01", False),
            ("2024-02-29", "2025-02-28", True),
            ("2024-02-29", "2025-03-01", False),
        ],
    )
    def test_is_applied_for_within_a_year_of_the_certificate(
        self, obtained: str, applied: str, *, accepted: bool
    ) -> None:
        step = term("2025-04-01", "2028-03-31", applied)
        outcome = someone(held(obtained)).when(step)
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("registration.first_in_time", clause="民发〔2009〕44号 第四条")

    def test_without_the_day_of_the_application_the_first_day_of_the_term_counts(self) -> None:
        someone(held()).when(term("2024-06-30", "2027-06-29", None)).then_recorded()
        someone(held()).when(term("2024-07-01", "2027-06-30", None)).then_refused(
            "registration.first_in_time"
        )

    def test_a_late_one_that_was_taken_is_recorded_with_its_breach(self) -> None:
        late = first("2024-07-01").already_done()
        someone(held()).when(late).then_recorded(breaches=["registration.first_in_time"])

    def test_one_after_a_lapse_is_no_first_one(self) -> None:
        lapse = Step(
            "worker.registration_lapsed", "2026-01-01", {"certificate": str(named(CERTIFICATE))}, "l"
        )
        anew = term("2026-06-01", "2029-05-31", "2026-05-10")
        someone(held(), first(), lapse).when(anew).then_recorded()


class TestTerms:
    @pytest.mark.parametrize(
        ("until", "accepted"),
        [("2027-07-30", False), ("2027-07-31", True), ("2027-08-01", False), ("2027-08-31", False)],
    )
    def test_run_three_years_to_the_day(self, until: str, *, accepted: bool) -> None:
        outcome = someone(held()).when(first(until=until))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("registration.term", clause="民发〔2009〕44号")

    def test_a_certificate_of_another_kind_has_terms_of_its_own(self) -> None:
        other = Step(
            "worker.qualification_obtained",
            "2015-01-01",
            {"kind": "legal_profession", "level": "a", "number": "A-0001"},
            "legal",
        )
        someone(other).when(term("2024-08-01", "2025-07-31", None, of="legal")).then_recorded()


class TestReregistration:
    @pytest.mark.parametrize(
        ("applied", "accepted"),
        [
            ("2027-04-30", False),
            ("2027-05-01", True),
            ("2027-07-31", True),
            ("2027-08-01", False),
            (None, False),
        ],
    )
    def test_is_applied_for_in_the_last_three_months_of_the_term(
        self, applied: str | None, *, accepted: bool
    ) -> None:
        outcome = someone(held(), first()).when(again(applied))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("registration.window", clause="民发〔2009〕44号")

    def test_its_own_term_runs_three_years_too(self) -> None:
        someone(held(), first()).when(again(until="2030-07-30")).then_refused("registration.term")

    @pytest.mark.requirement("R65", shows="refusal")
    @pytest.mark.parametrize(
        ("level", "hours", "accepted"),
        [
            ("junior_social_worker", 71, False),
            ("junior_social_worker", 72, True),
            ("social_worker", 89, False),
            ("social_worker", 90, True),
            ("senior_social_worker", 89, False),
            ("senior_social_worker", 90, True),
            ("social_worker", None, False),
        ],
    )
    def test_shows_the_hours_of_continuing_education_of_the_level(
        self, level: str, hours: int | None, *, accepted: bool
    ) -> None:
        label = f"qualified {level}"
        story = someone(held(level=level), term("2024-08-01", "2027-07-31", "2024-06-30", of=label))
        told: dict[str, Any] = {} if hours is None else {"hours": hours}
        outcome = story.when(term("2027-08-01", "2030-07-31", "2027-06-01", again=True, of=label, **told))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("registration.continuing_education", clause="民发〔2009〕123号")

    def test_a_province_may_ask_for_other_hours_and_months(self) -> None:
        story = nowhere_special().under(
            jurisdiction="220200", registration={"hours": {"social_worker": 60}, "window_months": 6}
        )
        story.given(registered(), hired(), held(), first())
        story.when(again("2027-02-01", hours=60)).then_recorded()


class TestExaminations:
    @pytest.mark.requirement("R50", shows="refusal")
    @pytest.mark.parametrize(
        ("until", "accepted"),
        [("2027-08-18", False), ("2027-08-19", True), ("2027-08-20", False), (None, False)],
    )
    def test_a_senior_pass_counts_for_three_years(self, until: str | None, *, accepted: bool) -> None:
        outcome = someone(entered()).when(result(until))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("examination.senior_validity", clause="人社部规〔2018〕2号")

    def test_what_was_failed_and_what_is_no_senior_one_has_no_validity(self) -> None:
        someone(entered()).when(result(None, passed=False)).then_recorded()
        someone(entered("social_worker")).when(result(None)).then_recorded()

    @pytest.mark.requirement("R49", shows="refusal")
    @pytest.mark.parametrize(("on", "accepted"), [("2027-08-19", True), ("2027-08-20", False)])
    def test_the_senior_certificate_follows_while_the_pass_counts(self, on: str, *, accepted: bool) -> None:
        story = someone(entered(), result("2027-08-19"))
        outcome = story.when(qualified(on, "senior_social_worker"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("qualification.senior_pass", clause="人社部规〔2018〕2号")
            excepted = qualified(on, "senior_social_worker").excepting("qualification.senior_pass")
            story.when(excepted).then_recorded(exceptions=["qualification.senior_pass"])

    def test_a_holder_whose_examination_nobody_recorded_is_taken(self) -> None:
        someone().when(qualified("2027-08-20", "senior_social_worker")).then_recorded()
