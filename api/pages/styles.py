"""The style sheet and the picture beside the address: files of ours, which browsers keep."""

from typing import Final

from fastapi import APIRouter, Response

from api import problems
from api.pages.rendering import STYLES
from api.queries.answers import FOREVER

_TYPES: Final = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}


class Styles:
    """Serves what the pages look like."""

    def add_to(self, router: APIRouter) -> None:
        """Register the route."""
        router.add_api_route("/static/{name}", self.file, response_class=Response)

    async def file(self, name: str) -> Response:
        """One file; its address names its content, so it never changes."""
        content = STYLES.get(name)
        if content is None:
            raise problems.Problem(problems.NO_ROUTE)
        kind = _TYPES[name.rpartition(".")[2]]
        return Response(content, media_type=kind, headers={"Cache-Control": FOREVER})
