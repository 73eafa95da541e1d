"""docs/rulebook-guide.md: its example is a book that can be checked, enacted and judged by, and its advice is true."""

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from domain.rulebook.drafts import DraftRefused
from domain.rulebook.evaluation import NotAnExpression, compiled
from ops.rulebooks import check, load
from ops.rulebooks.files import parse
from tests.unit.domain.rulebook.steps import (
    PROCEDURE,
    assessed,
    confirmed,
    graded,
    hired,
    promoted,
    registered,
    signed,
)
from tests.unit.domain.rulebook.story import Story, encouragements, nowhere_special

GUIDE: Final = (Path(__file__).parents[3] / "docs" / "rulebook-guide.md").read_text(encoding="utf-8")
ON: Final = "2024-03-01"


def block(name: str) -> str:
    """The YAML between two marks of the guide."""
    between = GUIDE.split(f"<!-- {name} -->\n")[1].split(f"<!-- end of {name} -->")[0]
    return between.removeprefix("```yaml\n").removesuffix("```\n")


EXAMPLE: Final = block("example")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "our-city.yaml"
    written.write_text(EXAMPLE, encoding="utf-8")
    return written


@pytest.fixture
def city(path: Path) -> Story:
    story = nowhere_special()
    story.enact(load(path), date(2024, 3, 1))
    return story


def test_the_first_lines_can_be_checked_alone() -> None:
    assert parse(block("first lines").encode()).jurisdiction == "220200"


def test_nothing_is_wrong_with_the_example_under_the_nations_book(path: Path) -> None:
    assert check(path, nowhere_special().book("220000", date(2024, 3, 1))) == []


@pytest.mark.parametrize(
    ("person", "hiring", "refused"),
    [
        ({}, {}, None),
        ({}, {"procedure": {**PROCEDURE, "kind": "appointment"}}, "hire.open_recruitment_local"),
        ({"education": "61"}, {}, "hire.education"),
        ({"born": "1984-03-02"}, {}, None),
        ({"born": "1984-03-01"}, {}, "hire.age"),
        ({"division": "220602"}, {}, "hire.household"),
        ({}, {"experience_months": 12}, None),
        ({}, {"experience_months": 11}, "hire.experience"),
    ],
)
def test_its_rules_on_hiring(
    city: Story, person: dict[str, Any], hiring: dict[str, Any], refused: str | None
) -> None:
    city.given(registered(**{"division": "220202", **person}))
    outcome = city.when(hired(ON, mode="purchased_post", **hiring))
    if refused:
        outcome.then_refused(refused, clause="第四条")
    else:
        outcome.then_recorded()


@pytest.mark.parametrize("priority", [["social_worker_certificate"], []])
def test_a_preference_is_counted(city: Story, priority: list[str]) -> None:
    city.given(registered(division="220202")).when(hired(ON, priority=priority)).then_recorded()
    assert ("hire.preferred" in encouragements(city, date(2024, 3, 1))) is bool(priority)


@pytest.mark.parametrize(
    ("until", "probation", "refused"),
    [
        ("2026-02-28", "2024-04-30", None),
        ("2027-02-28", "2024-04-30", "contract.first_term"),
        ("2026-02-28", "2024-04-15", "contract.probation_local"),
    ],
)
def test_its_rules_on_the_first_contract(
    city: Story, until: str, probation: str, refused: str | None
) -> None:
    city.given(registered(division="220202"), hired(ON))
    outcome = city.when(signed(ON, until, probation))
    if refused:
        outcome.then_refused(refused, clause="第七条")
    else:
        outcome.then_recorded()


@pytest.mark.parametrize(
    ("on", "result", "refused"),
    [
        ("2025-09-01", "b", None),
        ("2025-08-31", "b", "promotion.months_in_grade"),
        ("2025-03-01", "a", None),
        ("2025-09-01", "c", "promotion.assessment"),
    ],
)
def test_the_nations_rules_use_its_ladder_and_scheme(
    city: Story, on: str, result: str, refused: str | None
) -> None:
    city.given(
        registered(division="220202"), hired(ON), graded(ON, "staff_1", "posts"),
        assessed("2025-01-10", 2024, result, scheme="city"), confirmed("2025-01-20"),
    )  # fmt: skip
    outcome = city.when(promoted(on, "staff_2", "posts").citing("assessed"))
    if refused:
        outcome.then_refused(refused)
    else:
        outcome.then_recorded()


@pytest.mark.parametrize(
    ("expression", "told"),
    [("worker.shoe_size > 40", "undeclared reference"), ("worker.age < 'forty'", "no matching overload")],
)
def test_the_messages_that_it_explains_are_the_ones_that_are_told(expression: str, told: str) -> None:
    assert told in GUIDE
    with pytest.raises(NotAnExpression, match=told):
        compiled(expression)


def test_every_fault_that_it_lists_is_told_as_it_says() -> None:
    for old, new, told in (
        (", en: union social workers are recruited openly}", "}", "缺少此项"),
        ("maximum_age: 40", "maximum_age: yes", "有歧义"),
        ("  contract:  ", "  eligibility: {}\n  contract:  ", "重复"),
        ("street: 10", "street: 11", "应为 100"),
    ):
        assert old in EXAMPLE
        assert told in GUIDE
        with pytest.raises(DraftRefused) as caught:
            parse(EXAMPLE.replace(old, new, 1).encode())
        assert any(told in problem.zh for problem in caught.value.problems), told


def test_the_commands_that_it_gives_are_those_of_the_command_line() -> None:
    given = set(re.findall(r"luli rulebook ([a-z]+) ", GUIDE))
    assert given == {"check", "backtest", "enact", "show"}
