"""`GET /v1/plans/{id}`: a hiring plan on a day, and who fills its lines."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.owned import home_of
from api.queries.answers import answer
from api.queries.describing import KNOWN, UNION_ID, json_answer, route
from api.queries.gate import Gate
from api.queries.parameters import PlanPath, Times, checked_stream
from domain.errors import NotFound
from domain.plan.lines import PlanLine
from projections.known import Known
from projections.moments import moment

_LINE: Final = {"line": "street_workers", "title": "街道社会工作者", "level": None, "count": 3}
PLAN: Final = route(
    "get_plan",
    "plans",
    "录用（聘用）计划；执行情况见报表 hiring_plans",
    "a hiring plan; the report hiring_plans tells how far it is filled",
    json_answer(
        {
            **KNOWN,
            "plan_id": "plan-2c1f4f0e-5a3b-5d0e-8c57-1b9a4e6d7f20",
            "version": 1,
            "organisation_id": UNION_ID,
            "year": 2024,
            "approved_on": "2024-01-10",
            "lines": [_LINE],
        }
    ),
)


class PlanQueries:
    """The query of a hiring plan."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/v1/plans/{plan_id}", self.one, **PLAN)

    def one(self, request: Request, plan_id: PlanPath, asked: Annotated[Times, Query()]) -> Response:
        """One hiring plan on a day, with the lines that hold then."""
        asking = self._gate.ask(request, Right.WORKERS)
        checked_stream(plan_id, "plan")
        at = moment(self._source, asked.as_of, asked.known_at)
        timeline = Known(self._source, at.position).plan(plan_id)
        state = timeline.as_of(at.as_of)
        seen = timeline.version and asking.sees_any((home_of(timeline),), at.as_of)
        if not seen or state is None or state.approved_on > at.as_of:
            raise NotFound("没有这个录用（聘用）计划", "there is no such hiring plan")
        body = {
            "plan_id": plan_id,
            "version": timeline.version,
            "organisation_id": state.organisation,
            "year": state.year,
            "approved_on": state.approved_on.isoformat(),
            "lines": [_line_json(line) for line in state.lines],
        }
        return answer(self._source, at, body, version=timeline.version)


def _line_json(line: PlanLine) -> dict[str, Any]:
    return {"line": line.line, "title": line.title, "level": line.level, "count": line.count}
