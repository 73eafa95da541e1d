"""`luli demo`: a generated population, through the same import as real files."""

import tempfile
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final, cast

import orjson
import typer

from ops.cli.opening import OPERATOR, opened, opening
from ops.cli.speaking import NO, answer, both, progress, say

if TYPE_CHECKING:
    from ops.composition import Runtime
    from ops.importing.run import Summary

PRINCIPAL: Final = "demo"
SMALL: Final = 40
"""Workers of the demo that a first `luli serve --with-demo` brings."""


def demo(
    workers: Annotated[
        int, typer.Option(min=1, max=1_000_000, help=both("人数", "how many workers"))
    ] = SMALL,
    seed: Annotated[
        int, typer.Option(min=0, help=both("种子：相同则内容相同", "the same seed, the same rows"))
    ] = 1,
    processes: Annotated[
        int, typer.Option(min=0, max=64, help=both("进程数，0 为核数", "worker processes, 0 for one a core"))
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """填入生成的组织与人员履历，均经真实规则 / fill in generated organisations and careers, through every rule."""
    with opened() as runtime:
        summary = fill(runtime, workers, seed, processes)
    if as_json:
        answer(summary.json())
    for refused in summary.report.refused[:5]:
        say(f"第 {refused.row} 行未被接受：{refused.reasons[0]['zh']}", str(refused.reasons[0]["en"]))
    if summary.report.refused:
        raise typer.Exit(NO)


def fill(runtime: "Runtime", workers: int, seed: int, processes: int = 0) -> "Summary":
    """Enact the bundled books that are missing, and import the population; again, and nothing is new."""
    from ops.cli.books import HOLDS_FROM, enact_bundled
    from ops.demo.guides import enact_guides
    from ops.demo.population import batch_name, population
    from ops.importing.rows import Batch
    from ops.importing.run import run_import, usual_processes

    enact_bundled(runtime.ledger, runtime.shelf, OPERATOR, HOLDS_FROM)
    enact_guides(runtime.ledger, runtime.shelf, OPERATOR)
    with tempfile.TemporaryFile() as file, progress("演示数据", "demo") as done:
        file.writelines(orjson.dumps(row) + b"\n" for row in population(workers, seed))
        file.seek(0)
        summary = run_import(
            cast(BinaryIO, file),
            Batch(PRINCIPAL, batch_name(workers, seed)),
            opening(runtime),
            processes=processes or usual_processes(),
            progress=done,
        )
    say(
        f"{workers} 人，新记录 {summary.report.recorded} 个事件，用时 {summary.seconds:.1f} 秒",
        f"{workers} workers, {summary.report.recorded} events recorded in {summary.seconds:.1f} s",
    )
    return summary
