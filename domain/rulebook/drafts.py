"""Reading a rulebook that an authority wrote: from a plain tree to a checked draft, all faults told at once.

The tree is what a file or a request holds: maps, lists, strings, integers, true and false. Each fault names its field
and, where the tree came from a file, its line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args

from pydantic import Field, TypeAdapter, ValidationError

from domain.canonical import MAX_INTEGER, NotCanonical, canonical
from domain.catalogue import CATALOGUE
from domain.codes import SOCIAL_WORKER
from domain.errors import Fault, InvalidInput
from domain.orders import faults_of
from domain.organisation.state import OrganisationKind
from domain.record import Shape
from domain.rulebook.book import ResolvedBook
from domain.rulebook.evaluation import NotAnExpression, compiled
from domain.rulebook.rule import Rule, Strength
from domain.rulebook.settings import TABLES, merged, neutral
from domain.rulebook.settings_checks import faults_between, faults_within
from domain.values import DivisionCode, Line
from domain.worker.insurance import InsuranceKind
from domain.worker.state import EngagementMode

Place = tuple[str | int, ...]
"""Where something stands in the tree: member names and list indexes from the root."""

LineOf = Callable[[Place], int]

JUDGED: Final = ("worker", "organisation", "post", "course", "plan", "purchase")
"""The streams whose events rules may judge, by their prefix."""

RULES_LIMIT: Final = 1000
"""An enactment names every rule in force in one entry of at most 64 KiB."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a draft: its line in the file (0 when it has none), its field, and why in both languages."""

    line: int
    field: str
    zh: str
    en: str


class DraftRefused(InvalidInput):
    """The rulebook cannot be enacted as it is written; `problems` are all its faults, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(tuple(Fault(one.field, one.zh, one.en) for one in self.problems))


@dataclass(frozen=True, slots=True)
class BookDraft:
    """What a jurisdiction means to enact: its own rules and settings only, nothing inherited."""

    jurisdiction: str
    title: str
    document: str
    rules: tuple[Rule, ...]
    settings: Mapping[str, Mapping[str, Any]]
    line: LineOf = lambda _place: 0

    def problem(self, place: Place, zh: str, en: str) -> Problem:
        """A fault at this place of the draft."""
        return Problem(nearest(self.line, place), pointer(place), zh, en)


class _Head(Shape):
    jurisdiction: DivisionCode
    title: Line
    document: Line
    rules: list[Any] = Field(default_factory=list)
    settings: dict[str, dict[str, Any]] = Field(default_factory=dict)


_HEAD: Final = TypeAdapter(_Head)
_RULE: Final = TypeAdapter(Rule)
T = TypeVar("T")


def pointer(place: Place) -> str:
    """A place as a JSON Pointer."""
    return "".join(f"/{part}" for part in place)


def read_draft(tree: Any, line: LineOf = lambda _place: 0) -> BookDraft:
    """The draft in a tree. Raises DraftRefused with every fault that can be told without the parents' books."""
    problems: list[Problem] = []
    head = _shape(_HEAD, tree, (), line, problems)
    if head is None:
        raise DraftRefused(problems)
    if len(head.rules) > RULES_LIMIT:
        zh, en = f"规则过多：上限 {RULES_LIMIT} 条", f"too many rules: the limit is {RULES_LIMIT}"
        raise DraftRefused([Problem(line(("rules",)), "/rules", zh, en)])
    read = [_shape(_RULE, rule, ("rules", i), line, problems) for i, rule in enumerate(head.rules)]
    draft = BookDraft(
        head.jurisdiction, head.title, head.document, tuple(r for r in read if r), head.settings, line
    )
    for index, rule in enumerate(read):
        if rule is not None:
            problems.extend(_rule_problems(draft, ("rules", index), rule))
    problems.extend(_repeated(draft, read))
    for table, values in head.settings.items():
        problems.extend(_table_problems(draft, table, values, partial=True))
    if problems:
        raise DraftRefused(problems)
    return draft


def _shape(shape: TypeAdapter[T], tree: Any, place: Place, line: LineOf, problems: list[Problem]) -> T | None:
    """The tree read strictly as a shape; its faults go to `problems`."""
    try:
        return shape.validate_json(canonical(tree))
    except NotCanonical as error:
        where = pointer(place) + error.pointer
        zh = f"含有不允许的值：只可为文字、±{MAX_INTEGER} 以内的整数、true/false、列表与对象"
        problems.append(Problem(_line_at(line, where), where, zh, error.fault))
    except ValidationError as error:
        for fault in faults_of(error):
            where = pointer(place) + fault.pointer
            problems.append(Problem(_line_at(line, where), where, fault.zh, fault.en))
    return None


def nearest(line: LineOf, place: Place) -> int:
    """The line of a place, or of the nearest one above it that the file has."""
    for length in range(len(place), 0, -1):
        if found := line(place[:length]):
            return found
    return line(())


def _line_at(line: LineOf, where: str) -> int:
    """The line of a JSON Pointer into the tree; a number in it may be an index or a member's name."""
    place: Place = ()
    for part in where.split("/")[1:]:
        index = (*place, int(part)) if part.isdigit() else (*place, part)
        place = index if line(index) or not part.isdigit() else (*place, part)
    return nearest(line, place)


