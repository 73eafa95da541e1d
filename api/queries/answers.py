"""How answers are written: canonical JSON, so that the same question gives the same bytes, and who may keep them."""

from base64 import b64encode
from typing import Any, Final

from fastapi import Response

from domain.canonical import canonical
from projections.moments import Moment
from projections.source import Source

CHECKPOINT_HEADER: Final = "Luli-Checkpoint"
PRIVATE: Final = "private, no-store"
FOREVER: Final = "public, max-age=31536000, immutable"


def answer(source: Source, moment: Moment, body: dict[str, Any], *, version: int | None = None) -> Response:
    """The answer for both times: the body names position, size and root, a header carries the signed checkpoint.

    `version` becomes the ETag that a later command's If-Match takes.
    """
    headers = {"Cache-Control": PRIVATE, **checkpoint_header(source)}
    if version is not None:
        headers["ETag"] = f'"{version}"'
    return Response(canonical({**moment.json(), **body}), media_type="application/json", headers=headers)


def checkpoint_header(source: Source) -> dict[str, str]:
    """The current signed checkpoint: the base64 of the note, since a note has line breaks."""
    return {CHECKPOINT_HEADER: b64encode(source.checkpoint().encode()).decode()}


def plain_json(body: dict[str, Any], status: int = 200) -> Response:
    """An answer that rests on no time."""
    return Response(
        canonical(body), status, media_type="application/json", headers={"Cache-Control": PRIVATE}
    )


def lines(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": zh, "en": en}
