"""`luli dossier`: everything recorded of one stream, with the proof that nothing is missing, as a file to take away."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.speaking import answer, both, say, wrong_use

if TYPE_CHECKING:
    from domain.dossier import Dossier
    from ops.composition import Runtime


def dossier(
    stream_id: Annotated[str, typer.Argument(help=both("人员编号", "id of the worker, or of any stream"))],
    out: Annotated[Path, typer.Option(help=both("输出文件夹", "folder to write to"))],
    reason: Annotated[
        str | None,
        typer.Option(
            help=both(
                "理由，记入访问日志；给出时另写审计人员可见字段的密钥",
                "kept in the access log; given, also the field keys that an auditor may have",
            )
        ),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(help=both("另写可读文本，须有理由", "also write a text to read; needs a reason")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """写出 ID.dossier：全部记录及其无遗漏的证明 / write everything recorded and the proof that nothing is missing."""
    from projections.dossiers import Dossiers

    if text and not reason:
        wrong_use("可读文本须说明理由（--reason）", "a text to read needs a --reason")
    with opened() as runtime:
        made, complete_to = Dossiers(runtime.ledger).of(stream_id, since_limit=None)
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{stream_id}.dossier").write_bytes(made.content())
        if reason:
            runtime.looks.record(OPERATOR, f"luli dossier {stream_id}", reason)
            _write_readable(runtime, made, out, text)
    if as_json:
        answer({"stream_id": stream_id, "events": len(made.leaves), "complete_to": complete_to})
    else:
        say(
            f"已写出 {len(made.leaves)} 条记录，在前 {complete_to} 个序号内无遗漏",
            f"{len(made.leaves)} events written; nothing is missing among the first {complete_to} positions",
        )


def _write_readable(runtime: "Runtime", made: "Dossier", out: Path, text: Path | None) -> None:
    """The field keys that an auditor may have, and where wanted the record as a text."""
    from api.authority import DISCLOSED
    from api.dependencies import Role
    from api.queries.dossier_text import rendering
    from api.queries.views import Lens
    from projections.disclosed import field_keys
    from projections.known import Known
    from projections.proofs import checkpoint_of

    checkpoint = checkpoint_of(made.note)
    timeline = Known(runtime.ledger, checkpoint.size - 1).timeline(made.stream_id)
    lens = Lens(runtime.ledger, DISCLOSED[Role.AUDITOR], unmasked=True)
    keys = field_keys(runtime.ledger, timeline.events, lens.classes)
    (out / f"{made.stream_id}.fieldkeys").write_bytes(keys)
    if text:
        text.write_text(rendering(timeline, checkpoint, lens), encoding="utf-8", newline="")
