"""`GET /v1/statistics/extract`: rows about people without identity, for research into how talents are spread (R79)."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api import authority
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries.answers import PRIVATE, answer, checkpoint_header
from api.queries.describing import KNOWN, UNION_ID, json_answer, route
from api.queries.gate import Asking, Gate
from api.queries.parameters import ExtractAsked
from api.queries.reports import ReportQueries, report_csv
from api.queries.tables import CSV
from domain.errors import Fault, InvalidInput
from domain.reports.deidentified import MEMBERS, deidentified, records
from projections.moments import Moment, moment

ADDRESS: Final = "/v1/statistics/extract"

_EXAMPLE: Final = {
    **KNOWN,
    "organisation": UNION_ID,
    "least": 5,
    "columns": list(MEMBERS),
    "rows": [
        {
            "age": "under_40",
            "sex": "2",
            "education": "bachelor",
            "certificate": "social_worker",
            "tenure": "under_5",
            "organisation_level": "county",
            "mode": "direct_hire",
            "region": "220600",
        }
    ],
}
DOCUMENTED: Final = route(
    "get_extract",
    "reports",
    "去标识化的人员数据（JSON 或 CSV）：每种组合不少于 least 人；须说明理由，记入访问日志",
    "people without identity, JSON or CSV by Accept: at least `least` share each combination; the reason is kept in the access log",
    {**json_answer(_EXAMPLE), "text/csv": {"schema": {"type": "string"}}},
)


class ExtractQuery:
    """The de-identified extract of an organisation and all below it."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._reports = ReportQueries(deps)
        self._least = deps.least_cell

    def add_to(self, router: APIRouter) -> None:
        """Register the route; before the one whose address holds the name of a report."""
        router.add_api_route(ADDRESS, self.extract, **DOCUMENTED)

    def extract(self, request: Request, asked: Annotated[ExtractAsked, Query()]) -> Response:
        """Rows in the order of their values, none with an id or a position."""
        at, body = self.rows(self._gate.ask(request, Right.WORKERS), asked)
        if CSV not in request.headers.get("accept", ""):
            return answer(self._source, at, body)
        headers = {"Cache-Control": PRIVATE, **checkpoint_header(self._source)}
        content = f"\ufeff{report_csv(at, body)}".encode()
        return Response(content, media_type=f"{CSV}; charset=utf-8", headers=headers)

    def rows(self, asking: Asking, asked: ExtractAsked) -> tuple[Moment, dict[str, Any]]:
        """The extract. It is logged before a row is told.

        Raises Forbidden, InvalidInput without a reason, NotFound for an organisation, StoreUnavailable when the use
        cannot be logged.
        """
        authority.require_extracting(asking.principal)
        if not (asked.reason or "").strip():
            raise InvalidInput(
                (Fault("/reason", "提取数据须说明理由", "an extract needs a reason"),),
            )
        at = moment(self._source, asked.as_of, asked.known_at)
        view = self._reports.view(asking, at, asked.organisation)
        organisation = asked.organisation or asking.scope
        what = f"GET {ADDRESS} organisation={organisation or '*'} as_of={at.as_of} known_at={at.position}"
        asking.record(what, asked.reason)
        rows = deidentified(records(view.careers()), self._least)
        return at, {
            "organisation": organisation,
            "least": self._least,
            "columns": list(MEMBERS),
            "rows": [dict(zip(MEMBERS, row, strict=True)) for row in rows],
        }
