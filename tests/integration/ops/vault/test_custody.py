"""A ledger opens with its own keys only, and lost ones are never replaced."""

from dataclasses import replace
from pathlib import Path

import pytest

from ops import keys
from ops.composition import open_ledger
from ops.errors import CannotOpen
from ops.keys import KeysUnusable
from ops.settings import Settings
from ops.store import PostgresLedger
from ops.vault import has_keys
from tests.database import Database
from tests.ledgers import KEYS, ledger_in, registration


def settings(database: Database, folder: Path) -> Settings:
    return Settings(data=folder, database_url=database.app_url, owner_url=database.owner_url)


def test_keys_are_noted_at_the_first_opening_and_fit_at_the_next(database: Database) -> None:
    assert not has_keys(database.app_url)
    for _ in range(2):
        with ledger_in(database.app_url) as ledger:
            ledger.record(registration())
    assert has_keys(database.app_url)


@pytest.mark.parametrize("name", sorted(keys.FILES))
def test_another_key_of_any_kind_is_refused_by_name(database: Database, name: str) -> None:
    with ledger_in(database.app_url) as ledger:
        ledger.record(registration())

    with pytest.raises(KeysUnusable, match=name):
        PostgresLedger.connect(database.app_url, replace(KEYS, **{name: bytes([9] * 32)}))


def test_lost_keys_are_asked_for_and_not_made_anew(database: Database, tmp_path: Path) -> None:
    with open_ledger(settings(database, tmp_path / "first")) as runtime:
        assert runtime.ledger.size_and_root()[0] == 0

    with pytest.raises(KeysUnusable, match="backup"), open_ledger(settings(database, tmp_path / "second")):
        raise AssertionError("it was opened")

    assert not (tmp_path / "second" / "keys").exists()


def test_the_librarys_database_functions_keep_a_ledger_closed(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "yes")

    with pytest.raises(CannotOpen, match="readers miss events"), open_ledger(settings(database, tmp_path)):
        raise AssertionError("it was opened")


def test_a_database_that_is_not_migrated_says_which_command_does_it(
    empty_database: Database, tmp_path: Path
) -> None:
    with pytest.raises(CannotOpen, match="luli migrate"), open_ledger(settings(empty_database, tmp_path)):
        raise AssertionError("it was opened")
