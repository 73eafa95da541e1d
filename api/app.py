"""The web layer put together: routes behind one entrance, errors as problem documents, a description of it all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api import documentation as docs
from api import log, pages, problems, queries
from api.commands import Commands
from api.dependencies import Dependencies
from api.entrance import Entrance, Manner, Programs
from api.imports import ImportRoutes
from api.metrics import Metrics
from api.operations import Operations
from api.waiting import Waiting
from domain.errors import Fault, InvalidInput

VERSION: Final = "0.1.0"


def make_app(deps: Dependencies) -> FastAPI:
    """The application over what the composition root gives it. It owns its command threads, and nothing else."""
    commands = Commands(deps)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        commands.close()
        if deps.imports is not None:
            deps.imports.close()

    app = FastAPI(
        title="Lüli 履历",
        version=VERSION,
        description=docs.ABOUT,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    metrics = Metrics()
    for router in (
        commands.router(),
        queries.router(deps),
        log.router(deps),
        pages.router(deps),
        Operations(deps, metrics, app).router(),
        *([] if deps.imports is None else [ImportRoutes(deps.imports).router()]),
    ):
        # Side by side, not one inside the other: a request is matched once, and a test walks what is there.
        app.router.routes.extend(router.routes)
    app.add_middleware(Waiting, deps=deps)
    app.add_middleware(Entrance, manners=(pages.manner(deps), Programs(deps.principals)), metrics=metrics)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    docs.describe(app)
    return app


async def _http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown address, a method that is not there."""
    assert isinstance(error, HTTPException)
    response = _manner(request).refusal(
        problems.Problem(problems.http_kind(error.status_code)), request.scope
    )
    response.headers.update(error.headers or {})
    return response


async def _invalid_request(request: Request, error: Exception) -> Response:
    """Parameters of a query that are not what they should be."""
    assert isinstance(error, RequestValidationError)
    faults = tuple(_fault(detail) for detail in error.errors())
    return _manner(request).refusal(InvalidInput(faults), request.scope)


def _manner(request: Request) -> Manner:
    manner: Manner = request.scope["manner"]
    return manner


def _fault(detail: dict[str, Any]) -> Fault:
    pointer = "".join(f"/{part}" for part in detail["loc"])
    zh = "缺少此参数" if detail["type"] == "missing" else "参数无效"
    return Fault(pointer, zh, str(detail["msg"]))
