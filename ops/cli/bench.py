"""`luli bench`: what is promised about speed, measured here and now."""

import signal
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from ops.cli.speaking import both, no, say, wrong_use


def bench(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help=both("项目，缺省为全部", "figures; all if left out")),
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", help=both("同时写入 JSON 文件", "also write the table as JSON here")),
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help=both("以一千万事件测增长，约需一小时", "growth at 10 million events: an hour")
        ),
    ] = False,
) -> None:
    """与裸 PostgreSQL 及库的原装部件相比的速度 / speed against raw PostgreSQL and the library's stock parts."""
    from ops.bench.suite import MEASURES, run, show

    unknown = [name for name in names or () if name not in MEASURES]
    if unknown:
        known = " ".join(MEASURES)
        wrong_use(f"没有 {unknown[0]}，可选：{known}", f"there is no {unknown[0]}; there are: {known}")
    # Ended from outside, it still takes its server and folder away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    rows = run(names or (), lambda what: say(f"测量 {what}", f"measuring {what}"), full=full)
    show(rows, sys.stdout)
    if json_file is not None:
        json_file.write_bytes(orjson.dumps([row.json() for row in rows], option=orjson.OPT_INDENT_2) + b"\n")
    missed = [row.path for row in rows if not row.reached]
    if missed:
        no(f"未达下限：{'、'.join(missed)}", f"under their floor: {', '.join(missed)}")
