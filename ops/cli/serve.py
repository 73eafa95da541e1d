"""`luli serve`: the ledger over HTTP."""

from functools import partial
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
    sign_in: Annotated[
        bool,
        typer.Option(
            "--sign-in",
            help=both("打印一次性登录地址", "print an address that signs one browser in"),
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
        run(runtime, partial(_tell, runtime, sign_in=sign_in))


def _demo_once(runtime: "Runtime") -> None:
    """The small demo, in a ledger that has no organisation yet."""
    from ops.cli.demo import SMALL, fill

    if next(iter(runtime.ledger.stream_ids("organisation-")), None) is None:
        fill(runtime, SMALL, seed=1, processes=1)


def _tell(runtime: "Runtime", address: str, *, sign_in: bool) -> None:
    from api.dependencies import Principal, Role

    say(f"账本已就绪 {address} （接口说明在 /openapi.json）", f"serving on {address}")
    if sign_in:
        # The operator on their own machine, with the whole ledger.
        code = runtime.sessions.code(Principal(OPERATOR, Role.APPROVER))
        say("请在浏览器中打开（半小时内，仅一次）", "open in a browser, once, within half an hour")
        typer.echo(sign_in_address(address, code))
    say(
        "取得令牌：luli token --role auditor --scope all（或 python -m ops token ...）",
        "for a token: luli token --role auditor --scope all (or python -m ops token ...)",
    )


def sign_in_address(server: str, code: str) -> str:
    """The address that signs one browser in, once."""
    from api.pages.addresses import SIGN_IN, address

    return server + address(SIGN_IN, code=code)
