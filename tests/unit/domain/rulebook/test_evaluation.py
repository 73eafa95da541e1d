"""Rules applied to a case: which bind, which apply, and what is told when one cannot be evaluated."""

from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest

from domain.hidden import ERASED, Sealed, Token
from domain.record import BookRef
from domain.rulebook import evaluation
from domain.rulebook.book import Edition, ResolvedBook
from domain.rulebook.case import Case
from domain.rulebook.evaluation import TOGETHER, NotAnExpression, compiled, encouraged, evaluate
from domain.rulebook.rule import Rule
from domain.timeline import Standing
from domain.worker.state import Identity, WorkerState
from tests.specification import COUNTY, WORLD, event, hired
from tests.unit.domain.rulebook.story import rule as tree

SEALED: Final = Sealed(
    UUID(int=1), "/data/person", Token.model_validate({"$t": (1, "worker-1", "none", "", "", "")})
)


class Opener:
    """Opens the one sealed value of these tests, or tells that it was erased; counts how often it is asked."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.asked = 0

    def open(self, _sealed: Sealed) -> Any:
        self.asked += 1
        return self.value


def rule(require: str, **members: Any) -> Rule:
    name = members.pop("id", "example.rule")
    return Rule.model_validate_json(_json(tree(name, require=require, **members)))


def _json(value: Any) -> bytes:
    from domain.canonical import canonical

    return canonical(value)


def book(*rules: Rule) -> ResolvedBook:
    edition = Edition("CN", date(2016, 12, 5), 3, "示例", "示例", {one.id: one for one in rules}, {})
    return ResolvedBook(BookRef(jurisdiction="CN", position=3), [edition])


def case(on: str = "2022-03-01", opener: Opener | None = None) -> Case:
    """A hiring of someone born on 1990-03-01, whose birth is sealed."""
    drafted = event(hired(on), 1, 2)
    state = WorkerState(identity=Identity("示例甲", None, SEALED))
    standing = Standing(drafted, drafted, drafted.effective_on, drafted.data)
    opened = opener or Opener({"birth_on": "1990-03-01", "sex": "2"})
    return Case(state, standing, WORLD.path(COUNTY, drafted.effective_on), WORLD, opened)


def found(*rules: Rule, on: str = "2022-03-01") -> list[str]:
    return [finding.rule.id for finding in evaluate(book(*rules), case(on))]


def test_a_rule_that_holds_is_silent_and_one_that_does_not_is_found() -> None:
    assert found(rule("event.mode == 'direct_hire'")) == []
    [finding] = evaluate(book(rule("event.mode == 'purchased_post'")), case())
    assert finding.rule.id == "example.rule"
    assert (finding.refusal.rule, finding.refusal.strength) == ("example.rule", "must")
    assert finding.refusal.clause == "示例办法 第一条"
    assert (finding.refusal.satisfied_zh, finding.refusal.satisfied_en) == ("示例", "an example")


@pytest.mark.parametrize(
    ("strength", "binds"), [("must", True), ("principle", True), ("may", False), ("encourage", False)]
)
def test_only_must_and_principle_bind(strength: str, *, binds: bool) -> None:
    assert bool(found(rule("false", strength=strength))) is binds


def test_every_rule_that_stands_against_the_event_is_found_in_order() -> None:
    assert found(rule("false", id="a"), rule("true", id="b"), rule("false", id="c")) == ["a", "c"]


def test_a_rule_judges_only_its_event_types() -> None:
    assert found(rule("false", judges=["worker.promoted"])) == []


def test_where_when_is_false_a_rule_does_not_apply() -> None:
    assert found(rule("false", when="event.mode == 'purchased_post'")) == []
    assert found(rule("false", when="event.mode == 'direct_hire'")) == ["example.rule"]


@pytest.mark.parametrize(
    ("on", "applies"),
    [("2021-08-12", False), ("2021-08-13", True), ("2024-12-31", True), ("2025-01-01", False)],
)
def test_a_rule_applies_while_its_source_is_valid_both_days_included(on: str, *, applies: bool) -> None:
    clause = {"title": "示例办法", "valid_from": "2021-08-13", "valid_to": "2024-12-31"}
    assert bool(found(rule("false", clause=clause), on=on)) is applies


def test_an_encouragement_counts_where_it_applies_and_is_followed() -> None:
    followed = rule("event.mode == 'direct_hire'", id="followed", strength="encourage")
    ignored = rule("event.mode == 'purchased_post'", id="ignored", strength="encourage")
    elsewhere = rule("true", id="elsewhere", strength="encourage", when="event.mode == 'purchased_post'")
    binding = rule("true", id="binding")
    assert [one.id for one in encouraged(book(followed, ignored, elsewhere, binding), case())] == ["followed"]


def test_what_cannot_be_evaluated_refuses_and_says_so() -> None:
    [finding] = evaluate(book(rule("1 / worker.months_in_grade > 0")), case())
    assert "无法判断" in finding.refusal.zh
    assert "could not be evaluated" in finding.refusal.en
    assert "divide by zero" in finding.refusal.en


def test_an_erased_input_refuses_and_says_so() -> None:
    [finding] = evaluate(book(rule("worker.age < 40")), case(opener=Opener(ERASED)))
    assert "已删除" in finding.refusal.zh
    assert "erased" in finding.refusal.en


def test_a_rule_that_needs_no_erased_value_is_judged_all_the_same() -> None:
    assert evaluate(book(rule("event.mode == 'direct_hire'")), case(opener=Opener(ERASED))) == ()


def test_a_sealed_value_is_opened_when_a_rule_names_it_and_not_before() -> None:
    opener = Opener({"birth_on": "1990-03-01", "sex": "2"})
    evaluate(book(rule("event.mode == 'direct_hire'")), case(opener=opener))
    assert opener.asked == 0
    assert (
        evaluate(book(rule("worker.age == 32"), rule("worker.age < 33", id="b")), case(opener=opener)) == ()
    )
    assert opener.asked == 1


def test_a_fact_behind_a_false_when_is_not_computed() -> None:
    opener = Opener(ERASED)
    assert evaluate(book(rule("worker.age < 40", when="event.mode == 'task'")), case(opener=opener)) == ()
    assert opener.asked == 0


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("worker.age < 40", ("worker.age",)),
        ("event.mode == 'worker.age' || event.mode == \"worker.mode\"", ("event.mode",)),
        (r"event.mode == 'it\'s worker.age' && worker.engaged", ("event.mode", "worker.engaged")),
        (
            "event.relaxations.exists(r, r in settings.relaxations)",
            ("event.relaxations", "settings.relaxations"),
        ),
        ("worker . age < 40", ("worker.age",)),
        ("worker.age < 40 // it's worker.mode\n && event.mode != 'x'", ("worker.age", "event.mode")),
        ("worker.age < 40 && worker.age > 18", ("worker.age",)),
        ("true", ()),
    ],
)
def test_the_facts_that_an_expression_names(text: str, facts: tuple[str, ...]) -> None:
    assert compiled(text).facts == facts


@pytest.mark.parametrize(
    "text",
    [
        "worker.shoe_size > 40",
        "worker.age < '40'",
        "worker.age",
        "worker.age <",
        "now() > 3",
        "size(event.mode)",
        "worker",
        "(" * 900 + "true" + ")" * 900,
        "[1].exists(a, " * 130 + "true" + ")" * 130,
    ],
)
def test_what_is_no_boolean_over_the_vocabulary_is_refused(text: str) -> None:
    with pytest.raises(NotAnExpression):
        compiled(text)


def test_a_comment_at_the_end_of_one_rule_does_not_swallow_the_next() -> None:
    assert found(rule("true // a note", id="a"), rule("false", id="b")) == ["b"]
    assert found(rule("true // a note", id="a"), rule("true", id="b")) == []


def test_more_rules_than_are_asked_together_are_all_asked() -> None:
    holding = [rule("event.mode == 'direct_hire'", id=f"r{number}") for number in range(3 * TOGETHER)]
    assert found(*holding) == []
    assert found(*holding, rule("false", id="last")) == ["last"]


def test_rules_that_hold_are_not_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(rule: Rule, _facts: Any) -> Any:
        raise AssertionError(rule.id)

    monkeypatch.setattr(evaluation, "verdict", asked)
    conditions = [f"worker.months_engaged >= {number} // a note" for number in range(3 * TOGETHER)]
    holding = [rule("worker.months_engaged < 1", id=f"r{n}", when=when) for n, when in enumerate(conditions)]
    deep = rule(
        "(" * 12 + "event.mode == 'direct_hire'" + ")" * 12, id="deep", when="!(" * 5 + "false" + ")" * 5
    )
    assert found(*holding, deep) == []


def test_one_rule_in_doubt_leaves_the_others_as_they_are() -> None:
    doubtful = rule("1 / worker.months_in_grade > 0", id="doubtful")
    assert found(rule("true", id="a"), doubtful, rule("false", id="b")) == ["doubtful", "b"]


def test_an_expression_without_end_stops_at_its_budget() -> None:
    long = "[" + ",".join(["1"] * 60) + "]"
    deep = f"{long}.all(a, {long}.all(b, {long}.all(c, {long}.all(d, a + b + c + d > 0))))"
    [finding] = evaluate(book(rule(deep)), case())
    assert "could not be evaluated" in finding.refusal.en
