"""`luli import` for workbooks: templates, the dry run, the import, refused rows given back, a batch taken back."""

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from ops.cli.opening import opened, opening
from ops.cli.speaking import NO, answer, progress, say, wrong_use

if TYPE_CHECKING:
    from ops.importing.rows import Batch
    from ops.workbook.review import Reviewed

SHOWN = 20
SUFFIX = ".xlsx"


def write_template(kind: str, out: str) -> None:
    """Write the template of a kind of sheet; `list` tells the kinds."""
    from ops.workbook.kinds import kinds

    if kind == "list" or kind not in kinds():
        for one in kinds().values():
            typer.echo(f"{one.code}\t{one.zh}\t{one.en}")
        if kind == "list":
            return
        wrong_use(f"没有 {kind} 这种模板", f"there is no template {kind}")
    from ops.workbook.lookup import Lookup
    from ops.workbook.writer import template
    from projections.moments import today

    with opened() as runtime:
        names = Lookup(runtime.ledger, None, today(runtime.ledger)).names()
    Path(out).write_bytes(template(kinds()[kind], names))
    say(f"模板已写入 {out}", f"the template is in {out}")


def read(file: Path) -> bytes:
    """The bytes of a file."""
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_use(f"无法读取 {file}：{error.strerror}", f"{file} cannot be read: {error.strerror}")


def name_of(content: bytes, kind: str | None) -> str:
    """What the import of a workbook is called unless it is given a name: the same workbook is the same import."""
    return hashlib.sha256(f"{kind or ''}\n".encode() + content).hexdigest()[:32]


def take(
    content: bytes,
    kind: str | None,
    batch: "Batch",
    *,
    dry_run: bool,
    workers: int,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Judge a workbook, or record it; running it again records nothing twice."""
    from ops.importing.run import usual_processes
    from ops.workbook import review
    from ops.workbook.reader import BadWorkbook

    with opened() as runtime, progress("导入", "importing") as done:
        try:
            made = review.prepare(content, kind, runtime.ledger, batch)
        except BadWorkbook as bad:
            wrong_use(bad.zh, bad.en)
        if dry_run:
            found = review.rehearse(*made, runtime.ledger, batch, done)
        else:
            processes = workers or usual_processes()
            found = review.record(*made, opening(runtime), batch, processes=processes, progress=done)
    _tell(batch.name, found, refused, as_json=as_json, dry_run=dry_run)
    if found.refused:
        raise typer.Exit(NO)


def rescind(batch: "Batch", *, as_json: bool) -> None:
    """Take a batch back whole."""
    from ops.importing.rescinding import rescind_batch

    with opened() as runtime, progress("撤销", "rescinding") as done:
        taken = rescind_batch(runtime.ledger, batch, opening(runtime), done)
    refused = [row for summary in taken.summaries for row in summary.report.refused]
    gone = sum(summary.report.recorded for summary in taken.summaries)
    if as_json:
        told: dict[str, Any] = {"batch": batch.name, "stood": taken.events, "rescinded": gone}
        answer({**told, "refused": [row.json() for row in refused]})
    for row in refused[:SHOWN]:
        for reason in row.reasons:
            say(f"序号 {row.row - 1}（{row.ref}）：{reason['zh']}", f"position {row.row - 1}: {reason['en']}")
    say(
        f"批次 {batch.name}：有效事件 {taken.events} 件，已撤销 {gone} 件，未能撤销 {len(refused)} 件",
        f"{taken.events} events stood, {gone} are rescinded, {len(refused)} could not be",
    )
    if refused:
        raise typer.Exit(NO)


def _tell(batch: str, found: "Reviewed", refused: Path | None, *, as_json: bool, dry_run: bool) -> None:
    from ops.workbook.review import told

    if refused is not None and found.refused:
        refused.write_bytes(found.workbook())
    if as_json:
        answer({"batch": batch, "dry_run": dry_run, **found.summary.json(), **found.json()})
    else:
        names = {sheet.order: sheet.name for sheet in found.sheets}
        for order, row in sorted(found.refused)[:SHOWN]:
            for reason in found.refused[order, row]:
                typer.echo(f"{names[order]} {row}: {told(reason)}", err=True)
        for name, count in sorted(found.summary.report.events.items()):
            typer.echo(f"{count:>8} {name}", file=sys.stderr)
    verb = ("可记录", "would be recorded") if dry_run else ("已记录", "recorded")
    report, same = found.summary.report, len(found.translation.unchanged)
    say(
        f"批次 {batch}：共 {found.translation.rows} 行，{verb[0]} {report.rows} 行，此前已有 {report.already + same} 行，"
        f"未接受 {len(found.refused)} 行",
        f"{found.translation.rows} rows: {report.rows} {verb[1]}, {report.already + same} known before, "
        f"{len(found.refused)} refused",
    )
    if found.refused and refused is not None:
        say(f"未接受的行及原因在 {refused}", f"the refused rows and why are in {refused}")
