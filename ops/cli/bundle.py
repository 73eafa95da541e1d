"""`luli bundle`: what an audit body takes home about an organisation and a period, as one file with its proofs."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.speaking import answer, both, no, progress, say, wrong_use

if TYPE_CHECKING:
    from ops.bundle.contents import Contents
    from ops.composition import Runtime


def bundle(
    organisation: Annotated[
        str, typer.Option("--org", help=both("组织（及其下级）", "the organisation and all below it"))
    ],
    first: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help=both("期间首日", "first day"))
    ],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help=both("期间末日", "last day"))],
    out: Annotated[Path, typer.Option(help=both("输出文件夹", "folder to write to"))],
    seed: Annotated[
        str,
        typer.Option(
            help=both("抽样种子，由审计人员给出", "what the sample is drawn by; the auditor's own words")
        ),
    ] = "",
    reason: Annotated[
        str | None,
        typer.Option(
            help=both(
                "理由，记入访问日志；给出时另写审计人员可见字段的密钥",
                "kept in the access log; given, also the field keys that an auditor may have",
            )
        ),
    ] = None,
    readable: Annotated[
        Path | None,
        typer.Option(
            help=both("另写可读花名册的文件夹，须有理由", "folder for readable rosters; needs a reason")
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """写出审计包：截至最近一次封存 / write the audit bundle, as known at the last seal: the same seal, the same bytes."""
    from ops.bundle.archive import write_archive
    from ops.bundle.contents import Contents, Wanted
    from ops.composition import dependencies
    from ops.sealing import newest_seal

    if readable and not reason:
        wrong_use("可读花名册须说明理由（--reason）", "readable rosters need a --reason")
    if last < first:
        wrong_use("末日不能早于首日", "the last day is not before the first")
    wanted = Wanted(organisation, first.date(), last.date(), seed)
    with opened() as runtime, progress("档案", "dossiers") as done:
        seal = newest_seal(runtime.ledger)
        if seal is None:
            no("尚未封存，请先运行 luli seal", "nothing is sealed yet: run luli seal first")
        contents = Contents(dependencies(runtime), runtime.ledger, seal, wanted, done)
        out.mkdir(parents=True, exist_ok=True)
        path = out / f"{contents.name}.bundle.zip"
        digest = write_archive(path, contents.members(), contents.said())
        if reason:
            runtime.looks.record(OPERATOR, f"luli bundle {contents.name}", reason)
            _write_beside(runtime, contents, out, readable)
    if as_json:
        answer({"file": str(path), "sha256": digest.hex(), "position": seal.position})
    else:
        say(f"已写出 {path}，SHA-256 {digest.hex()}", f"written: {path}, SHA-256 {digest.hex()}")


def _write_beside(runtime: "Runtime", contents: "Contents", out: Path, readable: Path | None) -> None:
    """The field keys that an auditor may have, and where wanted the rosters as tables."""
    from api.authority import DISCLOSED
    from api.dependencies import Role
    from api.queries.roster import csv_text
    from projections.disclosed import field_keys

    keys = field_keys(runtime.ledger, contents.events(), DISCLOSED[Role.AUDITOR])
    if keys:
        (out / f"{contents.name}.fieldkeys").write_bytes(keys)
    if readable:
        readable.mkdir(parents=True, exist_ok=True)
        for at in contents.moments:
            rows = contents.roster(at, contents.lens(Role.AUDITOR))
            (readable / f"{at.as_of}.csv").write_text(csv_text(rows, at), encoding="utf-8", newline="")
