"""A ledger served over HTTP for a test: real tokens, a real database, a small world of unions, and plain persons."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from api.app import make_app
from api.dependencies import Dependencies, Role
from domain.ledger import Draft
from domain.reading import Shelf
from ops.access import Looks, Sessions, Tokens
from ops.store import PostgresLedger
from ops.workbook.drafts import Drafts
from ops.workbook.imports import Imports
from projections.models import read_models
from projections.runner import Runner
from tests.ledgers import KEYS, erased, ledger_in

ANYWHERE: Final = "all"
"""The scope that is the whole ledger."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Client:
    """Sends requests to an application in this process, from any thread."""

    portal: BlockingPortal
    client: AsyncClient

    def request(self, method: str, path: str, *, content: Any, headers: Mapping[str, str]) -> Response:
        """One request; an iterator is sent in chunks."""
        if content is not None and not isinstance(content, bytes):
            content = _chunks(content)
        return self.portal.call(partial(self.client.request, method, path, content=content, headers=headers))


@dataclass
class Served:
    """One served ledger. Requests are sent as whoever holds the token of a role and scope."""

    app: FastAPI
    ledger: PostgresLedger
    client: "Client"
    tokens: Tokens
    _issued: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def token(self, role: str, scope: str = ANYWHERE, principal: str = "") -> str:
        """A token of a role and scope, issued once a principal (named after the role unless told otherwise)."""
        key = (role, scope, principal or f"{role}_1")
        if key not in self._issued:
            organisation = None if scope == ANYWHERE else scope
            self._issued[key] = self.tokens.issue(Role(role), organisation, key[2])
        return self._issued[key]

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        role: str = "clerk",
        scope: str = ANYWHERE,
        principal: str = "",
        token: str | None = None,
        key: str | None = None,
        if_match: str | None = None,
        language: str = "zh",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One request; `body` is sent as it is when it is bytes, else as JSON."""
        sent = {
            "authorization": f"Bearer {token or self.token(role, scope, principal)}",
            "accept-language": language,
        }
        if body is not None:
            sent["content-type"] = "application/json"
        if key is not None:
            sent["idempotency-key"] = key
        if if_match is not None:
            sent["if-match"] = if_match
        content = body if isinstance(body, bytes) or body is None else orjson.dumps(body)
        return self.client.request(method, path, content=content, headers={**sent, **(headers or {})})

    def post(self, path: str, body: Any, **how: Any) -> Response:
        """A command, by a clerk of the whole ledger unless told otherwise."""
        return self.send("POST", path, body, **how)

    def opened(self, path: str, body: Any, **how: Any) -> str:
        """The stream that a command opened."""
        answer = self.post(path, body, **how)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["receipts"][0]["stream_id"])

    @property
    def size(self) -> int:
        """How many events the ledger has."""
        return self.ledger.size_and_root()[0]

    def union(self, name: str, parent: str | None = None, **data: Any) -> str:
        """A union, registered by an administrator of the whole ledger."""
        said = {
            "name": f"{name}总工会",
            "kind": "union",
            "level": "county" if parent else "city",
            "division": "220600",
            **({"parent": parent} if parent else {}),
            **data,
        }
        return self.opened("/v1/organisations", command(said, "2000-01-01"), role="administrator")

    def seats(self, organisation: str, seats: int = 1) -> str:
        """A post with some seats."""
        said = {
            "organisation": organisation,
            "title": "社会化工会工作者",
            "category": "social_worker",
            "seats": seats,
        }
        return self.opened("/v1/posts", command(said, "2001-01-01"), role="administrator")

    def cycle(self, organisation: str, **data: Any) -> str:
        """An assessment cycle of the year 2023, opened on 1 December."""
        said = {
            "organisation": organisation,
            "kind": "annual",
            "scheme": "labour_contract",
            "standard": {"title": "示例考核标准", "version": "2023"},
            "period_from": "2023-01-01",
            "period_to": "2023-12-31",
            "due_on": "2024-03-31",
            **data,
        }
        return self.opened("/v1/cycles", command(said, "2023-12-01"))

    def plan(self, organisation: str, **counts: int) -> str:
        """A hiring plan of 2023 with these lines, approved on 1 January."""
        lines = [{"line": line, "title": "示例岗位", "count": count} for line, count in counts.items()]
        none = [{"line": "street", "title": "示例岗位", "count": 1}]
        said = {"organisation": organisation, "year": 2023, "lines": lines or none}
        return self.opened("/v1/plans", command(said, "2023-01-01"), role="approver")

    def course(self, provider: str, **data: Any) -> str:
        """A course of social work of forty hours, offered from 2023 on."""
        said = {"title": "示例课程", "kind": "social_work", "levels": ["basic"], "hours": 40, **data}
        return self.opened("/v1/courses", command({"provider": provider, **said}, "2023-01-01"))

    def volunteer(self, organisation: str, **data: Any) -> str:
        """A volunteer of an organisation since 2022."""
        said = {"kind": "volunteer", "name": "示例志愿者", "organisation": organisation, **data}
        return self.opened("/v1/volunteers", command(said, "2022-01-01"))

    def purchase(self, buyer: str, **data: Any) -> str:
        """A purchase of the year 2023 from a society of its own."""
        society = self.union(f"示例职工服务中心{self.size}", kind="social_organisation", level="county")
        said = {
            "buyer": buyer,
            "provider": society,
            "qualification": {"document_number": "示例民证〔2022〕1号"},
            "until": "2023-12-31",
            "places": [{"level": "junior", "count": 2}],
            "budget": "120000.00",
            **data,
        }
        return self.opened("/v1/purchases", command(said))

    def worker(self, number: int = 1, **how: Any) -> str:
        """A registered person."""
        return self.opened("/v1/workers", {"registration": command(person(number))}, **how)

    def hired(self, host: str, number: int = 1, on: str = "2023-04-01", **data: Any) -> str:
        """A person who was registered and hired in one command."""
        body = {"registration": command(person(number)), "hiring": command(hiring(host, **data), on)}
        return self.opened("/v1/workers", body)

    def erase(self, worker: str) -> None:
        """A person is erased as the operator does it: recorded first, then the key destroyed."""
        version = len(self.ledger.events(worker))
        self.ledger.record(Draft((erased(worker),), {worker: version}))
        self.ledger.destroy_subject(worker)


@contextmanager
def served(app_url: str, *, public_statistics: bool = True) -> Iterator[Served]:
    """A served ledger on a test's database; proved sound when the test is done with it."""
    with ExitStack() as made, ledger_in(app_url) as ledger:
        runner = Runner(ledger, read_models(ledger))
        tokens = Tokens(ledger.pool, ledger.rows)
        looks = Looks(ledger.pool)
        deps = Dependencies(
            ledger, Shelf(), runner, tokens, Sessions(ledger.pool, ledger.rows), looks, ledger.now
        )
        folder = made.enter_context(TemporaryDirectory())
        imports = Imports(ledger, Drafts(Path(folder), KEYS.encryption))
        app = make_app(replace(deps, public_statistics=public_statistics, imports=imports))
        with start_blocking_portal() as portal, portal.wrap_async_context_manager(_client(app)) as client:
            yield Served(app, ledger, Client(portal, client), tokens)


