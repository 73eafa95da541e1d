"""`luli token`: a bearer token with a role and a scope. Only here is the whole ledger granted."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import typer

from api.dependencies import Principal, Role
from ops.cli.opening import opened
from ops.cli.serve import sign_in_address
from ops.cli.speaking import both, say, wrong_use

EVERYTHING: Final = "all"


def token(
    role: Annotated[Role, typer.Option(help=both("角色", "the role"))],
    scope: Annotated[
        str, typer.Option(help=both("组织编号，或 all 为整个账本", "an organisation's id, or all"))
    ],
    name: Annotated[
        str | None, typer.Option(help=both("人员标识，写入每个事件", "the principal, as events name it"))
    ] = None,
    days: Annotated[
        int, typer.Option(min=0, max=3650, help=both("有效天数，0 为不限", "days it holds, 0 for ever"))
    ] = 90,
    sign_in: Annotated[
        bool,
        typer.Option(
            "--sign-in",
            help=both("改为打印一次性登录地址（半小时内有效）", "print a one-time sign-in address instead"),
        ),
    ] = False,
) -> None:
    """签发访问令牌，仅显示一次 / issue a bearer token; it is shown this once."""
    with opened() as runtime:
        organisation = None if scope == EVERYTHING else scope
        if organisation is not None and not runtime.ledger.versions([organisation]).get(organisation):
            wrong_use(f"账本中没有组织 {scope}", f"there is no organisation {scope} in the ledger")
        if sign_in:
            code = runtime.sessions.code(Principal(name or role.value, role, organisation))
            configured = runtime.settings
            typer.echo(sign_in_address(f"http://{configured.host}:{configured.port}", code))
            return
        expires = datetime.now(UTC) + timedelta(days=days) if days else None
        issued = runtime.access.issue(role, organisation, name or role.value, expires)
    say("请求时写：Authorization: Bearer <令牌>", "send it as: Authorization: Bearer <token>")
    typer.echo(issued)
