"""Asking reports of a told story: one city, one worker, the national book."""

from collections.abc import Collection
from datetime import date
from typing import Any

from domain.hidden import Disclosure
from domain.reports.career import Asked, Career, Row
from domain.reports.table import REPORTS
from domain.reports.worklist import Item, items
from tests.unit.domain.rulebook.story import WORKER, Story


def day(text: str) -> date:
    return date.fromisoformat(text)


def asked(story: Story, on: str, within: Collection[str] | None = None, **members: Any) -> Asked:
    """A question on a day; `within` are the organisations asked for, all when left out."""
    for name in ("since", "until"):
        if name in members:
            members[name] = day(members[name])
    belongs = (lambda _organisation, _on: True) if within is None else (lambda one, _on: one in within)
    return Asked(day(on), story.reading(), belongs, **members)


def career(story: Story, on: str, **members: Any) -> Career:
    """The worker as a report looks at them on a day."""
    question = asked(story, on, **members)
    return Career(story.reading().worker(WORKER), question)


def report(story: Story, code: str, on: str, **members: Any) -> list[Row]:
    """The rows of a report about the one worker; each has its report's columns and the positions it rests on."""
    question = asked(story, on, **members)
    rows = list(REPORTS[code].rows([Career(story.reading().worker(WORKER), question)], question))
    for row in rows:
        assert set(row) == {*REPORTS[code].columns, "rests_on"}, code
        assert row["rests_on"], "a row names what it rests on"
        assert row["rests_on"] == sorted(set(row["rests_on"]))
    return rows


def listed(story: Story, on: str, **members: Any) -> dict[str, Item]:
    """The work list on a day, by kind."""
    return {item.kind: item for item in items(career(story, on, **members))}


def position(story: Story, type_name: str) -> int:
    """Where the last event of a type stands."""
    return next(event.position for event in reversed(story.ledger.log) if event.type.name == type_name)


NOTHING: frozenset[Disclosure] = frozenset()