@asynccontextmanager
async def _client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield client


async def _chunks(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def command(data: Mapping[str, Any], on: str = "2023-01-01", **members: Any) -> dict[str, Any]:
    """A command's body."""
    return {"effective_on": on, "data": dict(data), **members}


def person(number: int = 1) -> dict[str, Any]:
    """A plainly generated person with a document number that checks."""
    born = date(1980, 1, 1) + timedelta(days=number % 5000)
    return {
        "name": f"示例人员{number}",
        "document": {"kind": "citizen_id", "number": citizen_number(born, number)},
        "person": {"birth_on": born.isoformat(), "sex": "1" if number % 2 else "2"},
    }


def citizen_number(born: date, serial: int) -> str:
    """A citizen number (GB 11643) of that birth date; an odd serial is male."""
    body = f"110105{born:%Y%m%d}{serial % 1000:03d}"
    checked = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return body + "10X98765432"[checked % 11]


def hiring(host: str, **data: Any) -> dict[str, Any]:
    """A hiring by the host itself."""
    return {
        "mode": "direct_hire",
        "legal_employer": host,
        "host": host,
        "procedure": {"kind": "open_recruitment"},
        **data,
    }


def assert_problem(answer: Response, status: int, slug: str) -> dict[str, Any]:
    """The answer is this problem, told in both languages; returns the document."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert document["type"] == f"urn:luli:problem:{slug}"
    assert document["status"] == status
    assert any("\u4e00" <= letter <= "\u9fff" for letter in document["zh"]["detail"]), document
    assert document["en"]["detail"].isprintable(), document
    assert document["en"]["title"].isascii(), document
    return document
