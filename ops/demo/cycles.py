"""Assessment cycles of 2024: opened in each city for some of its workers, closed where all results are there.

The rows of who is assessed in one are held back from the assessment on: they stand in the file after the enrolment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ops.demo.record import Record
from ops.demo.rows import Row, Rows

YEAR: Final = 2024
OPENED_ON: Final = date(YEAR, 12, 2)
ENROLLED_ON: Final = date(YEAR, 12, 5)
CLOSED_ON: Final = date(YEAR + 1, 3, 20)
DUE_ON: Final = date(YEAR + 1, 2, 28)
MOST_ENROLLED: Final = 40
TOP_PERCENT: Final = 20
"""The share of the top grade that the schemes of public institutions have."""


@dataclass(slots=True)
class Cycle:
    """A cycle in the making: the workers enrolled, and their rows from the result on."""

    ref: str
    organisation: str
    scheme: str
    workers: list[str] = field(default_factory=list)
    tails: list[list[Row]] = field(default_factory=list)

    def enrol(self, record: Record, at: int) -> None:
        """Take in a worker whose result is the row at this place of their career."""
        tail = record.rows[at:]
        del record.rows[at:]
        tail[0]["body"]["data"]["cycle"] = f"@{self.ref}"
        self.workers.append(record.ref)
        self.tails.append(tail)

    def keep_quota(self) -> None:
        """No more results of the top grade than the share allows."""
        places = len(self.workers) * TOP_PERCENT // 100
        for tail in self.tails:
            data = tail[0]["body"]["data"]
            if data.get("grade") == "excellent":
                places -= 1
                data["grade"] = "excellent" if places >= 0 else "qualified"


class Cycles:
    """The cycles of all cities."""

    def __init__(self) -> None:
        self._cycles: dict[tuple[str, str], Cycle] = {}

    def take(self, record: Record) -> None:
        """Enrol a worker in the cycle of their city, unless it has enough or they are not there."""
        at = _result(record.rows)
        if at is None or not record.works_on(ENROLLED_ON):
            return
        scheme = record.rows[at]["body"]["data"]["scheme"]
        city = record.job.host.city
        cycle = self._cycles.setdefault((city, scheme), Cycle(f"y-{city}-{scheme}", f"u{city}", scheme))
        if len(cycle.workers) < MOST_ENROLLED:
            cycle.enrol(record, at)

    def open(self, rows: Rows) -> None:
        """Open the cycles and enrol their workers."""
        for cycle in self._cycles.values():
            rows.say(cycle.ref, "cycles", OPENED_ON, _opened(cycle))
            workers = [f"@{worker}" for worker in cycle.workers]
            rows.say(cycle.ref, "enrolments", ENROLLED_ON, {"workers": workers})

    def results(self) -> Iterator[Row]:
        """The rows that were held back."""
        for cycle in self._cycles.values():
            cycle.keep_quota()
            for tail in cycle.tails:
                yield from tail

    def close(self, rows: Rows) -> None:
        """Close every other cycle."""
        for number, cycle in enumerate(self._cycles.values()):
            if number % 2 == 0:
                rows.say(cycle.ref, "closings", CLOSED_ON, {})


def _result(rows: list[Row]) -> int | None:
    """The place of the year's assessment in a career."""
    last_day = date(YEAR, 12, 31).isoformat()
    for at, row in enumerate(rows):
        if row["command"] == "assessments" and row["body"]["data"]["period_to"] == last_day:
            return at
    return None


def _opened(cycle: Cycle) -> dict[str, Any]:
    return {
        "organisation": f"@{cycle.organisation}",
        "kind": "annual",
        "scheme": cycle.scheme,
        "standard": {"title": "工会社会工作者考核标准（示例）", "version": str(YEAR)},
        "period_from": f"{YEAR}-01-01",
        "period_to": f"{YEAR}-12-31",
        "due_on": DUE_ON.isoformat(),
    }
