"""`GET /v1/rulebooks` and `/v1/rulebooks/{jurisdiction}`: the rules and settings in force on a day, with their sources."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import answer
from api.queries.gate import Gate
from api.queries.parameters import BookTimes, Times
from domain.codes import CodeError, chain
from domain.errors import NotFound
from domain.reading import book_stream
from domain.rulebook.book import ResolvedBook
from projections.books import book_json, edition_json
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
        asked: Annotated[BookTimes, Query()],
    ) -> Response:
        """The rules and settings in force for a jurisdiction on a day, the inherited ones included."""
        self._gate.ask(request, Right.RULEBOOKS)
        at = moment(self._source, asked.day(), asked.known_at)
        book = self._book(at, _chain(jurisdiction))
        if book is None:
            raise _no_book()
        return answer(self._source, at, book_json(jurisdiction, book))

    def _book(self, at: Moment, codes: tuple[str, ...]) -> ResolvedBook | None:
        return books_of(Known(self._source, at.position), codes).on(at.as_of)


def _chain(jurisdiction: str) -> tuple[str, ...]:
    try:
        return tuple(chain(jurisdiction))
    except CodeError:
        raise _no_book() from None


def _no_book() -> NotFound:
    return NotFound("该地区在此日期没有规则书", "no rulebook holds for this jurisdiction on that day")
