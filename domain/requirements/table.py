"""The table of all requirements, and what is attached to each of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.catalogue import CATALOGUE
from domain.record import EventType
from domain.reports.report import Report
from domain.reports.table import REPORTS
from domain.requirements import aims, care, law, leading, posts
from domain.requirements.attached import OPERATIONS, REPORTS_FOR, RULES
from domain.requirements.row import Requirement
from domain.rulebook.rule import Rule

CHAPTERS: Final = (
    ("序言至二：意义、思想、原则与目标", "Preamble to 二: why, aims and principles", aims.ROWS),
    (
        "三、四：人员构成、工作内容、岗位与机构",
        "三 and 四: workers, duties, posts and organisations",
        posts.ROWS,
    ),
    ("五：保障激励与培养评价", "五: pay, evaluation and training", care.ROWS),
    ("六：工作要求", "六: working together, funding, publicity", leading.ROWS),
    ("贯穿各章的要求", "What holds throughout", law.ROWS),
)

REQUIREMENTS: Final[Mapping[str, Requirement]] = MappingProxyType(
    {row.id: row for _, _, rows in CHAPTERS for row in rows}
)

_NUMBER: Final = re.compile(r"\bR[0-9]+\b")


@dataclass(frozen=True, slots=True)
class Serving:
    """What serves one requirement: event types, rules, reports, and operations of the interface or command line."""

    requirement: Requirement
    events: tuple[EventType, ...]
    rules: tuple[Rule, ...]
    reports: tuple[Report, ...]
    operations: tuple[str, ...]

    @property
    def served(self) -> bool:
        """Whether anything is attached at all."""
        return bool(self.events or self.rules or self.reports or self.operations)


def clause_of(event_type: EventType) -> str:
    """The requirements and the articles of law that an event type says it serves; empty when it says none."""
    extra = event_type.data.model_config.get("json_schema_extra")
    return str(extra.get("x-clause", "")) if isinstance(extra, Mapping) else ""


def named_by(event_type: EventType) -> tuple[str, ...]:
    """The ids of the requirements that an event type names."""
    return tuple(_NUMBER.findall(clause_of(event_type)))


def servings(rules: Iterable[Rule]) -> tuple[Serving, ...]:
    """Every requirement in order, with what serves it; `rules` are those of the national book that holds."""
    rules = sorted(rules, key=lambda rule: rule.id)
    return tuple(
        Serving(
            one,
            tuple(kind for kind in CATALOGUE.values() if one.id in named_by(kind)),
            tuple(rule for rule in rules if one.id in RULES.get(rule.id, ())),
            tuple(report for report in REPORTS.values() if one.id in REPORTS_FOR.get(report.code, ())),
            OPERATIONS.get(one.id, ()),
        )
        for one in REQUIREMENTS.values()
    )
