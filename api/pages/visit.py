"""One visit to a page: who looks, in which language, at which two times, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request

from api.bodies import read_body
from api.dependencies import Principal
from api.limits import FORM_BYTES, FORM_FIELDS
from api.pages.addresses import address
from domain.errors import Forbidden

FORM: Final = "application/x-www-form-urlencoded"
TIMES: Final = ("as_of", "known_at")
"""Both times of a question: every link takes them along."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page is made for. `typed` holds the parameters as they were typed, empty ones left out."""

    path: str
    typed: Mapping[str, str]
    chinese: bool
    principal: Principal | None
    guard: str

    @classmethod
    def of(cls, request: Request) -> "Visit":
        """The visit that a request is."""
        scope = request.scope
        typed = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
        principal = scope["principal"]
        return cls(request.url.path, typed, scope["chinese"], principal, guard_of(scope.get("session") or ""))

    @property
    def language(self) -> str:
        """The page's language, as HTML names it."""
        return "zh-CN" if self.chinese else "en"

    @property
    def here(self) -> str:
        """This page's own address."""
        return address(self.path, **self.typed)

    def value(self, name: str) -> str:
        """What was typed into a field, empty when nothing was."""
        return self.typed.get(name, "")

    def link(self, path: str, **parameters: str | None) -> str:
        """Another page, seen at the same two times unless told otherwise."""
        times = {name: self.typed.get(name) for name in TIMES}
        return address(path, **{**times, **parameters})

    def change(self, **parameters: str | None) -> str:
        """This page with some parameters changed (None leaves one out), from its first rows on."""
        return address(self.path, **{**self.typed, "cursor": None, **parameters})

    def sorted_by(self, column: str) -> str:
        """This page in the order of a column; when it is in that order already, the other way round."""
        turned = self.value("sort") == column and not self.value("descending")
        return self.change(sort=column, descending="true" if turned else None)

    def export(self, path: str) -> str:
        """The same question put to another address, which gives all rows as a file."""
        return address(path, **{**self.typed, "cursor": None, "limit": None})

    def say(self, zh: str, en: str) -> str:
        """What the ledger says in both languages, in the reader's."""
        return zh if self.chinese else en


def guard_of(session: str) -> str:
    """What a form of this session carries, so that no other site can send it: it follows from the secret cookie."""
    return sha256(f"form {session}".encode()).hexdigest()[:32]


async def sent_form(request: Request) -> Mapping[str, str]:
    """The fields of a form, read before a thread takes over. Raises Problem, and Forbidden for another's form."""
    content = await read_body(request, FORM_BYTES, FORM)
    try:
        pairs = parse_qsl(content.decode(), keep_blank_values=True, max_num_fields=FORM_FIELDS)
    except ValueError:
        raise Forbidden("表单无法读取", "the form cannot be read") from None
    fields = dict(pairs)
    session = request.scope.get("session")
    if session and not compare_digest(fields.get("guard", "").encode(), guard_of(session).encode()):
        raise Forbidden(
            "表单已失效，请回到页面重新提交", "the form is stale: go back to the page and send it again"
        )
    return fields
