"""The settings table of a pay guide: what workers of each level are to be paid a month, in one place and period (R44).

The area is that of the book. A guide is signed off by three offices when a book with it is enacted: the union's, civil
affairs' and human resources'.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Final

from pydantic import Field

from domain.record import Shape
from domain.rulebook.approvals import unapproved
from domain.values import Code, Day, Line, Money


class GuideLevel(Shape):
    """The least and the most that a level is to be paid, in yuan a month. `grades` are those of it; none: its own code."""

    zh: Line
    en: Line
    low: Money
    high: Money
    grades: Annotated[tuple[Code, ...], Field(max_length=60)] = ()


class PayGuide(Shape):
    """A pay guide (薪酬指导标准) for a period, both its days included; levels by code, with the grades of `ladder`."""

    period_from: Day | None = None
    period_to: Day | None = None
    ladder: Code | None = None
    levels: Annotated[dict[Code, GuideLevel], Field(max_length=60)] = Field(default_factory=dict)

    def holds(self, day: date) -> bool:
        """Whether there is a guide for that day."""
        return (
            bool(self.levels)
            and (self.period_from is None or self.period_from <= day)
            and (self.period_to is None or day <= self.period_to)
        )

    @cached_property
    def level_of_grade(self) -> Mapping[str, str]:
        """The level of each grade."""
        return {grade: code for code, level in self.levels.items() for grade in (level.grades or (code,))}


SIGNING_ZH: Final = {"union": "工会", "civil_affairs": "民政部门", "human_resources": "人力资源社会保障部门"}
"""The three departments that sign a pay guide off."""


def unsigned(offices: Iterable[str]) -> list[str]:
    """The departments whose approval is missing among the offices that approved (their codes, or their names)."""
    return unapproved(SIGNING_ZH, offices)
