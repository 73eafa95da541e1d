"""`GET` of one stream that belongs to an organisation: a hiring plan, a course, a purchase, a volunteer, on a day."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.owned import home_of, prefix_of
from api.queries import owned_documentation as docs
from api.queries.answers import answer
from api.queries.gate import Gate
from api.queries.parameters import CoursePath, PlanPath, PurchasePath, Times, VolunteerPath, checked_stream
from api.queries.views import Lens
from domain.errors import NotFound
from domain.hidden import Disclosure
from domain.plan.state import PlanState
from domain.purchase.state import PurchaseState
from domain.training.state import CourseState
from domain.volunteer.state import VolunteerState
from projections.known import Known
from projections.moments import moment

Shown = Callable[[Any, Lens], dict[str, Any]]
"""A state as JSON; its first member `since` is the day from which there is anything to tell, and is left out."""


class OwnedQueries:
    """The queries of one plan, course, purchase or volunteer."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/plans/{plan_id}", self.plan, **docs.PLAN)
        router.add_api_route("/v1/courses/{course_id}", self.course, **docs.COURSE)
        router.add_api_route("/v1/purchases/{purchase_id}", self.purchase, **docs.PURCHASE)
        router.add_api_route("/v1/volunteers/{volunteer_id}", self.volunteer, **docs.VOLUNTEER)

    def plan(self, request: Request, plan_id: PlanPath, asked: Annotated[Times, Query()]) -> Response:
        """One hiring plan on a day, with the lines that hold then."""
        return self._one(request, plan_id, "plan", asked, plan_json)

    def course(self, request: Request, course_id: CoursePath, asked: Annotated[Times, Query()]) -> Response:
        """One course on a day; whoever reads organisations may look for one anywhere."""
        return self._one(request, course_id, "course", asked, course_json)

    def purchase(
        self, request: Request, purchase_id: PurchasePath, asked: Annotated[Times, Query()]
    ) -> Response:
        """One purchase on a day, with its terms begun by then, their places, and the payments confirmed."""
        return self._one(request, purchase_id, "purchase", asked, purchase_json)

    def volunteer(
        self, request: Request, volunteer_id: VolunteerPath, asked: Annotated[Times, Query()]
    ) -> Response:
        """One volunteer on a day; name and number as far as the role may see them."""
        return self._one(request, volunteer_id, "volunteer", asked, volunteer_json)

    def _one(self, request: Request, stream_id: str, prefix: str, asked: Times, shown: Shown) -> Response:
        anywhere = prefix == "course"
        asking = self._gate.ask(request, Right.ORGANISATIONS if anywhere else Right.WORKERS)
        checked_stream(stream_id, prefix)
        at = moment(self._source, asked.as_of, asked.known_at)
        timeline = Known(self._source, at.position).timeline(stream_id)
        state = timeline.as_of(at.as_of)
        seen = timeline.version and (anywhere or asking.sees_any((home_of(timeline),), at.as_of))
        body = shown(state, asking.lens(unmask=False, reason=None, what="")) if seen and state else None
        if body is None or body.pop("since") > at.as_of:
            raise NotFound("没有这份记录", "there is no such record")
        told = {f"{prefix_of(stream_id)}_id": stream_id, "version": timeline.version, **body}
        return answer(self._source, at, told, version=timeline.version)


def plan_json(state: PlanState, _lens: Lens) -> dict[str, Any]:
    """A hiring plan on a day."""
    lines = [
        {"line": one.line, "title": one.title, "level": one.level, "count": one.count} for one in state.lines
    ]
    return {
        "since": state.approved_on,
        "organisation_id": state.organisation,
        "year": state.year,
        "approved_on": state.approved_on.isoformat(),
        "lines": lines,
    }


def course_json(state: CourseState, _lens: Lens) -> dict[str, Any]:
    """A course on a day."""
    return {
        "since": state.offered_on,
        "organisation_id": state.provider,
        "title": state.title,
        "kind": state.kind,
        "levels": list(state.levels),
        "hours": state.hours,
        "offered_on": state.offered_on.isoformat(),
        "withdrawn_on": state.withdrawn_on.isoformat() if state.withdrawn_on else None,
    }


def purchase_json(state: PurchaseState, _lens: Lens) -> dict[str, Any]:
    """A purchase on a day; amounts in yuan."""
    return {
        "since": state.signed_on,
        "organisation_id": state.buyer,
        "co_buyers": list(state.co_buyers),
        "provider": state.provider,
        "qualification": state.qualification.model_dump(mode="json"),
        "signed_on": state.signed_on.isoformat(),
        "last_day": state.last_day.isoformat(),
        "ended_on": state.ended_on.isoformat() if state.ended_on else None,
        "terms": [
            {
                "since": term.since.isoformat(),
                "until": term.until.isoformat(),
                "budget": term.budget,
                "places": [
                    {"since": one.since.isoformat(), "places": [place.model_dump() for place in one.places]}
                    for one in term.stretches
                ],
            }
            for term in state.terms
        ],
        "payments": [
            {
                "event_id": str(one.event_id),
                "on": one.on.isoformat(),
                "period_from": one.period_from.isoformat(),
                "period_to": one.period_to.isoformat(),
                "due": one.due,
                "paid": one.paid,
            }
            for one in state.payments
        ],
    }


def volunteer_json(state: VolunteerState, lens: Lens) -> dict[str, Any]:
    """A volunteer or activist on a day."""
    return {
        "since": state.since,
        "organisation_id": state.organisation,
        "kind": state.kind,
        "name": lens.show(Disclosure.NAME, state.name),
        "national_id": lens.show(Disclosure.CERTIFICATE, state.national_id),
        "lead": state.lead,
        "serving_since": state.since.isoformat(),
        "ended_on": state.ended_on.isoformat() if state.ended_on else None,
        "hired_on": state.hired_on.isoformat() if state.hired_on else None,
        "worker_id": state.worker,
        "erased_on": state.erased_on.isoformat() if state.erased_on else None,
    }
