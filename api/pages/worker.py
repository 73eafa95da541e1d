"""One worker as a page: who this is, the career as a picture, what it consists of, and every event behind it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from api.authority import UNMASKING
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.pages.asking import read, wrongs
from api.pages.career import picture
from api.pages.names import Names
from api.pages.rendering import render, worded
from api.pages.telling import told
from api.pages.visit import Visit
from api.queries.gate import Asking, Gate
from api.queries.parameters import Unmasking, WorkerPath
from api.queries.workers import WorkerQueries
from api.queries.workers_view import worker_json
from domain.errors import InvalidInput
from domain.months import whole_years
from projections.known import Known
from projections.moments import Moment

ADDRESS: Final = "/workers/{worker_id}"


class WorkerPage:
    """The page."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps
        self._gate = Gate(deps)
        self._workers = WorkerQueries(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route(ADDRESS, self.page, response_class=Response)

    def page(
        self, request: Request, worker_id: WorkerPath, visit: Annotated[Visit, Depends(Visit.of)]
    ) -> Response:
        """The worker at both times. Raises NotFound for one whom the reader does not see at all."""
        asking = self._gate.ask(request, Right.WORKERS)
        try:
            content = self._answered(asking, worker_id, visit)
        except InvalidInput as error:
            wrong = wrongs(error, visit, Unmasking.model_fields)
            return render("worker.html", visit, 422, at=None, wrong=wrong, worker_id=worker_id)
        return render("worker.html", visit, wrong=[], worker_id=worker_id, **content)

    def _answered(self, asking: Asking, worker_id: str, visit: Visit) -> dict[str, Any]:
        asked = read(Unmasking, visit.typed, self._deps.ledger)
        at, timeline = self._workers.look(worker_id, asked)
        seen = self._workers.seen(asking, at, timeline)
        held = asking.holds(timeline, at.as_of)
        lens = asking.lens(asked.unmask, asked.reason, f"GET {ADDRESS.format(worker_id=worker_id)}")
        names = Names(self._deps, Known(self._deps.ledger, at.position), at.as_of, chinese=visit.chinese)
        events = self._workers.events(at, timeline, seen, lens)
        state = timeline.as_of(at.as_of)
        facts = worker_json(state, at.as_of, lens)
        names.load({*_ids(events), *_ids(facts)})
        home = _home(facts)
        names.home = home["host"] if home else None
        content: dict[str, Any] = {
            "at": at,
            "names": names,
            "held": held,
            "version": timeline.version,
            "lines": told(events, names, visit),
            "may_unmask": asking.principal.role in UNMASKING,
        }
        if not held:
            return content
        return content | {
            "facts": facts,
            "age": _age(facts, at),
            "home": home,
            "evaluations": self._workers.assessments(at, timeline, lens),
            "picture": picture(timeline, seen, at, names, worded(visit)),
        }


def _ids(value: Any) -> Iterator[str]:
    """The organisations and posts that are named anywhere in a value."""
    match value:
        case str() if value.startswith(("organisation-", "post-")):
            yield value
        case Mapping():
            for one in value.values():
                yield from _ids(one)
        case list() | tuple():
            for one in value:
                yield from _ids(one)


def _age(facts: Mapping[str, Any], at: Moment) -> int | None:
    person = (facts["identity"] or {}).get("person") or {}
    birth = person.get("birth_on")
    return None if birth is None else whole_years(date.fromisoformat(birth), at.as_of)


def _home(facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The engagement that runs, or the last one."""
    engagement: Mapping[str, Any] = facts["engagement"]
    if engagement["status"] == "engaged":
        return engagement
    last: Mapping[str, Any] | None = engagement.get("last")
    return last
