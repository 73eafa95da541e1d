"""`GET /v1/worklist`, `/v1/statistics` and `/v1/statistics/{report}`: what falls due, and reports over many workers.

A row about a day is seen by whoever held the worker on that day, within today's authority; the rest of a report is
about the workers held on `as_of`. Whom no organisation ever held is in none.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from io import StringIO
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api import authority
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import PRIVATE, answer, checkpoint_header, lines, plain_json
from api.queries.gate import Asking, Gate
from api.queries.parameters import (
    Cursor,
    ReportPath,
    StatisticsAsked,
    WorklistAsked,
    checked_stream,
    read_cursor,
    write_cursor,
)
from api.queries.tables import CSV, safe
from domain.errors import Fault, InvalidInput, NotFound
from domain.reports.career import Asked, Career, Streams, Within
from domain.reports.due import KINDS
from domain.reports.report import Report
from domain.reports.table import REPORTS
from domain.reports.worklist import Item, entered, items
from domain.values import LATEST
from domain.world import reaches
from projections.known import Known, ReadingAt
from projections.moments import Moment, moment, read_day, today
from projections.workforce import ever_held, every_cycle
from projections.zones import zones


class ReportQueries:
    """The work list and the reports."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._runner = deps.runner
        self._gate = Gate(deps)

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route("/v1/worklist", self.worklist, **docs.WORKLIST)
        router.add_api_route("/v1/statistics", self.statistics, **docs.STATISTICS)
        router.add_api_route("/v1/statistics/{report}", self.report, **docs.REPORT)

    def worklist(self, request: Request, asked: Annotated[WorklistAsked, Query()]) -> Response:
        """What falls due for the workers held on a day; with `since`, what opened since an earlier question."""
        at, body = self.due(self._gate.ask(request, Right.WORKERS), asked)
        return answer(self._source, at, body)

    def statistics(self, request: Request) -> Response:
        """The reports that can be asked for."""
        self._gate.ask(request, Right.WORKERS)
        return plain_json({"reports": [report_json(one) for one in REPORTS.values()]})

    def report(
        self, request: Request, report: ReportPath, asked: Annotated[StatisticsAsked, Query()]
    ) -> Response:
        """The rows of one report: JSON, or CSV by `Accept`."""
        at, body = self.rows(self._gate.ask(request, Right.WORKERS), report, asked)
        if CSV not in request.headers.get("accept", ""):
            return answer(self._source, at, body)
        # A byte-order mark, without which spreadsheets take UTF-8 for something else.
        content = f"\ufeff{report_csv(at, body)}".encode()
        headers = {"Cache-Control": PRIVATE, **checkpoint_header(self._source)}
        return Response(content, media_type=f"{CSV}; charset=utf-8", headers=headers)

    def due(self, asking: Asking, asked: WorklistAsked) -> tuple[Moment, dict[str, Any]]:
        """A page of the work list. Raises InvalidInput, NotFound for an organisation that is not there."""
        if asked.kind is not None and asked.kind not in KINDS:
            raise _fault("/kind", f"事项类别应为 {'、'.join(KINDS)} 之一", f"one of {', '.join(KINDS)}")
        kinds = [asked.kind] if asked.kind else list(KINDS)
        going_on = read_cursor(self._source, asked)
        at = going_on.moment if going_on else moment(self._source, asked.as_of, asked.known_at)
        now = self.view(asking, at, asked.organisation)
        then = self._before(asking, at, asked)
        found, after = now.page(then, kinds, going_on.after if going_on else "", asked.limit)
        classes = authority.DISCLOSED[asking.principal.role]
        body: dict[str, Any] = {
            "items": found,
            "withheld": [code for code in kinds if KINDS[code].needs not in {None, *classes}],
        }
        if after is not None:
            body["next_cursor"] = write_cursor(asked, Cursor(after, at))
        return at, body

    def rows(self, asking: Asking, code: str, asked: StatisticsAsked) -> tuple[Moment, dict[str, Any]]:
        """A report. Raises NotFound for one that there is not, or an organisation, and InvalidInput."""
        report = REPORTS.get(code)
        if report is None:
            raise NotFound("没有这个报表", "there is no such report")
        at = self.moment(asked)
        return at, self.told(asking, at, report, asked)

    def moment(self, asked: StatisticsAsked) -> Moment:
        """The moment that a report is asked for. Raises InvalidInput."""
        return moment(self._source, asked.as_of, asked.known_at)

    def told(self, asking: Asking, at: Moment, report: Report, asked: StatisticsAsked) -> dict[str, Any]:
        """A report at a moment. Raises NotFound for an organisation that is not there, and InvalidInput."""
        since = read_day("/from", asked.since) if asked.since else None
        until = read_day("/to", asked.until) if asked.until else None
        if not report.period and (since or until):
            raise _fault(
                "/from", "此报表按某一天统计，不分起止", "this report is of one day and has no period"
            )
        view = self.view(asking, at, asked.organisation, since, until)
        period = {"from": asked.since, "to": asked.until} if report.period else {}
        return {
            **report_json(report),
            **period,
            "organisation": asked.organisation or asking.scope,
            "rows": list(report.rows(view.careers(), view.asked)),
        }

    def _before(self, asking: Asking, at: Moment, asked: WorklistAsked) -> "View | None":
        """The question before, when there was one."""
        if asked.since is None:
            return None
        since = read_day("/since", asked.since)
        if since > at.as_of:
            raise _fault("/since", "上次查询的日期不能晚于本次", "the question before is not of a later day")
        if asked.since_known_at is None and since >= today(self._source):
            raise _fault(
                "/since_known_at",
                "上次查询为当天的，须给出上次答复中的账本序号",
                "for a question before of this same day, give the position that its answer named",
            )
        then = moment(self._source, asked.since, asked.since_known_at or asked.since)
        return self.view(asking, then, asked.organisation, now=at)

    def view(
        self,
        asking: Asking,
        at: Moment,
        organisation: str | None,
        since: date | None = None,
        until: date | None = None,
        now: Moment | None = None,
    ) -> "View":
        """The workforce as known then; `now` is the later moment of the same question, whose organisations count."""
        self._runner.ensure(max(asking.now.position + 1, at.size))
        known = Known(self._source, at.position)
        checking = Known(self._source, now.position) if now else known
        day = now.as_of if now else at.as_of
        if organisation is not None:
            checked_stream(organisation, "organisation")
            if checking.organisation(organisation, day) is None or not asking.sees_any((organisation,), day):
                raise NotFound("没有这个组织", "there is no such organisation")
        organisations = sorted(known.ever_below(organisation or asking.scope))
        asked = Asked(
            at.as_of,
            ReadingAt(self._source, known),
            _within(asking, known, organisation),
            authority.DISCLOSED[asking.principal.role],
            since,
            until,
            lambda: every_cycle(known),
            _streams(known, organisations),
        )
        return View(known, asked, organisations)


