"""`GET /v1/rules`: each clause of the policy, and of the law around it, with the events, rules and reports that serve it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries.answers import answer, lines
from api.queries.gate import Gate
from api.queries.parameters import Times
from api.queries.requirements_documentation import RULES
from domain.codes import NATION
from domain.record import EventType
from domain.requirements.table import Serving, clause_of, servings
from domain.rulebook.rule import Rule
from projections.known import Known, books_of
from projections.moments import moment


class RequirementQueries:
    """The query of requirements. It is about no person: every principal may read it."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/v1/rules", self.all, **RULES)

    def all(self, request: Request, asked: Annotated[Times, Query()]) -> Response:
        """Every requirement in order; its rules are those of the national book that holds on the day."""
        self._gate.ask(request, Right.RULEBOOKS)
        at = moment(self._source, asked.as_of, asked.known_at)
        book = books_of(Known(self._source, at.position), (NATION,)).on(at.as_of)
        rules = book.rules if book else ()
        return answer(self._source, at, {"requirements": [serving_json(one) for one in servings(rules)]})


def serving_json(serving: Serving) -> dict[str, Any]:
    """One requirement: its clause and words, what is served for it, and by what."""
    asked = serving.requirement
    return {
        "requirement": asked.id,
        "clause": {"source": asked.source, "article": asked.clause, "quote": asked.quote},
        "serves": lines(asked.zh, asked.en),
        "served": serving.served,
        "events": [_event_json(kind) for kind in serving.events],
        "rules": [_rule_json(rule) for rule in serving.rules],
        "reports": [
            {"report": report.code, "title": lines(report.zh, report.en), "clause": report.clause}
            for report in serving.reports
        ],
        "operations": list(serving.operations),
    }


def _event_json(kind: EventType) -> dict[str, Any]:
    return {"type": kind.name, "title": lines(kind.zh, kind.en), "clause": clause_of(kind)}


def _rule_json(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "strength": rule.strength.value,
        "clause": rule.clause.text,
        "message": rule.message.model_dump(),
    }
