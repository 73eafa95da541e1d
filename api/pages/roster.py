"""The roster as a page: who was held where, at both times; filters, and the same rows as a file."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.pages.asking import read, wrongs
from api.pages.names import Names
from api.pages.places import place
from api.pages.rendering import render
from api.pages.visit import Visit
from api.queries.answers import PRIVATE
from api.queries.gate import Asking, Gate
from api.queries.parameters import PAGE_LIMIT, RosterAsked, RosterCountsAsked
from api.queries.roster import RosterQuery, csv_text, row_json
from api.queries.tables import CSV
from domain.errors import InvalidInput
from domain.worker.state import EngagementMode
from projections.known import Known
from projections.moments import Moment
from projections.roster import Seconded, Status

ADDRESS: Final = "/roster"
FILE: Final = "/roster.csv"
PAGE: Final = "50"
"""Rows of a page when nothing else is asked for: one screen and a little more."""


class Line(NamedTuple):
    """A row of the roster with the names of what it tells by ids."""

    row: Mapping[str, Any]
    home: str
    post: str
    grade: str
    hosts: tuple[tuple[str, str], ...]


class RosterPage:
    """The page and the file."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._roster = RosterQuery(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route(ADDRESS, self.page, response_class=Response)
        router.add_api_route(FILE, self.file, response_class=Response)

    def page(self, request: Request, visit: Annotated[Visit, Depends(Visit.of)]) -> Response:
        """One page of rows; where the question cannot be read, the form again with all that was typed."""
        asking = self._gate.ask(request, Right.WORKERS)
        try:
            content = self._answered(asking, visit)
        except InvalidInput as error:
            content = {"at": None, "wrong": wrongs(error, visit, RosterAsked.model_fields)}
            return self._shown(visit, content, 422)
        return self._shown(visit, content | {"wrong": []})

    def _shown(self, visit: Visit, content: Mapping[str, Any], status: int = 200) -> Response:
        choices = {
            "modes": list(EngagementMode),
            "statuses": list(Status),
            "seconded": list(Seconded),
            "file": FILE,
        }
        return render("roster.html", visit, status, **choices, **content)

    def _answered(self, asking: Asking, visit: Visit) -> dict[str, Any]:
        asked = read(RosterAsked, {"limit": PAGE, **visit.typed}, self._source)
        at, found, lens, cursor = self._roster.found(asking, asked)
        known = Known(self._source, at.position)
        names = Names(self._deps, known, at.as_of, chinese=visit.chinese)
        rows = [row_json(row, at, lens) for row in found.rows]
        names.load(one for row in rows for one in _ids(row))
        return {
            "at": at,
            "lines": [_line(row, names) for row in rows],
            "heads": self._heads(asking, at, visit),
            "more": cursor,
            "place": place(asking, known, at, asked.organisation),
        }

    def _heads(self, asking: Asking, at: Moment, visit: Visit) -> int:
        """The heads of all pages together, at the moment that they share."""
        filters = {name: said for name, said in visit.typed.items() if name in RosterCountsAsked.model_fields}
        known_at = {"known_at": str(at.position)} if at.size else {}
        asked = read(RosterCountsAsked, {**filters, "as_of": at.as_of.isoformat(), **known_at}, self._source)
        heads: int = self._roster.counted(asking, asked)[1]["heads"]
        return heads

    def file(self, request: Request, visit: Annotated[Visit, Depends(Visit.of)]) -> Response:
        """All rows that the page would show, page after page of it, as a table for spreadsheets. Raises InvalidInput."""
        asking = self._gate.ask(request, Right.WORKERS)
        asked = read(RosterAsked, {**visit.typed, "limit": str(PAGE_LIMIT)}, self._source)
        parts = self._parts(asking, asked)
        at, first = next(parts)
        headers = {
            "Cache-Control": PRIVATE,
            "Content-Disposition": f'attachment; filename="roster-{at.as_of.isoformat()}.csv"',
        }

        def content() -> Iterator[str]:
            yield csv_text(first, at)
            for _, rows in parts:
                yield csv_text(rows, at, headed=False)

        return StreamingResponse(content(), media_type=f"{CSV}; charset=utf-8", headers=headers)

    def _parts(self, asking: Asking, asked: RosterAsked) -> Iterator[tuple[Moment, list[dict[str, Any]]]]:
        while True:
            at, found, lens, cursor = self._roster.found(asking, asked)
            yield at, [row_json(row, at, lens) for row in found.rows]
            if cursor is None:
                return
            asked = asked.model_copy(update={"cursor": cursor})


def _ids(row: Mapping[str, Any]) -> Iterator[str | None]:
    engagement = row["engagement"] or {}
    yield from (engagement.get("host"), engagement.get("post"))
    yield from (one["host"] for one in row["secondments"])


def _line(row: Mapping[str, Any], names: Names) -> Line:
    engagement, grade = row["engagement"] or {}, row["grade"]
    home = engagement.get("host")
    return Line(
        row,
        names.organisation(home),
        names.post(engagement.get("post")),
        names.grade(grade["ladder"], grade["grade"], home) if grade else "",
        tuple((names.organisation(one["host"]), one["until"]) for one in row["secondments"]),
    )
