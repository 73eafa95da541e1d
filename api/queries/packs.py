"""`GET /v1/statistics/packs/{department}`: the reports of one department in one answer, JSON or NDJSON by `Accept`."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries.answers import PRIVATE, answer, checkpoint_header, lines
from api.queries.describing import KNOWN, UNION_ID, json_answer, route
from api.queries.gate import Asking, Gate
from api.queries.parameters import DepartmentPath, StatisticsAsked
from api.queries.reports import ReportQueries
from api.queries.roster import NDJSON
from domain.canonical import canonical
from domain.errors import NotFound
from domain.reports.packs import PACKS
from domain.reports.table import REPORTS
from projections.moments import Moment

PACK: Final = route(
    "get_pack",
    "reports",
    "部门报表包：一次取得该部门的全部报表（JSON 或 NDJSON，每行一份报表）",
    "a department's pack: all its reports in one answer, JSON, or NDJSON with a report a line",
    {
        **json_answer(
            {
                **KNOWN,
                "department": "civil_affairs",
                "title": {"zh": "民政部门", "en": "civil affairs"},
                "clause": "总工发〔2016〕37号 六、四(三)",
                "organisation": UNION_ID,
                "reports": [{"report": "incubation", "columns": ["organisation", "workers"], "rows": []}],
            }
        ),
        NDJSON: {"schema": {"type": "string"}},
    },
)


class PackQueries:
    """The packs of reports."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)
        self._reports = ReportQueries(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/v1/statistics/packs/{department}", self.pack, **PACK)

    def pack(
        self, request: Request, department: DepartmentPath, asked: Annotated[StatisticsAsked, Query()]
    ) -> Response:
        """All reports of a department, of one moment."""
        asking = self._gate.ask(request, Right.WORKERS)
        at, head, reports = pack_of(self._reports, asking, department, asked)
        if NDJSON not in request.headers.get("accept", ""):
            return answer(self._source, at, {**head, "reports": list(reports)})
        content = b"".join(canonical(one) + b"\n" for one in ({**at.json(), **head}, *reports))
        headers = {"Cache-Control": PRIVATE, **checkpoint_header(self._source)}
        return Response(content, media_type=NDJSON, headers=headers)


def pack_of(
    queries: ReportQueries, asking: Asking, department: str, asked: StatisticsAsked
) -> tuple[Moment, dict[str, Any], Iterator[dict[str, Any]]]:
    """The pack's head, and its reports one after the other. Raises NotFound for no such department."""
    pack = PACKS.get(department)
    if pack is None:
        known = "、".join(PACKS)
        raise NotFound(f"没有这个部门；有：{known}", f"there is no such department; there are: {known}")
    at = queries.moment(asked)
    whole = asked.model_copy(update={"since": None, "until": None})
    reports = (
        queries.told(asking, at, report, asked if report.period else whole)
        for report in (REPORTS[code] for code in pack.reports)
    )
    head = {
        "department": pack.department,
        "title": lines(pack.zh, pack.en),
        "clause": pack.clause,
        "organisation": asked.organisation or asking.scope,
    }
    return at, head, reports
