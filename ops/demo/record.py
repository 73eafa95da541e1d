"""One worker's rows in the making, and what later rows need to know of earlier ones."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from ops.demo.days import FIRST_HIRING
from ops.demo.jobs import Job
from ops.demo.people import Someone
from ops.demo.rows import Row, Rows

ASSESSORS: Final = ("assessor_1", "assessor_2", "assessor_3")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The organisations and courses of the worker's city, by their local names."""

    hosts: tuple[str, ...]
    base_unions: tuple[str, ...]
    school: str
    courses: tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class Certificate:
    """A certificate of the worker: its event, level and day, and the last day of its registration."""

    event: str
    level: str
    on: date
    registered_until: date | None = None


@dataclass(slots=True)
class Assessed:
    """A confirmed assessment with a sufficient result: since when it can be cited, and by which name."""

    since: date
    event: str


@dataclass(slots=True)
class Record:
    """A career in the making. `number` is that of its first row.

    `assessed` are the assessments that later decisions may cite, each with the day of its confirmation.
    """

    random: Random
    ref: str
    number: int
    job: Job
    someone: Someone
    near: Neighbours
    on: date = FIRST_HIRING
    grade: int = 0
    graded_on: date | None = None
    assessed: list[Assessed] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    had_probation: bool = False
    recognised: bool = False
    ability: str | None = None
    plan: tuple[str, date] | None = None
    assignment: str | None = None
    pay: int = 0
    spans: list[tuple[date, date]] = field(default_factory=list)
    _rows: Rows = field(init=False)

    def __post_init__(self) -> None:
        self._rows = Rows(self.number)

    @property
    def rows(self) -> list[Row]:
        """The rows told so far."""
        return self._rows.rows

    def add(self, command: str, on: date, data: dict[str, Any], **said: Any) -> str:
        """Append a row; returns the local name of its event."""
        return self._rows.say(self.ref, command, on, data, **said)

    def chance(self, share: float) -> bool:
        """Whether something happens that happens to this share of all."""
        return self.random.random() < share

    def day(self, start: date, days: int) -> date:
        """One of so many days."""
        return start + timedelta(days=self.random.randrange(days))

    def works_on(self, day: date) -> bool:
        """Whether the worker is engaged on a day."""
        return any(since <= day < until for since, until in self.spans)
