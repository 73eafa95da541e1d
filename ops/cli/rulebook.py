"""`luli rulebook`: check a rulebook file, enact it, show what is in force."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.codes import CodeError
from domain.codes import chain as division_chain
from domain.reading import Reading
from ops.cli.opening import OPERATOR, opened
from ops.cli.rulebook_backtest import backtest
from ops.cli.speaking import NO, answer, both, no, say, wrong_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.record import Approval
    from domain.rulebook.drafts import Problem

app = typer.Typer(help=both("规则书", "rulebooks"), no_args_is_help=True)
app.command("backtest")(backtest)
File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help=both("规则书文件", "a rulebook file"))
]
Json = Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))]


@app.command("check")
def check(file: File, as_json: Json = False) -> None:
    """检查规则书文件，逐行指出问题 / check a file; every fault by its line, with what it inherits in mind."""
    from domain.rulebook.drafts import DraftRefused
    from ops.rulebooks import check as faults_of
    from ops.rulebooks import load

    try:
        jurisdiction = load(file).jurisdiction
    except DraftRefused as refused:
        problems = list(refused.problems)
    else:
        with opened() as runtime:
            parents = division_chain(jurisdiction)[1:]
            above = Reading(runtime.ledger, runtime.shelf).books(parents).on(today()) if parents else None
        problems = faults_of(file, above)
    if as_json:
        answer([{"line": p.line, "field": p.field, "zh": p.zh, "en": p.en} for p in problems])
    else:
        _tell(file, problems)
    if problems:
        raise typer.Exit(NO)
    say(f"{file} 可以施行", f"{file} can be enacted")


@app.command("enact")
def enact(
    file: File,
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help=both("施行日期", "first day"))
    ],
    approved: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                "批准：批准人:部门，可重复；薪酬指导标准须有三部门", "PRINCIPAL:OFFICE; again for each office"
            )
        ),
    ] = None,
) -> None:
    """自某日起施行规则书 / enact a rulebook from a day on; the same file and day again records nothing."""
    from domain.ledger import CommandKey
    from domain.orders import key_to_event_id
    from domain.rulebook.drafts import DraftRefused
    from domain.rulebook.enacting import enact as enact_draft
    from ops.rulebooks import load

    try:
        draft = load(file)
    except DraftRefused as refused:
        _tell(file, refused.problems)
        raise typer.Exit(NO) from None
    content = sha256(file.read_bytes()).hexdigest()
    named = list(approved or ())
    with opened() as runtime:
        first = key_to_event_id(OPERATOR, f"rulebook/{draft.jurisdiction}/{since.date()}/{content}")
        said = [OPERATOR, "rulebooks", content, since.date().isoformat(), *([named] if named else [])]
        digest = runtime.ledger.command_digest(said)
        receipts = enact_draft(
            runtime.ledger,
            runtime.shelf,
            draft,
            effective_on=since.date(),
            principal=OPERATOR,
            first_event_id=first,
            correlation_id=first,
            approvals=_approvals(named, runtime.ledger.now()),
            key=CommandKey(digest),
        )
    last = receipts[-1]
    say(
        f"{draft.title} 自 {since.date()} 起施行，第 {last.position} 号",
        f"the rulebook of {draft.jurisdiction} holds from {since.date()}, position {last.position}",
    )


def _approvals(named: "Sequence[str]", at: datetime) -> "tuple[Approval, ...]":
    """Who approved in which office, as it was told on the command line, at this moment."""
    from domain.record import Approval

    found = []
    for one in named:
        principal, _, office = one.partition(":")
        try:
            found.append(Approval(principal=principal, office=office, at=at))
        except ValueError:
            wrong_use(
                f"“{one}”应为 批准人:部门，如 approver_1:示例市民政局",
                f"{one!r} is not PRINCIPAL:OFFICE, as in approver_1:civil_affairs",
            )
    return tuple(found)


@app.command("show")
def show(
    jurisdiction: Annotated[str, typer.Argument(help=both("行政区划代码，或 CN", "division code, or CN"))],
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=both("日期，缺省今天", "day, today if left out")),
    ] = None,
    as_json: Json = False,
) -> None:
    """显示某地在某日有效的规则与参数，注明条款和出自何处 / show rules and settings in force, with clause and whose they are."""
    from projections.books import book_json, book_lines

    try:
        chain = division_chain(jurisdiction)
    except CodeError as error:
        wrong_use(error.zh, error.en)
    with opened() as runtime:
        book = Reading(runtime.ledger, runtime.shelf).books(chain).on(on.date() if on else today())
    if book is None:
        no(f"{jurisdiction} 在该日没有规则书", f"no rulebook holds in {jurisdiction} on that day")
    if as_json:
        answer(book_json(jurisdiction, book))
        return
    for line in book_lines(jurisdiction, book):
        typer.echo(line)


def _tell(file: Path, problems: "Sequence[Problem]") -> None:
    for problem in problems:
        say(f"{file}:{problem.line} {problem.field} {problem.zh}", problem.en)


def today() -> date:
    """The civil date in China."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()
