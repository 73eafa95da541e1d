"""A town with courses, volunteers, and questions about a period: what reports on training and mobility are asked of."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

from domain.hidden import Disclosure
from domain.reports.career import Row
from domain.reports.table import REPORTS
from tests.memory import beside, say
from tests.specification import SPACE
from tests.unit.domain.reports.town import Town, organisation, worker


def course(name: str) -> str:
    """The course that a test calls `name`."""
    return f"course-{uuid5(SPACE, name)}"


def volunteer(name: str) -> str:
    """The volunteer that a test calls `name`."""
    return f"volunteer-{uuid5(SPACE, name)}"


def cited(label: str) -> str:
    """The id of the event of the command with this label."""
    return str(uuid5(SPACE, label))


class School(Town):
    """A town whose workers are trained."""

    def __init__(self) -> None:
        super().__init__()
        self.courses: list[str] = []
        self.volunteers: list[str] = []

    def course(self, name: str, provider: str = "city", on: str = "2020-01-01", **data: Any) -> str:
        """A course of social work of forty hours at the level `basic`."""
        stream = course(name)
        said = {"title": f"示例课程{name}", "kind": "social_work", "levels": ["basic"], "hours": 40, **data}
        self.do(say("course.offered", on, stream, provider=organisation(provider), **said), stream)
        self.courses.append(stream)
        return stream

    def volunteer(self, name: str, on: str = "2020-06-01", where: str = "city", **data: Any) -> str:
        """Somebody joins a team."""
        stream = volunteer(name)
        said = {"kind": "volunteer", "name": f"示例{name}", "organisation": organisation(where), **data}
        self.do(say("volunteer.registered", on, stream, **said), stream)
        self.volunteers.append(stream)
        return stream

    def of_volunteer(self, name: str, type_name: str, on: str, /, **data: Any) -> None:
        """Something of a volunteer."""
        self.do(say(type_name, on, f"{type_name} {name} {on}", **data), volunteer(name))

    def of_organisation(self, name: str, type_name: str, on: str, /, **data: Any) -> None:
        """Something of an organisation."""
        self.do(say(type_name, on, f"{type_name} {name} {on}", **data), organisation(name))

    def trained(self, name: str, on: str, hours: int = 40, /, **data: Any) -> None:
        """A worker completes training, of social work unless told otherwise."""
        said = {"kind": "social_work", "hours": hours, "credited": True, **data}
        self.of(name, "worker.training_completed", on, **said)

    def said(self, name: str, type_name: str, on: str, label: str, /, **data: Any) -> None:
        """Something of a worker, by a label that others cite; already done, so that no rule stands in its way."""
        done = {"approver": "approver", "document": "示例〔2023〕2号"}
        self.do(beside(say(type_name, on, label, **data), fact=done), worker(name))

    def rows(
        self,
        code: str,
        on: str = "2024-06-30",
        within: Sequence[str] | None = None,
        period: tuple[str, str] | None = None,
        classes: frozenset[Disclosure] = frozenset(Disclosure),
    ) -> list[Row]:
        """The rows of a report; each has its report's columns and the positions it rests on."""
        question = self.asked(on, within)
        streams = {
            "organisation": self.organisations,
            "course": self.courses,
            "volunteer": self.volunteers,
        }
        asked = replace(
            question,
            streams=lambda kind: streams[kind],
            since=date.fromisoformat(period[0]) if period else None,
            until=date.fromisoformat(period[1]) if period else None,
            classes=classes,
        )
        found = list(REPORTS[code].rows(self.careers(asked), asked))
        for row in found:
            assert set(row) == {*REPORTS[code].columns, "rests_on"}, code
            assert row["rests_on"] == sorted(set(row["rests_on"])), code
            assert row["rests_on"], "a row names what it rests on"
        return found
