"""Activists and volunteers of the demo: on the teams of workers, and some of them hired."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from ops.demo.days import TODAY
from ops.demo.record import Record
from ops.demo.rows import Rows

TEAMS: Final = 2
"""Workers of each city who lead a team, and as many who were volunteers before."""
JOINED_ON: Final = date(2025, 3, 5)
ENDED_ON: Final = date(2025, 11, 3)


@dataclass(frozen=True, slots=True)
class _Worker:
    ref: str
    name: str
    host: str
    hired_on: date


class Volunteers:
    """Picks workers of each city, and tells of the people around them."""

    def __init__(self, population: int) -> None:
        self._population = population
        self._leads: defaultdict[str, list[_Worker]] = defaultdict(list)
        self._hired: defaultdict[str, list[_Worker]] = defaultdict(list)

    def look_at(self, record: Record) -> None:
        """Pick a worker as a lead, or as somebody who was a volunteer before."""
        job = record.job
        worker = _Worker(record.ref, record.someone.name, job.host.ref, job.begins)
        if record.works_on(JOINED_ON) and record.works_on(TODAY) and len(self._leads[job.host.city]) < TEAMS:
            self._leads[job.host.city].append(worker)
        elif not job.adopted and len(self._hired[job.host.city]) < TEAMS:
            self._hired[job.host.city].append(worker)

    def tell(self, rows: Rows) -> None:
        """The teams, and those who came from one."""
        number = 0
        for leads in self._leads.values():
            for lead in leads:
                for kind in ("activist", "volunteer", "volunteer"):
                    number += 1
                    said = {"kind": kind, "organisation": f"@{lead.host}", "lead": f"@{lead.ref}"}
                    ref = self._register(rows, number, f"示例志愿者{number:03d}", JOINED_ON, said)
                    if number % 5 == 0:
                        rows.say(ref, "volunteers/ends", ENDED_ON, {"reason_code": "moved_away"})
        for workers in self._hired.values():
            for worker in workers:
                number += 1
                joined_on = worker.hired_on - timedelta(days=300)
                said = {"kind": "volunteer", "organisation": f"@{worker.host}"}
                ref = self._register(rows, number, worker.name, joined_on, said)
                rows.say(ref, "volunteers/hirings", worker.hired_on, {"worker": f"@{worker.ref}"})

    def _register(self, rows: Rows, number: int, name: str, on: date, said: dict[str, Any]) -> str:
        ref = f"v{number}"
        national_id = f"EX{self._population % 10**9:09d}{number:04d}"
        rows.say(ref, "volunteers", on, {"name": name, "national_id": national_id, **said})
        return ref
