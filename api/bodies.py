"""Reading what was sent: the media type, the bytes up to a limit, JSON strictly, and the headers of a command."""

import re
from typing import Any, Final

from fastapi import Request

from api import problems
from api.limits import KEY_CHARACTERS, VERSION_DIGITS
from api.problems import Problem
from domain.canonical import MAX_DEPTH, MAX_INTEGER, NotCanonical, parse_strict
from domain.errors import Fault, InvalidInput

JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"

_VERSION: Final = re.compile(rf'(?:W/)?"([0-9]{{1,{VERSION_DIGITS}}})"')
_KEY: Final = re.compile(rf"[\x21-\x7e](?:[\x20-\x7e]{{0,{KEY_CHARACTERS - 2}}}[\x21-\x7e])?")
_TWICE: Final = "a member name occurs twice in one object"
_ZH: Final = (
    ("a lone surrogate", "含有无效的 Unicode 字符（孤立代理项）"),
    ("an integer beyond", f"整数超出 ±{MAX_INTEGER}"),
    ("a floating-point number", "不接受浮点数，请写成十进制字符串"),
    ("nested deeper", f"嵌套超过 {MAX_DEPTH} 层"),
    (_TWICE, "同一对象中有重复的成员名"),
    ("a member name that is not", "成员名不是有效文字"),
)


async def read_body(request: Request, limit: int, *media_types: str) -> bytes:
    """The body's bytes. Raises Problem for another media type (415), or one that would pass the limit (413)."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in media_types:
        wanted = " / ".join(media_types)
        raise Problem(problems.MEDIA, f"内容类型应为 {wanted}", f"the content type has to be {wanted}")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > limit:
            raise _too_large(limit)
    return bytes(content)


def _too_large(limit: int) -> Problem:
    return Problem(problems.TOO_LARGE, f"请求内容超过 {limit} 字节", f"the body is larger than {limit} bytes")


def parse_body(content: bytes) -> Any:
    """The JSON value as sent. Raises Problem (400) for what is not JSON, InvalidInput for what has no canonical form."""
    try:
        return parse_strict(content)
    except NotCanonical as error:
        fault = Fault(error.pointer, _zh(error.fault), error.fault)
        if error.pointer:
            raise InvalidInput((fault,)) from None
        raise Problem(problems.MALFORMED, fault.zh, fault.en, (fault,)) from None
    except RecursionError:
        fault = Fault("", f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH}")
        raise Problem(problems.MALFORMED, fault.zh, fault.en, (fault,)) from None


def _zh(fault: str) -> str:
    said = next((zh for start, zh in _ZH if fault.startswith(start)), "不是有效的 JSON")
    if fault.startswith(_TWICE):
        return said + fault.removeprefix(_TWICE).replace(": ", "：", 1)
    return said


def idempotency_key(request: Request) -> str | None:
    """The Idempotency-Key, None when there is none. Raises Problem (400)."""
    given = request.headers.getlist("idempotency-key")
    if not given:
        return None
    # The draft standard writes it as a structured-field string, in quotes; both forms name the same key.
    key = given[0].removeprefix('"').removesuffix('"') if len(given[0]) > 2 else given[0]
    if len(given) > 1 or not _KEY.fullmatch(key):
        raise Problem(
            problems.BAD_HEADER,
            f"Idempotency-Key 应为 1 至 {KEY_CHARACTERS} 个可见 ASCII 字符",
            f"an Idempotency-Key is 1 to {KEY_CHARACTERS} visible ASCII characters",
        )
    return key


def checked_key(key: str, pointer: str) -> str:
    """A key that stands in a body. Raises InvalidInput."""
    if not _KEY.fullmatch(key):
        raise InvalidInput(
            (
                Fault(
                    pointer,
                    f"幂等键应为 1 至 {KEY_CHARACTERS} 个可见 ASCII 字符",
                    f"a key is 1 to {KEY_CHARACTERS} visible ASCII characters",
                ),
            )
        )
    return key


def expected_version(request: Request) -> int | None:
    """The version that If-Match names, None when it names none. Raises Problem (400)."""
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    match = _VERSION.fullmatch(given.strip())
    if match is None:
        raise Problem(
            problems.BAD_HEADER,
            'If-Match 应为带引号的版本号，如 "7"',
            'If-Match is one version in quotes, such as "7"',
        )
    return int(match[1])


def require_json_answer(request: Request) -> None:
    """Raises Problem (406) when the caller takes no JSON."""
    accepted = request.headers.get("accept")
    if accepted is None:
        return
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in {"*/*", "application/*", JSON} and weight.replace(" ", "") not in {"q=0", "q=0.0"}:
            return
    raise Problem(problems.NOT_ACCEPTABLE)
