"""`luli extract`: rows about people without identity, into a file."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.options import AsOf, KnownAt, Organisation
from ops.cli.speaking import both, say, wrong_use


def extract(
    out: Annotated[
        Path, typer.Option("--out", help=both("写入的文件，.json 或 .csv", "file to write, .json or .csv"))
    ],
    reason: Annotated[
        str, typer.Option("--reason", help=both("理由，记入访问日志", "why; it is kept in the access log"))
    ],
    organisation: Organisation = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> None:
    """提取去标识化的人员数据，写入文件并记入访问日志 / rows about people without identity, into a file; logged."""
    import orjson

    from api.dependencies import Principal, Role
    from api.queries.extract import ExtractQuery
    from api.queries.gate import Asking
    from api.queries.parameters import ExtractAsked
    from api.queries.reports import report_csv
    from ops.composition import dependencies

    if out.suffix not in {".json", ".csv"}:
        wrong_use("--out 须为 .json 或 .csv 文件", "--out is a .json or .csv file")
    day = as_of.date().isoformat() if as_of else None
    asked = ExtractAsked(as_of=day, known_at=known_at, organisation=organisation, reason=reason)
    with opened() as runtime:
        deps = dependencies(runtime)
        asking = Asking(deps, Principal(OPERATOR, Role.APPROVER))
        at, body = ExtractQuery(deps).rows(asking, asked)
    if out.suffix == ".csv":
        out.write_text(f"\ufeff{report_csv(at, body)}", encoding="utf-8", newline="")
    else:
        out.write_bytes(orjson.dumps({**at.json(), **body}))
    say(f"已写入 {len(body['rows'])} 行：{out}", f"{len(body['rows'])} rows written to {out}")
