"""`GET /v1/public/statistics`: counts for everyone, where the operator has switched them on (R82).

They are of the last day of the month before, as the ledger knew it at the end of that day: the same for the whole
month, whatever is recorded, so that nobody can compare two answers. Computed once a month for each process.
"""

import csv
from datetime import timedelta
from io import StringIO
from threading import Lock
from typing import Any, Final

from fastapi import APIRouter, Response

from api.dependencies import Dependencies, Principal, Role
from api.entrance import PUBLIC
from api.queries.describing import json_answer, route
from api.queries.gate import Asking
from api.queries.reports import ReportQueries
from domain.canonical import canonical
from domain.errors import NotFound
from domain.reports.deidentified import records
from domain.reports.public import public_counts
from projections.moments import moment, today

ADDRESS, TABLE = PUBLIC
_KEEP: Final = {"Cache-Control": "public, max-age=3600"}
_PUBLIC: Final = Principal("public_statistics", Role.AUDITOR)
"""Who counts: nobody signs in as this principal, and nothing but counts leaves."""

_EXAMPLE: Final = {
    "as_of": "2024-06-30",
    "least": 5,
    "total": 120,
    "tables": {"sex": [{"value": "1", "heads": 40}, {"value": "2", "heads": 80}]},
}
DOCUMENTED: Final = route(
    "get_public_statistics",
    "public",
    "面向社会公布的人数：上月末，每表按一项分类；不足 least 人的单元格及其补充单元格不公布（null）；未开启时为 404",
    "counts for the public, of the end of last month: small cells and a complement are withheld (null); 404 where switched off",
    json_answer(_EXAMPLE),
    anyone=True,
)
DOCUMENTED_TABLE: Final = route(
    "get_public_statistics_table",
    "public",
    "同上，CSV 数据文件",
    "the same as a data file, CSV",
    {"text/csv": {"schema": {"type": "string"}}},
    anyone=True,
)


class PublicQuery:
    """The counts and their data file."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._reports = ReportQueries(deps)
        self._counted: dict[str, dict[str, Any]] = {}
        self._lock = Lock()

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route(ADDRESS, self.statistics, **DOCUMENTED)
        router.add_api_route(TABLE, self.table, **DOCUMENTED_TABLE)

    def statistics(self) -> Response:
        """As JSON."""
        return Response(canonical(self._counts()), media_type="application/json", headers=_KEEP)

    def table(self) -> Response:
        """A row for each cell, with the day; a withheld count is empty."""
        counts = self._counts()
        text = StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(("as_of", "table", "value", "heads"))
        writer.writerow((counts["as_of"], "total", "", counts["total"]))
        for name, cells in counts["tables"].items():
            writer.writerows((counts["as_of"], name, cell["value"], cell["heads"]) for cell in cells)
        content = f"\ufeff{text.getvalue()}".encode()
        return Response(content, media_type="text/csv; charset=utf-8", headers=_KEEP)

    def _counts(self) -> dict[str, Any]:
        """The counts of this month. Raises NotFound where they are not switched on."""
        if not self._deps.public_statistics:
            raise NotFound("未开启公开统计", "public statistics are not switched on")
        day = (today(self._deps.ledger).replace(day=1) - timedelta(1)).isoformat()
        with self._lock:
            if day not in self._counted:
                at = moment(self._deps.ledger, day, day)
                view = self._reports.view(Asking(self._deps, _PUBLIC), at, None)
                counts = public_counts(records(view.careers()), self._deps.least_cell)
                self._counted = {day: {"as_of": day, "least": self._deps.least_cell, **counts}}
            return self._counted[day]
