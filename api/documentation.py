"""The OpenAPI description: each command with its shape, both languages, and examples that a ledger really takes."""

from typing import Any, Final

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.batch import Item
from api.bodies import JSON, NDJSON
from api.entrance import is_open
from api.examples import BATCHES, BOOK, BOOK_LABEL, Example, examples_of
from api.limits import BATCH_COMMANDS, KEY_CHARACTERS
from api.problems import MEDIA_TYPE
from api.receipts import Receipts
from api.rulebooks import Enactment
from api.targets import TARGETS, Target, Together
from api.waiting import waits

ABOUT: Final = """
履历账本：人员、组织、岗位的每一件事都记为不可更改的事件。中文在前，英文完整。

An event-sourced talent lifecycle ledger. Every command answers 201 with a receipt for each event, or an RFC 9457
problem document in both languages; a problem means that nothing was recorded. `Idempotency-Key` makes a retry safe
after an unknown outcome, `If-Match` names the version that the caller has seen.
""".strip()

_TEMPLATE: Final = "#/components/schemas/{model}"
_TITLES: Final = {
    400: "不是可读取的 JSON 或请求头无效 / malformed",
    401: "需要有效的访问令牌 / unauthenticated",
    403: "无权办理 / forbidden",
    404: "没有这份记录 / not found",
    409: "幂等键已被使用、同时修改冲突、或人员已删除 / conflict",
    412: "版本已变 / stale version",
    413: "内容过大 / too large",
    415: "内容类型不支持 / media type",
    422: "内容有误，或按规则不能办理 / invalid, or refused by a rule",
    429: "同时请求过多 / too many requests",
    500: "内部错误 / internal error",
    503: "数据库暂不可用 / unavailable",
}
_TAGS: Final = {
    "workers": "人员 / workers",
    "organisations": "组织 / organisations",
    "posts": "岗位 / posts",
    "cycles": "考核周期 / cycles",
    "plans": "录用（聘用）计划 / hiring plans",
    "courses": "培训课程 / courses",
    "volunteers": "积极分子与志愿者 / activists and volunteers",
    "purchases": "购买服务 / purchases",
}
_FRAMEWORK_SCHEMAS: Final = frozenset({"HTTPValidationError", "ValidationError"})
"""How FastAPI describes its own refusals, which are problem documents here."""
_OPERATIONS: Final = "运行 / operations"

_TEXT: Final = {"zh": {"type": "string"}, "en": {"type": "string"}}
_REFUSAL: Final = {
    "type": "object",
    "required": ["rule", "strength", "zh", "en"],
    "properties": {
        "rule": {"type": "string", "examples": ["impossible.seat_taken"]},
        "strength": {"enum": ["must", "principle", "impossible"]},
        **_TEXT,
        "clause": {"type": "string", "description": "依据条款 / the legal source"},
        "satisfied_by": {"type": "object", "properties": _TEXT},
        "event_id": {"type": "string", "format": "uuid"},
    },
}
_PROBLEM: Final = {
    "type": "object",
    "description": "RFC 9457 问题说明 / problem document",
    "required": ["type", "title", "status", "detail", "zh", "en"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:luli:problem:refused"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        **{
            language: {
                "type": "object",
                "properties": {"title": {"type": "string"}, "detail": {"type": "string"}},
            }
            for language in ("zh", "en")
        },
        "rule": {"type": "string"},
        "clause": {"type": "string"},
        "satisfied_by": {"type": "object", "properties": _TEXT},
        "refusals": {"type": "array", "items": _REFUSAL},
        "faults": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "zh", "en"],
                "properties": {"pointer": {"type": "string", "description": "JSON Pointer"}, **_TEXT},
            },
        },
        "expected_version": {"type": "integer"},
        "current_version": {"type": "integer"},
        "incident": {"type": "string", "format": "uuid"},
    },
}
_KEY_HEADER: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_CHARACTERS},
    "description": "此命令的幂等键；UUID 即为事件编号 / names the command; a UUID becomes the event's id as it stands",
}
_MATCH_HEADER: Final = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "期望的版本 / the version that the caller has seen",
    "example": '"7"',
}
_POSITION: Final = {
    "schema": {"type": "integer", "minimum": 0},
    "description": "等到答复已含此序号（回执中的 position）的记录，过久则答 503 / wait until the answer knows this position, "
    "a receipt's; 503 when that takes too long",
}
_WAITING: Final = (
    {"name": "If-Position", "in": "header", **_POSITION},
    {"name": "position", "in": "query", **_POSITION},
)
_COMMAND_PROBLEMS: Final = (400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 500, 503)


