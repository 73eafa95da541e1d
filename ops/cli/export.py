"""`luli export roster`: the register of employees, whole, into a file."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.options import AsOf, KnownAt, Organisation
from ops.cli.speaking import both, say, tell, wrong_use

app = typer.Typer(help=both("导出", "export"), no_args_is_help=True)


@app.command("roster")
def roster(
    out: Annotated[
        Path,
        typer.Option(
            "--out", help=both("写入的文件，.xlsx、.csv 或 .ndjson", "file to write: .xlsx, .csv, .ndjson")
        ),
    ],
    organisation: Organisation = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    reason: Annotated[
        str | None,
        typer.Option(
            help=both(
                "写出完整证件号码的理由，记入访问日志",
                "why identity numbers are written in full; it is logged",
            )
        ),
    ] = None,
) -> None:
    """导出职工名册；给出理由时证件号码完整 / the register of employees; with a reason, identity numbers in full."""
    from api.dependencies import Principal, Role
    from api.queries.gate import Asking
    from api.queries.parameters import RegisterAsked
    from api.queries.register import Format, RegisterQuery
    from domain.errors import LedgerError
    from ops.composition import dependencies

    name = out.suffix.removeprefix(".")
    if name not in set(Format):
        wrong_use("--out 须为 .xlsx、.csv 或 .ndjson 文件", "--out is an .xlsx, .csv or .ndjson file")
    asked = RegisterAsked(
        as_of=as_of.date().isoformat() if as_of else None,
        known_at=known_at,
        organisation=organisation,
        unmask=reason is not None,
        reason=reason,
    )
    with opened() as runtime:
        deps = dependencies(runtime)
        asking = Asking(deps, Principal(OPERATOR, Role.APPROVER))
        try:
            _, pieces = RegisterQuery(deps).file(asking, asked, Format(name))
        except LedgerError as error:
            tell(error)
            raise typer.Exit(2) from None
        with out.open("wb") as file:
            file.writelines(pieces)
    say(f"已写入 {out}", f"the register is in {out}")
