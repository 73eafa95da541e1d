"""What is attached to a requirement: events by their own clause, rules of the book that is given, reports and operations."""

import pytest

from domain.catalogue import CATALOGUE
from domain.requirements.table import REQUIREMENTS, Serving, clause_of, named_by, servings
from domain.rulebook.rule import Clause, Rule, Strength, Words

WORDS = Words(zh="晋级须引用考核", en="a promotion cites an assessment")


def rule(rule_id: str) -> Rule:
    return Rule(
        id=rule_id,
        strength=Strength.MUST,
        judges=("worker.promoted",),
        require="true",
        clause=Clause(title="意见"),
        message=WORDS,
        satisfied_by=WORDS,
    )


def serving(requirement: str, *rules: Rule) -> Serving:
    (found,) = (one for one in servings(rules) if one.requirement.id == requirement)
    return found


def test_an_event_serves_what_its_shape_names() -> None:
    promoted = CATALOGUE["worker.promoted"]
    assert clause_of(promoted) == "R31, R32 四(一), R55 五(二)"
    assert named_by(promoted) == ("R31", "R32", "R55")
    assert promoted in serving("R31").events
    assert promoted not in serving("R3").events


@pytest.mark.parametrize("given", [("promotion.assessment",), ("promotion.assessment", "local.rule")])
def test_only_rules_of_the_book_that_the_table_knows_serve(given: tuple[str, ...]) -> None:
    assert serving("R55").rules == ()
    assert [one.id for one in serving("R55", *map(rule, given)).rules] == ["promotion.assessment"]


def test_with_nothing_attached_it_is_not_served() -> None:
    assert not Serving(REQUIREMENTS["R55"], (), (), (), ()).served
    assert Serving(REQUIREMENTS["R55"], (), (), (), ("GET /v1/rules",)).served


def test_a_requirement_is_cited_with_its_source() -> None:
    assert REQUIREMENTS["R55"].cited == "总工发〔2016〕37号 五(二)"
    assert REQUIREMENTS["R94"].cited == "劳动合同法 第十条"
