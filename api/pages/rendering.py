"""Templates made into pages: one environment a language, whatever is shown escaped, nothing loaded from elsewhere."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from fastapi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.dependencies import CHINA
from api.pages.addresses import HOME, LANGUAGE, SIGN_IN, SIGN_OUT, address
from api.pages.visit import Visit
from api.pages.words import word

HERE: Final = Path(__file__).parent
STYLES: Final = {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir())}
ENGLISH: Final = HERE / "languages" / "en.po"
"""The words of pages are Chinese where they stand; this catalogue has all of them in English."""
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Vary": "Cookie, Accept-Language",
}


def render(name: str, visit: Visit, status: int = 200, **content: Any) -> Response:
    """The page that a template makes of this content, in the visitor's language."""
    environment = _CHINESE if visit.chinese else _ENGLISH
    text = environment.get_template(name).render(visit=visit, **content)
    return Response(text, status, HEADERS | {"Content-Language": visit.language}, "text/html")


def worded(visit: Visit) -> Callable[[str, str], str]:
    """Says what a code of a table is called, in the visitor's language."""
    translations = _UNTRANSLATED if visit.chinese else _TRANSLATED
    return lambda code, table: word(translations.gettext, code, table, chinese=visit.chinese)


def _translations() -> Translations:
    with ENGLISH.open("rb") as file:
        catalogue = read_po(file, locale="en")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def _environment(translations: NullTranslations, locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        style=_style, address=address, HOME=HOME, SIGN_IN=SIGN_IN, SIGN_OUT=SIGN_OUT, LANGUAGE=LANGUAGE
    )
    environment.filters.update(
        number=lambda value: format_decimal(value, locale=locale),
        instant=_instant,
        word=lambda code, table: word(
            translations.gettext, str(code), table, chinese=translations is not _TRANSLATED
        ),
    )
    return environment


def _style(name: str) -> str:
    """The address of a file of ours, which changes with its content: browsers may keep it for ever."""
    return f"/static/{name}?v={sha256(STYLES[name]).hexdigest()[:12]}"


def _instant(value: datetime | str) -> str:
    """When something was recorded, by the clock in China, to the second."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


_TRANSLATED: Final = _translations()
_UNTRANSLATED: Final = NullTranslations()
_CHINESE: Final = _environment(_UNTRANSLATED, "zh_CN")
_ENGLISH: Final = _environment(_TRANSLATED, "en")
