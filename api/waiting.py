"""Whoever reads may ask to be answered from a position on, so that a client reads its own write.

`If-Position`, or `position` in the address, names the last position that the answer has to know: that of a receipt.
The question waits until the ledger and the read models hold it, and is told 503 when that takes too long. This stands
before the routes, so that every address that is read has it.
"""

from time import monotonic
from typing import Final
from urllib.parse import parse_qsl, urlencode

from anyio import sleep
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.dependencies import Dependencies
from domain.canonical import MAX_INTEGER
from domain.errors import Fault, InvalidInput, StoreUnavailable

HEADER: Final = "if-position"
PARAMETER: Final = "position"
PATIENCE_SECONDS: Final = 10.0
LOOK_SECONDS: Final = (0.01, 0.25)
"""The first pause between two looks, and the longest."""
_READ: Final = frozenset({"GET", "HEAD"})
_ASKED_BY_POST: Final = frozenset({"/v1/workers/lookup"})
"""What is read by POST, because the question holds personal data."""


def waits(method: str, path: str) -> bool:
    """Whether a request to this address may name the position that its answer has to know."""
    return path.startswith("/v1/") and (method in _READ or path in _ASKED_BY_POST)


class Waiting:
    """The middleware. One for each application."""

    def __init__(self, app: ASGIApp, deps: Dependencies) -> None:
        self._app = app
        self._ledger = deps.ledger
        self._runner = deps.runner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, later if it asks for that. Raises InvalidInput and StoreUnavailable."""
        # Strangers do not wait: what is open to them changes for nobody in particular.
        if scope.get("principal") is not None and waits(scope["method"], scope["path"]):
            header = Headers(scope=scope).get(HEADER)
            query, given = _without_position(scope["query_string"].decode("latin-1"))
            scope["query_string"] = query.encode("latin-1")
            positions = [_position(HEADER, header)] if header is not None else []
            positions.extend(_position(PARAMETER, one) for one in given)
            if positions:
                await self._until(max(positions) + 1)
        await self._app(scope, receive, send)

    async def _until(self, size: int) -> None:
        """Wait until all that is read from holds the events [0, size)."""
        deadline = monotonic() + PATIENCE_SECONDS
        pause, longest = LOOK_SECONDS
        while not await run_in_threadpool(self._holds, size):
            if monotonic() > deadline:
                raise await run_in_threadpool(self._late, size)
            await sleep(pause)
            pause = min(2 * pause, longest)

    def _holds(self, size: int) -> bool:
        if self._ledger.size_and_root()[0] < size:
            return False
        behind = self._runner.behind(size)
        return not behind or (self._runner.advance(behind) > 0 and not self._runner.behind(size))

    def _late(self, size: int) -> StoreUnavailable:
        held = self._ledger.size_and_root()[0]
        if held >= size:
            return self._runner.late(size)
        return StoreUnavailable(
            f"账本现有 {held} 条记录，还没有第 {size - 1} 号，请稍后重试",
            f"the ledger has {held} entries and no position {size - 1} yet; try again shortly",
        )


def _without_position(query: str) -> tuple[str, list[str]]:
    """The query without `position`, and what it gave for it: routes refuse what they do not know."""
    if f"{PARAMETER}=" not in query:
        return query, []
    pairs = parse_qsl(query, keep_blank_values=True)
    given = [value for name, value in pairs if name == PARAMETER]
    return urlencode([pair for pair in pairs if pair[0] != PARAMETER]), given


def _position(where: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:20]) <= MAX_INTEGER):
        raise InvalidInput(
            (Fault(f"/{where}", "应为记录序号，从 0 起", "the position of an entry is a number from 0"),)
        )
    return int(text)
