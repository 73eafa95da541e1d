"""`GET /v1/roster`: who was held where on a day, as known at a position; JSON, NDJSON, CSV or XLSX by `Accept`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.authority import DISCLOSED
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import PRIVATE, answer, checkpoint_header
from api.queries.gate import Asking, Gate
from api.queries.parameters import (
    Cursor,
    RosterAsked,
    RosterCountsAsked,
    foreign_cursor,
    read_cursor,
    write_cursor,
)
from api.queries.roster_asked import RosterQuestions
from api.queries.tables import CSV, MARK, XLSX, csv_rows, xlsx
from api.queries.views import Lens
from domain.canonical import canonical
from domain.hidden import Disclosure
from projections.digests import of_rows
from projections.identity import unmasked
from projections.moments import Moment, moment
from projections.roster import Group, Key, Page, Row, Sort, counts, hashes, heads, page

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
        self._questions = RosterQuestions(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/roster", self.roster, **docs.ROSTER)
        router.add_api_route("/v1/roster/counts", self.counts, **docs.ROSTER_COUNTS)

    def roster(self, request: Request, asked: Annotated[RosterAsked, Query()]) -> Response:
        """One page of the workers held by an organisation and all below it."""
        at, found, lens, cursor = self.found(self._gate.ask(request, Right.WORKERS), asked)
        return self._written(request.headers.get("accept", ""), at, found, lens, cursor)

    def counts(self, request: Request, asked: Annotated[RosterCountsAsked, Query()]) -> Response:
        """How many are at home in an organisation and all below it, by group."""
        at, body = self.counted(self._gate.ask(request, Right.WORKERS), asked)
        return answer(self._source, at, body)

    def found(self, asking: Asking, asked: RosterAsked) -> tuple[Moment, Page, Lens, str | None]:
        """One page of a roster, how its hidden values are shown, and the cursor of the next. Raises InvalidInput, NotFound."""
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, asked.as_of, asked.known_at)
        self._runner.ensure(at.size)
        lens = asking.lens(asked.unmask, asked.reason, "GET /v1/roster")
        wanted = self._questions.wanted(asking, at, asked, lens.classes)
        after = read_key(going_on.after, asked.sort) if going_on else None
        found = page(self._source.rows, wanted, after, asked.limit, asked.sort, descending=asked.descending)
        if lens.unmasked:
            found = unmasked(self._source, found)
        ended = found.next_after
        cursor = write_cursor(asked, Cursor(f"{ended.value}|{ended.worker}", at)) if ended else None
        return at, found, lens, cursor

    def counted(self, asking: Asking, asked: RosterCountsAsked) -> tuple[Moment, dict[str, Any]]:
        """Heads by group, with the digest of all rows where it is asked for. Raises InvalidInput, NotFound."""
        at = moment(self._source, asked.as_of, asked.known_at)
        self._runner.ensure(at.size)
        wanted = self._questions.wanted(asking, at, asked, DISCLOSED[asking.principal.role])
        groups = counts(self._source.rows, wanted, asked.by)
        body: dict[str, Any] = {"by": asked.by.value, "groups": [_group(asked.by, one) for one in groups]}
        if asked.by in {Group.QUALIFICATION, Group.COMMENDATION}:
            body["heads"] = heads(self._source.rows, wanted)
        else:
            body["heads"] = sum(count for _, count in groups)
        if asked.digest:
            body["digest"] = of_rows(hashes(self._source.rows, wanted))
        return at, body

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


def _group(by: Group, found: tuple[tuple[Any, ...], int]) -> dict[str, Any]:
    codes, count = found
    names = ("ladder", "grade") if by is Group.GRADE else (by.value,)
    return {**dict(zip(names, codes, strict=True)), "heads": count}


def read_key(after: str, sort: Sort) -> Key:
    """Where a page ended, as a cursor says it. Raises InvalidInput for what no page has ended with."""
    value, _, worker = after.rpartition("|")
    dated = sort in {Sort.SINCE, Sort.GRADED, Sort.CONTRACT} and value != "infinity"
    try:
        UUID(worker.removeprefix("worker-"))
        if dated:
            date.fromisoformat(value)
        if sort is Sort.WORKER:
            UUID(value)
    except ValueError:
        raise foreign_cursor() from None
    return Key(value, worker)


def row_json(row: Row, at: Moment, lens: Lens) -> dict[str, Any]:
    """One worker of a roster. `counted` is 1 where the organisations asked for are the worker's home, else 0.

    So the heads of rosters that do not overlap add up, and a seconded worker is shown by both and counted once.
    `rests_on` are the positions of the events that say it.
    """
    said = row.said
    return {
        "worker_id": row.worker_id,
        "version": row.version,
        "name": lens.show(Disclosure.NAME, row.name),
        "document": lens.show(Disclosure.DOCUMENT, row.document),
        "status": said.status,
        "engagement": {
            "since": said.since.isoformat(),
            "mode": said.mode,
            "employer": f"organisation-{said.employer}",
            "host": f"organisation-{said.home}",
            "post": None if said.post is None else f"post-{said.post}",
            "event_id": str(said.engagement),
        },
        "held_as_home": row.home,
        "held_as_host": row.host,
        "counted": int(row.home and said.status == "engaged"),
        "secondments": [
            {**one, "open": True, "overdue": one["until"] < at.as_of.isoformat()} for one in said.secondments
        ],
        "grade": None
        if said.grade is None
        else {
            "ladder": said.ladder,
            "grade": said.grade,
            "since": said.graded_on.isoformat(),
            "event_id": str(said.grading),
        },
        "qualifications": said.qualifications,
        "commendations": said.commendations,
        "education": said.education,
        "first_engaged_on": _iso(said.first_engaged_on),
        "contract_until": _iso(said.contract_until),
        "overdue": list(row.overdue),
        "rests_on": said.rests_on,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


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
