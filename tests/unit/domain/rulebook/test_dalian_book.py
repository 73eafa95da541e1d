"""大连: recruited by the city, managed by its districts; three levels of three steps; half paid by either."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import (
    PROCEDURE,
    assessed,
    confirmed,
    graded,
    hired,
    paid,
    promoted,
    qualified,
    registered,
)
from tests.unit.domain.rulebook.story import CITY, COUNTY, STREET, Outcome, Story, encouragements, in_city

DALIAN = "210200"


def hiring(**changes: Any) -> Outcome:
    return in_city(DALIAN).given(registered()).when(hired("2022-03-01", **changes))


def in_first_step(grade: str = "qualified", **assessment: Any) -> Story:
    """In the first step since 2022-08-01, with a confirmed assessment of that year."""
    return in_city(DALIAN).given(
        registered(), hired("2022-03-01"), graded("2022-08-01"),
        assessed("2023-01-10", 2022, grade, **assessment), confirmed("2023-01-20"),
    )  # fmt: skip


def test_who_is_recruited_openly_for_a_district_is_hired() -> None:
    hiring().then_recorded()


@pytest.mark.parametrize("procedure", [{**PROCEDURE, "kind": "appointment"}, {"kind": "open_recruitment"}])
def test_recruitment_is_open_and_names_its_notice(procedure: dict[str, Any]) -> None:
    outcome = hiring(procedure=procedure, mode="purchased_post")
    outcome.then_refused("hire.open_recruitment_local", clause="大连市工会社会工作者管理办法")


@pytest.mark.parametrize(("host", "accepted"), [(CITY, False), (COUNTY, True), (STREET, True)])
def test_the_districts_manage_from_day_to_day(host: str, *, accepted: bool) -> None:
    outcome = hiring(host=host)
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("hire.daily_management")


def test_before_the_measure_the_city_may_be_the_host() -> None:
    story = in_city(DALIAN).given(registered())
    story.when(hired("2021-11-30", host=CITY)).then_recorded()


class TestTheLadder:
    def test_it_has_three_levels_of_three_steps(self) -> None:
        ladder = in_city(DALIAN).book("210211").settings.ladders["steps"]
        assert [step.code for step in ladder.steps] == [
            f"{level}_{step}" for level in ("junior", "intermediate", "senior") for step in (1, 2, 3)
        ]
        assert [step.zh for step in ladder.steps][::4] == ["初级一档", "中级二档", "高级三档"]

    @pytest.mark.parametrize(("on", "accepted"), [("2023-08-01", True), ("2023-07-31", False)])
    def test_a_step_is_due_after_its_months(self, on: str, *, accepted: bool) -> None:
        judged(in_first_step().when(promoted(on).citing("assessed")), accepted=accepted)

    @pytest.mark.parametrize(("on", "accepted"), [("2023-02-01", True), ("2023-01-31", False)])
    def test_an_excellent_year_end_assessment_allows_it_early(self, on: str, *, accepted: bool) -> None:
        judged(in_first_step("excellent").when(promoted(on).citing("assessed")), accepted=accepted)

    def test_an_excellent_assessment_of_a_term_is_none_of_a_year(self) -> None:
        story = in_first_step("excellent", kind="term")
        judged(story.when(promoted("2023-02-01").citing("assessed")), accepted=False)


def judged(outcome: Outcome, *, accepted: bool) -> None:
    if accepted:
        outcome.then_recorded()
    else:
        outcome.then_refused("promotion.months_in_grade", clause="大连市工会社会工作者管理办法")


class TestPay:
    @pytest.mark.parametrize(("grade", "accepted"), [("qualified", True), ("basically_qualified", False)])
    def test_the_bonus_rests_on_an_assessment(self, grade: str, *, accepted: bool) -> None:
        bonus = paid("2023-02-01", base="4000", performance_bonus="500")
        in_first_step(grade).when(bonus).then_refused("pay.bonus_by_assessment")
        outcome = in_first_step(grade).when(bonus.citing("assessed"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("pay.bonus_by_assessment")

    def test_without_a_bonus_nothing_is_cited(self) -> None:
        in_first_step().when(paid("2023-02-01", base="4000", heating="300")).then_recorded()

    def test_base_pay_needs_a_step(self) -> None:
        story = in_city(DALIAN).given(registered(), hired("2022-03-01"))
        story.when(paid("2022-03-01", base="4000")).then_refused("pay.base_by_step")
        story.when(paid("2022-03-01", welfare="100")).then_recorded()

    @pytest.mark.parametrize(("amount", "accepted"), [("4000.00", True), ("4100", False)])
    def test_a_district_that_publishes_the_amounts_has_them_kept(
        self, amount: str, *, accepted: bool
    ) -> None:
        base = {"zh": "基本工资", "en": "base", "kind": "base_by_step", "ladder": "steps"}
        story = in_first_step()
        amounts = {"junior_1": "4000", "junior_2": "4100"}
        story.under(jurisdiction="210211", pay={"base": {**base, "amounts": amounts}})
        outcome = story.when(paid("2023-02-01", base=amount))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("pay.base_by_step")


@pytest.mark.parametrize(
    ("kind", "rewarded"),
    [
        *(
            (kind, True)
            for kind in ("law", "labour_relations", "human_resources", "psychology", "social_worker")
        ),
        ("cookery", False),
    ],
)
def test_certificates_that_earn_a_one_off_payment_are_counted(kind: str, *, rewarded: bool) -> None:
    story = in_city(DALIAN).given(registered(), hired("2022-03-01"))
    story.when(qualified("2022-06-01", kind=kind)).then_recorded()
    assert ("qualification.one_off_payment" in encouragements(story)) is rewarded


def test_the_parts_of_pay_and_who_bears_the_costs_are_in_the_book() -> None:
    settings = in_city(DALIAN).book("210211").settings
    assert {part.kind for part in settings.pay.values()} == {
        "base_by_step", "allowance", "qualification_allowance", "bonus", "insurance", "fund", "heating", "welfare",
        "one_off",
    }  # fmt: skip
    assert settings.pay["base"].ladder == "steps"
    assert settings.cost_shares["employment"].percent == {"city": 50, "county": 50}
