"""The national book: each of its rules accepts and refuses, with the clause it rests on."""

from pathlib import Path
from typing import Any

import pytest

from domain.rulebook.book import BINDING
from tests.unit.domain.rulebook.steps import (
    EMPLOYER,
    assessed,
    confirmed,
    extended,
    graded,
    hired,
    promoted,
    qualified,
    registered,
    seconded,
    separated,
)
from tests.unit.domain.rulebook.story import (
    CITY,
    COMPANY,
    SOCIETY,
    STREET,
    Step,
    Story,
    bundled_book,
    nowhere_special,
)

POLICY = "总工发〔2016〕37号"


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), *steps)


class TestHiring:
    @pytest.mark.requirement("R22", shows="refusal")
    @pytest.mark.parametrize(
        "procedure", [{"kind": "appointment", "notice_number": "示例1号"}, {"kind": "open_recruitment"}]
    )
    def test_open_recruitment_with_a_notice_is_a_principle(self, procedure: dict[str, str]) -> None:
        without = hired(procedure=procedure)
        refusal = someone().when(without).then_refused("hire.open_recruitment", clause=f"{POLICY} 三(一)1")
        assert refusal.strength == "principle"
        excepted = without.excepting("hire.open_recruitment")
        someone().when(excepted).then_recorded(exceptions=["hire.open_recruitment"])
        someone().when(hired()).then_recorded()

    @pytest.mark.requirement("R21", shows="refusal")
    @pytest.mark.parametrize("mode", ["purchased_post", "purchased_service"])
    def test_cities_and_counties_allocate_purchased_workers(self, mode: str) -> None:
        someone().when(hired(mode=mode)).then_recorded()
        someone().when(hired(mode=mode, host=CITY)).then_recorded()
        in_street = hired(mode=mode, host=STREET)
        someone().when(in_street).then_refused("hire.coordinated_allocation", clause="三(一)")
        someone().when(in_street.excepting("hire.coordinated_allocation")).then_recorded(
            exceptions=["hire.coordinated_allocation"]
        )

    @pytest.mark.requirement("R23", shows="refusal")
    @pytest.mark.requirement("R23")
    def test_a_social_organisation_employs_for_purchased_services(self) -> None:
        someone().when(hired(mode="purchased_service", legal_employer=SOCIETY)).then_recorded()
        by_company = hired(mode="purchased_service", legal_employer=COMPANY)
        someone().when(by_company).then_refused("hire.purchased_service_employer", clause="三(一)2")

    def test_the_union_that_uses_a_purchased_post_is_not_its_employer(self) -> None:
        someone().when(hired(mode="purchased_post", legal_employer=COMPANY)).then_recorded()
        by_host = hired(mode="purchased_post", legal_employer=EMPLOYER["direct_hire"])
        someone().when(by_host).then_refused("hire.purchased_post_employer")

    @pytest.mark.requirement("R19", shows="refusal")
    def test_a_union_employs_direct_hires(self) -> None:
        someone().when(hired(legal_employer=CITY)).then_recorded()
        someone().when(hired(legal_employer=COMPANY)).then_refused("hire.direct_employer")

    def test_nobody_under_sixteen(self) -> None:
        born: dict[str, Any] = {"person": {"birth_on": "2006-03-02", "sex": "1"}}
        nowhere_special().given(registered(**born)).when(hired("2022-03-02")).then_recorded()
        story = nowhere_special().given(registered(**born))
        story.when(hired("2022-03-01")).then_refused("hire.working_age", clause="劳动法 第十五条")

    def test_a_must_broken_in_fact_is_recorded_with_its_breach(self) -> None:
        done = hired(legal_employer=COMPANY).already_done()
        someone().when(done).then_recorded(breaches=["hire.direct_employer"])


class TestAssessment:
    def test_follows_the_scheme_of_the_mode(self) -> None:
        someone(hired()).when(assessed("2023-01-10", 2022)).then_recorded()
        wrong = assessed("2023-01-10", 2022, scheme="public_institution")
        someone(hired()).when(wrong).then_refused("assessment.scheme", clause="五(二)")

    def test_after_separation_the_last_mode_counts(self) -> None:
        story = someone(hired(), separated("2022-12-31"))
        story.when(assessed("2023-01-10", 2022)).then_recorded()

    def test_follows_a_scheme_of_the_book(self) -> None:
        unknown = assessed("2023-01-10", 2022, None, scheme="home_made")
        someone(hired()).when(unknown).then_refused("assessment.scheme")

    def test_gives_a_result_of_the_scheme(self) -> None:
        someone(hired()).when(assessed("2023-01-10", 2022, "splendid")).then_refused("assessment.result")

    @pytest.mark.requirement("R54", shows="refusal")
    @pytest.mark.parametrize(
        ("months", "grade", "accepted"), [(6, "qualified", True), (5, "qualified", False), (5, None, True)]
    )
    def test_gives_no_result_for_under_half_a_year(
        self, months: int, grade: str | None, *, accepted: bool
    ) -> None:
        outcome = someone(hired()).when(assessed("2024-01-10", 2023, grade, months_worked=months))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("assessment.minimum_months", clause="人社部发〔2023〕6号")

    def test_a_regular_one_in_the_year_needs_no_half_year(self) -> None:
        regular = assessed("2022-06-10", 2022, months_worked=3, kind="regular")
        someone(hired()).when(regular).then_recorded()


def ready(*more: Step, grade: str = "qualified") -> Story:
    """Graded at the lowest step in April 2022, assessed for that year."""
    return someone(hired(), graded(), assessed("2023-01-10", 2022, grade), confirmed("2023-01-20"), *more)


