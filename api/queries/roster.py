"""`GET /v1/roster`: who was held where on a day, as known at a position; JSON, NDJSON, CSV or XLSX by `Accept`."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import PRIVATE, answer, checkpoint_header
from api.queries.gate import Asking, Gate
from api.queries.parameters import Cursor, RosterAsked, checked_stream, read_cursor, write_cursor
from api.queries.tables import CSV, MARK, XLSX, csv_rows, xlsx
from api.queries.views import Lens
from api.queries.workers_view import facet_json, secondment_json
from domain.canonical import canonical
from domain.errors import NotFound
from domain.hidden import Disclosure
from domain.worker.state import Engaged, Graded, Separated
from projections.known import Known
from projections.moments import Moment, moment
from projections.roster import Page, Row, Wanted, overdue, page

NDJSON: Final = "application/x-ndjson"
NEXT_HEADER: Final = "Luli-Next-Cursor"
COLUMNS: Final = (
    "worker_id", "name", "document_kind", "document_number", "status", "mode", "home", "held_as_host", "post", "since",
    "employer", "seconded_to", "ladder", "grade", "contract_until", "overdue", "counted", "as_of", "known_position",
    "known_root",
)  # fmt: skip
_NUMBERS: Final = frozenset({COLUMNS.index("document_number")})


class RosterQuery:
    """The roster."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._runner = deps.runner
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/v1/roster", self.roster, **docs.ROSTER)

    def roster(self, request: Request, asked: Annotated[RosterAsked, Query()]) -> Response:
        """One page of the workers held by an organisation and all below it."""
        at, found, lens, cursor = self.found(self._gate.ask(request, Right.WORKERS), asked)
        return self._written(request.headers.get("accept", ""), at, found, lens, cursor)

    def found(self, asking: Asking, asked: RosterAsked) -> tuple[Moment, Page, Lens, str | None]:
        """One page of a roster, how its hidden values are shown, and the cursor of the next. Raises InvalidInput, NotFound."""
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, asked.as_of, asked.known_at)
        self._runner.ensure(at.size)
        known = Known(self._source, at.position)
        wanted = Wanted(self._organisations(asking, known, at, asked), asked.status, asked.mode, asked.grade)
        lens = asking.lens(asked.unmask, asked.reason, "GET /v1/roster")
        found = page(known, at, wanted, going_on.after if going_on else "", asked.limit)
        return (
            at,
            found,
            lens,
            write_cursor(asked, Cursor(found.next_after, at)) if found.next_after else None,
        )

    def _organisations(self, asking: Asking, known: Known, at: Moment, asked: RosterAsked) -> frozenset[str]:
        """The organisations asked for, as the tree was on the day and known then, within today's authority."""
        if asked.organisation is None:
            below = frozenset(asking.shown(known, at.as_of))
        else:
            checked_stream(asked.organisation, "organisation")
            below = frozenset(known.subtree(asked.organisation, at.as_of))
            if not below:
                raise _no_organisation()
        if asking.scope is not None and at.position < asking.now.position:
            self._runner.ensure(asking.now.position + 1)
            below &= frozenset(asking.shown(asking.now, at.as_of))
        if asked.organisation is not None and not asking.sees_any((asked.organisation,), at.as_of):
            raise _no_organisation()
        return below

    def _written(self, accept: str, at: Moment, found: Page, lens: Lens, cursor: str | None) -> Response:
        rows = [row_json(row, at, lens) for row in found.rows]
        headers = {"Cache-Control": PRIVATE, **checkpoint_header(self._source)}
        if cursor:
            headers[NEXT_HEADER] = cursor
        if NDJSON in accept:
            content = b"".join(canonical(one) + b"\n" for one in (at.json(), *rows))
            return Response(content, media_type=NDJSON, headers=headers)
        if CSV in accept:
            return Response(csv_text(rows, at).encode(), media_type=f"{CSV}; charset=utf-8", headers=headers)
        if XLSX in accept:
            content = b"".join(xlsx("花名册 roster", COLUMNS, (cells(row, at) for row in rows), notes(at)))
            return Response(content, media_type=XLSX, headers=headers)
        body: dict[str, Any] = {"rows": rows, "heads": sum(row["counted"] for row in rows)}
        response = answer(self._source, at, body | ({"next_cursor": cursor} if cursor else {}))
        if cursor:
            response.headers[NEXT_HEADER] = cursor
        return response


def row_json(row: Row, at: Moment, lens: Lens) -> dict[str, Any]:
    """One worker of a roster. `counted` is 1 where the organisations asked for are the worker's home, else 0.

    So the heads of rosters that do not overlap add up, and a seconded worker is shown by both and counted once.
    """
    state = row.state
    identity = state.identity
    engagement = state.engagement.last if isinstance(state.engagement, Separated) else state.engagement
    contract = state.contract
    return {
        "worker_id": row.worker_id,
        "version": row.version,
        "name": lens.show(Disclosure.NAME, identity.name) if identity else None,
        "document": lens.show(Disclosure.DOCUMENT, identity.document) if identity else None,
        "status": "separated" if isinstance(state.engagement, Separated) else "engaged",
        "engagement": facet_json(engagement) if isinstance(engagement, Engaged) else None,
        "held_as_home": row.home,
        "held_as_host": row.host,
        "counted": int(row.home and isinstance(state.engagement, Engaged)),
        "secondments": [secondment_json(one, at.as_of) for one in state.secondments if one.open],
        "grade": facet_json(state.grade) if isinstance(state.grade, Graded) else None,
        "contract_until": contract.until.isoformat() if contract and contract.until else None,
        "overdue": list(overdue(state, at)),
    }


def _no_organisation() -> NotFound:
    return NotFound("没有这个组织", "there is no such organisation")


def notes(at: Moment) -> list[tuple[str, Any]]:
    """What a workbook says of the times that it was asked for."""
    return [
        ("截至日期 as of", at.as_of.isoformat()),
        ("账本序号 known position", at.position if at.size else None),
        ("账本根 known root", at.root.hex()),
    ]


def csv_text(rows: Sequence[dict[str, Any]], at: Moment, *, headed: bool = True) -> str:
    """A table for spreadsheets: a byte-order mark, no cell that could be run as a formula, numbers of documents as text.

    `headed` false leaves out the mark and the column names, for rows that follow others.
    """
    table = csv_rows((cells(row, at) for row in rows), _NUMBERS)
    return f"{MARK}{csv_rows([COLUMNS])}{table}" if headed else table


def cells(row: dict[str, Any], at: Moment) -> list[Any]:
    """A row of the table, as its columns ask."""
    engagement = row["engagement"] or {}
    grade = row["grade"] or {}
    document = row["document"] or {}
    return [
        row["worker_id"],
        shown(row["name"]),
        document.get("kind"),
        shown(document.get("number", document)),
        row["status"],
        engagement.get("mode"),
        engagement.get("host"),
        "yes" if row["held_as_host"] else "no",
        engagement.get("post"),
        engagement.get("since"),
        engagement.get("employer"),
        " ".join(one["host"] for one in row["secondments"]),
        grade.get("ladder"),
        grade.get("grade"),
        row["contract_until"],
        " ".join(row["overdue"]),
        row["counted"],
        at.as_of.isoformat(),
        at.position if at.size else None,
        at.root.hex(),
    ]


def shown(value: Any) -> str:
    """A value for a cell: what is hidden or erased is said so."""
    match value:
        case {"hidden": True}:
            return "[hidden]"
        case {"erased": True}:
            return "[erased]"
        case None | {}:
            return ""
    return str(value)
