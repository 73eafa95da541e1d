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
from projections.parked import left_out

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
        metrics.gauges(
            "luli_parked_streams",
            "Streams that a read model has left out, with an error.",
            "model",
            self._parked,
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
        """The ledger can be read and the read models are being filled.

        Of each it tells how many events it holds, how many it does not yet, and how many streams it has left out.
        """
        runner = self._deps.runner
        try:
            size = (await run_in_threadpool(self._deps.ledger.size_and_root))[0]
            held = await run_in_threadpool(runner.progress)
            parked = await run_in_threadpool(left_out, self._deps.ledger.rows)
        except StoreUnavailable:
            return _state(503, "database away")
        models = {
            name: {"size": so_far, "lag": max(0, size - so_far), "parked": len(parked.get(name, ()))}
            for name, so_far in held.items()
        }
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
        return self._ask_each(self._deps.runner.lag)

    def _parked(self) -> Mapping[str, float]:
        return self._ask_each(
            lambda: {name: len(streams) for name, streams in left_out(self._deps.ledger.rows).items()}
        )

    def _ask_each(self, read: Callable[[], Mapping[str, float]]) -> Mapping[str, float]:
        """Values of the database by label, none while it is away."""
        try:
            return read()
        except StoreUnavailable as error:
            log.warning("gauges have no value: %s", error)
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
