"""`luli import`: a workbook, or a file of commands as JSON lines; a template written, a batch taken back."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, cast

import orjson
import typer

from ops.cli import import_workbook
from ops.cli.opening import OPERATOR, opened, opening, settings
from ops.cli.speaking import NO, WRONG_USE, answer, both, progress, say, wrong_use

if TYPE_CHECKING:
    from ops.importing.index import BadFile
    from ops.importing.run import Summary

SHOWN = 20


def import_rows(
    file: Annotated[
        str,
        typer.Argument(
            help=both(
                ".xlsx 工作簿或 JSON 行文件，- 为标准输入；写模板时为输出文件，撤销时为批次编号",
                "an .xlsx workbook or JSON lines, - for stdin; where a template goes; the batch to rescind",
            )
        ),
    ],
    batch: Annotated[
        str | None,
        typer.Option(
            help=both("批次编号；缺省由内容得出", "name of the batch; made from the content if left out")
        ),
    ] = None,
    principal: Annotated[
        str, typer.Option("--as", help=both("以谁的名义", "the principal that acts"))
    ] = OPERATOR,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=both("只判断，不记录", "judge, record nothing"))
    ] = False,
    workers: Annotated[
        int, typer.Option(min=0, max=64, help=both("进程数，0 为核数", "worker processes, 0 for one a core"))
    ] = 0,
    refused: Annotated[
        Path | None, typer.Option(help=both("未接受的行写入此文件", "file that refused rows are written to"))
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help=both(
                "工作簿首张表的种类；缺省看表名", "kind of the first sheet; told by its name if left out"
            )
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            help=both("写出此种类的模板；list 列出种类", "write the template of a kind; list tells the kinds")
        ),
    ] = None,
    rescind: Annotated[
        bool, typer.Option("--rescind", help=both("撤销整个批次", "rescind all events of the batch"))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """导入工作簿或命令文件；可重复执行，不会重复记录 / import a workbook or commands; nothing is recorded twice."""
    from ops.importing.rows import Batch

    if template is not None:
        import_workbook.write_template(template, file)
    elif rescind:
        import_workbook.rescind(Batch(_principal(principal), file), as_json=as_json)
    elif file.lower().endswith(import_workbook.SUFFIX):
        content = import_workbook.read(Path(file))
        named = Batch(_principal(principal), batch or import_workbook.name_of(content, kind))
        import_workbook.take(
            content, kind, named, dry_run=dry_run, workers=workers, refused=refused, as_json=as_json
        )
    else:
        _import_lines(file, batch, principal, dry_run, workers, refused, as_json)


def _import_lines(
    file: str,
    batch: str | None,
    principal: str,
    dry_run: bool,
    workers: int,
    refused: Path | None,
    as_json: bool,
) -> None:
    """A file of JSON lines."""
    from ops.importing.index import BadFile
    from ops.importing.rows import Batch
    from ops.importing.run import run_import, run_rehearsal, usual_processes

    with _seekable(file) as rows, opened() as runtime, progress("导入", "importing") as done:
        named = Batch(_principal(principal), batch or _name_of(rows))
        try:
            if dry_run:
                summary = run_rehearsal(rows, named, runtime.ledger, done)
            else:
                processes = workers or usual_processes()
                summary = run_import(rows, named, opening(runtime), processes=processes, progress=done)
        except BadFile as bad:
            _tell_bad(file, bad, as_json)
            raise typer.Exit(WRONG_USE) from None
    _tell(named.name, summary, refused, as_json, dry_run)
    if summary.report.refused:
        raise typer.Exit(NO)


def _principal(name: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from domain.values import PrincipalId

    try:
        return TypeAdapter[str](PrincipalId).validate_python(name)
    except ValidationError:
        wrong_use("--as 应为小写字母、数字、_ 或 -", "--as takes lower-case letters, digits, _ or -")


@contextmanager
def _seekable(name: str) -> Iterator[BinaryIO]:
    """The file, read twice; standard input is kept for that in a file without a name in the data folder."""
    if name != "-":
        try:
            file = Path(name).open("rb")  # noqa: SIM115  closed below, and a fault in opening it is told
        except OSError as error:
            wrong_use(f"无法读取 {name}：{error.strerror}", f"{name} cannot be read: {error.strerror}")
        with file:
            yield file
        return
    folder = settings().data
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _name_of(rows: BinaryIO) -> str:
    name = hashlib.file_digest(rows, "sha256").hexdigest()  # type: ignore[arg-type]
    rows.seek(0)
    return name[:32]


def _tell_bad(file: str, bad: "BadFile", as_json: bool) -> None:
    if as_json:
        faults = [{"line": fault.line, "zh": fault.zh, "en": fault.en} for fault in bad.faults]
        answer({"faults": faults, "bad_lines": bad.count})
    for fault in bad.faults[:SHOWN]:
        say(f"{file}:{fault.line} {fault.zh}", fault.en)
    say(f"共 {bad.count} 处问题，未记录任何内容", f"{bad.count} faults in all; nothing was recorded")


def _tell(batch: str, summary: "Summary", refused: Path | None, as_json: bool, dry_run: bool) -> None:
    report = summary.report
    if refused is not None:
        lines = (orjson.dumps(row.json()) + b"\n" for row in sorted(report.refused, key=lambda row: row.line))
        with refused.open("wb") as file:
            file.writelines(lines)
    if as_json:
        answer({"batch": batch, "dry_run": dry_run, **summary.json()})
    else:
        for row in sorted(report.refused, key=lambda row: row.line)[:SHOWN]:
            for reason in row.reasons:
                rule = f"[{reason['rule']}] " if "rule" in reason else ""
                clause = f"（{reason['clause']}）" if reason.get("clause") else ""
                say(f"第 {row.line} 行 {row.command}：{rule}{reason['zh']}{clause}", str(reason["en"]))
    verb = ("可记录", "would be recorded") if dry_run else ("已记录", "recorded")
    say(
        f"批次 {batch}：{verb[0]} {report.recorded}，此前已有 {report.already}，未接受 {len(report.refused)}；"
        f"{summary.seconds:.1f} 秒，每事件 {summary.rules_per_event:.1f} 条规则",
        f"{report.recorded} {verb[1]}, {report.already} before, {len(report.refused)} refused; "
        f"{summary.events_per_second:.0f} events/s, {summary.rules_per_event:.1f} rules an event",
    )
