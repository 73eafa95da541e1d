"""`/v1/imports`: workbooks uploaded, reviewed, confirmed, given back and taken back; templates for them."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api import imports_documentation as docs
from api.authority import COMMANDS
from api.bodies import read_body
from api.dependencies import Imports, Principal
from api.entrance import principal_of
from api.limits import WORKBOOK_BYTES
from api.queries.answers import PRIVATE, plain_json
from domain.errors import Forbidden

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY: Final = "application/octet-stream"
ACCEPTED: Final = 202

ImportPath = Annotated[str, Path(description="导入编号 / import id", max_length=80)]
KindPath = Annotated[str, Path(description="表的种类 / kind of sheet", max_length=80, examples=["roster"])]
Kind = Annotated[
    str | None,
    Query(
        description="首张表的种类，缺省看表名 / kind of the first sheet, told by its name if left out",
        max_length=80,
    ),
]


class ImportRoutes:
    """The routes. Those who may record nothing at all are refused here; each row is judged as its own command."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def router(self) -> APIRouter:
        """The routes."""
        router = APIRouter()
        router.add_api_route("/v1/imports", self.upload, **docs.UPLOAD)
        router.add_api_route("/v1/imports", self.mine, **docs.MINE)
        router.add_api_route("/v1/imports/templates", self.kinds, **docs.KINDS)
        router.add_api_route("/v1/imports/templates/{kind}", self.template, **docs.TEMPLATE)
        router.add_api_route("/v1/imports/{import_id}", self.state, **docs.STATE)
        router.add_api_route("/v1/imports/{import_id}/confirm", self.confirm, **docs.CONFIRM)
        router.add_api_route("/v1/imports/{import_id}/rescind", self.rescind, **docs.RESCIND)
        router.add_api_route("/v1/imports/{import_id}/refused.xlsx", self.refused, **docs.REFUSED)
        return router

    async def upload(self, request: Request, kind: Kind = None) -> Response:
        """Review a workbook; nothing is recorded."""
        principal = _recording(request)
        content = await read_body(request, WORKBOOK_BYTES, XLSX, ANY)
        state = await run_in_threadpool(self._imports.upload, principal, content, kind)
        answer = plain_json(dict(state), 201)
        answer.headers["Location"] = f"/v1/imports/{state['import_id']}"
        return answer

    async def mine(self, request: Request) -> Response:
        """The principal's own imports."""
        return plain_json({"imports": list(await run_in_threadpool(self._imports.mine, _recording(request)))})

    async def kinds(self, request: Request) -> Response:
        """The kinds of sheets that there are templates for."""
        _recording(request)
        return plain_json({"kinds": list(self._imports.kinds())})

    async def template(self, request: Request, kind: KindPath) -> Response:
        """An empty workbook."""
        content = await run_in_threadpool(self._imports.template, _recording(request), kind)
        return workbook(content, f"{kind}.xlsx")

    async def state(self, request: Request, import_id: ImportPath) -> Response:
        """What an import has come to."""
        return await self._told(request, import_id, self._imports.state, 200)

    async def confirm(self, request: Request, import_id: ImportPath) -> Response:
        """Record it, in the background."""
        return await self._told(request, import_id, self._imports.confirm, ACCEPTED)

    async def rescind(self, request: Request, import_id: ImportPath) -> Response:
        """Take it back, in the background."""
        return await self._told(request, import_id, self._imports.rescind, ACCEPTED)

    async def refused(self, request: Request, import_id: ImportPath) -> Response:
        """The refused rows."""
        content = await run_in_threadpool(self._imports.refused, _recording(request), import_id)
        return workbook(content, "refused.xlsx")

    async def _told(
        self,
        request: Request,
        import_id: str,
        ask: Callable[[Principal, str], Mapping[str, Any]],
        status: int,
    ) -> Response:
        return plain_json(dict(await run_in_threadpool(ask, _recording(request), import_id)), status)


def workbook(content: bytes, name: str) -> Response:
    """A workbook to be kept as a file."""
    headers = {"Cache-Control": PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=XLSX, headers=headers)


def _recording(request: Request) -> Principal:
    """Who asks. Raises Forbidden for a role that records nothing."""
    principal = principal_of(request)
    if not COMMANDS[principal.role]:
        raise Forbidden("该角色无权办理此项", "this role may not record this")
    return principal
