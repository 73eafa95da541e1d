"""`luli keys`: make the four keys, show what may be shown of them, and change the one that signs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from ops.cli.opening import OPERATOR, opened, settings
from ops.cli.speaking import answer, both, say

if TYPE_CHECKING:
    from ops.store import PostgresLedger

app = typer.Typer(help=both("四把密钥", "the four keys of a ledger"), no_args_is_help=True)


@app.command("init")
def init(
    folder: Annotated[
        Path | None, typer.Option(help=both("密钥文件夹", "the folder; LULI_KEYS if left out"))
    ] = None,
) -> None:
    """生成签名、密钥加密、HMAC 与索引密钥；不覆盖已有的 / make the signing, key-encryption, HMAC and index keys."""
    from ops import keys

    where = folder or settings().keys_folder
    keys.init(where)
    say(
        f"密钥已生成于 {where}；请与数据库分开备份",
        f"keys made in {where}: back them up, apart from the database",
    )


@app.command("show")
def show(
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """显示日志名称与公钥（不含秘密） / show the log's name and its public key; nothing secret."""
    with opened() as runtime:
        key = runtime.ledger.signer.verifier
        shown = {
            "origin": runtime.ledger.origin,
            "verifier_key": key.text(),
            "folder": str(runtime.settings.keys_folder),
        }
    if as_json:
        answer(shown)
    else:
        typer.echo(shown["verifier_key"])


@app.command("sheet")
def sheet() -> None:
    """打印公钥单：公钥、指纹与当前检查点，书面交付审计人员 / print the sheet that auditors get the key on, on paper."""
    from ops.bundle import words
    from projections.proofs import checkpoint_of

    with opened() as runtime:
        text = words.sheet(runtime.ledger.signer.verifier, checkpoint_of(runtime.ledger.checkpoint()))
    typer.echo(text, nl=False)


@app.command("rotate")
def rotate(
    out: Annotated[
        Path | None,
        typer.Option(help=both("另写出交接证明的文件夹", "also write the handover to this folder")),
    ] = None,
) -> None:
    """更换签名密钥；完成后须重启各服务 / change the signing key; restart every server afterwards. Goes on where it stopped."""
    from ops import rotation
    from ops.composition import open_database

    configured = settings()
    with open_database(configured) as database:
        resumed = rotation.finish_interrupted(database.app, configured.keys_folder)
    if not resumed:
        with opened() as runtime:
            rotation.rotate(
                runtime.ledger,
                runtime.keys,
                configured.keys_folder,
                principal=OPERATOR,
                event_id=uuid4(),
            )
    with opened() as runtime:
        typer.echo(runtime.ledger.signer.verifier.text())
        if out is not None:
            _write_handovers(runtime.ledger, out)
    say(
        "签名密钥已更换：请重启各服务，备份密钥文件夹，并把交接证明交给审计人员",
        "the signing key was changed: restart every server, back the keys up, and give auditors the handover",
    )


@app.command("handovers")
def handovers(
    out: Annotated[Path, typer.Option(help=both("输出文件夹", "folder to write to"))],
) -> None:
    """写出历次更换签名密钥的交接证明 / write the proof of every change of the signing key."""
    with opened() as runtime:
        written = _write_handovers(runtime.ledger, out)
    say(f"已写出 {written} 次更换", f"changes written: {written}")


def _write_handovers(ledger: "PostgresLedger", out: Path) -> int:
    from ops.cli.proof import write_proof
    from ops.rotation import handovers as all_of

    written = 0
    for position, leaf, text in all_of(ledger):
        write_proof(out, position, leaf, text)
        written += 1
    return written
