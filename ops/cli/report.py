"""`luli worklist` and `luli report`: what falls due, and reports, over the whole ledger or one organisation's subtree."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.options import KnownAt, Organisation
from ops.cli.speaking import answer, both, say, wrong_use

if TYPE_CHECKING:
    from api.queries.gate import Asking
    from api.queries.parameters import StatisticsAsked
    from api.queries.reports import ReportQueries

Name = Annotated[
    str, typer.Argument(help=both("报表名称；list 列出全部", "name of the report; list gives them all"))
]
On = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=both("截至日期，缺省今天", "day, today if left out")),
]
First = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help=both("期间首日（生效日期）", "first effective day")),
]
Last = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], help=both("期间末日（生效日期）", "last effective day")),
]
PACK = "pack"
Json = Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))]
Csv = Annotated[bool, typer.Option("--csv", help=both("CSV 输出", "print CSV"))]


def worklist(
    on: On = None,
    known_at: KnownAt = None,
    organisation: Organisation = None,
    kind: Annotated[str | None, typer.Option(help=both("只看此类事项", "this kind only"))] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=both(
                "上次查询的日期：只列其后新到的提醒", "day of the last question: only what opened since"
            ),
        ),
    ] = None,
    since_known_at: Annotated[
        str | None,
        typer.Option(help=both("上次答复的账本序号", "position that the last answer named")),
    ] = None,
    as_json: Json = False,
) -> None:
    """列出到期事项与存疑的决定 / what falls due, and decisions on evidence that no longer holds."""
    from api.queries.parameters import WorklistAsked

    asked = WorklistAsked(
        as_of=_day(on),
        known_at=known_at,
        organisation=organisation,
        kind=kind,
        since=_day(since),
        since_known_at=since_known_at,
        limit=500,
    )
    with _asking() as (queries, asking):
        at, body = queries.due(asking, asked)
        items: list[Any] = body["items"]
        while "next_cursor" in body:
            _, body = queries.due(asking, asked.model_copy(update={"cursor": body["next_cursor"]}))
            items += body["items"]
    if as_json:
        answer({**at.json(), "items": items})
        return
    for item in items:
        due = item["due_on"] or "—"
        late = both(" 逾期", "overdue") if item["overdue"] else ""
        label = both(item["label"]["zh"], item["label"]["en"])
        typer.echo(f"{due} {item['worker']} {item['name']} {label}{late}")
    say(f"{at.as_of} 共 {len(items)} 项", f"{len(items)} items on {at.as_of}")


def report(
    name: Name,
    department: Annotated[
        str | None, typer.Argument(help=both("pack 之后写部门", "the department, after pack"))
    ] = None,
    on: On = None,
    known_at: KnownAt = None,
    organisation: Organisation = None,
    first: First = None,
    last: Last = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """查询一份报表，或 pack 某部门的报表包 / one report over everybody whom the organisations asked for ever held, or a pack."""
    from api.queries.parameters import StatisticsAsked
    from api.queries.reports import plain_text, report_csv
    from domain.reports.packs import PACKS
    from domain.reports.table import REPORTS

    if name == PACK and department not in PACKS:
        known = "、".join(PACKS)
        wrong_use(f"pack 之后应写部门：{known}", f"after pack comes a department: {known}")
    if name != PACK and department is not None:
        wrong_use("只有 pack 之后写部门", "a department comes after pack only")
    if name == "list":
        for one in REPORTS.values():
            typer.echo(f"{one.code}  {both(one.zh, one.en)}")
        return
    if name != PACK and name not in REPORTS:
        wrong_use(f"没有报表 {name}，见 luli report list", f"there is no report {name}: see luli report list")
    asked = StatisticsAsked.model_validate(
        {
            "as_of": _day(on),
            "known_at": known_at,
            "organisation": organisation,
            "from": _day(first),
            "to": _day(last),
        }
    )
    with _asking() as (queries, asking):
        if name == PACK:
            _write_pack(queries, asking, str(department), asked, as_lines=not as_json)
            return
        at, body = queries.rows(asking, name, asked)
    if as_json:
        answer({**at.json(), **body})
        return
    if as_csv:
        sys.stdout.write(report_csv(at, body))
    else:
        for row in body["rows"]:
            typer.echo(
                "  ".join(plain_text(row[column]) for column in body["columns"] if column != "rests_on")
            )
    say(f"{at.as_of} 共 {len(body['rows'])} 行", f"{len(body['rows'])} rows as of {at.as_of}")


def _write_pack(
    queries: "ReportQueries", asking: "Asking", department: str, asked: "StatisticsAsked", *, as_lines: bool
) -> None:
    """All reports of a department: one JSON answer, or a line for each."""
    from api.queries.packs import pack_of
    from domain.canonical import canonical

    at, head, reports = pack_of(queries, asking, department, asked)
    if not as_lines:
        answer({**at.json(), **head, "reports": list(reports)})
        return
    for one in ({**at.json(), **head}, *reports):
        typer.echo(canonical(one).decode())


@contextmanager
def _asking() -> "Iterator[tuple[ReportQueries, Asking]]":
    """The operator's question over the whole ledger."""
    from api.dependencies import Principal, Role
    from api.queries.gate import Asking
    from api.queries.reports import ReportQueries
    from ops.composition import dependencies

    with opened() as runtime:
        deps = dependencies(runtime)
        yield ReportQueries(deps), Asking(deps, Principal(OPERATOR, Role.APPROVER))


def _day(on: datetime | None) -> str | None:
    return on.date().isoformat() if on else None
