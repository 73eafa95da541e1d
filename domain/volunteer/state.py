"""What a volunteer's timeline folds to."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

VolunteerKind = Literal["activist", "volunteer"]


@dataclass(frozen=True, slots=True)
class VolunteerState:
    """A volunteer or activist on a day; `name` and `national_id` may be sealed.

    They belong to the team of `lead`, who may change, at `organisation` from `since` until the day before `ended_on` or `hired_on`,
    whichever came. `worker` is who they became.
    """

    volunteer_id: str
    kind: VolunteerKind
    name: Any
    organisation: str
    since: date
    national_id: Any = None
    lead: str | None = None
    ended_on: date | None = None
    hired_on: date | None = None
    worker: str | None = None
    erased_on: date | None = None

    @property
    def until(self) -> date | None:
        """The first day on which they belong to no team any more."""
        return self.ended_on or self.hired_on

    def serving(self, day: date) -> bool:
        """Whether they belong to a team on a day."""
        return self.since <= day and (self.until is None or day < self.until)
