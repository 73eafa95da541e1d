"""Migrations: the shape they make is written down, and the database itself refuses changes of the record."""

import difflib
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from ops import migrate
from tests.database import Database
from tests.ledgers import ledger_in, registration

GOLDEN = Path(__file__).parents[2] / "golden" / "schema.txt"

COLUMNS = """
SELECT format('%s.%s %s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
              coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname IN ('ledger', 'vault') AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
"""
CONSTRAINTS = """
SELECT format('%s %s: %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE connamespace::regnamespace::text IN ('ledger', 'vault') AND contype IN ('p', 'u', 'c', 'f')
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('ledger', 'vault')"
TRIGGERS = """
SELECT format('%s enabled %s', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace::regnamespace::text IN ('ledger', 'vault') AND NOT tgisinternal
"""
GRANTS = """
SELECT format('grant %s on %s.%s to %s', string_agg(lower(privilege_type), ', ' ORDER BY privilege_type),
              table_schema, table_name, grantee)
FROM information_schema.role_table_grants WHERE table_schema IN ('ledger', 'vault') AND grantee = 'luli_app'
GROUP BY table_schema, table_name, grantee
"""


def shape(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [
            line
            for query in (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, GRANTS)
            for line in sorted(str(row[0]) for row in connection.execute(query))
        ]


def test_the_migrations_make_the_shape_that_is_written_down(database: Database) -> None:
    """A changed shape is a new migration: then write it down anew, and review the difference."""
    made, written = shape(database.owner_url), GOLDEN.read_text("utf-8").splitlines()
    assert list(difflib.unified_diff(written, made, "written", "made", lineterm="")) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = shape(database.owner_url)
    migrate.migrate(database.owner_url)
    assert shape(database.owner_url) == before
    assert migrate.current(database.owner_url) == migrate.newest()


def test_an_empty_database_has_no_migration(empty_database: Database) -> None:
    assert migrate.current(empty_database.owner_url) is None


@pytest.mark.requirement("R84", shows="refusal")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.event SET type = 'x'",
        "DELETE FROM ledger.event",
        "TRUNCATE ledger.event",
        "UPDATE ledger.commit SET root = root",
        "DELETE FROM ledger.commit",
        "TRUNCATE ledger.commit CASCADE",
        "DELETE FROM ledger.head",
        "TRUNCATE ledger.head",
    ],
)
@pytest.mark.parametrize("role", ["app", "owner", "admin"])
def test_nobody_changes_the_record(database: Database, statement: str, role: str) -> None:
    """The application's role lacks the right; for owner and superuser the trigger refuses."""
    with ledger_in(database.app_url) as ledger:
        ledger.record(registration())
    refusals = (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityConstraintViolation)
    # Also in a session that replays changes, where ordinary triggers do not fire.
    settings = ["SET session_replication_role = replica"] if role == "admin" else []
    with psycopg.connect(getattr(database, f"{role}_url"), autocommit=True) as connection:
        for setting in (None, *settings):
            if setting:
                connection.execute(setting)
            with pytest.raises(refusals):
                connection.execute(statement)


def test_one_plain_user_is_enough(empty_database: Database) -> None:
    """A database with a single user: that user migrates, runs, and is refused by the trigger all the same."""
    migrate.migrate(empty_database.owner_url)
    with ledger_in(empty_database.owner_url) as ledger:
        ledger.record(registration())
    with (
        psycopg.connect(empty_database.owner_url) as connection,
        pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"),
    ):
        connection.execute("DELETE FROM ledger.event")


def test_the_newest_migration_is_the_one_that_nothing_comes_after() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))

    assert scripts.get_heads() == [migrate.newest()]
