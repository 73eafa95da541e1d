"""A served ledger with a small history in it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from api.app import make_app
from api.dependencies import Dependencies, Role
from domain.reading import Shelf
from ops.access import Looks, Sessions, Tokens
from projections.models import read_models
from projections.runner import Runner
from tests.database import Database
from tests.integration.api.queries.support import Caller, Served, populate
from tests.ledgers import ledger_in
from tests.specification import COUNTY


@pytest.fixture
def served(database: Database) -> Iterator[Served]:
    with world(database) as made:
        yield made


@contextmanager
def world(database: Database) -> Iterator[Served]:
    """The small history, served on this database."""
    with ledger_in(database.app_url) as ledger:
        runner = Runner(ledger, read_models(ledger))
        tokens = Tokens(ledger.pool, ledger.rows)
        sessions, looks = Sessions(ledger.pool, ledger.rows), Looks(ledger.pool)
        app = make_app(Dependencies(ledger, Shelf(), runner, tokens, sessions, looks, ledger.now))

        def client(role: Role = Role.APPROVER, scope: str | None = COUNTY) -> Caller:
            token = tokens.issue(role, scope, f"{role}-1")
            return Caller(app, {"Authorization": f"Bearer {token}"})

        populate(ledger)
        yield Served(ledger, runner, client)
