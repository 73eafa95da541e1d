"""How browsers are met: by the session in their cookie, and with pages, also where something was refused."""

import asyncio
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import Headers
from starlette.types import Scope

from api import problems
from api.dependencies import Dependencies, Principal
from api.limits import SESSION_CHARACTERS
from api.pages.addresses import HOME, SIGN_IN, address, is_open_page, is_page
from api.pages.rendering import render
from api.pages.visit import Visit
from domain.errors import Forbidden, LedgerError

SESSION_COOKIE: Final = "luli_session"
LANGUAGE_COOKIE: Final = "luli_language"
LANGUAGES: Final = ("zh", "en")
_SAFE: Final = frozenset({"GET", "HEAD"})
_OUR_OWN: Final = frozenset({"same-origin", "none"})


class Browsers:
    """The manner of pages."""

    def __init__(self, deps: Dependencies) -> None:
        self._sessions = deps.sessions

    def covers(self, path: str) -> bool:
        """All addresses but those of the interface for programs."""
        return is_page(path)

    def is_open(self, path: str) -> bool:
        """Signing in, the language and the style sheet."""
        return is_open_page(path)

    def check(self, scope: Scope, headers: Headers) -> None:
        """Raises Forbidden for a form that another site sends."""
        if scope["method"] in _SAFE:
            return
        said = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        foreign = said not in _OUR_OWN if said else origin and urlsplit(origin).netloc != headers.get("host")
        if foreign:
            raise Forbidden("请求来自其他网站，未予办理", "the form came from another site; nothing was done")

    async def find(self, scope: Scope, headers: Headers) -> Principal | None:
        """The principal of the session in the cookie."""
        session = _cookie(headers, SESSION_COOKIE)
        if not session or len(session) > SESSION_CHARACTERS:
            return None
        principal = await asyncio.to_thread(self._sessions.find, session)
        if principal is not None:
            scope["session"] = session
        return principal

    def chinese(self, headers: Headers) -> bool:
        """As chosen on a page, else as Accept-Language says."""
        chosen = _cookie(headers, LANGUAGE_COOKIE)
        if chosen in LANGUAGES:
            return chosen == "zh"
        return problems.prefers_chinese(headers.get("accept-language", ""))

    def refusal(self, error: LedgerError | problems.Problem, scope: Scope) -> Response:
        """A page that says what is wrong; whoever has not signed in is asked to, and then goes on to where they wanted."""
        request = Request(scope)
        kind = error.kind if isinstance(error, problems.Problem) else problems.kind_of(error)
        if kind is problems.UNAUTHENTICATED:
            here = Visit.of(request).here if scope["method"] in _SAFE else HOME
            return RedirectResponse(address(SIGN_IN, next=None if here == HOME else here), 303)
        told = problems.document_of(error, chinese=scope["chinese"])
        return render("problem.html", Visit.of(request), kind.status, problem=told)

    def incident(self, number: str, scope: Scope) -> Response:
        """A page with the number."""
        return render("incident.html", Visit.of(Request(scope)), problems.INTERNAL.status, number=number)


def manner(deps: Dependencies) -> Browsers:
    """How browsers are met over what the composition root gives."""
    return Browsers(deps)


def _cookie(headers: Headers, name: str) -> str:
    """A cookie's value, empty when there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
