"""Which addresses are pages, and how a page remembers where somebody wanted to go."""

from typing import Final
from urllib.parse import urlencode, urlsplit

SIGN_IN: Final = "/sign-in"
SIGN_OUT: Final = "/sign-out"
LANGUAGE: Final = "/language"
STATIC: Final = "/static/"
HOME: Final = "/"

_PROGRAMS: Final = frozenset({"/v1", "/livez", "/readyz", "/metrics", "/openapi.json", "/asyncapi.json"})


def is_page(path: str) -> bool:
    """Whether an address is for browsers: all that is not of the interface for programs."""
    return path not in _PROGRAMS and not path.startswith("/v1/")


def is_open_page(path: str) -> bool:
    """Whether a page needs nobody to have signed in: signing in, the language, the style sheet."""
    return path in {SIGN_IN, LANGUAGE} or path.startswith(STATIC)


def own_address(wanted: str) -> str:
    """An address of ours to go on to: the one wanted if it is a page of this server, else the first page."""
    parts = urlsplit(wanted.replace("\\", "/"))
    inside = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    if not inside or wanted.startswith("//") or not wanted.isprintable() or not is_page(parts.path):
        return HOME
    return HOME if is_open_page(parts.path) else wanted


def address(path: str, **parameters: str | None) -> str:
    """A path with those parameters that have a value, in the order given."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path