class TestGrades:
    @pytest.mark.parametrize(("ladder", "grade"), [("steps", "junior_9"), ("home_made", "junior_1")])
    def test_are_on_a_ladder_of_the_book(self, ladder: str, grade: str) -> None:
        someone(hired()).when(graded(grade=grade, ladder=ladder)).then_refused("grade.known", clause="四(一)")
        someone(hired()).when(graded()).then_recorded()

    @pytest.mark.requirement("R33", shows="refusal")
    @pytest.mark.parametrize(
        ("level", "grade", "accepted"),
        [
            (None, "13", True),
            (None, "12", False),
            ("junior_social_worker", "11", True),
            ("junior_social_worker", "10", False),
            ("social_worker", "8", True),
            ("social_worker", "7", False),
            ("senior_social_worker", "5", True),
        ],
    )
    def test_follow_the_certificate(self, level: str | None, grade: str, *, accepted: bool) -> None:
        certificate = [qualified("2021-01-01", level)] if level else []
        outcome = someone(hired(), *certificate).when(graded(grade=grade, ladder="professional"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("grade.certificate", clause="四(一)")

    def test_a_certificate_counts_from_its_own_date(self) -> None:
        story = someone(hired(), qualified("2022-04-02"))
        story.when(graded("2022-04-01", "12", "professional")).then_refused("grade.certificate")


@pytest.mark.requirement("R2", shows="refusal")
def test_the_services_are_those_of_the_seven_domains() -> None:
    someone().when(hired(service_domains=["rights", "career"])).then_recorded()
    unknown = hired(service_domains=["rights", "canteen"])
    someone().when(unknown).then_refused("hire.service_domains", clause="一")


class TestPromotion:
    @pytest.mark.requirement("R55", shows="refusal")
    def test_goes_up_one_step_and_rests_on_an_assessment(self) -> None:
        ready().when(promoted().citing("assessed")).then_recorded()
        ready().when(promoted()).then_refused("promotion.assessment", clause=f"{POLICY} 五(二)")

    @pytest.mark.parametrize("grade", ["basically_qualified", "unqualified"])
    def test_rests_on_a_sufficient_one(self, grade: str) -> None:
        ready(grade=grade).when(promoted().citing("assessed")).then_refused("promotion.assessment")

    def test_rests_on_one_of_the_last_two_years(self) -> None:
        ready().when(promoted("2025-01-09").citing("assessed")).then_recorded()
        ready().when(promoted("2025-01-10").citing("assessed")).then_refused("promotion.assessment")

    @pytest.mark.requirement("R32")
    def test_skips_no_step_as_a_principle(self) -> None:
        skipping = promoted(grade="junior_3").citing("assessed")
        ready().when(skipping).then_refused("promotion.one_step", clause="四(一)")
        ready().when(skipping.excepting("promotion.one_step")).then_recorded(
            exceptions=["promotion.one_step"]
        )

    def test_never_goes_down(self) -> None:
        story = ready(promoted("2023-04-01").citing("assessed"))
        down = promoted("2024-06-01", "junior_1", label="down").citing("assessed")
        story.when(down).then_refused("promotion.upwards")

    @pytest.mark.requirement("R31", shows="refusal")
    @pytest.mark.parametrize(
        ("on", "result", "accepted"),
        [
            ("2023-04-01", "qualified", True),
            ("2023-03-31", "qualified", False),
            ("2023-03-31", "excellent", True),
        ],
    )
    def test_waits_for_the_months_in_grade(self, on: str, result: str, *, accepted: bool) -> None:
        outcome = ready(grade=result).when(promoted(on).citing("assessed"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("promotion.months_in_grade", clause="四(一)")


class TestSecondment:
    @pytest.mark.requirement("R59", shows="refusal")
    def test_lasts_two_years_at_most_as_a_principle(self) -> None:
        someone(hired()).when(seconded(until="2024-05-31")).then_recorded()
        long = seconded(until="2024-06-01")
        someone(hired()).when(long).then_refused("secondment.maximum", clause="五(二)")
        someone(hired()).when(long.excepting("secondment.maximum")).then_recorded(
            exceptions=["secondment.maximum"]
        )

    def test_up_leads_to_a_higher_level(self) -> None:
        someone(hired()).when(seconded(direction="down")).then_refused(
            "secondment.direction", clause="五(二)"
        )

    def test_its_extension_counts_from_the_first_day(self) -> None:
        story = someone(hired(), seconded())
        story.when(extended("2023-05-01", "2024-06-01")).then_refused("secondment.maximum")
        story.when(extended("2023-05-01", "2024-05-31")).then_recorded()


@pytest.mark.requirement("R56")
@pytest.mark.parametrize(
    ("step", "more"),
    [(seconded(), {"shortage": "urgent_area"}), (hired(), {"priority": ["union_social_work"]})],
)
def test_what_is_encouraged_refuses_nothing(step: Step, more: dict[str, Any]) -> None:
    history = [] if step.type == "worker.hired" else [hired()]
    someone(*history).when(step).then_recorded()
    someone(*history).when(step.changed(**more)).then_recorded()


def test_every_binding_rule_is_refused_somewhere_here() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    binding = [rule for rule in bundled_book("CN").rules if rule.strength in BINDING]
    assert [rule.id for rule in binding if f'"{rule.id}"' not in told] == []


def test_every_rule_names_a_dated_source() -> None:
    assert [rule.id for rule in bundled_book("CN").rules if rule.clause.valid_from is None] == []
