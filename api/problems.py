"""Every error as an RFC 9457 problem document in both languages, and the one table from error to status code."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final

import orjson
from fastapi import Response

from api.limits import RETRY_SECONDS
from domain.errors import (
    Contended,
    EntryTooLarge,
    Fault,
    Forbidden,
    IdempotencyConflict,
    InvalidInput,
    LedgerError,
    NotFound,
    Refusal,
    Refused,
    StaleVersion,
    StoreUnavailable,
    SubjectErased,
)

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:luli:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its slug (the last part of `type`), status, and title in both languages."""

    slug: str
    status: int
    zh: str
    en: str
    headers: tuple[tuple[str, str], ...] = ()


_LATER: Final = (("Retry-After", str(RETRY_SECONDS)),)

MALFORMED: Final = Kind("malformed", 400, "不是可读取的 JSON", "not readable JSON")
BAD_HEADER: Final = Kind("bad-header", 400, "请求头无效", "a header is not valid")
UNAUTHENTICATED: Final = Kind(
    "unauthenticated",
    401,
    "需要有效的访问令牌",
    "a valid bearer token is needed",
    (("WWW-Authenticate", 'Bearer realm="luli"'),),
)
NO_ROUTE: Final = Kind("no-route", 404, "没有这个地址", "there is no such address")
METHOD: Final = Kind("method-not-allowed", 405, "此地址不支持该方法", "the address does not take this method")
NOT_ACCEPTABLE: Final = Kind("not-acceptable", 406, "只能以 JSON 回答", "the answer can only be JSON")
TOO_LARGE: Final = Kind("body-too-large", 413, "请求内容过大", "the body is too large")
MEDIA: Final = Kind("media-type", 415, "内容类型不支持", "the content type is not supported")
TOO_MANY: Final = Kind("too-many", 429, "同时请求过多", "too many requests at once", _LATER)
INTERNAL: Final = Kind("internal", 500, "服务器内部错误", "an internal error")
OTHER: Final = Kind("http", 400, "请求无法处理", "the request cannot be served")

KINDS: Final[Mapping[type[LedgerError], Kind]] = MappingProxyType(
    {
        InvalidInput: Kind("invalid-input", 422, "输入内容有误", "the input is not valid"),
        Refused: Kind("refused", 422, "按规则不能办理", "refused by a rule"),
        NotFound: Kind("not-found", 404, "没有这份记录", "there is no such record"),
        Forbidden: Kind("forbidden", 403, "无权办理", "not allowed"),
        StaleVersion: Kind("stale-version", 412, "记录已有更新", "the record has changed"),
        IdempotencyConflict: Kind(
            "idempotency-conflict", 409, "幂等键已被使用", "the idempotency key is taken"
        ),
        Contended: Kind("contended", 409, "同时修改冲突", "others changed the same records", _LATER),
        SubjectErased: Kind("subject-erased", 409, "该人员信息已删除", "the person has been erased"),
        EntryTooLarge: Kind("entry-too-large", 413, "事件过大", "the event is too large"),
        StoreUnavailable: Kind("unavailable", 503, "数据库暂不可用", "the database is away", _LATER),
    }
)
"""The table. An error class without a row (a damaged record, say) is an internal error."""


class Problem(Exception):
    """A problem of HTTP itself: raised in handlers, answered as a document."""

    def __init__(self, kind: Kind, zh: str = "", en: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(en or kind.en)
        self.kind = kind
        self.zh = zh or kind.zh
        self.en = en or kind.en
        self.faults = faults


def kind_of(error: LedgerError) -> Kind:
    """The row of the table for an error's class or the nearest class above it."""
    for above in type(error).__mro__:
        kind = KINDS.get(above)
        if kind is not None:
            return kind
    return INTERNAL


def document(
    kind: Kind, zh: str, en: str, *, chinese: bool = True, instance: str | None = None, **members: Any
) -> dict[str, Any]:
    """The problem document. `title` and `detail` are in the reader's language; both stand in `zh` and `en`."""
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + kind.slug,
        "title": kind.zh if chinese else kind.en,
        "status": kind.status,
        "detail": zh if chinese else en,
        "zh": {"title": kind.zh, "detail": zh},
        "en": {"title": kind.en, "detail": en},
    }
    if instance is not None:
        body["instance"] = instance
    return body | members


def document_of(
    error: LedgerError | Problem, *, chinese: bool = True, instance: str | None = None
) -> dict[str, Any]:
    """The document that tells this error."""
    if isinstance(error, Problem):
        members = {"faults": [_fault(fault) for fault in error.faults]} if error.faults else {}
        return document(error.kind, error.zh, error.en, chinese=chinese, instance=instance, **members)
    kind = kind_of(error)
    return document(kind, error.zh, error.en, chinese=chinese, instance=instance, **_members(error))


def answer(error: LedgerError | Problem, *, chinese: bool = True, instance: str | None = None) -> Response:
    """The response that tells this error."""
    kind = error.kind if isinstance(error, Problem) else kind_of(error)
    return respond(kind, document_of(error, chinese=chinese, instance=instance))


def respond(kind: Kind, body: Mapping[str, Any]) -> Response:
    """A problem document with its status and headers."""
    headers = dict(kind.headers) | {"Content-Language": "zh-CN, en"}
    return Response(orjson.dumps(body), kind.status, headers, MEDIA_TYPE)


def http_kind(status: int) -> Kind:
    """The kind of a status that the framework itself answers with."""
    match status:
        case 404:
            return NO_ROUTE
        case 405:
            return METHOD
        case 413:
            return TOO_LARGE
        case 415:
            return MEDIA
    return Kind("http", status, OTHER.zh, HTTPStatus(status).phrase)


def prefers_chinese(accept_language: str) -> bool:
    """Whether Accept-Language leaves Chinese first: it does unless English is asked for more."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in accept_language.lower().split(",")[:20]:
        tag, _, parameter = part.partition(";")
        name, _, value = parameter.strip().partition("=")
        weight = _weight(value) if name.strip() == "q" else 1.0
        language = tag.strip().partition("-")[0]
        if language in weights:
            weights[language] = max(weights[language], weight)
    return weights["en"] <= weights["zh"]


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _members(error: LedgerError) -> dict[str, Any]:
    if isinstance(error, InvalidInput):
        return {"faults": [_fault(fault) for fault in error.faults]}
    if isinstance(error, Refused):
        first = error.refusals[0]
        told: dict[str, Any] = {"rule": first.rule}
        if first.clause:
            told["clause"] = first.clause
        if first.satisfied_zh or first.satisfied_en:
            told["satisfied_by"] = {"zh": first.satisfied_zh, "en": first.satisfied_en}
        return told | {"refusals": [_refusal(one) for one in error.refusals]}
    if isinstance(error, StaleVersion):
        return {"expected_version": error.expected, "current_version": error.actual}
    return {}


def _fault(fault: Fault) -> dict[str, str]:
    return {"pointer": fault.pointer, "zh": fault.zh, "en": fault.en}


def _refusal(refusal: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {
        "rule": refusal.rule,
        "strength": refusal.strength,
        "zh": refusal.zh,
        "en": refusal.en,
    }
    if refusal.clause:
        told["clause"] = refusal.clause
    if refusal.satisfied_zh or refusal.satisfied_en:
        told["satisfied_by"] = {"zh": refusal.satisfied_zh, "en": refusal.satisfied_en}
    if refusal.event_id is not None:
        told["event_id"] = str(refusal.event_id)
    return told
