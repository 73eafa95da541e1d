"""What is recorded of a rulebook: a jurisdiction is one stream, with an event for each rule and settings table."""

from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.record import EventData, EventType
from domain.rulebook.rule import Rule
from domain.values import Code, Line


class RuleSet(EventData):
    """A rule as it is to be, once an enactment names this event."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R12 二(二)4, R83"})

    rule: Rule


class SettingsSet(EventData):
    """A settings table as it is to be, once an enactment names this event."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R12 二(二)4, R83"})

    table: Code
    values: dict[str, Any]


class RulebookEnacted(EventData):
    """The book that consists of the named rules and settings holds from the effective date (R12, R83).

    `language` is the version of the rule language: the vocabulary that the expressions were checked against.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R12 二(二)4, R83"})

    title: Line
    document: Line
    language: Annotated[int, Field(ge=1)]
    rules: tuple[UUID, ...]
    settings: tuple[UUID, ...]


RULE_SET: Final = EventType("rulebook.rule_set", RuleSet, "rulebook", "规则拟定", "rule drafted")
SETTINGS_SET: Final = EventType(
    "rulebook.settings_set", SettingsSet, "rulebook", "参数拟定", "settings drafted"
)
ENACTED: Final = EventType("rulebook.enacted", RulebookEnacted, "rulebook", "规则书施行", "rulebook enacted")

EVENTS: Final = (RULE_SET, SETTINGS_SET, ENACTED)
