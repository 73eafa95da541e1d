"""Running it: is the process alive, is the ledger reachable, what is counted, and the description of all addresses."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

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
        metrics.gauges(
            "luli_read_model_lag", "Events that a read model does not hold yet.", "model", self._lags
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
        """The ledger can be read and the read models are being filled; how many events each holds, and does not yet."""
        runner = self._deps.runner
        try:
            size = (await run_in_threadpool(self._deps.ledger.size_and_root))[0]
            held = await run_in_threadpool(runner.progress)
        except StoreUnavailable:
            return _state(503, "database away")
        models = {name: {"size": so_far, "lag": max(0, size - so_far)} for name, so_far in held.items()}
        if runner.last_error is not None:
            return _state(503, "read models wait", read_models=models)
        return _state(200, "ready", read_models=models)

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

    def _lags(self) -> Mapping[str, float]:
        try:
            return self._deps.runner.lag()
        except StoreUnavailable as error:
            log.warning("the lag of read models is not known: %s", error)
            return {}

    def _ask(self, read: Callable[[], float]) -> float:
        """A value of the database, or not-a-number while it is away: the other counters are still shown."""
        try:
            return float(read())
        except StoreUnavailable as error:
            log.warning("a gauge has no value: %s", error)
            return float("nan")


def _state(status: int, word: str, **more: Any) -> Response:
    return Response(orjson.dumps({"status": word, **more}), status, media_type="application/json")
