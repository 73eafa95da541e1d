"""`GET /v1/establishment`: posts, structure, staffing norm, coverage, agencies and demand on a day, as known then."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries.answers import answer
from api.queries.describing import KNOWN, UNION_ID, json_answer, route
from api.queries.gate import Gate
from api.queries.parameters import EstablishmentAsked
from api.queries.reports import ReportQueries
from domain.reports.overview import establishment
from projections.moments import moment

_EXAMPLE: Final = {
    **KNOWN,
    "organisation": UNION_ID,
    "totals": {"posts": 1, "frozen": 0, "seats": 2, "occupied": 1, "vacant": 1, "heads": 1},
    "posts": [],
    "post_structure": [],
    "staffing": [
        {
            "organisation": UNION_ID,
            "organisation_name": "示例街道总工会",
            "workers": 5001,
            "counted": 5001,
            "low": 1,
            "headline": 2,
            "high": 3,
            "norm": 2,
            "reading": "headline",
            "actual": 1,
            "status": "within",
            "why": "",
            "data_on": "2023-12-31",
            "data_age_days": 182,
            "rule_of": "CN",
            "rule_document": "总工发〔2016〕37号",
            "rule_since": "2016-12-05",
            "book_position": 40,
            "rests_on": [41],
        }
    ],
    "union_coverage": [],
    "coverage_shares": [],
    "agency_ratios": [],
    "demand": [],
}
DOCUMENTED: Final = route(
    "get_establishment",
    "reports",
    "编制与配备：岗位、结构、配备标准、覆盖率、占比与需求",
    "the establishment: posts, structure, staffing norm, coverage, shares and demand",
    json_answer(_EXAMPLE),
)


class EstablishmentQuery:
    """The establishment of an organisation and all below it."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._reports = ReportQueries(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/v1/establishment", self.establishment, **DOCUMENTED)

    def establishment(self, request: Request, asked: Annotated[EstablishmentAsked, Query()]) -> Response:
        """Each row is about a day and names what it rests on; nobody's hidden values are in any."""
        asking = self._gate.ask(request, Right.ORGANISATIONS)
        at = moment(self._source, asked.as_of, asked.known_at)
        view = self._reports.view(asking, at, asked.organisation)
        body = establishment(view.careers(), view.asked)
        return answer(self._source, at, {"organisation": asked.organisation or asking.scope, **body})
