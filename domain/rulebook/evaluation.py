"""Rules applied to a case through CEL: type-checked once, evaluated with only the facts that a rule names.

CEL is Google's Common Expression Language in its own runtime: it has no side effects, refuses unknown names when a rule
is checked, and stops at an iteration budget. What it cannot evaluate refuses, and names the rule.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from cel_expr_python import cel

from domain.errors import Refusal
from domain.rulebook.book import Binding, Finding, ResolvedBook, Rule, Strength
from domain.rulebook.case import Case
from domain.rulebook.vocabulary import VOCABULARY, ErasedFact, Kind

# Whatever stands in a string or a comment names nothing.
_QUOTED: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
# A fact's name has two parts: what follows is a function of its value, as in event.relaxations.exists(...).
_NAME: Final = re.compile(r"([a-z_]+)\s*\.\s*([a-z_]+)")
_VALUES: Final = {name: fact.value for name, fact in VOCABULARY.items()}
TOGETHER: Final = 32
"""So many rules are asked at once: far below the size at which CEL refuses to compile."""
CONDITIONS: Final = 8
"""So many conditions are asked at once: they are summed, and CEL parses no deeper than 32 levels."""


class NotAnExpression(ValueError):
    """The text is no boolean expression over the vocabulary; the message tells where and why."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A checked expression and the facts that it names."""

    expression: Any
    facts: tuple[str, ...]


@cache
def _environment() -> Any:
    types: Mapping[Kind, Any] = {
        Kind.BOOL: cel.Type.BOOL,
        Kind.INT: cel.Type.INT,
        Kind.STRING: cel.Type.STRING,
        Kind.STRINGS: cel.Type.List(cel.Type.STRING),
    }
    return cel.NewEnv(variables={name: types[fact.kind] for name, fact in VOCABULARY.items()})


@lru_cache(maxsize=20_000)
def compiled(text: str) -> Compiled:
    """The checked form of an expression. Raises NotAnExpression for what does not type-check to a boolean."""
    check = _found(text)
    given = check.expression.return_type()
    if given != cel.Type.BOOL:
        raise NotAnExpression(f"the expression gives {given.name()}, not a boolean")
    return check


def _found(text: str) -> Compiled:
    check = _checked(text)
    if isinstance(check, str):
        raise NotAnExpression(check)
    return check


@lru_cache(maxsize=20_000)
def _checked(text: str) -> Compiled | str:
    """An expression of any type, or what is wrong with it: also that is found once only."""
    try:
        expression = _environment().compile(text)
    except RuntimeError as error:
        return str(error)
    named = dict.fromkeys(".".join(parts) for parts in _NAME.findall(_QUOTED.sub("''", text)))
    return Compiled(expression, tuple(name for name in named if name in VOCABULARY))


class Facts:
    """The facts of one case, each computed when a rule first names it."""

    def __init__(self, case: Case, book: ResolvedBook) -> None:
        self._case = case
        self._book = book
        self._known: dict[str, Any] = {}
        self.conditions: dict[str, bool] = {}
        """What has been found of each `when`: the rules of a book share many."""
        self.on = case.on

    def of(self, names: Sequence[str]) -> dict[str, Any]:
        """Values by name. Raises ErasedFact when one rests on an erased value."""
        known = self._known
        return {name: known[name] if name in known else self._find(name) for name in names}

    def _find(self, name: str) -> Any:
        value = self._known[name] = _VALUES[name](self._case, self._book)
        return value


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule holds; `why` says what kept it from being evaluated, `erased` that an erasure did.

    What does not apply to the event holds.
    """

    holds: bool
    applies: bool = True
    why: str = ""
    erased: bool = False


_HOLDS: Final = Verdict(holds=True)
_FAILS: Final = Verdict(holds=False)
_ELSEWHERE: Final = Verdict(holds=True, applies=False)


def verdict(rule: Rule, facts: Facts) -> Verdict:
    """Apply one rule. What is not applicable holds; what cannot be evaluated does not.

    A rule applies only to what took effect while its legal source was valid.
    """
    if not rule.clause.valid_on(facts.on):
        return _ELSEWHERE
    try:
        if rule.when != "true" and not _condition(rule.when, facts):
            return _ELSEWHERE
        return _HOLDS if _true(rule.require, facts) else _FAILS
    except ErasedFact as error:
        return Verdict(holds=False, why=str(error), erased=True)
    except (EvaluationFailed, NotAnExpression) as error:
        return Verdict(holds=False, why=str(error))


class EvaluationFailed(ValueError):
    """CEL gave an error (a division by zero) or stopped (its iteration budget) instead of giving a boolean."""


def _condition(text: str, facts: Facts) -> bool:
    """A `when`, evaluated once a case: books say the same one of many rules."""
    known = facts.conditions.get(text)
    if known is None:
        known = facts.conditions[text] = _true(text, facts)
    return known


def _true(text: str, facts: Facts) -> bool:
    value = _evaluated(compiled(text), facts)
    if value is True or value is False:
        return value
    raise EvaluationFailed(str(value))


def _evaluated(check: Compiled, facts: Facts) -> Any:
    named = facts.of(check.facts)
    try:
        return check.expression.eval(data=named).value()
    except RuntimeError as error:
        raise EvaluationFailed(str(error)) from None


def ask(book: ResolvedBook, case: Case) -> Iterator[tuple[Rule, Verdict]]:
    """Every binding rule of the book that judges the case's event, with what came of it."""
    facts = Facts(case, book)
    for one in book.binding(case.standing.type.name):
        yield one.rule, verdict(one.rule, facts)


