"""Books in force: a chain of jurisdictions from county to nation, resolved on a day into one immutable value.

A jurisdiction's book is the last one enacted from that day or before; a later enactment of the same day counts. Rules
are inherited by id, settings member by member.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple

from domain.errors import Refusal
from domain.record import BookRef, Event
from domain.rulebook.events import ENACTED, RULE_SET, SETTINGS_SET
from domain.rulebook.rule import Rule, Strength
from domain.rulebook.settings import Settings, merged
from domain.timeline import resolve

__all__ = ["BINDING", "Binding", "Books", "Edition", "Finding", "ResolvedBook", "Rule", "Strength"]

BINDING: Final = frozenset({Strength.MUST, Strength.PRINCIPLE})


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that stands against an event, and what is told about it."""

    rule: Rule
    refusal: Refusal


class Binding(NamedTuple):
    """A rule that binds, with what is asked of it and the first and last day on which its source is valid."""

    rule: Rule
    when: str
    require: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Edition:
    """One enactment of one jurisdiction: what it sets itself, nothing inherited."""

    jurisdiction: str
    effective_on: date
    position: int
    title: str
    document: str
    rules: Mapping[str, Rule]
    settings: Mapping[str, Mapping[str, Any]]


class ResolvedBook:
    """The rules and settings that hold for one managing union on one day. Immutable."""

    def __init__(self, ref: BookRef, editions: Sequence[Edition]) -> None:
        self.ref = ref
        self.editions = tuple(editions)
        rules: dict[str, Rule] = {}
        settings: dict[str, Mapping[str, Any]] = {}
        for edition in reversed(self.editions):
            rules.update(edition.rules)
            for table, values in edition.settings.items():
                settings[table] = merged(settings.get(table, {}), values)
        self.rules = tuple(rule for rule in rules.values() if not rule.withdrawn)
        self.settings = Settings(settings)

    @cached_property
    def _by_type(self) -> Mapping[str, tuple[Rule, ...]]:
        types = {name for rule in self.rules for name in rule.judges}
        return {name: tuple(rule for rule in self.rules if name in rule.judges) for name in types}

    def judging(self, type_name: str) -> Sequence[Rule]:
        """The rules that judge events of this type."""
        return self._by_type.get(type_name, ())

    @cached_property
    def _binding_by_type(self) -> Mapping[str, tuple[Binding, ...]]:
        return {
            name: tuple(_bound(rule) for rule in rules if rule.strength in BINDING)
            for name, rules in self._by_type.items()
        }

    def binding(self, type_name: str) -> Sequence[Binding]:
        """Those of them that refuse what they do not allow."""
        return self._binding_by_type.get(type_name, ())

    @cached_property
    def rule_owners(self) -> Mapping[str, str]:
        """Whose each rule is: the nearest jurisdiction that says it, by the rule's id."""
        return {rule: edition.jurisdiction for edition in reversed(self.editions) for rule in edition.rules}

    @cached_property
    def setting_owners(self) -> Mapping[str, Mapping[str, str]]:
        """Whose each member of each settings table is, by table and member."""
        owners: dict[str, dict[str, str]] = {}
        for edition in reversed(self.editions):
            for table, values in edition.settings.items():
                owners.setdefault(table, {}).update(dict.fromkeys(values, edition.jurisdiction))
        return owners

    def rule(self, rule_id: str) -> Rule | None:
        """The rule in force with this id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def _bound(rule: Rule) -> Binding:
    clause = rule.clause
    return Binding(rule, rule.when, rule.require, clause.valid_from or date.min, clause.valid_to or date.max)


class Books:
    """All editions of a chain of jurisdictions, `chain[0]` the nearest; resolved on demand and remembered."""

    def __init__(
        self,
        chain: Sequence[str],
        editions: Mapping[str, Sequence[Edition]],
        streams: Mapping[str, Sequence[Event]],
    ) -> None:
        self.chain = tuple(chain)
        self._editions = editions
        self._streams = streams
        self._last = max((events[-1].position for events in streams.values() if events), default=-1)
        self._resolved: dict[tuple[int, ...], ResolvedBook] = {}
        self._earlier: dict[int, Books] = {}
        self._starts = sorted({edition.effective_on for one in editions.values() for edition in one})
        self._intervals: dict[int, ResolvedBook | None] = {}

    @classmethod
    def of(cls, streams: Mapping[str, Sequence[Event]], chain: Sequence[str]) -> "Books":
        """The books of a chain from its jurisdictions' streams (code to events in version order)."""
        own = {code: streams.get(code, ()) for code in chain}
        return cls(chain, {code: editions_of(code, events) for code, events in own.items()}, own)

    def at(self, position: int) -> "Books":
        """The same chain as it was known when `position` was the last recorded one."""
        if position >= self._last:
            return self
        earlier = self._earlier.get(position)
        if earlier is None:
            known = {
                code: [event for event in events if event.position <= position]
                for code, events in self._streams.items()
            }
            earlier = self._earlier[position] = Books.of(known, self.chain)
        return earlier

    def instead(self, edition: Edition) -> "Books":
        """The same chain with one edition in place of all that its jurisdiction has enacted."""
        editions = {**self._editions, edition.jurisdiction: (edition,)}
        return Books(self.chain, editions, self._streams)

    def on(self, day: date) -> ResolvedBook | None:
        """The book that holds on that day, None before any jurisdiction of the chain had one."""
        interval = bisect_right(self._starts, day)
        if interval not in self._intervals:
            self._intervals[interval] = self._on(day)
        return self._intervals[interval]

    def _on(self, day: date) -> ResolvedBook | None:
        holding = [
            edition for code in self.chain if (edition := in_force(self._editions[code], day)) is not None
        ]
        if not holding:
            return None
        key = tuple(edition.position for edition in holding)
        book = self._resolved.get(key)
        if book is None:
            # A book that is only tried may stand where none was ever enacted.
            ref = BookRef(jurisdiction=self.chain[0], position=max(self._last, 0))
            book = self._resolved[key] = ResolvedBook(ref, holding)
        return book


def in_force(editions: Sequence[Edition], day: date) -> Edition | None:
    """The edition that holds on that day, None before the first."""
    # They stand in the order of their dates, those of one day in the order of their positions.
    return next((edition for edition in reversed(editions) if edition.effective_on <= day), None)


def editions_of(code: str, events: Sequence[Event]) -> Sequence[Edition]:
    """The enactments that stand in a jurisdiction's stream, with what each names."""
    standing = resolve(events)
    rules = {s.event_id: s.data.rule for s in standing if s.type.name == RULE_SET.name}
    tables = {s.event_id: s.data for s in standing if s.type.name == SETTINGS_SET.name}
    return [
        Edition(
            code,
            s.effective_on,
            s.position,
            s.data.title,
            s.data.document,
            {rules[one].id: rules[one] for one in s.data.rules if one in rules},
            {tables[one].table: tables[one].values for one in s.data.settings if one in tables},
        )
        for s in standing
        if s.type.name == ENACTED.name
    ]
