"""`luli serve`: the ledger over HTTP."""

from typing import TYPE_CHECKING, Annotated

import typer

from ops.cli.opening import OPERATOR, settings
from ops.cli.speaking import both, say

if TYPE_CHECKING:
    from ops.composition import Runtime


def serve(
    with_demo: Annotated[
        bool,
        typer.Option(
            "--with-demo", help=both("账本为空时填入小型演示数据", "fill an empty ledger with a demo")
        ),
    ] = False,
    host: Annotated[str | None, typer.Option(help=both("监听地址", "address; LULI_HOST if left out"))] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=both("端口，0 为任一空闲", "port; LULI_PORT if left out")),
    ] = None,
) -> None:
    """通过 HTTP 提供账本 / serve the ledger over HTTP."""
    from ops.cli.books import NATION, enact_bundled
    from ops.composition import open_ledger
    from ops.server import serve as run

    given = {"host": host, "port": port}
    configured = settings().model_copy(update={k: v for k, v in given.items() if v is not None})
    with open_ledger(configured) as runtime:
        enact_bundled(runtime.ledger, runtime.shelf, OPERATOR, (NATION,))
        if with_demo:
            _demo_once(runtime)
        run(runtime, _tell)


def _demo_once(runtime: "Runtime") -> None:
    """The small demo, in a ledger that has no organisation yet."""
    from ops.cli.demo import SMALL, fill

    if next(iter(runtime.ledger.stream_ids("organisation-")), None) is None:
        fill(runtime, SMALL, seed=1, processes=1)


def _tell(address: str) -> None:
    say(f"账本已就绪 {address} （接口说明在 /openapi.json）", f"serving on {address}")
    say(
        "取得令牌：luli token --role auditor --scope all（或 python -m ops token ...）",
        "for a token: luli token --role auditor --scope all (or python -m ops token ...)",
    )
