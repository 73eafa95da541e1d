"""The fixtures give each test a database of its own."""

from __future__ import annotations

import psycopg
import pytest

from tests.database import Database


def test_each_test_has_a_database_with_its_three_roles(empty_database: Database) -> None:
    urls = {
        "luli_owner": empty_database.owner_url,
        "luli_app": empty_database.app_url,
    }
    for role, url in urls.items():
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT current_user, current_database()").fetchone() == (
                role,
                empty_database.name,
            )


def test_the_owner_may_make_a_schema_and_the_application_may_not(empty_database: Database) -> None:
    with psycopg.connect(empty_database.owner_url) as owner:
        owner.execute("CREATE SCHEMA ledger")
    with psycopg.connect(empty_database.app_url) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE SCHEMA other")


def test_a_superuser_reaches_the_same_database(empty_database: Database) -> None:
    with psycopg.connect(empty_database.admin_url) as admin:
        row = admin.execute(
            "SELECT rolsuper, current_database() FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == (True, empty_database.name)
