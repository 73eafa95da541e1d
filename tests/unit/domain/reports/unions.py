"""A province of unions with people in them, recorded through every guard, and what reports say of it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from domain.reading import Reading
from domain.reports.career import Asked, Career, Row
from domain.reports.table import REPORTS
from tests.memory import Desk, Said, say
from tests.specification import AGENCY, CITY, COUNTY, organisation_id
from tests.unit.domain.cycle.desk import worker_id
from tests.unit.domain.organisation.support import SOCIAL, founded

STREET = organisation_id("street union")
OTHER_COUNTY = organisation_id("other county union")
OTHER_SOCIAL = organisation_id("other social organisation")


class Town(Desk):
    """A city with two counties, a street below the first, and two social organisations."""

    def __init__(self) -> None:
        super().__init__()
        founded(self, OTHER_COUNTY, level="county")
        founded(self, STREET, parent=COUNTY)
        founded(self, SOCIAL, "social_organisation", level="city")
        founded(self, OTHER_SOCIAL, "social_organisation", level="city")

    def of(self, organisation: str, name: str, on: str, label: str = "", /, **data: Any) -> None:
        """An event of an organisation."""
        self.do(say(f"organisation.{name}", on, label, **data), stream_id=organisation)

    def take(
        self, number: int, host: str, on: str = "2020-01-01", employer: str | None = None, **more: Any
    ) -> None:
        """A person is registered and hired."""
        self.do(*person(number), stream_id=worker_id(number))
        data = {
            "mode": "direct_hire",
            "legal_employer": employer or host,
            "host": host,
            "procedure": {"kind": "open_recruitment"},
            **more,
        }
        self.do(say("worker.hired", on, f"hired {number}", **data), stream_id=worker_id(number))

    def report(
        self,
        code: str,
        on: str,
        within: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Row]:
        """The rows of a report; each has its report's columns and the positions that it rests on."""
        reading = Reading(self.ledger, self.shelf)

        def belongs(organisation: str, day: date) -> bool:
            path = {one.organisation_id for one in reading.path(organisation, day)}
            return within is None or not path.isdisjoint(within)

        asked = Asked(
            date.fromisoformat(on),
            reading,
            belongs,
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            streams=self.streams,
        )
        careers = [Career(reading.worker(one), asked) for one in self.streams("worker")]
        rows = list(REPORTS[code].rows(careers, asked))
        for row in rows:
            assert set(row) == {*REPORTS[code].columns, "rests_on"}, code
            assert row["rests_on"] == sorted(set(row["rests_on"])), code
            assert row["rests_on"], "a row names what it rests on"
        return rows

    def streams(self, kind: str) -> Sequence[str]:
        """The ids of all streams of a kind."""
        return sorted({one.stream_id for one in self.ledger.log if one.stream_id.startswith(f"{kind}-")})


def person(number: int) -> tuple[Said, ...]:
    """A plainly generated person is registered."""
    return (
        say(
            "worker.registered",
            "2000-01-01",
            f"registered {number}",
            name=f"示例人员{number}",
            document={"kind": "passport", "number": f"E{number:08}"},
            person={"birth_on": "1980-05-01", "sex": "2"},
        ),
    )


def told(rows: Sequence[Row], *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of each row."""
    return [tuple(row[column] for column in columns) for row in rows]


__all__ = ["AGENCY", "CITY", "COUNTY", "OTHER_COUNTY", "OTHER_SOCIAL", "SOCIAL", "STREET", "Town", "told"]
