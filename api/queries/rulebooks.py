"""`GET /v1/rulebooks` and `/v1/rulebooks/{jurisdiction}`: the rules and settings in force on a day, with their sources."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import answer, lines
from api.queries.gate import Gate
from api.queries.parameters import Times
from domain.codes import CodeError, chain
from domain.errors import NotFound
from domain.reading import book_stream
from domain.rulebook.book import Edition, ResolvedBook, Rule
from projections.known import Known, books_of
from projections.moments import Moment, moment


class RulebookQueries:
    """The queries of rulebooks. Rules are about no person: every principal may read them."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/rulebooks", self.all, **docs.RULEBOOKS)
        router.add_api_route("/v1/rulebooks/{jurisdiction}", self.one, **docs.RULEBOOK)

    def all(self, request: Request, asked: Annotated[Times, Query()]) -> Response:
        """The jurisdictions that have a book, and the edition in force on the day."""
        self._gate.ask(request, Right.RULEBOOKS)
        at = moment(self._source, asked.as_of, asked.known_at)
        prefix = book_stream("")
        codes = [stream.removeprefix(prefix) for stream in self._source.stream_ids(prefix)]
        books = [(code, self._book(at, (code,))) for code in codes]
        body = {
            "rulebooks": [
                {"jurisdiction": code, **edition_json(book.editions[0])}
                for code, book in books
                if book is not None
            ]
        }
        return answer(self._source, at, body)

    def one(
        self,
        request: Request,
        jurisdiction: Annotated[
            str, Path(max_length=12, description="行政区划代码或 CN / division code, or CN")
        ],
        asked: Annotated[Times, Query()],
    ) -> Response:
        """The rules and settings in force for a jurisdiction on a day, the inherited ones included."""
        self._gate.ask(request, Right.RULEBOOKS)
        at = moment(self._source, asked.as_of, asked.known_at)
        book = self._book(at, _chain(jurisdiction))
        if book is None:
            raise _no_book()
        return answer(self._source, at, {"jurisdiction": jurisdiction, **book_json(book)})

    def _book(self, at: Moment, codes: tuple[str, ...]) -> ResolvedBook | None:
        return books_of(Known(self._source, at.position), codes).on(at.as_of)


def book_json(book: ResolvedBook) -> dict[str, Any]:
    """A resolved book: whose editions it consists of, nearest first, its rules by id, and all settings in force."""
    owner = {
        rule_id: edition.jurisdiction for edition in reversed(book.editions) for rule_id in edition.rules
    }
    return {
        "position": book.ref.position,
        "editions": [{"jurisdiction": one.jurisdiction, **edition_json(one)} for one in book.editions],
        "rules": [rule_json(rule, owner[rule.id]) for rule in sorted(book.rules, key=lambda rule: rule.id)],
        "settings": dict(book.settings.raw),
    }


def edition_json(edition: Edition) -> dict[str, Any]:
    """One enactment."""
    return {
        "title": edition.title,
        "document": edition.document,
        "effective_on": edition.effective_on.isoformat(),
        "enacted_at_position": edition.position,
    }


def rule_json(rule: Rule, jurisdiction: str) -> dict[str, Any]:
    """One rule: whose it is, its clause, strength, predicate, and words in both languages."""
    return {
        "rule": rule.id,
        "jurisdiction": jurisdiction,
        "strength": rule.strength.value,
        "judges": list(rule.judges),
        "when": rule.when,
        "require": rule.require,
        "clause": rule.clause.model_dump(mode="json", exclude_none=True) | {"text": rule.clause.text},
        "message": lines(rule.message.zh, rule.message.en),
        "satisfied_by": lines(rule.satisfied_by.zh, rule.satisfied_by.en),
    }


def _chain(jurisdiction: str) -> tuple[str, ...]:
    try:
        return tuple(chain(jurisdiction))
    except CodeError:
        raise _no_book() from None


def _no_book() -> NotFound:
    return NotFound("该地区在此日期没有规则书", "no rulebook holds for this jurisdiction on that day")