def command(target: Target) -> dict[str, Any]:
    """What `add_api_route` is told of one command."""
    identifier = f"{target.prefix}_id"
    parameters: list[dict[str, Any]] = [_KEY_HEADER]
    if not target.opening:
        parameters = [_path(identifier), _KEY_HEADER, _MATCH_HEADER]
    return _route(
        "POST",
        operation_id=target.name.replace("/", "_").replace("-", "_"),
        summary=target.title,
        description=_describe(target),
        tags=[_TAGS[target.collection]],
        status_code=201,
        extra={
            "parameters": parameters,
            "requestBody": {
                "required": True,
                "content": {
                    JSON: {
                        "schema": {"$ref": _TEMPLATE.format(model=_name(target.model))},
                        "examples": {one.label: _example(one) for one in examples_of(target.name)},
                    }
                },
            },
            "responses": {
                "201": _recorded(),
                **_problems(_COMMAND_PROBLEMS),
            },
        },
    )


def batch() -> dict[str, Any]:
    """What `add_api_route` is told of the batch."""
    item = {"$ref": _TEMPLATE.format(model="Item")}
    results = {"type": "array", "items": {"$ref": _TEMPLATE.format(model="BatchResult")}}
    answers = {"type": "object", "required": ["results"], "properties": {"results": results}}
    return _route(
        "POST",
        operation_id="batch",
        summary="批量办理 / many commands",
        description=(
            f"依次办理，每个命令各自记录或被拒绝，最多 {BATCH_COMMANDS} 个。/ Commands one after another, each recorded "
            f"or refused by itself, at most {BATCH_COMMANDS}. A JSON array, or one command a line (NDJSON)."
        ),
        tags=["批量 / batch"],
        extra={
            "parameters": [_KEY_HEADER],
            "requestBody": {
                "required": True,
                "content": {
                    JSON: {
                        "schema": {"type": "array", "items": item, "maxItems": BATCH_COMMANDS},
                        "examples": {name: {"summary": name, "value": BATCHES[name]} for name in BATCHES},
                    },
                    NDJSON: {"schema": item},
                },
            },
            "responses": {
                "200": {
                    "description": "每个命令的结果，顺序相同 / a result for each command, in order",
                    "content": {
                        JSON: {"schema": answers},
                        NDJSON: {"schema": {"$ref": _TEMPLATE.format(model="BatchResult")}},
                    },
                },
                **_problems((400, 401, 403, 413, 415, 422, 429, 500, 503)),
            },
        },
    )


def rulebook() -> dict[str, Any]:
    """What `add_api_route` is told of enacting a rulebook."""
    schema = {"$ref": _TEMPLATE.format(model="Enactment")}
    examples = {BOOK_LABEL: {"summary": "记录 / recorded", "value": BOOK}}
    return _route(
        "POST",
        operation_id="enact_rulebook",
        summary="施行规则书 / enact a rulebook",
        description="规则书整体检查，未变的规则保留原事件。/ The book is checked as a whole; what did not change keeps its event.",
        tags=["规则书 / rulebooks"],
        status_code=201,
        extra={
            "parameters": [_KEY_HEADER],
            "requestBody": {"required": True, "content": {JSON: {"schema": schema, "examples": examples}}},
            "responses": {
                "201": _recorded(),
                **_problems((400, 401, 403, 409, 413, 415, 422, 429, 500, 503)),
            },
        },
    )


def _recorded() -> dict[str, Any]:
    return {
        "description": "已记录；每个事件一份收据 / recorded, a receipt for each event",
        "headers": {
            "ETag": {"description": "新版本 / the new version", "schema": {"type": "string"}},
            "Location": {"description": "新记录的地址 / its address", "schema": {"type": "string"}},
        },
        "content": {JSON: {"schema": {"$ref": _TEMPLATE.format(model="Receipts")}}},
    }


def _operation(
    name: str, summary: str, media_type: str, problems: tuple[int, ...], **more: Any
) -> dict[str, Any]:
    content = {media_type: {"schema": {"type": "string" if media_type.startswith("text") else "object"}}}
    responses = {"200": {"description": "OK", "content": content}, **_problems(problems)}
    extra: dict[str, Any] = {"responses": responses, **more}
    return _route("GET", operation_id=name, summary=summary, tags=[_OPERATIONS], extra=extra)


