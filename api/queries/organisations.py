"""`GET /v1/organisations`, `/v1/organisations/{id}` and `/v1/posts/{id}`."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import answer, lines
from api.queries.gate import Gate
from api.queries.parameters import (
    Cursor,
    OrganisationPath,
    Paged,
    PostPath,
    Times,
    checked_stream,
    read_cursor,
    write_cursor,
)
from api.queries.workers_view import facet_json
from domain.errors import NotFound
from domain.organisation.post_life import PostTimeline
from domain.organisation.state import OrganisationState, PostState
from projections.known import Known
from projections.moments import Moment, moment
from projections.roster import holding_post


class OrganisationQueries:
    """The queries of organisations and posts."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._runner = deps.runner
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/organisations", self.all, **docs.ORGANISATIONS)
        router.add_api_route("/v1/organisations/{organisation_id}", self.one, **docs.ORGANISATION)
        router.add_api_route("/v1/posts/{post_id}", self.post, **docs.POST)

    def all(self, request: Request, asked: Annotated[Paged, Query()]) -> Response:
        """The organisations of the reader's scope, as the tree was on a day, in order of their ids."""
        asking = self._gate.ask(request, Right.ORGANISATIONS)
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, asked.as_of, asked.known_at)
        after = going_on.after if going_on else ""
        self._runner.ensure(at.size)
        known = Known(self._source, at.position)
        ids = [one for one in sorted(asking.shown(known, at.as_of)) if one > after]
        shown = ids[: asked.limit]
        states = [known.organisation(one, at.as_of) for one in shown]
        body: dict[str, Any] = {
            "organisations": [organisation_json(one) for one in states if one is not None]
        }
        if len(ids) > len(shown):
            body["next_cursor"] = write_cursor(asked, Cursor(shown[-1], at))
        return answer(self._source, at, body)

    def one(
        self, request: Request, organisation_id: OrganisationPath, asked: Annotated[Times, Query()]
    ) -> Response:
        """One organisation on a day: its path up to the root, and what stands right under it."""
        asking = self._gate.ask(request, Right.ORGANISATIONS)
        checked_stream(organisation_id, "organisation")
        at = moment(self._source, asked.as_of, asked.known_at)
        known = Known(self._source, at.position)
        path = known.path(organisation_id, at.as_of)
        if not path or not asking.sees_any((organisation_id,), at.as_of):
            raise NotFound("没有这个组织", "there is no such organisation")
        self._runner.ensure(at.size)
        version = known.organisation_timeline(organisation_id).version
        body = {
            **organisation_json(path[0]),
            "version": version,
            "path": [{"organisation_id": one.organisation_id, "name": one.name} for one in path[1:]],
            "children": [
                {"organisation_id": one.organisation_id, "name": one.name}
                for one in known.children([organisation_id], at.as_of)
            ],
        }
        return answer(self._source, at, body, version=version)

    def post(self, request: Request, post_id: PostPath, asked: Annotated[Times, Query()]) -> Response:
        """One post on a day: its seats, and how many of them are taken."""
        asking = self._gate.ask(request, Right.ORGANISATIONS)
        checked_stream(post_id, "post")
        at = moment(self._source, asked.as_of, asked.known_at)
        known = Known(self._source, at.position)
        state = known.post(post_id, at.as_of)
        if (
            state is None
            or at.as_of < state.created_on
            or not asking.sees_any((state.organisation,), at.as_of)
        ):
            raise NotFound("没有这个岗位", "there is no such post")
        self._runner.ensure(at.size)
        taken = seats_taken(known, at, post_id, state.organisation)
        version = known.post_timeline(post_id).version
        body = {
            "post_id": post_id,
            "version": version,
            "organisation_id": state.organisation,
            "title": state.title,
            "category": state.category,
            "seats": state.places,
            "seats_taken": taken,
            "seats_free": state.places - taken,
            **post_json(state),
            "history": post_history(known.post_timeline(post_id), at.as_of),
        }
        return answer(self._source, at, body, version=version)


def organisation_json(state: OrganisationState) -> dict[str, Any]:
    """An organisation on a day."""
    return {
        "organisation_id": state.organisation_id,
        "name": state.name,
        "kind": state.kind.value,
        "level": state.level.value,
        "division": state.division,
        "parent": state.parent,
        "credit_code": state.credit_code,
        "dissolved_on": state.dissolved_on.isoformat() if state.dissolved_on else None,
        "merged_into": state.merged_into,
        "satisfactions": [facet_json(one) for one in state.satisfactions],
        **{
            member: [facet_json(one) for one in facets]
            for member, facets in state.particulars._asdict().items()
        },
    }


def post_json(state: PostState) -> dict[str, Any]:
    """How a post stands on a day, beside its seats."""
    return {
        "created_on": state.created_on.isoformat(),
        "grade_low": state.grade_low,
        "grade_high": state.grade_high,
        "frozen": facet_json(state.frozen) if state.frozen else None,
        "abolished_on": state.abolished_on.isoformat() if state.abolished_on else None,
        "duties": list(state.duties),
        "description": facet_json(state.descriptions[-1]) if state.descriptions else None,
        "designations": [facet_json(one) for one in state.designations],
        "filings": [facet_json(one) for one in state.filings],
    }


def post_history(timeline: PostTimeline, day: date) -> list[dict[str, Any]]:
    """What was decided of a post by a day (R28), each with its event."""
    return [
        {
            "event_id": str(standing.event_id),
            "type": standing.type.name,
            "label": lines(standing.type.zh, standing.type.en),
            "effective_on": standing.effective_on.isoformat(),
            "approval_number": getattr(standing.data, "approval_number", None),
            "position": standing.position,
            "corrected": standing.corrected,
        }
        for standing in timeline.standing
        if standing.effective_on <= day
    ]


def seats_taken(known: Known, at: Moment, post_id: str, organisation_id: str) -> int:
    """How many workers held a seat of the post on the day, as known then."""
    return holding_post(known.source.rows, post_id, organisation_id, at.as_of, at.position)
