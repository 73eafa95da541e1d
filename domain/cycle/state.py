"""What a cycle's timeline folds to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from domain.cycle.standard import Standard

AssessmentKind = Literal["annual", "term", "regular"]


class Closing(NamedTuple):
    """How a cycle was closed: the workers enrolled then, the share of the top grade in percent, the places it gave.

    `position` is when the ledger learnt of it: no result is new after that.
    """

    on: date
    position: int
    enrolled: int
    top_share_percent: int
    quota: int


@dataclass(frozen=True, slots=True)
class CycleState:
    """A cycle on a day. `top_grades` are the grades of its scheme whose share is limited, from the book at its opening."""

    cycle_id: str
    organisation: str
    kind: AssessmentKind
    scheme: str
    standard: Standard
    period_from: date
    period_to: date
    due_on: date
    opened_on: date
    top_grades: tuple[str, ...]
    enrolled: frozenset[str] = frozenset()
    closed: Closing | None = None

    @property
    def terms(self) -> tuple[object, ...]:
        """What a result in it has to fit."""
        return (self.kind, self.scheme, self.standard, self.period_from, self.period_to, self.top_grades)