def _route(method: str, *, extra: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"methods": [method], "response_class": Response, "openapi_extra": extra, **members}


def _problems(statuses: tuple[int, ...]) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


ALIVE: Final = _operation("alive", "进程在运行 / the process answers", JSON, (), security=[])
READY: Final = _operation(
    "ready",
    "可以使用；各读模型所含记录数与滞后数 / ready to serve, and how far each read model has come",
    JSON,
    (503,),
    security=[],
)
METRICS: Final = _operation("metrics", "运行指标 / Prometheus metrics", "text/plain", (401, 403, 503))
DESCRIPTION: Final = _operation("description", "接口说明 / this description", JSON, (401, 403))


def describe(app: FastAPI) -> None:
    """Let the application describe itself: its routes, and the shapes that they refer to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                separate_input_output_schemas=False,
            )
            components = described.setdefault("components", {})
            components["schemas"] = {
                name: schema
                for name, schema in components.get("schemas", {}).items()
                if name not in _FRAMEWORK_SCHEMAS
            } | _schemas()
            components["responses"] = {f"Problem{status}": _response(status) for status in _TITLES}
            components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
            described["security"] = [{"token": []}]
            for address, operations in described["paths"].items():
                for method, operation in operations.items():
                    _complete(method.upper(), address, operation)
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(method: str, address: str, operation: dict[str, Any]) -> None:
    """What holds of every operation: who may call it, and the failures that any of them can have."""
    responses = operation["responses"]
    invalid = responses.get("422", {}).get("content", {}).get(JSON, {}).get("schema", {}).get("$ref", "")
    if invalid.rsplit("/", 1)[-1] in _FRAMEWORK_SCHEMAS:
        del responses["422"]
        responses.update(_problems((422,)))
    if is_open(address):
        operation["security"] = []
        return
    for status, response in _problems((401, 403, 429, 500, 503)).items():
        responses.setdefault(status, response)
    if waits(method, address):
        operation["parameters"] = [*operation.get("parameters", ()), *_WAITING]


def _schemas() -> dict[str, Any]:
    models: list[type[BaseModel]] = [
        Receipts,
        Item,
        Enactment,
        *(target.model for target in TARGETS.values()),
    ]
    unique = list(dict.fromkeys(models))
    _, definitions = models_json_schema([(model, "validation") for model in unique], ref_template=_TEMPLATE)
    result = {
        "type": "object",
        "required": ["status"],
        "properties": {
            "status": {"type": "integer"},
            "location": {"type": "string"},
            "version": {"type": "integer"},
            "receipts": {"type": "array", "items": {"$ref": _TEMPLATE.format(model="ReceiptShown")}},
            "problem": {"$ref": _TEMPLATE.format(model="Problem")},
        },
    }
    return {**definitions["$defs"], "Problem": _PROBLEM, "BatchResult": result}


def _response(status: int) -> dict[str, Any]:
    schema = {"schema": {"$ref": _TEMPLATE.format(model="Problem")}}
    return {"description": _TITLES[status], "content": {MEDIA_TYPE: schema}}


def _path(name: str) -> dict[str, Any]:
    prefix = name.removesuffix("_id")
    schema = {"type": "string", "pattern": f"^{prefix}-[0-9a-f-]{{36}}$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _name(model: type[BaseModel]) -> str:
    return model.__name__.replace("[", "_").replace("]", "_")


def _describe(target: Target) -> str:
    if target.model is Together:
        return (Together.__doc__ or "").strip()
    data = target.kind.data
    text = f"`{target.kind.name}`。{(data.__doc__ or '').strip()}"
    extra = data.model_config.get("json_schema_extra")
    return f"{text}\n\n依据 / source: {extra['x-clause']}" if isinstance(extra, dict) else text


def _example(example: Example) -> dict[str, Any]:
    ending = f"被拒绝：{example.rule} / refused by it" if example.rule else "记录 / recorded"
    address = TARGETS[example.target].address
    if example.stream is not None:
        address = address.replace(f"{{{TARGETS[example.target].prefix}_id}}", example.stream)
    return {
        "summary": f"{example.label}：{ending}",
        "description": f"POST {address}, Idempotency-Key: {example.key}",
        "value": example.body,
    }
