"""Many commands in one request: each its own order, recorded or refused by itself, one after another as they stand.

In order, since a later command may rest on an earlier one: a seat that was just left, an organisation just registered.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic import Field
from uuid_utils.compat import uuid7

from api import problems
from api.authority import COMMANDS
from api.bodies import checked_key, parse_body
from api.dependencies import Principal
from api.desk import Desk, Recorded, Sent
from api.limits import BATCH_COMMANDS, BODY_BYTES
from api.targets import TARGETS, Target
from domain.canonical import canonical
from domain.errors import Fault, Forbidden, InvalidInput, LedgerError, NotFound
from domain.orders import key_to_event_id, read_shape
from domain.record import Shape

_TARGET: Final = re.compile(r"([a-z]+)(?:/([A-Za-z0-9\-]{1,80})/([a-z\-]{1,60}))?")


class Item(Shape):
    """批量中的一个命令 / one command of a batch."""

    target: str = Field(
        description="命令的地址，不含 /v1/ / the address of the command's own route below /v1/",
        examples=["workers", "workers/worker-00000000-0000-0000-0000-000000000000/hirings"],
        max_length=200,
    )
    body: dict[str, Any] = Field(description="该地址的请求内容 / what would be posted there")
    key: str | None = Field(
        default=None,
        description="此命令的幂等键；缺省由批量的键与序号得出 / its idempotency key; the batch's and its number if left out",
    )
    if_match: int | None = Field(
        default=None, ge=0, description="期望的版本 / the version expected, as If-Match"
    )


class Batch:
    """Takes batches."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def require_any(self, principal: Principal) -> None:
        """Raises Forbidden for a role that records nothing."""
        if not COMMANDS[principal.role]:
            raise Forbidden("该角色无权办理此项", "this role may not record this")

    def take(
        self, principal: Principal, content: bytes, key: str | None, *, in_lines: bool, chinese: bool
    ) -> Sequence[dict[str, Any]]:
        """What became of each command: its status and receipts, or its problem. Raises for a batch that is none."""
        items = _lines(content) if in_lines else _array(content)
        if len(items) > BATCH_COMMANDS:
            limit = BATCH_COMMANDS
            raise InvalidInput(
                (Fault("", f"一批最多 {limit} 个命令", f"a batch has at most {limit} commands"),)
            )
        correlation = uuid7() if key is None else key_to_event_id(principal.id, key)
        results = []
        for number, item in enumerate(items):
            try:
                sent = self._sent(item, correlation, None if key is None else f"{key}/{number}")
                results.append(_recorded(self._desk.take(principal, sent)))
            except (LedgerError, problems.Problem) as error:
                results.append(_told(error, chinese=chinese))
        return results

    def _sent(self, given: Any, correlation: Any, key: str | None) -> Sent:
        content = canonical(given)
        item = read_shape(Item, content)
        if len(content) > BODY_BYTES:
            raise problems.Problem(problems.TOO_LARGE)
        target, stream = _target(item.target)
        own = key if item.key is None else checked_key(item.key, "/key")
        return Sent(target, stream, canonical(given["body"]), own, item.if_match, correlation)


def _target(given: str) -> tuple[Target, str | None]:
    match = _TARGET.fullmatch(given)
    name = "" if match is None else match[1] if match[2] is None else f"{match[1]}/{match[3]}"
    target = TARGETS.get(name)
    if match is None or target is None:
        raise NotFound("没有这个命令地址", "there is no command at this address")
    return target, match[2]


def _array(content: bytes) -> list[Any]:
    items = parse_body(content)
    if not isinstance(items, list):
        raise InvalidInput((Fault("", "应为命令的列表", "a batch is a list of commands"),))
    return items


def _lines(content: bytes) -> list[Any]:
    return [parse_body(line) for line in content.splitlines() if line.strip()]


def _recorded(recorded: Recorded) -> dict[str, Any]:
    return {"status": 201, "location": recorded.location, "version": recorded.version, **recorded.json()}


def _told(error: LedgerError | problems.Problem, *, chinese: bool) -> dict[str, Any]:
    problem = problems.document_of(error, chinese=chinese)
    return {"status": problem["status"], "problem": problem}
