"""A hiring that cites a line of a plan is counted as the policy wants it; one that does not is taken all the same (R70)."""

import pytest

from domain.rulebook.rule import Strength
from tests.specification import PLAN
from tests.unit.domain.rulebook.steps import hired, registered
from tests.unit.domain.rulebook.story import CITY, Step, Story, encouragements, nowhere_special

CITED = {"plan": PLAN, "line": "street_workers"}


def planned(count: int = 1) -> Story:
    """The city's plan has one line with so many places."""
    lines = [{"line": "street_workers", "title": "街道社会工作者", "count": count}]
    story = nowhere_special().given(registered())
    story.record(
        PLAN,
        Step("plan.approved", "2022-01-01", {"organisation": CITY, "year": 2022, "lines": lines}, "plan"),
    )
    return story


@pytest.mark.requirement("R70")
def test_a_hiring_by_plan_is_counted_and_one_without_is_recorded() -> None:
    by_plan = planned()
    by_plan.when(hired(plan=CITED)).then_recorded()
    assert "hire.by_plan" in encouragements(by_plan)
    without = planned()
    without.when(hired()).then_recorded()
    assert "hire.by_plan" not in encouragements(without)


def test_it_is_an_encouragement_with_its_clause() -> None:
    rule = next(one for one in planned().book("220200").rules if one.id == "hire.by_plan")
    assert rule.strength is Strength.ENCOURAGE
    assert (rule.clause.number, rule.clause.article) == ("总工发〔2016〕37号", "六(一)")


@pytest.mark.requirement("R70", shows="refusal")
def test_a_line_without_a_place_refuses_whatever_the_book_says() -> None:
    story = planned()
    wrong = hired(plan={**CITED, "line": "mediators"})
    assert [one.rule for one in story.when(wrong).refusals] == ["impossible.plan_line_unknown"]
