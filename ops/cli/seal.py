"""`luli seal`: record where every stream ends, so that dossiers can show that nothing was left out."""

from typing import Annotated
from uuid import uuid4

import typer

from ops.cli.opening import OPERATOR, opened
from ops.cli.speaking import answer, both, say


def seal(
    as_json: Annotated[bool, typer.Option("--json", help=both("JSON 输出", "print JSON"))] = False,
) -> None:
    """封存账本：记录各流末端与日志根，服务运行时每日自动进行 / seal the ledger as it is now; a served one is sealed daily."""
    from ops.sealing import filled, newest_seal
    from ops.sealing import seal as record

    with opened() as runtime:
        receipt = record(runtime.ledger, filled(runtime.runner), principal=OPERATOR, event_id=uuid4())
        sealed = newest_seal(runtime.ledger)
    said = sealed.data.model_dump(mode="json") if sealed else {}
    if as_json:
        answer({"position": receipt.position, "event_id": str(receipt.event_id), **said})
    else:
        say(
            f"第 {receipt.position} 号：已封存前 {said['size']} 个事件、{said['streams']} 条流",
            f"position {receipt.position}: the first {said['size']} events in {said['streams']} streams are sealed",
        )
