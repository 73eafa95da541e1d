"""Running it: is the process alive, is the ledger reachable, what is counted, and the description of all addresses."""

import logging
from collections.abc import Callable

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

from api import documentation as docs
from api.authority import Query, require_query
from api.dependencies import Dependencies
from api.entrance import principal_of
from api.metrics import MEDIA_TYPE, Metrics
from domain.errors import StoreUnavailable

log = logging.getLogger("luli.http")


class Operations:
    """The routes for operators."""

    def __init__(self, deps: Dependencies, metrics: Metrics, app: FastAPI) -> None:
        self._deps = deps
        self._metrics = metrics
        self._app = app
        self._description: bytes | None = None
        metrics.gauge("luli_ledger_size", "Events in the ledger.", self._size)
        metrics.gauge(
            "luli_read_model_lag", "Events that the read model furthest behind does not hold.", self._lag
        )

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter()
        router.add_api_route("/livez", self.alive, **docs.ALIVE)
        router.add_api_route("/readyz", self.ready, **docs.READY)
        router.add_api_route("/metrics", self.metrics, **docs.METRICS)
        router.add_api_route("/openapi.json", self.description, **docs.DESCRIPTION)
        return router

    async def alive(self) -> Response:
        """The process answers."""
        return _state(200, "alive")

    async def ready(self) -> Response:
        """The ledger can be read and the read models are being filled."""
        try:
            await run_in_threadpool(self._deps.ledger.size_and_root)
        except StoreUnavailable:
            return _state(503, "database away")
        if self._deps.runner.last_error is not None:
            return _state(503, "read models wait")
        return _state(200, "ready")

    async def metrics(self, request: Request) -> Response:
        """Counters in Prometheus's text format."""
        require_query(principal_of(request), Query.OPERATIONS)
        return Response(await run_in_threadpool(self._metrics.text), media_type=MEDIA_TYPE)

    async def description(self, request: Request) -> Response:
        """The OpenAPI description of every address."""
        require_query(principal_of(request), Query.DOCUMENTATION)
        if self._description is None:
            self._description = orjson.dumps(self._app.openapi())
        return Response(self._description, media_type="application/json")

    def _size(self) -> float:
        return self._ask(lambda: self._deps.ledger.size_and_root()[0])

    def _lag(self) -> float:
        return self._ask(lambda: max(self._deps.runner.lag().values(), default=0))

    def _ask(self, read: Callable[[], float]) -> float:
        """A value of the database, or not-a-number while it is away: the other counters are still shown."""
        try:
            return float(read())
        except StoreUnavailable as error:
            log.warning("a gauge has no value: %s", error)
            return float("nan")


def _state(status: int, word: str) -> Response:
    return Response(orjson.dumps({"status": word}), status, media_type="application/json")
