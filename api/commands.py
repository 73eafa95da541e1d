"""The routes of the commands: one real route each, made from the catalogue, and the batch."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import orjson
from fastapi import APIRouter, Request, Response

from api import documentation as docs
from api.authority import require_command, require_target
from api.batch import Batch
from api.bodies import JSON, NDJSON, expected_version, idempotency_key, read_body, require_json_answer
from api.dependencies import Dependencies, Principal
from api.desk import Desk, Recorded, Sent
from api.entrance import principal_of
from api.limits import BATCH_BYTES, BODY_BYTES, BOOK_BYTES, INLINE_BYTES, THREADS
from api.rulebooks import BookDesk
from api.targets import TARGETS, Target
from domain.rulebook.events import ENACTED

CREATED: Final = 201

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
T = TypeVar("T")


class Commands:
    """All routes that record something. Batches and rulebooks run in threads of their own, since they wait."""

    def __init__(self, deps: Dependencies) -> None:
        self._desk = Desk(deps)
        self._batch = Batch(self._desk)
        self._books = BookDesk(deps)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="luli-command")

    def close(self) -> None:
        """Finish what is under way, and take nothing more."""
        self._threads.shutdown()
        self._desk.close()

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter()
        for target in TARGETS.values():
            router.add_api_route(target.address, self._endpoint(target), **docs.command(target))
        router.add_api_route("/v1/rulebooks", self._book, **docs.rulebook())
        router.add_api_route("/v1/batch", self._many, **docs.batch())
        return router

    def _endpoint(self, target: Target) -> Endpoint:
        path_id = f"{target.prefix}_id"

        async def endpoint(request: Request) -> Response:
            principal = principal_of(request)
            require_target(principal, target.kind, target.prefix)
            require_json_answer(request)
            stream = None if target.opening else target.stream(request.path_params[path_id])
            key, expected = idempotency_key(request), expected_version(request)
            content = await read_body(request, BODY_BYTES, JSON)
            sent = Sent(target, stream, content, key, expected)
            return _created(await self._take(principal, sent))

        return endpoint

    async def _book(self, request: Request) -> Response:
        principal = principal_of(request)
        require_command(principal, ENACTED.name)
        require_json_answer(request)
        key = idempotency_key(request)
        content = await read_body(request, BOOK_BYTES, JSON)
        return _created(await self._in_thread(lambda: self._books.enact(principal, content, key)))

    async def _many(self, request: Request) -> Response:
        principal = principal_of(request)
        self._batch.require_any(principal)
        key = idempotency_key(request)
        content = await read_body(request, BATCH_BYTES, JSON, NDJSON)
        in_lines = request.headers["content-type"].startswith(NDJSON)
        results = await self._in_thread(
            lambda: self._batch.take(
                principal, content, key, in_lines=in_lines, chinese=request.scope["chinese"]
            )
        )
        if in_lines:
            return Response(b"".join(orjson.dumps(one) + b"\n" for one in results), media_type=NDJSON)
        return Response(orjson.dumps({"results": results}), media_type=JSON)

    async def _take(self, principal: Principal, sent: Sent) -> Recorded:
        if len(sent.content) > INLINE_BYTES:
            asked = await self._in_thread(lambda: self._desk.read(principal, sent))
        else:
            asked = self._desk.read(principal, sent)
        return asked.recorded(await asyncio.wrap_future(self._desk.submit(asked)))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _created(recorded: Recorded) -> Response:
    headers = {"ETag": f'"{recorded.version}"', "Location": recorded.location}
    return Response(orjson.dumps(recorded.json()), CREATED, headers, JSON)
