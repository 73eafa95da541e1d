"""A browser without a window: it keeps cookies, follows nothing by itself, and knows the addresses of a small world."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
import pytest

from api.dependencies import Principal, Role
from ops.access import Sessions
from tests import database as databases
from tests.integration.api.queries.conftest import world
from tests.integration.api.queries.support import Caller, Served
from tests.specification import COUNTY


@dataclass
class Browser:
    """Sends requests with the cookies that it was given."""

    caller: Caller
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._kept(self.caller._send("GET", path, headers=self._headers(headers)))

    def post(
        self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        sent = self._headers(headers) | {"content-type": "application/x-www-form-urlencoded"}
        return self._kept(self.caller._send("POST", path, headers=sent, content=urlencode(form).encode()))

    def guard(self, path: str = "/roster") -> str:
        """What a form of this session has to carry, read from a page."""
        found = re.search(r'name="guard" value="(\w+)"', self.get(path).text)
        assert found
        return found[1]

    def _headers(self, more: Mapping[str, str] | None) -> dict[str, str]:
        kept = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        return {**kept, **(more or {})}

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        return answer


@pytest.fixture(scope="module")
def served(server: databases.TestServer) -> Iterator[Served]:
    """One small world for all tests of a module: pages only read it."""
    with databases.migrated_database(server) as database, world(database) as made:
        yield made


@pytest.fixture
def sessions(served: Served) -> Sessions:
    return Sessions(served.ledger.pool, served.ledger.rows)


@pytest.fixture
def stranger(served: Served) -> Browser:
    return Browser(Caller(served.client().app))


@pytest.fixture
def signed_in(served: Served, sessions: Sessions) -> Callable[..., Browser]:
    app = served.client().app

    def browser(role: Role = Role.APPROVER, scope: str | None = COUNTY) -> Browser:
        session = sessions.redeem(sessions.code(Principal(f"{role}-1", role, scope)))
        assert session is not None
        return Browser(Caller(app), {"luli_session": session})

    return browser
