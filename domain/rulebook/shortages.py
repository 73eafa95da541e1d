"""The settings table of shortages: the catalogue of people urgently needed, by area, industry, skill or post (R11)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from domain.codes import chain
from domain.record import Shape
from domain.values import Day, DivisionCode, Line

ShortageKind = Literal["area", "industry", "skill", "post"]


class Shortage(Shape):
    """One entry of the catalogue (急需紧缺目录), for a period, both its days included.

    `divisions` are the places that it is about, with all below them; none: everywhere. `document` is where it was
    published.
    """

    zh: Line
    en: Line
    kind: ShortageKind
    document: Line | None = None
    period_from: Day | None = None
    period_to: Day | None = None
    divisions: Annotated[tuple[DivisionCode, ...], Field(max_length=500)] = ()

    def holds(self, day: date) -> bool:
        """Whether the entry holds on that day."""
        return (self.period_from is None or self.period_from <= day) and (
            self.period_to is None or day <= self.period_to
        )

    def reaches(self, division: str) -> bool:
        """Whether a place is one of those that the entry is about."""
        return not self.divisions or not set(self.divisions).isdisjoint(chain(division))