def evaluate(book: ResolvedBook, case: Case) -> tuple[Finding, ...]:
    """Every binding rule that stands against the case's event; empty when none does."""
    facts = Facts(case, book)
    binding = book.binding(case.standing.type.name)
    if _all_hold(binding, facts):
        return ()
    asked = ((one.rule, verdict(one.rule, facts)) for one in binding)
    return tuple(Finding(rule, refusal_of(rule, result)) for rule, result in asked if not result.holds)


def _all_hold(binding: Sequence[Binding], facts: Facts) -> bool:
    """Whether every rule holds, asked of CEL in two expressions: most events break none.

    The first tells which rules apply, the second whether they hold. False as soon as anything is in doubt: then each
    rule is asked for itself, and tells what is wrong. As with single rules, no fact is looked up that only a rule names
    which does not apply.
    """
    valid = [one for one in binding if one.first <= facts.on <= one.last]
    try:
        met = _met(tuple({one.when: None for one in valid}), facts)
        asked = tuple(one.require for one in valid if one.when in met)
        return all(_true(_together(some), facts) for some in _some(asked, TOGETHER))
    except (ErasedFact, EvaluationFailed, NotAnExpression):
        return False


def _met(conditions: tuple[str, ...], facts: Facts) -> set[str]:
    """Those of some different conditions that are true."""
    met = {"true"}
    for some in _some(conditions, CONDITIONS):
        if some != ("true",):
            bits = _evaluated(_bits(some), facts)
            met.update(condition for place, condition in enumerate(some) if bits >> place & 1)
    return met


def _some(expressions: tuple[str, ...], limit: int) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(expressions), limit):
        yield expressions[first : first + limit]


# A line break ends a comment that an expression may end with.
@lru_cache(maxsize=20_000)
def _together(expressions: tuple[str, ...]) -> str:
    return " && ".join(f"({expression}\n)" for expression in expressions)


@lru_cache(maxsize=20_000)
def _bits(conditions: tuple[str, ...]) -> Compiled:
    """An expression that gives an integer with the bit of each true condition set, the first one's the lowest."""
    return _found(
        " + ".join(f"(({condition}\n) ? {1 << place} : 0)" for place, condition in enumerate(conditions))
    )


def encouraged(book: ResolvedBook, case: Case) -> tuple[Rule, ...]:
    """The encouragements (鼓励) that the event follows, to be counted."""
    facts = Facts(case, book)
    followed = []
    for rule in book.judging(case.standing.type.name):
        if rule.strength is Strength.ENCOURAGE:
            result = verdict(rule, facts)
            if result.applies and result.holds:
                followed.append(rule)
    return tuple(followed)


def refusal_of(rule: Rule, result: Verdict) -> Refusal:
    """What is told of a rule that does not hold."""
    zh = f"{rule.message.zh}（规则无法判断：{result.why}）" if result.why else rule.message.zh
    en = (
        f"{rule.message.en} (the rule could not be evaluated: {result.why})"
        if result.why
        else rule.message.en
    )
    return Refusal(
        rule.id, rule.strength.value, zh, en, rule.clause.text, rule.satisfied_by.zh, rule.satisfied_by.en
    )
