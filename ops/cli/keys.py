"""`luli keys`: make the four keys, and show what may be shown of them."""

from pathlib import Path
from typing import Annotated

import typer

from ops.cli.opening import opened, settings
from ops.cli.speaking import answer, both, say

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
