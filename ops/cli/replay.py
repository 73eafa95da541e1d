"""`luli replay`: a worker's record event by event, two points compared, or the digest of a roster from the events alone."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from ops.cli.opening import opened
from ops.cli.speaking import answer, both, say, wrong_use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ops.composition import Runtime
    from projections.known import Known as Ledger
    from projections.moments import Moment
    from projections.stepping import Change, Shown

Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=both("截至哪一天，缺省今天", "the day, today if left out")),
]
Known = Annotated[
    str | None,
    typer.Option(
        help=both("账本当时所知：序号、时刻或日期", "what the ledger knew: a position, an instant or a date")
    ),
]


def replay(
    worker_id: Annotated[
        str | None, typer.Argument(metavar="[WORKER]", help=both("人员编号", "id of the worker"))
    ] = None,
    as_of: Day = None,
    known_at: Known = None,
    from_as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=both("与此日相比，只列差异", "compare with this day, and show the difference alone"),
        ),
    ] = None,
    from_known_at: Annotated[
        str | None,
        typer.Option(help=both("与账本此时所知相比", "compare with what the ledger knew then")),
    ] = None,
    digest: Annotated[
        bool,
        typer.Option(
            "--digest",
            help=both("不写人员：花名册各行的摘要", "without a worker: the digest of the roster's rows"),
        ),
    ] = False,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--org", help=both("摘要只含此组织及其下级", "the digest of this organisation and all below it")
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """逐条重放一人的记录，列出每条改变了什么；或比较两个时点 / what each event of a worker changed, or two points compared."""
    from domain.errors import NotFound
    from projections.known import Known as Ledger
    from projections.moments import moment

    if digest == (worker_id is not None):
        wrong_use("写一名人员，或写 --digest", "write a worker, or --digest")
    with opened() as runtime:
        at = moment(runtime.ledger, _iso(as_of), known_at)
        if worker_id is None:
            _tell_digest(Ledger(runtime.ledger, at.position), at, organisation, as_json=as_json)
            return
        timeline = Ledger(runtime.ledger, at.position).worker(worker_id)
        if not timeline.version:
            raise NotFound("没有这位人员的记录", "there is no record of such a worker")
        shown = _shown(runtime)
        if from_as_of is None and from_known_at is None:
            _tell_steps(timeline, at, shown, as_json=as_json)
            return
        start = moment(runtime.ledger, _iso(from_as_of) or at.as_of.isoformat(), from_known_at or known_at)
        before = Ledger(runtime.ledger, start.position).worker(worker_id).as_of(start.as_of)
        states = shown(before, start.as_of), shown(timeline.as_of(at.as_of), at.as_of)
    _tell_difference(start, at, states, as_json=as_json)


def _tell_digest(known: "Ledger", at: "Moment", organisation: str | None, *, as_json: bool) -> None:
    """The digest that `/v1/roster/counts?digest=true` serves, from the events alone."""
    from projections.replay import replay as from_events

    found = from_events(known, at.as_of, organisation)
    if as_json:
        answer({**at.json(), "rows": found.rows, "digest": found.digest})
        return
    typer.echo(found.digest)
    say(f"截至 {at.as_of}，{found.rows} 行", f"{found.rows} rows as of {at.as_of}")


def _tell_steps(timeline: Any, at: "Moment", shown: "Shown", *, as_json: bool) -> None:
    """Every event with what it changed, in the order of recording."""
    from projections.stepping import steps

    for step in steps(timeline, at.as_of, shown):
        event = step.event
        if as_json:
            said = {
                "position": event.position,
                "version": event.version,
                "type": event.type.name,
                "effective_on": event.effective_on.isoformat(),
                "event_id": str(event.event_id),
                "changes": [one.json() for one in step.changes],
            }
            answer(said)
            continue
        typer.echo(
            f"{event.version}. [{event.position}] {event.effective_on} {both(event.type.zh, event.type.en)}"
        )
        _tell_changes(step.changes)
    say(f"截至 {at.as_of}，{timeline.version} 条记录", f"{timeline.version} events, for {at.as_of}")


def _tell_difference(start: "Moment", at: "Moment", states: tuple[Any, Any], *, as_json: bool) -> None:
    from projections.stepping import difference

    changes = list(difference(*states))
    if as_json:
        answer({"from": start.json(), "to": at.json(), "changes": [one.json() for one in changes]})
        return
    _tell_changes(changes)
    say(
        f"{start.as_of}（已知 {start.size} 条）与 {at.as_of}（已知 {at.size} 条）相比，{len(changes)} 处不同",
        f"{len(changes)} differences of {start.as_of} known at {start.size} to {at.as_of} known at {at.size}",
    )


def _tell_changes(changes: "Iterable[Change]") -> None:
    for one in changes:
        typer.echo(f"   {one.pointer}: {_text(one.before)} -> {_text(one.after)}")


def _text(value: Any) -> str:
    return "—" if value is None else orjson.dumps(value).decode()


def _shown(runtime: "Runtime") -> "Shown":
    """A state as an auditor sees it, identity numbers masked."""
    from api.authority import DISCLOSED
    from api.dependencies import Role
    from api.queries.views import Lens
    from api.queries.workers_view import worker_json

    lens = Lens(runtime.ledger, DISCLOSED[Role.AUDITOR])

    def shown(state: Any, on: date) -> dict[str, Any]:
        return worker_json(state, on, lens)

    return shown


def _iso(day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None
