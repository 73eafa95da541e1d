"""The door that every request comes through: who asks, how many at once, what headers go out, and what is logged.

Plain ASGI, outside the routes. It finds the principal before any route is looked for, so that a stranger learns
nothing, not even which addresses there are; and it answers what nobody foresaw with an incident number. Programs and
browsers are met in two manners: a bearer token and problem documents, or a session and pages.
"""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import MutableMapping, Sequence
from hashlib import sha256
from time import monotonic, perf_counter
from typing import Any, Final, Protocol
from uuid import uuid4

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.dependencies import Principal, Principals
from api.limits import IN_FLIGHT, REMEMBERED_SECONDS, REMEMBERED_TOKENS, TOKEN_CHARACTERS
from api.metrics import Metrics
from domain.errors import LedgerError

log = logging.getLogger("luli.http")

PUBLIC: Final = ("/v1/public/statistics", "/v1/public/statistics.csv")
"""Counts for everyone; 404 where the operator has not switched them on."""
OPEN: Final = frozenset({"/livez", "/readyz", "/v1/log/checkpoint", "/v1/log/consistency", *PUBLIC})
"""Addresses that need no principal; hash tiles are the others."""
_TILES: Final = "/v1/log/tile/"
_ENTRIES: Final = "/v1/log/tile/entries"

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_GUARDS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_POLICY: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_NO_STORE: Final = (b"cache-control", b"no-store")


def is_open(path: str) -> bool:
    """Whether an address needs no principal: liveness, the log's hashes, public counts; never entries."""
    return path in OPEN or (path.startswith(_TILES) and not path.startswith(_ENTRIES))


def principal_of(request: Request) -> Principal:
    """Who asks. Raises Problem on an address that needs no principal, when none was given."""
    principal = request.scope.get("principal")
    if not isinstance(principal, Principal):
        raise problems.Problem(problems.UNAUTHENTICATED)
    return principal


class Manner(Protocol):
    """How one kind of caller is met."""

    def covers(self, path: str) -> bool:
        """Whether an address is for such callers."""
        ...

    def is_open(self, path: str) -> bool:
        """Whether an address of theirs needs no principal."""
        ...

    def check(self, scope: Scope, headers: Headers) -> None:
        """Raises Problem or Forbidden for a request that must not be served, whoever sends it."""
        ...

    async def find(self, scope: Scope, headers: Headers) -> Principal | None:
        """Who asks, None when nobody is named. Raises StoreUnavailable."""
        ...

    def chinese(self, headers: Headers) -> bool:
        """Whether the answer is in Chinese first."""
        ...

    def refusal(self, error: LedgerError | problems.Problem, scope: Scope) -> Response:
        """What is answered instead, when something was refused."""
        ...

    def incident(self, number: str, scope: Scope) -> Response:
        """What is told of something nobody foresaw: its number in the log, and nothing else."""
        ...


class Programs:
    """Callers with a bearer token, who are answered with problem documents."""

    def __init__(self, principals: Principals) -> None:
        self._known = Acquaintances(principals)

    def covers(self, _path: str) -> bool:
        """Whatever nobody else covers."""
        return True

    def is_open(self, path: str) -> bool:
        """Liveness, the checkpoint, hash tiles, public counts."""
        return is_open(path)

    def check(self, scope: Scope, headers: Headers) -> None:
        """A token is sent on purpose: nothing is refused beforehand."""

    async def find(self, _scope: Scope, headers: Headers) -> Principal | None:
        """The principal of the bearer token."""
        return await self._known.find(headers.get("authorization", ""))

    def chinese(self, headers: Headers) -> bool:
        """As the caller's Accept-Language says."""
        return problems.prefers_chinese(headers.get("accept-language", ""))

    def refusal(self, error: LedgerError | problems.Problem, scope: Scope) -> Response:
        """A problem document."""
        return problems.answer(error, chinese=scope["chinese"])

    def incident(self, number: str, scope: Scope) -> Response:
        """A problem document with the number."""
        return _incident(number, chinese=scope["chinese"])


