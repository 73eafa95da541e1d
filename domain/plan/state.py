"""What a hiring plan's timeline folds to."""

from dataclasses import dataclass
from datetime import date

from domain.plan.lines import PlanLine


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan on a day. `lines` are those of the approval, or of the last amendment."""

    plan_id: str
    organisation: str
    year: int
    lines: tuple[PlanLine, ...]
    approved_on: date

    def line(self, code: str) -> PlanLine | None:
        """The line of this code."""
        return next((one for one in self.lines if one.line == code), None)
