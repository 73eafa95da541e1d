"""Tokens are shown once, found by their hash, end when they say, and are revoked by their principal."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from api.dependencies import Principal, Role
from domain.errors import InvalidInput, StoreUnavailable
from ops.access import Looks, Tokens
from ops.store import PostgresLedger
from tests.database import Database
from tests.ledgers import ledger_in
from tests.specification import CITY


@pytest.fixture
def ledger(database: Database) -> Iterator[PostgresLedger]:
    with ledger_in(database.app_url) as made:
        yield made


@pytest.fixture
def tokens(ledger: PostgresLedger) -> Tokens:
    return Tokens(ledger.pool, ledger.rows)


def test_a_token_finds_its_principal_and_nothing_else_does(tokens: Tokens) -> None:
    token = tokens.issue(Role.CLERK, CITY, "clerk_1")
    whole = tokens.issue(Role.AUDITOR, None, "auditor_1")

    assert tokens.authenticate(token) == Principal("clerk_1", Role.CLERK, CITY)
    assert tokens.authenticate(whole) == Principal("auditor_1", Role.AUDITOR, None)
    for wrong in ("", token[:-1], token + "x", token.upper(), "\ud800", "' OR true --"):
        assert tokens.authenticate(wrong) is None


def test_the_database_does_not_hold_the_token(tokens: Tokens, database: Database) -> None:
    token = tokens.issue(Role.CLERK, CITY, "clerk_1")
    with psycopg.connect(database.owner_url) as connection:
        rows = str(connection.execute("SELECT t::text FROM access.token t").fetchall())
    assert token not in rows
    assert token.removeprefix("luli_") not in rows


def test_a_token_ends_when_it_says(tokens: Tokens, database: Database) -> None:
    token = tokens.issue(Role.CLERK, CITY, "clerk_1", datetime.now(UTC) + timedelta(days=1))
    assert tokens.authenticate(token) is not None
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("UPDATE access.token SET issued_at = '2020-01-01', expires_at = '2020-01-02'")
    assert tokens.authenticate(token) is None


def test_all_tokens_of_a_principal_are_revoked_at_once(tokens: Tokens) -> None:
    mine = [tokens.issue(Role.CLERK, CITY, "clerk_1") for _ in range(2)]
    other = tokens.issue(Role.CLERK, CITY, "clerk_2")

    assert tokens.revoke("clerk_1") == 2
    assert tokens.revoke("clerk_1") == 0
    assert [tokens.authenticate(one) for one in mine] == [None, None]
    assert tokens.authenticate(other) is not None
    assert [(one.principal, one.revoked_at is None) for one in tokens.all()] == [
        ("clerk_1", False),
        ("clerk_1", False),
        ("clerk_2", True),
    ]


@pytest.mark.parametrize(
    ("scope", "principal", "expires", "pointer"),
    [
        (CITY, "Clerk One", None, "/principal"),
        (CITY, "", None, "/principal"),
        ("worker-1", "clerk_1", None, "/scope"),
        (CITY, "clerk_1", datetime(2020, 1, 1, tzinfo=UTC), "/expires"),
    ],
)
def test_what_cannot_be_issued(
    tokens: Tokens, scope: str, principal: str, expires: datetime | None, pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        tokens.issue(Role.CLERK, scope, principal, expires)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert tokens.all() == []


@pytest.mark.requirement("R93")
def test_the_application_cannot_remove_a_token_or_a_look(ledger: PostgresLedger, database: Database) -> None:
    Looks(ledger.pool).record("clerk_1", "GET /v1/workers", "核对")
    for statement in (
        "DELETE FROM access.token",
        "DELETE FROM access.look",
        "UPDATE access.look SET what = ''",
    ):
        with (
            psycopg.connect(database.app_url) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
    assert ledger.rows("SELECT principal, reason FROM access.look") == [("clerk_1", "核对")]


def test_nothing_is_shown_when_the_look_cannot_be_kept(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        looks = Looks(ledger.pool)
    with pytest.raises(StoreUnavailable):
        looks.record("clerk_1", "GET /v1/workers", None)
