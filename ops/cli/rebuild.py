"""`luli rebuild`: fill read models again beside the ones that answer, compare them, and put them in place."""

from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import opened, opening
from ops.cli.speaking import NO, answer, both, progress, say, wrong_use

if TYPE_CHECKING:
    from ops.rebuild import Outcome


def rebuild(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help=both("读模型，缺省为全部", "read models; all if left out")),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help=both("只比对、不替换；不一致则为 1", "compare and put nothing in place; 1 when one differs"),
        ),
    ] = False,
    processes: Annotated[
        int, typer.Option(min=0, max=64, help=both("进程数，0 为核数", "worker processes, 0 for one a core"))
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """另行重建读模型，与现用的比对后一次替换；不停机，中断则现用的照旧 / fill read models again beside those in use and swap."""
    from ops.importing.run import usual_processes
    from ops.rebuild import Job
    from ops.rebuild import rebuild as fill_again
    from projections.models import read_models

    with opened() as runtime:
        known = [model.name for model in runtime.runner.models]
        unknown = [name for name in names or () if name not in known]
        if unknown:
            there = " ".join(known)
            wrong_use(f"没有 {unknown[0]}，可选：{there}", f"there is no {unknown[0]}; there are: {there}")
        with progress("重建", "rebuilding") as done:
            job = Job(
                runtime.ledger,
                runtime.database.owner,
                opening(runtime),
                read_models,
                names or (),
                processes or usual_processes(),
                done,
            )
            outcome = fill_again(job, switch=not check)
    if as_json:
        answer(outcome.json())
    else:
        _tell(outcome)
    if check and not outcome.agrees:
        raise typer.Exit(NO)


def _tell(outcome: "Outcome") -> None:
    for one in outcome.models:
        if one.agrees:
            say(
                f"{one.name}：{one.rows} 行，与现用的一致，摘要 {one.rebuilt[:16]}",
                f"{one.name}: {one.rows} rows, as in the one in use, digest {one.rebuilt[:16]}",
            )
        elif one.live is None:
            say(
                f"{one.name}：{one.rows} 行，现用的尚缺记录，未能比对",
                f"{one.name}: {one.rows} rows; the one in use is behind and was not compared",
            )
        else:
            say(
                f"{one.name}：与现用的不一致！重建 {one.rebuilt[:16]}，现用 {one.live[:16]}",
                f"{one.name} differs from the one in use! rebuilt {one.rebuilt[:16]}, in use {one.live[:16]}",
            )
    rate = f"{outcome.events_per_second:,.0f}"
    say(f"每秒 {rate} 条记录", f"{rate} events a second")
    if outcome.switched:
        say("已替换", "put in place")
