"""How a query is described in OpenAPI: its tag, words in both languages, and an example of its answer."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

KNOWN: Final = {
    "as_of": "2024-06-30",
    "known_at": {"position": 41, "size": 42, "root": "9f" * 32},
}
WORKER_ID: Final = "worker-0d6a1a52-6d1f-5b53-8d2c-7f6c5b3f5a10"
UNION_ID: Final = "organisation-5d1c5a8e-3f0b-5b0a-9c53-0c7be0a3c8f4"
EVENT_ID: Final = "0197f3c0-6b1e-7c3a-9a53-0c7be0a3c8f4"
_PROBLEM: Final = {
    "application/problem+json": {
        "schema": {"type": "object"},
        "example": {
            "type": "urn:luli:problem:invalid-input",
            "title": "输入内容有误",
            "status": 422,
            "detail": "/known_at：不能是将来的时间",
            "faults": [{"pointer": "/known_at", "zh": "不能是将来的时间", "en": "a time in the future"}],
        },
    }
}
_NOT_FOUND: Final = {
    "application/problem+json": {
        "schema": {"type": "object"},
        "example": {
            "type": "urn:luli:problem:not-found",
            "title": "没有这份记录",
            "status": 404,
            "detail": "没有这位人员的记录",
        },
    }
}

TOKEN: Final = {
    "responses": {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in (401, 403)}
}

Route = dict[str, Any]


def json_answer(example: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer in JSON, by an example."""
    return {"application/json": {"schema": {"type": "object"}, "example": dict(example)}}


def route(
    name: str,
    tag: str,
    zh: str,
    en: str,
    content: Mapping[str, Any],
    *,
    found: bool = True,
    anyone: bool = False,
) -> Route:
    """One route's documentation. `found` false leaves out the 404 of what is not there; `anyone` needs no token."""
    responses: dict[int | str, dict[str, Any]] = {
        200: {"description": f"{zh} / {en}", "content": dict(content)},
        422: {"description": "参数有误 / a parameter is not valid", "content": _PROBLEM},
    }
    if found:
        responses[404] = {
            "description": "没有，或无权知道 / not there, or not for you",
            "content": _NOT_FOUND,
        }
    return {
        "operation_id": name,
        "name": name,
        "tags": [tag],
        "summary": f"{zh} / {en}",
        "responses": responses,
        "response_model": None,
        "response_class": Response,
        "openapi_extra": {"security": []} if anyone else TOKEN,
    }
