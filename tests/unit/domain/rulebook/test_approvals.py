"""Approval templates (R69): which departments join in which decisions, and what is told of one that lacks them."""

from typing import Any

import pytest

from domain.rulebook.approvals import APPROVABLE, unapproved
from domain.rulebook.drafts import read_draft
from tests.unit.domain.rulebook.steps import hired
from tests.unit.domain.rulebook.story import CITY, Step, Story, book, bundled_book
from tests.unit.domain.rulebook.test_drafts import faults
from tests.unit.domain.rulebook.test_national_book import someone

NAMES = {"zh": "录用会签", "en": "hirings are signed off"}
HIRING: dict[str, Any] = {
    **NAMES,
    "judges": ["worker.hired"],
    "departments": ["union", "human_resources"],
}


def approved(step: Step, *offices: str) -> Step:
    at = "2022-01-15T01:02:03.000004Z"
    return step.approved(*({"principal": "leader", "office": one, "at": at} for one in offices))


def asking(**templates: Any) -> Story:
    """A worker of a county whose city has these approval templates."""
    story = someone()
    story.enact(read_draft(book("220200", approvals=templates)))
    return story


@pytest.mark.requirement("R6", "R69")
@pytest.mark.parametrize(
    "offices", [("union", "human_resources"), ("示例市总工会", "示例市人社局", "示例市委组织部")]
)
def test_a_decision_that_its_departments_approved_is_recorded(offices: tuple[str, ...]) -> None:
    event = asking(hiring=HIRING).when(approved(hired(), *offices)).then_recorded()
    assert tuple(one.office for one in event.said.approvals) == offices


@pytest.mark.requirement("R6", "R69", shows="refusal")
@pytest.mark.parametrize("offices", [(), ("union",), ("human_resources", "civil_affairs")])
def test_one_that_lacks_a_department_is_refused(offices: tuple[str, ...]) -> None:
    outcome = asking(hiring=HIRING).when(approved(hired(), *offices))
    outcome.then_refused("approval.departments", clause="六(一)")


def test_an_exception_is_made_by_an_authority_with_a_document() -> None:
    step = hired().excepting("approval.departments")
    asking(hiring=HIRING).when(step).then_recorded(exceptions=["approval.departments"])


def test_a_template_is_of_a_level_and_of_its_decisions_only() -> None:
    someone().when(hired()).then_recorded()
    asking(hiring={**HIRING, "levels": ["city"]}).when(hired()).then_recorded()
    asking(hiring={**HIRING, "levels": ["city", "county"]}).when(hired()).then_refused("approval.departments")
    asking(promotion={**HIRING, "judges": ["worker.promoted"]}).when(hired()).then_recorded()


def test_decisions_about_organisations_are_asked_too() -> None:
    target = Step("organisation.target_set", "2023-01-01", {"year": 2025, "number": 3}, "target")
    leading = {**NAMES, "judges": ["organisation.target_set"], "departments": ["organisation_department"]}
    asking(targets=leading).when(target, CITY).then_refused("approval.departments")
    asking(targets=leading).when(approved(target, "组织部"), CITY).then_recorded()


def test_several_templates_ask_for_each_department_once() -> None:
    both = asking(a=HIRING, b={**HIRING, "departments": ["union", "civil_affairs"]})
    both.when(approved(hired(), "union", "human_resources")).then_refused("approval.departments")
    both.when(approved(hired(), "union", "human_resources", "民政局")).then_recorded()


def test_the_rule_of_the_nation_judges_what_a_template_may_ask_for() -> None:
    rule = next(one for one in bundled_book("CN").rules if one.id == "approval.departments")
    assert tuple(rule.judges) == tuple(APPROVABLE)


def test_a_template_is_right_in_itself() -> None:
    assert faults(approvals={"a": HIRING}) == set()
    assert faults(approvals={"a": {**HIRING, "judges": ["worker.hired", "worker.died"]}}) == {
        "/settings/approvals/a/judges/1"
    }
    unknown = faults(approvals={"a": {**HIRING, "departments": ["finance"]}})
    assert "/settings/approvals/a/departments/0" in unknown
    assert faults(approvals={"a": {**HIRING, "levels": ["village"]}}) == {"/settings/approvals/a/levels/0"}


def test_departments_are_known_by_code_and_by_name() -> None:
    assert unapproved(["union", "organisation_department"], ["示例县委组织部"]) == ["union"]
