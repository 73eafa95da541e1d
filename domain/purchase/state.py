"""What a purchase's timeline folds to."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import Field

from domain.record import Shape
from domain.values import Code, Day, Line


class Place(Shape):
    """Places of one level of the pay guide: how many workers the provider sends at it."""

    level: Code
    count: Annotated[int, Field(ge=1, le=10000)]


class ProviderQualification(Shape):
    """What shows that the provider is qualified (专业资质); `until` is its last day where it has one."""

    document_number: Line
    until: Day | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.until is None or day <= self.until


Places = tuple[Place, ...]


class Stretch(NamedTuple):
    """The places that a purchase has from a day until it has others."""

    since: date
    places: Places

    @property
    def total(self) -> int:
        return sum(place.count for place in self.places)


class Term(NamedTuple):
    """One term, both days included: its budget, and the places it pays for, the first ones from its first day."""

    since: date
    until: date
    budget: str
    stretches: tuple[Stretch, ...]


class Payment(NamedTuple):
    """A payment confirmed for a period: what was due for it, and what was paid; amounts in yuan."""

    event_id: UUID
    on: date
    period_from: date
    period_to: date
    due: str
    paid: str


@dataclass(frozen=True, slots=True)
class PurchaseState:
    """A purchase on a day. `terms` are those begun by then, the last one in force; `ended_on` the first day after it."""

    purchase_id: str
    buyer: str
    provider: str
    co_buyers: tuple[str, ...]
    qualification: ProviderQualification
    signed_on: date
    terms: tuple[Term, ...]
    payments: tuple[Payment, ...] = ()
    ended_on: date | None = None

    @property
    def term(self) -> Term:
        """The last term begun."""
        return self.terms[-1]

    @property
    def places(self) -> int:
        """How many places there are."""
        return self.term.stretches[-1].total

    @property
    def buyers(self) -> tuple[str, ...]:
        """All that buy together, the one that signs first."""
        return (self.buyer, *self.co_buyers)

    def runs(self, day: date) -> bool:
        """Whether it has begun by that day and neither ended nor run out."""
        return self.signed_on <= day <= self.term.until and (self.ended_on is None or day < self.ended_on)

    @property
    def last_day(self) -> date:
        """The last day of the term, or the one before it was ended."""
        ended = date.fromordinal(self.ended_on.toordinal() - 1) if self.ended_on else self.term.until
        return min(ended, self.term.until)
