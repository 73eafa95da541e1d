"""The first page: heads against the target, by part of the organisation, mode, level and grade, at both times."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from api import problems
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.pages.addresses import HOME
from api.pages.asking import read, wrongs
from api.pages.charts import bars
from api.pages.figures import FigureQueries, Figures
from api.pages.names import Names
from api.pages.rendering import render, worded
from api.pages.visit import Visit
from api.queries.gate import Asking, Gate
from api.queries.parameters import EstablishmentAsked
from domain.errors import InvalidInput
from projections.known import Known
from projections.moments import Moment, moment

PICTURE: Final = "/charts/{chart}.svg"
PARTS_DRAWN: Final = 16
"""Bars of the largest parts; the table beside the picture has them all."""

Drawn = tuple[Sequence[str], Sequence[tuple[str, Sequence[int | None]]]]


class OverviewPage:
    """The page and its pictures."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._gate = Gate(deps)
        self._figures = FigureQueries(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route(HOME, self.page, response_class=Response)
        router.add_api_route(PICTURE, self.picture, response_class=Response)

    def page(self, request: Request, visit: Annotated[Visit, Depends(Visit.of)]) -> Response:
        """The figures, each with its picture."""
        asking = self._gate.ask(request, Right.WORKERS)
        try:
            at, figures = self._asked(asking, visit)
        except InvalidInput as error:
            wrong = wrongs(error, visit, EstablishmentAsked.model_fields)
            return render("overview.html", visit, 422, at=None, wrong=wrong)
        return render(
            "overview.html",
            visit,
            at=at,
            wrong=[],
            figures=figures,
            grades=self._grades(figures, at, visit),
        )

    def picture(self, request: Request, chart: str, visit: Annotated[Visit, Depends(Visit.of)]) -> Response:
        """One picture. Raises Problem for one that there is not, InvalidInput, NotFound."""
        draw = _CHARTS.get(chart)
        if draw is None:
            raise problems.Problem(problems.NO_ROUTE)
        at, figures = self._asked(self._gate.ask(request, Right.WORKERS), visit)
        return bars(*draw(figures, worded(visit), self._grades(figures, at, visit)))

    def _asked(self, asking: Asking, visit: Visit) -> tuple[Moment, Figures]:
        asked = read(EstablishmentAsked, visit.typed, self._deps.ledger)
        at = moment(self._deps.ledger, asked.as_of, asked.known_at)
        return at, self._figures.of(asking, at, asked.organisation)

    def _grades(self, figures: Figures, at: Moment, visit: Visit) -> list[tuple[str, str, int]]:
        """Code, name and heads of every grade, ladder by ladder, the lowest first."""
        known = Known(self._deps.ledger, at.position)
        names = Names(self._deps, known, at.as_of, chinese=visit.chinese)
        names.load(organisation for _, _, organisation in figures.grades)
        ranked = sorted(figures.grades, key=lambda one: (one[0], names.rank(*one)))
        return [(one[1], names.grade(*one), figures.grades[one]) for one in ranked]


Say = Callable[[str, str], str]
Grades = Sequence[tuple[str, str, int]]


def _parts(figures: Figures, say: Say, _grades: Grades) -> Drawn:
    parts = figures.parts[:PARTS_DRAWN]
    names = [part.name for part in parts]
    heads = (say("heads", "series"), [part.heads for part in parts])
    if not any(part.target for part in parts):
        return names, [heads]
    return names, [heads, (say("target", "series"), [part.target for part in parts])]


def _coded(table: str, counted: Callable[[Figures], Mapping[str, int]]) -> Callable[..., Drawn]:
    def draw(figures: Figures, say: Say, _grades: Grades) -> Drawn:
        found = counted(figures)
        return [say(code, table) for code in found], [(say("heads", "series"), list(found.values()))]

    return draw


def _by_grade(_figures: Figures, say: Say, grades: Grades) -> Drawn:
    return [name for _, name, _ in grades], [(say("heads", "series"), [heads for _, _, heads in grades])]


_CHARTS: Final[Mapping[str, Callable[..., Any]]] = {
    "parts": _parts,
    "modes": _coded("mode", lambda figures: figures.modes),
    "levels": _coded("level", lambda figures: figures.levels),
    "grades": _by_grade,
}
