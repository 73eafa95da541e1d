"""`luli proof`: an entry's exact bytes and the proof that the log holds it, as two files."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.opening import opened
from ops.cli.speaking import both, say


def proof(
    position: Annotated[int, typer.Argument(min=0, help=both("位置", "position of the entry"))],
    out: Annotated[Path, typer.Option(help=both("输出文件夹", "folder to write to"))],
) -> None:
    """写出 POSITION.leaf 与 POSITION.tlog-proof / write the leaf and its C2SP tlog-proof."""
    from projections.proofs import proof_of

    with opened() as runtime:
        leaf, text = proof_of(runtime.ledger, position)
    write_proof(out, position, leaf, text)
    say(
        f"已写出 {out / str(position)}.leaf 与 .tlog-proof",
        f"written: {out / str(position)}.leaf and .tlog-proof",
    )


def write_proof(out: Path, position: int, leaf: bytes, text: str) -> None:
    """Write the two files of one entry into a folder, made where it is not there."""
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{position}.leaf").write_bytes(leaf)
    (out / f"{position}.tlog-proof").write_text(text, encoding="utf-8", newline="")
