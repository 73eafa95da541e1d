"""A code signs in once, a session ends when it says, and neither is a bearer token."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import psycopg
import pytest

from api.dependencies import Principal, Role
from domain.errors import StoreUnavailable
from ops.access import Sessions, Tokens
from tests.database import Database
from tests.ledgers import ledger_in
from tests.specification import CITY

CLERK = Principal("clerk_1", Role.CLERK, CITY)


class Door(NamedTuple):
    tokens: Tokens
    sessions: Sessions


@pytest.fixture
def door(database: Database) -> Iterator[Door]:
    with ledger_in(database.app_url) as ledger:
        yield Door(Tokens(ledger.pool, ledger.rows), Sessions(ledger.pool, ledger.rows))


def aged(database: Database, statement: str) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(statement)


def test_a_code_begins_one_session_and_no_second(door: Door) -> None:
    code = door.sessions.code(CLERK)
    session = door.sessions.redeem(code)

    assert session is not None
    assert door.sessions.find(session) == CLERK
    assert door.sessions.redeem(code) is None


def test_a_code_runs_out(door: Door, database: Database) -> None:
    code = door.sessions.code(CLERK)
    aged(database, "UPDATE access.token SET issued_at = '2020-01-01', expires_at = '2020-01-02'")
    assert door.sessions.redeem(code) is None


def test_a_token_begins_sessions_that_end_with_it_at_the_latest(door: Door, database: Database) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    session = door.sessions.begin(door.tokens.issue(Role.CLERK, CITY, "clerk_1", until))
    assert session is not None
    assert door.sessions.find(session) == CLERK
    with psycopg.connect(database.owner_url) as connection:
        ends = connection.execute("SELECT max(expires_at) FROM access.token").fetchone()
    assert ends == (until,)


def test_a_session_ends_when_signed_out_or_when_its_principal_is_revoked(door: Door) -> None:
    first, second = (door.sessions.redeem(door.sessions.code(CLERK)) for _ in range(2))
    assert first is not None
    assert second is not None
    door.sessions.end(first)
    assert (door.sessions.find(first), door.sessions.find(second)) == (None, CLERK)

    door.tokens.revoke("clerk_1")
    assert door.sessions.find(second) is None


def test_codes_sessions_and_tokens_are_not_taken_for_one_another(door: Door) -> None:
    token = door.tokens.issue(Role.CLERK, CITY, "clerk_1")
    code = door.sessions.code(CLERK)
    session = door.sessions.begin(token)
    assert session is not None

    assert [door.tokens.authenticate(one) for one in (code, session)] == [None, None]
    assert [door.sessions.find(one) for one in (code, token)] == [None, None]
    assert [door.sessions.redeem(one) for one in (session, token, "", "\ud800")] == [None] * 4
    assert [door.sessions.begin(one) for one in (session, code, "")] == [None] * 3


def test_without_the_database_nobody_signs_in(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        sessions = Sessions(ledger.pool, ledger.rows)
    with pytest.raises(StoreUnavailable):
        sessions.redeem("anything")