class Entrance:
    """The middleware. One for each application; of its manners the first that covers an address is used."""

    def __init__(self, app: ASGIApp, manners: Sequence[Manner], metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._manners = manners
        self._in_flight: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        headers = Headers(scope=scope)
        scope["request_id"] = request_id = _request_id(headers.get("x-request-id", ""))
        manner = next(one for one in self._manners if one.covers(scope["path"]))
        scope["manner"], scope["principal"] = manner, None
        scope["chinese"] = manner.chinese(headers)
        reply = _Reply(send, request_id)
        try:
            manner.check(scope, headers)
            scope["principal"] = principal = await manner.find(scope, headers)
            if principal is None and not manner.is_open(scope["path"]):
                raise problems.Problem(problems.UNAUTHENTICATED)
            await self._admitted(principal, scope, receive, reply)
        except (LedgerError, problems.Problem) as error:
            await _tell(manner.refusal(error, scope), scope, receive, reply)
        except Exception:
            incident = str(uuid4())
            log.exception("incident %s in %s %s", incident, scope["method"], _template(scope))
            if reply.started:
                raise
            await _tell(manner.incident(incident, scope), scope, receive, reply)
        finally:
            self._account(scope, reply.status, perf_counter() - began)

    async def _admitted(
        self, principal: Principal | None, scope: Scope, receive: Receive, reply: "_Reply"
    ) -> None:
        """Serve, unless the principal has too many requests under way."""
        if principal is None:
            await self._app(scope, receive, reply)
            return
        waiting = self._in_flight.get(principal.id, 0)
        if waiting >= IN_FLIGHT:
            raise problems.Problem(problems.TOO_MANY)
        self._in_flight[principal.id] = waiting + 1
        try:
            await self._app(scope, receive, reply)
        finally:
            left = self._in_flight[principal.id] - 1
            if left:
                self._in_flight[principal.id] = left
            else:
                del self._in_flight[principal.id]

    def _account(self, scope: Scope, status: int, seconds: float) -> None:
        """Count it and log it: the route's template, never the address as sent, which may hold personal data."""
        template = _template(scope)
        self._metrics.observe(scope["method"], template, status, seconds)
        principal = scope.get("principal")
        log.info(
            "%s %s %d %.1f ms %s %s",
            scope["method"],
            template,
            status,
            seconds * 1000,
            principal.id if principal else "-",
            scope["request_id"],
        )


class Acquaintances:
    """Principals by their token, remembered for a few seconds: most requests ask no database who is asking."""

    def __init__(self, principals: Principals) -> None:
        self._principals = principals
        self._met: OrderedDict[bytes, tuple[float, Principal]] = OrderedDict()

    async def find(self, authorization: str) -> Principal | None:
        """The principal of an Authorization header, None when it names none. Raises StoreUnavailable."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer" or not token or len(token) > TOKEN_CHARACTERS:
            return None
        key = sha256(token.encode("utf-8", "surrogatepass")).digest()
        met = self._met.get(key)
        if met is not None and met[0] > monotonic():
            return met[1]
        principal = await asyncio.to_thread(self._principals.authenticate, token)
        self._met.pop(key, None)
        if principal is not None:
            self._met[key] = (monotonic() + REMEMBERED_SECONDS, principal)
            if len(self._met) > REMEMBERED_TOKENS:
                self._met.popitem(last=False)
        return principal


class _Reply:
    """Sends on, adding the headers that every answer has, and remembers the status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id.encode("ascii")
        self.status = 500
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            self.status = message["status"]
            message = _guarded(message, self._request_id)
        await self._send(message)


def _guarded(message: MutableMapping[str, Any], request_id: bytes) -> Message:
    headers = list(message.get("headers", ()))
    present = {name for name, _ in headers}
    headers.extend(pair for pair in (*_GUARDS, _POLICY, _NO_STORE) if pair[0] not in present)
    headers.append((b"x-request-id", request_id))
    return {**message, "headers": headers}


def _incident(incident: str, *, chinese: bool) -> Response:
    """What is told of something nobody foresaw: its number in the log, and nothing else."""
    body = problems.document(
        problems.INTERNAL,
        f"服务器内部错误，已记录，编号 {incident}",
        f"an internal error; it was logged as incident {incident}",
        chinese=chinese,
        incident=incident,
    )
    return problems.respond(problems.INTERNAL, body)


async def _tell(response: ASGIApp, scope: Scope, receive: Receive, reply: _Reply) -> None:
    if not reply.started:
        await response(scope, receive, reply)


def _request_id(given: str) -> str:
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _template(scope: Scope) -> str:
    route = scope.get("route")
    return getattr(route, "path", "-")