def _rule_problems(draft: BookDraft, place: Place, rule: Rule) -> Iterator[Problem]:
    for index, name in enumerate(rule.judges):
        kind = CATALOGUE.get(name)
        if kind is None or kind.stream not in JUDGED:
            yield draft.problem(
                (*place, "judges", index),
                f"“{name}”不是事件目录中可由规则审查的事件",
                f"{name} is no event of the catalogue that rules judge",
            )
    for member in ("when", "require"):
        try:
            compiled(getattr(rule, member))
        except NotAnExpression as error:
            yield draft.problem(
                (*place, member),
                f"规则 {rule.id} 的表达式有误：{error}",
                f"the expression of rule {rule.id} is wrong: {error}",
            )
    clause = rule.clause
    if clause.valid_from and clause.valid_to and clause.valid_to < clause.valid_from:
        yield draft.problem(
            (*place, "clause", "valid_to"),
            f"条款的失效日期 {clause.valid_to} 早于生效日期 {clause.valid_from}",
            f"the clause is valid to {clause.valid_to}, before it is valid from {clause.valid_from}",
        )


def _repeated(draft: BookDraft, rules: Sequence[Rule | None]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule is None:
            continue
        if rule.id in seen:
            yield draft.problem(
                ("rules", index, "id"), f"规则编号 {rule.id} 重复", f"the rule id {rule.id} is repeated"
            )
        seen.add(rule.id)


def _table_problems(
    draft: BookDraft, table: str, values: Mapping[str, Any], *, partial: bool
) -> Iterator[Problem]:
    """The faults of one settings table; a partial one may leave members to the parents' books."""
    place: Place = ("settings", table)
    if table not in TABLES:
        known = "、".join(TABLES)
        yield draft.problem(
            place, f"没有名为 {table} 的参数表（有：{known}）", f"there is no settings table {table}"
        )
        return
    problems: list[Problem] = []
    given = {**neutral(table), **values} if partial else values
    typed = _shape(TABLES[table], given, place, draft.line, problems)
    yield from problems
    if typed is None:
        return
    for member, what in _unknown_codes(table, typed):
        yield draft.problem((*place, *member), f"未知的代码：{what}", f"unknown code: {what}")
    for fault in faults_within(table, typed):
        yield draft.problem((*place, *fault.place), fault.zh, fault.en)


def _unknown_codes(table: str, typed: Any) -> Iterator[tuple[Place, str]]:
    """Codes that name nothing: a rule over them would never apply, and nobody would be told."""
    modes, kinds = {mode.value for mode in EngagementMode}, {kind.value for kind in OrganisationKind}
    if table == "ladders":
        for code, ladder in typed.items():
            for index, step in enumerate(ladder.steps):
                if step.certificate is not None and step.certificate not in SOCIAL_WORKER:
                    yield (code, "steps", index, "certificate"), step.certificate
    elif table in {"assessment_schemes", "retirement"}:
        for code, entry in typed.items():
            yield from (((code, "modes"), mode) for mode in entry.modes if mode not in modes)
    elif table == "insurance":
        yield from ((("kinds",), kind) for kind in typed.kinds if kind not in get_args(InsuranceKind))
    elif table == "eligibility":
        yield from ((("modes",), mode) for mode in typed.modes if mode not in modes)
    elif table == "registration":
        yield from ((("hours", level), level) for level in typed.hours if level not in SOCIAL_WORKER)
    elif table == "contract":
        yield from ((("employer_kinds",), kind) for kind in typed.employer_kinds if kind not in kinds)


def check_against(draft: BookDraft, parents: ResolvedBook | None) -> Sequence[Problem]:
    """The faults of a draft under the books it inherits from, as they hold when it is to hold."""
    problems: list[Problem] = []
    for index, rule in enumerate(draft.rules):
        inherited = parents.rule(rule.id) if parents is not None else None
        problems.extend(_contradictions(draft, ("rules", index), rule, inherited))
    above = parents.settings.raw if parents is not None else {}
    holding = {**above}
    for table, values in draft.settings.items():
        holding[table] = merged(above.get(table, {}), values)
        problems.extend(_table_problems(draft, table, holding[table], partial=False))
    if not problems:
        faults = faults_between(holding)
        problems.extend(draft.problem(("settings", *fault.place), fault.zh, fault.en) for fault in faults)
    return problems


def _contradictions(draft: BookDraft, place: Place, rule: Rule, inherited: Rule | None) -> Iterator[Problem]:
    if inherited is None:
        if rule.withdrawn:
            yield draft.problem(
                (*place, "withdrawn"),
                f"没有可停用的上级规则 {rule.id}",
                f"there is no inherited rule {rule.id} to withdraw",
            )
        return
    if rule.withdrawn:
        if not inherited.may_be_withdrawn:
            yield draft.problem(
                (*place, "withdrawn"),
                f"上级规则 {rule.id} 不允许下级停用（{inherited.clause.text}）",
                f"the inherited rule {rule.id} may not be withdrawn ({inherited.clause.text})",
            )
        return
    if inherited.strength is not Strength.MUST:
        return
    if rule.strength is not Strength.MUST:
        yield draft.problem(
            (*place, "strength"),
            f"上级规则 {rule.id} 为“必须”，下级不得放宽（{inherited.clause.text}）",
            f"the inherited rule {rule.id} is a must and may not be weakened ({inherited.clause.text})",
        )
    dropped = [name for name in inherited.judges if name not in rule.judges]
    if dropped:
        yield draft.problem(
            (*place, "judges"),
            f"上级规则 {rule.id} 还适用于 {'、'.join(dropped)}，下级不得缩小（{inherited.clause.text}）",
            f"the inherited rule {rule.id} judges {', '.join(dropped)} too, and may not be narrowed",
        )
