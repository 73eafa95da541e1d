"""`luli checkpoint`: the signed head of the log, for whoever keeps it against later change."""

import typer

from ops.cli.opening import opened


def checkpoint() -> None:
    """打印当前已签名的检查点（C2SP tlog-checkpoint） / print the signed checkpoint of the log as it is now."""
    with opened() as runtime:
        typer.echo(runtime.ledger.checkpoint(), nl=False)
