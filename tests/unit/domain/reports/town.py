"""A town for reports on establishment: a city with streets, zones, agencies and posts under the national book."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from domain.reading import Reading
from domain.reports.career import Asked, Career, Row
from domain.reports.table import REPORTS
from domain.rulebook.drafts import read_draft
from tests.memory import Desk, Said, beside, say
from tests.unit.domain.rulebook.story import bundled_book

_SPACE: Final = UUID("7a3d9a2e-8f0c-4c0e-9d55-0c5c1b8f2f10")


def organisation(name: str) -> str:
    """The organisation that a test calls `name`."""
    return f"organisation-{uuid5(_SPACE, name)}"


def post(name: str) -> str:
    """The post that a test calls `name`."""
    return f"post-{uuid5(_SPACE, name)}"


def worker(name: str) -> str:
    """The worker that a test calls `name`."""
    return f"worker-{uuid5(_SPACE, name)}"


CITY: Final = organisation("city")


class Town:
    """Organisations, posts and workers told by name; questions asked on a day."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.organisations: list[str] = []
        self.posts: list[str] = []
        self.workers: list[str] = []
        self._numbers = 0
        self.desk.enact(bundled_book("CN"), "2010-01-01")
        self.organisation("city", level="city", parent=None)

    def enact(self, jurisdiction: str, on: str, **settings: Any) -> None:
        """A book of a place with nothing but settings."""
        head = {"jurisdiction": jurisdiction, "title": "示例规则书", "document": "示例〔2024〕1号"}
        self.desk.enact(read_draft({**head, "rules": [], "settings": settings}), on)

    def do(self, said: Said, stream_id: str) -> None:
        """Record one command on a stream."""
        self.desk.do(said, stream_id=stream_id)

    def organisation(self, name: str, parent: str | None = "city", /, **data: Any) -> str:
        """An organisation since 2000; a street union under the city unless told otherwise."""
        stream = organisation(name)
        above = data.pop("parent", parent)
        members = {"name": f"示例{name}", "kind": "union", "level": "street", "division": "220600", **data}
        members |= {"parent": organisation(above)} if above else {}
        self.do(say("organisation.registered", "2000-01-01", stream, **members), stream)
        self.organisations.append(stream)
        return stream

    def counted(self, name: str, workers: int | None, on: str = "2023-12-31", /, **data: Any) -> None:
        """A count in an organisation's area, reported on the day that it is of."""
        inside = data.pop("inside", None)
        members = {"on": on, **({"workers": workers} if workers is not None else {}), **data}
        members |= {"zone_inside": organisation(inside)} if inside else {}
        label = f"counted {name} {on}"
        self.do(say("organisation.statistics_reported", on, label, **members), organisation(name))

    def staff(self, name: str, staff: int, on: str = "2023-12-31") -> None:
        """All staff of an organisation on a day."""
        said = say("organisation.staff_total_reported", on, f"staff {name} {on}", staff=staff)
        self.do(said, organisation(name))

    def post(self, name: str, host: str = "city", seats: int = 1, on: str = "2001-01-01", **data: Any) -> str:
        """A post of an organisation."""
        stream = post(name)
        members = {"organisation": organisation(host), "title": f"示例岗位{name}", "category": "professional"}
        self.do(say("post.created", on, stream, **members, seats=seats, **data), stream)
        self.posts.append(stream)
        return stream

    def told(self, name: str, type_name: str, on: str, /, **data: Any) -> None:
        """Something of a post."""
        self.do(say(type_name, on, f"{type_name} {name} {on}", **data), post(name))

    def hired(self, name: str, host: str = "city", on: str = "2020-01-01", **data: Any) -> str:
        """A person registered and taken over into an organisation."""
        stream = self.registered(name, on)
        where = organisation(host)
        entry = {"mode": "direct_hire", "legal_employer": where, "host": where, "source": "personnel_file"}
        self.do(say("worker.adopted", on, f"adopted {name}", **{**entry, **data}), stream)
        return stream

    def registered(self, name: str, on: str) -> str:
        """A person who is in no engagement yet."""
        stream = worker(name)
        person = {
            "name": f"示例{name}",
            "document": {"kind": "passport", "number": f"E{self._count():08d}"},
            "person": {"birth_on": "1990-01-01", "sex": "1"},
        }
        self.do(say("worker.registered", on, f"registered {name}", **person), stream)
        self.workers.append(stream)
        return stream

    def _count(self) -> int:
        self._numbers += 1
        return self._numbers

    def of(self, name: str, type_name: str, on: str, /, **data: Any) -> None:
        """Something of a worker."""
        self.do(say(type_name, on, f"{type_name} {name} {on} {self._count()}", **data), worker(name))

    def already(self, name: str, type_name: str, on: str, /, **data: Any) -> None:
        """Something of a worker that was done before it was recorded: no rule stands in its way."""
        done = {"approver": "approver", "document": "示例〔2023〕2号"}
        said = say(type_name, on, f"{type_name} {name} {on} {self._count()}", **data)
        self.do(beside(said, fact=done), worker(name))

    def recognised(self, name: str, on: str = "2021-01-01") -> None:
        """Somebody's competence is recognised."""
        self.of(name, "worker.competence_recognised", on, grounds=["training"])

    def asked(
        self, on: str, within: Sequence[str] | None = None, since: str | None = None, until: str | None = None
    ) -> Asked:
        """A question on a day, or a period, about the organisations named, all when left out."""
        names = None if within is None else {organisation(name) for name in within}
        streams = {"organisation": self.organisations, "post": self.posts, "zone": self.organisations}
        return Asked(
            date.fromisoformat(on),
            Reading(self.desk.ledger, self.desk.shelf),
            lambda one, _on: names is None or one in names,
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
            streams=lambda kind: streams.get(kind, []),
        )

    def careers(self, asked: Asked) -> list[Career]:
        """Everybody as the question looks at them."""
        return [Career(asked.reading.worker(one), asked) for one in self.workers]

    def report(
        self, code: str, on: str = "2024-06-30", within: Sequence[str] | None = None, **period: str
    ) -> list[Row]:
        """The rows of a report; each has its report's columns and the positions it rests on."""
        asked = self.asked(on, within, **period)
        rows = list(REPORTS[code].rows(self.careers(asked), asked))
        for row in rows:
            assert set(row) == {*REPORTS[code].columns, "rests_on"}, code
            assert row["rests_on"] == sorted(set(row["rests_on"])), code
            assert row["rests_on"], "a row names what it rests on"
        return rows
