"""`luli checkpoint`: the signed head of the log, and that it continues an earlier one."""

from typing import Annotated

import typer

from ops.cli.opening import opened
from ops.cli.speaking import both, wrong_use


def checkpoint(
    since: Annotated[
        int | None,
        typer.Option(min=0, help=both("证明从这个条数增长而来", "prove that it grew from this size")),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option(min=0, help=both("增长到的条数，默认现在", "the later size, now if left out")),
    ] = None,
) -> None:
    """打印已签名的检查点，或增长的证明（C2SP） / print the signed checkpoint, or the proof that it grew from another."""
    from projections.proofs import consistency_of

    if size is not None and since is None:
        wrong_use("--size 只与 --since 同用", "--size goes with --since")
    with opened() as runtime:
        text = runtime.ledger.checkpoint() if since is None else consistency_of(runtime.ledger, since, size)
    typer.echo(text, nl=False)
