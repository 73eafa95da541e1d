"""What a course's timeline folds to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CourseState:
    """A course on a day: offered from `offered_on` until the day before `withdrawn_on`. `hours` are those of all of it."""

    course_id: str
    provider: str
    title: str
    kind: str
    levels: tuple[str, ...]
    hours: int
    offered_on: date
    withdrawn_on: date | None = None

    def offered(self, day: date) -> bool:
        """Whether the course is offered on a day."""
        return self.offered_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)

    def level(self, said: str | None) -> str | None:
        """The level that a completion counts for: the one it says, else the course's only one."""
        return said or (self.levels[0] if len(self.levels) == 1 else None)
