"""The one composition root: from settings to a database, a ledger, who may call, read models, and the web layer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from api.dependencies import Dependencies
from domain.reading import Shelf
from ops import keys, migrate
from ops.access import Looks, Sessions, Tokens
from ops.embedded import EmbeddedPostgres
from ops.errors import CannotOpen
from ops.keys import Keys
from ops.settings import Settings
from ops.store import PostgresLedger
from ops.store.factory import DB_FUNCTIONS, is_on
from ops.vault import has_keys
from projections.models import read_models
from projections.runner import Runner


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """One database, as the application's role and as the role that owns the tables."""

    app: str
    owner: str
    prepare: bool


@dataclass(frozen=True, slots=True)
class Runtime:
    """An open ledger and what stands beside it; valid while `open_ledger` is."""

    settings: Settings
    database: DatabaseUrls
    keys: Keys
    ledger: PostgresLedger
    shelf: Shelf
    access: Tokens
    sessions: Sessions
    looks: Looks
    runner: Runner


@contextmanager
def open_database(settings: Settings) -> Iterator[DatabaseUrls]:
    """The configured database, or the embedded one, started or joined and held until the end."""
    if settings.database_url is not None:
        owner = settings.owner_url or settings.database_url
        yield DatabaseUrls(settings.database_url, owner, prepare=not settings.pooled)
        return
    with EmbeddedPostgres(settings.data).hold() as held:
        yield DatabaseUrls(held.url(role="app"), held.url(role="owner"), prepare=True)


@contextmanager
def open_ledger(settings: Settings) -> Iterator[Runtime]:
    """Everything that a command needs. The embedded database is migrated on the way.

    Raises CannotOpen for a configured database that is not, or with the library's database functions on, and what opening it raises (KeysUnusable,
    EmbeddedPostgresError, StoreUnavailable).
    """
    if is_on(os.environ.get(DB_FUNCTIONS)):
        raise CannotOpen(
            f"{DB_FUNCTIONS} must be off: with it the library skips its lock, and readers miss events"
        )
    with open_database(settings) as database:
        _bring_up_to_date(settings, database)
        secrets = _own_keys(settings, database)
        with PostgresLedger.connect(
            database.app, secrets, cipher=settings.cipher, origin=settings.origin, prepare=database.prepare
        ) as ledger:
            yield Runtime(
                settings,
                database,
                secrets,
                ledger,
                Shelf(),
                Tokens(ledger.pool, ledger.rows),
                Sessions(ledger.pool, ledger.rows),
                Looks(ledger.pool),
                Runner(ledger, read_models(ledger)),
            )


def _own_keys(settings: Settings, database: DatabaseUrls) -> Keys:
    """The ledger's keys, made for a ledger that has none. Lost ones are never replaced: that would split the ledger."""
    if not has_keys(database.app):
        return keys.load_or_init(settings.keys_folder)
    if not settings.keys_folder.exists():
        raise keys.KeysUnusable(
            f"{settings.keys_folder} is not there, and this ledger has keys: restore them from their backup"
        )
    return keys.load(settings.keys_folder)


def dependencies(runtime: Runtime) -> Dependencies:
    """What queries and commands stand on, over an open ledger."""
    from ops.workbook.drafts import Drafts
    from ops.workbook.imports import Imports

    return Dependencies(
        ledger=runtime.ledger,
        shelf=runtime.shelf,
        runner=runtime.runner,
        principals=runtime.access,
        sessions=runtime.sessions,
        access=runtime.looks,
        clock=runtime.ledger.now,
        least_cell=runtime.settings.least_cell,
        public_statistics=runtime.settings.public_statistics,
        imports=Imports(runtime.ledger, Drafts(runtime.settings.data / "imports", runtime.keys.encryption)),
    )


def make_app(runtime: Runtime) -> FastAPI:
    """The web layer over an open ledger. Its read models are filled by whoever serves it."""
    from api.app import make_app as make_web_app

    return make_web_app(dependencies(runtime))


def _bring_up_to_date(settings: Settings, database: DatabaseUrls) -> None:
    have, need = migrate.current(database.app), migrate.newest()
    if have == need:
        return
    if settings.database_url is not None:
        raise CannotOpen(
            f"the database has migration {have or 'none'}, this version needs {need}: run `luli migrate` first"
        )
    migrate.migrate(database.owner)
