"""`luli reconcile`: the ledger's certificates beside the list of the national system."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.speaking import NO, answer, both, say, wrong_use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.reports.career import Row
    from domain.reports.reconciling import Listed


def reconcile(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help=both("国家系统导出的 CSV", "CSV from the national system")
        ),
    ],
    reason: Annotated[
        str, typer.Option("--reason", help=both("理由，记入访问日志", "why; it is kept in the access log"))
    ],
    organisation: Annotated[
        str | None,
        typer.Option("--org", help=both("只看此组织及其下级", "this organisation and all below it")),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help=both("截至日期，缺省今天", "day, today if left out")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """对照国家系统的证书清单，列出差异 / certificates beside the national list; what differs."""
    from domain.errors import InvalidInput
    from domain.reports.reconciling import read_listed

    try:
        listed = read_listed(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        wrong_use("文件应为 UTF-8 的 CSV", "the file is CSV in UTF-8")
    except InvalidInput as wrong:
        for fault in wrong.faults:
            say(f"{file}{fault.pointer} {fault.zh}", fault.en)
        wrong_use("清单有误，未作对照", "the list has faults; nothing was compared")
    rows = _differences(listed, reason, organisation, on)
    if as_json:
        answer({"listed": len(listed), "differences": rows})
    else:
        for row in rows:
            levels = f"{row['level_recorded'] or '-'} / {row['level_listed'] or '-'}"
            days = f"{row['obtained_recorded'] or '-'} / {row['obtained_listed'] or '-'}"
            typer.echo(f"{row['what']}\t{row['number']}\t{row['worker'] or '-'}\t{levels}\t{days}")
    say(
        f"清单 {len(listed)} 件，差异 {len(rows)} 处",
        f"{len(listed)} certificates listed, {len(rows)} differences",
    )
    if rows:
        raise typer.Exit(NO)


def _differences(
    listed: "Mapping[str, Listed]", reason: str, organisation: str | None, on: datetime | None
) -> "list[Row]":
    from api.dependencies import Principal, Role
    from api.queries.gate import Asking
    from api.queries.parameters import StatisticsAsked
    from api.queries.reports import ReportQueries
    from domain.reports.reconciling import differences
    from ops.composition import dependencies

    with opened() as runtime:
        deps = dependencies(runtime)
        queries = ReportQueries(deps)
        asking = Asking(deps, Principal(OPERATOR, Role.APPROVER))
        asked = StatisticsAsked(as_of=on.date().isoformat() if on else None, organisation=organisation)
        asking.record("luli reconcile", reason)
        view = queries.view(asking, queries.moment(asked), organisation)
        return list(differences(listed, view.careers(), view.asked))