class View:
    """The workers of a question at its moment."""

    def __init__(self, known: Known, asked: Asked, organisations: list[str]) -> None:
        self.known = known
        self.asked = asked
        self.organisations = organisations

    def careers(self) -> Iterator[Career]:
        """Everybody that the organisations asked for ever held, in order of their ids."""
        for chunk in ever_held(self.known, self.organisations):
            yield from (Career(timeline, self.asked) for timeline in chunk)

    def due(self, worker_id: str, kinds: list[str]) -> list[Item]:
        """The work list of one worker; empty when nobody that was asked for held them."""
        career = Career(self.known.worker(worker_id), self.asked)
        return items(career, kinds) if career.held else []

    def page(
        self, then: "View | None", kinds: list[str], after: str, limit: int
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Rows beyond a worker, all of one worker together, and the worker after which the next page begins.

        With `then`, a row for each stage that was not open at that view.
        """
        rows: list[dict[str, Any]] = []
        for chunk in ever_held(self.known, self.organisations, after):
            if then is not None:
                then.known.load(timeline.stream_id for timeline in chunk)
            for timeline in chunk:
                if len(rows) >= limit:
                    return rows, after
                now = self.due(timeline.stream_id, kinds)
                if then is None:
                    rows.extend(item.row() for item in now)
                elif now:
                    before = then.due(timeline.stream_id, kinds)
                    rows.extend(one.item.row() | {"stage": one.stage} for one in entered(before, now))
                after = timeline.stream_id
            if then is not None:
                then.known.forget("worker")
        return rows, None


def _within(asking: Asking, known: Known, wanted: str | None) -> Within:
    """Whether an organisation stood in what is asked for as known then, and is in today's authority as known now.

    Without an organisation asked for, that is all that the reader's own would have been shown by what was known then.
    """

    @cache
    def within(organisation_id: str, on: date) -> bool:
        if wanted is not None:
            path = known.path(organisation_id, on)
            asked_for = any(above.organisation_id == wanted for above in path)
        else:
            asked_for = asking.scope is None or reaches(known, asking.scope, organisation_id, on, LATEST)
        return asked_for and asking.sees_any((organisation_id,), on)

    return within


def _streams(known: Known, organisations: Sequence[str]) -> Streams:
    """The streams of a kind that a report can look at: organisations of the question, zones that lie in their
    areas, and all of other kinds."""

    def streams(prefix: str) -> Sequence[str]:
        if prefix == "organisation":
            found = organisations
        elif prefix == "zone":
            found = zones(known.source.rows, organisations, known.position)
        else:
            found = list(known.source.stream_ids(f"{prefix}-"))
        known.load(found)
        return found

    return streams


def report_json(report: Report) -> dict[str, Any]:
    """What is told of a report: its words, its source, its columns, and whether it takes a period."""
    return {
        "report": report.code,
        "title": lines(report.zh, report.en),
        "clause": report.clause,
        "columns": [*report.columns, "rests_on"],
        "period": report.period,
    }


def report_csv(at: Moment, body: dict[str, Any]) -> str:
    """A report as a table, each row with the moment it was told for; no cell could be run as a formula."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*body["columns"], "as_of", "known_position", "known_root"])
    told_for = (at.as_of.isoformat(), at.position if at.size else None, at.root.hex())
    for row in body["rows"]:
        cells = [plain_text(row[column]) for column in body["columns"]]
        writer.writerow([safe(cell) for cell in (*cells, *told_for)])
    return text.getvalue()


def plain_text(value: Any) -> str:
    """A value of a row as text: lists with spaces between, nothing for none."""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _fault(pointer: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput((Fault(pointer, zh, en),))
