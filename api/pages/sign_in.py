"""Signing in by a one-time code or a token, signing out, and the choice of a language."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.dependencies import Dependencies
from api.limits import SESSION_CHARACTERS, TOKEN_CHARACTERS
from api.pages.addresses import LANGUAGE, SIGN_IN, SIGN_OUT, own_address
from api.pages.browsers import LANGUAGE_COOKIE, LANGUAGES, SESSION_COOKIE
from api.pages.rendering import render
from api.pages.visit import Visit, sent_form

_YEAR_SECONDS: Final = 365 * 24 * 3600
_REFUSED: Final = 403


class SignIn:
    """The door for people."""

    def __init__(self, deps: Dependencies) -> None:
        self._sessions = deps.sessions

    def add_to(self, router: APIRouter) -> None:
        """Register the routes."""
        router.add_api_route(SIGN_IN, self.show, response_class=Response)
        router.add_api_route(SIGN_IN, self.enter, methods=["POST"], response_class=Response)
        router.add_api_route(SIGN_OUT, self.leave, methods=["POST"], response_class=Response)
        router.add_api_route(LANGUAGE, self.language, response_class=Response)

    def show(self, request: Request) -> Response:
        """The form for a token; with a one-time code, the session that it begins."""
        visit = Visit.of(request)
        code, wanted = visit.typed.get("code"), visit.typed.get("next", "")
        if code is None:
            return self._form(visit, wanted)
        session = self._sessions.redeem(code) if len(code) <= SESSION_CHARACTERS else None
        if session is None:
            return self._form(visit, wanted, fault="code")
        return _entered(request, session, wanted)

    def enter(self, request: Request, form: Annotated[Mapping[str, str], Depends(sent_form)]) -> Response:
        """Begin a session with a token. It is never shown again: a wrong one has to be pasted anew."""
        token, wanted = form.get("token", "").strip(), form.get("next", "")
        session = self._sessions.begin(token) if 0 < len(token) <= TOKEN_CHARACTERS else None
        if session is None:
            return self._form(Visit.of(request), wanted, fault="token")
        return _entered(request, session, wanted)

    def leave(self, request: Request, _form: Annotated[Mapping[str, str], Depends(sent_form)]) -> Response:
        """End the session."""
        self._sessions.end(request.scope["session"])
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="strict")
        return response

    def language(self, request: Request) -> Response:
        """Keep the language that somebody chose, and go back."""
        visit = Visit.of(request)
        chosen = visit.typed.get("to", "")
        response = RedirectResponse(own_address(visit.typed.get("next", "")), 303)
        if chosen in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, chosen, _YEAR_SECONDS, secure=_secure(request), httponly=True, samesite="lax"
            )
        return response

    def _form(self, visit: Visit, wanted: str, fault: str = "") -> Response:
        return render(
            "sign_in.html", visit, _REFUSED if fault else 200, wanted=own_address(wanted), fault=fault
        )


def _entered(request: Request, session: str, wanted: str) -> Response:
    response = RedirectResponse(own_address(wanted), 303)
    response.set_cookie(SESSION_COOKIE, session, secure=_secure(request), httponly=True, samesite="strict")
    return response


def _secure(request: Request) -> bool:
    return request.url.scheme == "https"
