"""`luli rulebook backtest`: recorded history judged by a rulebook file, to see what it would have changed."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from domain.codes import CodeError
from domain.codes import chain as division_chain
from ops.cli.opening import opened, opening
from ops.cli.speaking import NO, answer, both, progress, say, wrong_use

if TYPE_CHECKING:
    from ops.backtest import Summary

SHOWN: Final = 5

_OUTCOMES: Final = {
    "refused": ("不予办理", "would have been refused"),
    "exception_needed": ("须作例外说明", "would have needed an exception"),
    "allowed": ("不再违反", "would have been allowed"),
    "not_recomputable": ("无法重算（信息已删除）", "not recomputable (erased)"),
}


def backtest(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help=both("规则书文件", "a rulebook file"))
    ],
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help=both("首日", "first day"))],
    last: Annotated[
        datetime, typer.Option("--to", formats=["%Y-%m-%d"], help=both("末日（含）", "last day, included"))
    ],
    jurisdiction: Annotated[
        str | None,
        typer.Option(
            help=both(
                "以何地的历史受评，缺省为规则书所属", "whose past is judged; the book's own if left out"
            )
        ),
    ] = None,
    processes: Annotated[
        int, typer.Option(min=0, max=64, help=both("进程数，0 为核数", "processes, 0 for one a core"))
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """用规则书文件重评已有记录，不写入任何内容 / judge recorded history by a rulebook file; nothing is written."""
    from domain.rulebook.drafts import DraftRefused
    from ops.backtest import Wanted, run_backtest
    from ops.importing.run import usual_processes
    from ops.rulebooks import load

    try:
        history = _history(jurisdiction or load(file).jurisdiction)
        wanted = Wanted(file, history, *_days(first, last))
        with opened() as runtime, progress("回测", "backtest") as done:
            summary = run_backtest(
                wanted, opening(runtime), processes=processes or usual_processes(), progress=done
            )
    except DraftRefused as refused:
        for p in refused.problems:
            say(f"{file}:{p.line} {p.field} {p.zh}", p.en)
        raise typer.Exit(NO) from None
    if as_json:
        answer(summary.json())
    else:
        _show(summary.json())
    _tell(summary)


def _history(code: str) -> str:
    try:
        return division_chain(code)[0]
    except CodeError as error:
        wrong_use(error.zh, error.en)


def _days(first: datetime, last: datetime) -> tuple[date, date]:
    if last < first:
        wrong_use("--to 早于 --from", "--to is before --from")
    return first.date(), last.date()


def _show(found: dict[str, Any]) -> None:
    """The findings for a reader, on standard output: each clause with its first events."""
    for group in found["findings"]:
        zh, en = _OUTCOMES[group["outcome"]]
        events = group["events"]
        typer.echo(f"{both(zh, en)} [{group['rule']}] {group['clause']}: {len(events)}")
        typer.echo(f"    {both(group['zh'], group['en'])}")
        for event in events[:SHOWN]:
            said = f"{event['effective_on']} {event['type']} {event['worker_id']}"
            typer.echo(f"    #{event['position']} {said} {event['event_id']}")
        if len(events) > SHOWN:
            rest = len(events) - SHOWN
            typer.echo(f"    {both(f'另有 {rest} 件，用 --json 列出', f'{rest} more, listed by --json')}")


def _tell(summary: "Summary") -> None:
    counts = summary.json()["totals"]
    found_zh = "，".join(f"{_OUTCOMES[name][0]} {counts[name]}" for name in _OUTCOMES)
    found_en = ", ".join(f"{counts[name]} {_OUTCOMES[name][1]}" for name in _OUTCOMES)
    say(
        f"评 {counts['events_judged']} 个事件、{counts['rules_asked']} 条次规则：不变 {counts['unchanged']}，{found_zh}",
        f"{counts['events_judged']} events judged, {counts['unchanged']} unchanged, {found_en}; "
        f"{summary.events_per_second:.0f} events/s",
    )
