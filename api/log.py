"""The log for everyone: checkpoint, hash tiles (C2SP tlog-tiles, prefix `/v1/log`) and consistency need no principal.

Hashes tell nothing of what they cover. Entry bundles are the leaves themselves, and so need the whole ledger in scope.
"""

from gzip import compress
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api import authority
from api.authority import Query as Right
from api.dependencies import Dependencies
from api.queries import documentation as docs
from api.queries.answers import FOREVER
from api.queries.gate import Gate
from domain.errors import NotFound
from domain.tiles import TILE_WIDTH, parse_entries_path, parse_tile_path, tile_width
from domain.tree import TreeError
from projections.proofs import consistency_of
from projections.tiles import Tiles, leaves_between

OCTETS: Final = "application/octet-stream"
NOTE: Final = "text/plain; charset=utf-8"
_LENGTH_BYTES: Final = 2


def router(deps: Dependencies) -> APIRouter:
    """The routes of the log."""
    routes = APIRouter()
    log = Log(deps)
    routes.add_api_route("/v1/log/checkpoint", log.checkpoint, **docs.CHECKPOINT)
    routes.add_api_route("/v1/log/consistency", log.consistency, **docs.CONSISTENCY)
    routes.add_api_route("/v1/log/tile/entries/{path:path}", log.entries, **docs.ENTRIES)
    routes.add_api_route("/v1/log/tile/{path:path}", log.tile, **docs.TILE)
    return routes


class Log:
    """The log's resources."""

    def __init__(self, deps: Dependencies) -> None:
        self._source = deps.ledger
        self._gate = Gate(deps)

    def checkpoint(self) -> Response:
        """The published checkpoint: at most one a second. Answers carry one of their own moment in a header."""
        return Response(
            self._source.published().encode(), media_type=NOTE, headers={"Cache-Control": "no-cache"}
        )

    def consistency(
        self,
        old: Annotated[
            int, Query(description="较早检查点的条数 / size of the older checkpoint", ge=0, lt=2**53)
        ],
        new: Annotated[
            int | None,
            Query(description="较新的条数，默认现在 / the later size, now if left out", ge=0, lt=2**53),
        ] = None,
    ) -> Response:
        """The proof that the log of one size continues that of another (the body of C2SP tlog-witness)."""
        text = consistency_of(self._source, old, new)
        headers = {"Cache-Control": "no-cache" if new is None else FOREVER}
        return Response(text.encode(), media_type=NOTE, headers=headers)

    def tile(self, path: str) -> Response:
        """One hash tile, exactly its width of 32-byte hashes."""
        try:
            wanted = parse_tile_path(f"tile/{path}")
        except TreeError as error:
            raise _malformed(error) from None
        content = Tiles(self._source).tile(wanted)
        return Response(content, media_type=OCTETS, headers={"Cache-Control": FOREVER})

    def entries(self, request: Request, path: str) -> Response:
        """One entry bundle: each leaf after its length, two bytes big-endian."""
        authority.require_whole_ledger(self._gate.ask(request, Right.LOG_ENTRIES).principal)
        try:
            index, width = parse_entries_path(f"tile/entries/{path}")
        except TreeError as error:
            raise _malformed(error) from None
        if width > tile_width(0, index, self._source.size_and_root()[0]):
            raise NotFound("日志中还没有这一段", "the log does not reach as far as this bundle")
        first = index * TILE_WIDTH
        leaves = leaves_between(self._source.rows, first, first + width)
        content = b"".join(len(leaf).to_bytes(_LENGTH_BYTES, "big") + leaf for leaf in leaves)
        headers = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            content = compress(content, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(content, media_type=OCTETS, headers=headers)


def _malformed(error: TreeError) -> NotFound:
    return NotFound("不是日志分块的路径", str(error))
