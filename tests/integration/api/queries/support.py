"""A served ledger with a small history in it, and callers of every role."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from fastapi import FastAPI

from ops.store import PostgresLedger
from projections.runner import Runner
from tests.recorded import organisation, record, record_together
from tests.specification import (
    CITY,
    COUNTY,
    POST,
    Fact,
    assessed,
    cited,
    confirmed,
    contract,
    fact,
    hired,
    organisation_id,
    registered,
    seconded,
)

ELSEWHERE = organisation_id("elsewhere union")
WORKER = "worker-11111111-1111-5111-8111-111111111111"
FOREIGN = "worker-22222222-2222-5222-8222-222222222222"
NOBODYS = "worker-33333333-3333-5333-8333-333333333333"


@dataclass(frozen=True)
class Caller:
    """Whoever calls the served application, with these headers on each request."""

    app: FastAPI
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, params: Any = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._send("GET", path, params=params, headers=headers)

    def post(self, path: str, json: Any) -> httpx.Response:
        return self._send("POST", path, json=json)

    def _send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://ledger") as client:
                return await client.request(method, path, headers={**self.headers, **(headers or {})}, **more)

        return asyncio.run(sent())


@dataclass(frozen=True)
class Served:
    """The ledger behind the routes, and a client for each caller."""

    ledger: PostgresLedger
    runner: Runner
    client: Callable[..., Caller]

    def looks(self) -> list[tuple[str, str, str | None]]:
        """The access log."""
        return [(p, w, r) for p, w, r in self.ledger.rows("SELECT principal, what, reason FROM access.look")]


def populate(ledger: PostgresLedger) -> None:
    """A city with a county, another union, and three persons: held by the county, by the other, by nobody."""
    record(ledger, CITY, organisation("city"))
    record(ledger, COUNTY, organisation("county", CITY))
    record(ledger, ELSEWHERE, organisation("elsewhere"))
    record(
        ledger,
        POST,
        fact("post.created", "2000-01-01", "post", organisation=COUNTY, title="岗位", category="c", seats=2),
    )
    record(ledger, WORKER, registered(contact={"phone": "13800000000"}), hired("2020-03-01", post=POST))
    record_together(
        ledger,
        WORKER,
        contract("2020-03-01", "2023-02-28"),
        assessed("2021-01-10", 2020),
        confirmed("2021-01-20"),
        fact("worker.grade_assigned", "2021-02-01", "graded", ladder="professional", grade="12"),
        seconded("2021-03-01", "2021-12-31"),
        fact(
            "worker.commended",
            "2022-01-01",
            "honour",
            level="city",
            title="优秀",
            issuer="市",
            document_number="1",
        ),
        fact(
            "worker.commendation_revoked",
            "2022-06-01",
            "revoked",
            commendation=cited("honour"),
            reason_code="x",
        ),
    )
    record_together(
        ledger,
        FOREIGN,
        relabelled(registered(document={"kind": "passport", "number": "E12345678"}), "foreign"),
        relabelled(hired("2020-01-01", host=ELSEWHERE, legal_employer=ELSEWHERE), "foreign hired"),
    )
    record(
        ledger,
        NOBODYS,
        relabelled(registered(document={"kind": "passport", "number": "E87654321"}), "nobody"),
    )


def relabelled(said: Fact, label: str) -> Fact:
    """The same fact under another id."""
    return replace(said, label=label)
