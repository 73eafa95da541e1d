"""Read models filled again beside those that answer, and put in their place in one transaction.

The new tables stand in a schema of their own until then, so nobody reads them and an interruption changes nothing:
whatever an earlier run left is removed by the next. Reading goes on while the tables change places; a reader waits for
a tenth of a second at most.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from domain.errors import Contended, LedgerError, StoreUnavailable
from projections.runner import BATCH, SCHEMA, ReadModel, within

PATIENCE_SECONDS: Final = 60.0
"""How long it is tried to put the new tables in place, while readers and the runner hold the old ones."""
_LOCK: Final = 7_260_002
"""Any number that no other program in the same database takes."""

_TAKE: Final = "SELECT pg_try_advisory_lock(%s)"
_RELEASE: Final = "SELECT pg_advisory_unlock(%s)"
_LEFT_BEHIND: Final = "SELECT nspname FROM pg_namespace WHERE nspname ~ '^read_[0-9a-f]{8}$'"
_DROP: Final = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE")
_SCHEMA: Final = sql.SQL("CREATE SCHEMA {}")
_TABLE: Final = sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING INDEXES)")
_OPTIONS: Final = "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = %s::regclass"
_SET: Final = sql.SQL("ALTER TABLE {} SET ({})")
_ROLE: Final = "SELECT to_regrole('luli_app') IS NOT NULL"
_GRANT: Final = sql.SQL(
    "GRANT USAGE ON SCHEMA {0} TO luli_app; "
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {0} TO luli_app"
)
_CONSTRAINTS: Final = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'x') ORDER BY conname
"""
_CONSTRAIN: Final = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
_INDEXES: Final = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index i
WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
ORDER BY 1
"""
_SETTLE: Final = sql.SQL("VACUUM (ANALYZE) {}")
_ENTER: Final = sql.SQL("INSERT INTO {} (name, size) SELECT unnest(%s::text[]), 0 ON CONFLICT DO NOTHING")
_REACHED: Final = sql.SQL("UPDATE {} SET size = %s WHERE name = %s")
_SIZES: Final = sql.SQL("SELECT name, size FROM {} WHERE name = ANY(%s) ORDER BY name")
_KEPT: Final = sql.SQL("SELECT encode(digest, 'hex') FROM {} WHERE name = %s")
_HOLD: Final = "SELECT name, size FROM read.progress WHERE name = ANY(%s) ORDER BY name FOR UPDATE"
_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WAIT: Final = "SELECT set_config('lock_timeout', %s, true)"
_LOCK_TABLES: Final = sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE")
_REMOVE: Final = sql.SQL("DROP TABLE {}")
_MOVE: Final = sql.SQL("ALTER TABLE {} SET SCHEMA {}")
_FORGET: Final = "DELETE FROM read.progress WHERE name = ANY(%s)"
_KEEP: Final = sql.SQL("INSERT INTO read.progress SELECT * FROM {} WHERE name = ANY(%s)")
_NOW: Final = "SELECT clock_timestamp()"
_ERASED: Final = "SELECT subject FROM vault.subject_key WHERE erased_at >= %s ORDER BY subject"
# Four sums of 64 bits each, of a SHA-256 of every row: the order of the rows does not matter.
_CONTENTS: Final = sql.SQL("""
SELECT count(*), {} FROM (SELECT sha256(convert_to(t::text, 'UTF8')) AS h FROM {} t) rows
""")
_LANES: Final = sql.SQL(", ").join(
    sql.SQL("coalesce(sum(('x' || encode(substring(h, {}, 8), 'hex'))::bit(64)::bigint), 0)").format(first)
    for first in (1, 9, 17, 25)
)


_DIFFERENCE: Final = sql.SQL("""
SELECT key, at FROM (
    SELECT to_jsonb(d) ->> {column} AS key, coalesce(
        to_jsonb(d) ->> 'known_from', to_jsonb(d) ->> 'first_position', to_jsonb(d) ->> 'said_at')::bigint AS at
    FROM ((TABLE {old} EXCEPT TABLE {new}) UNION ALL (TABLE {new} EXCEPT TABLE {old})) d
) f ORDER BY at NULLS LAST, key LIMIT 1
""")
_FIRST_COLUMN: Final = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    " ORDER BY attnum LIMIT 1"
)


class AlreadyRebuilding(LedgerError):
    """Another process is filling read models again."""

    code = "already-rebuilding"

    def __init__(self) -> None:
        super().__init__("另一进程正在重建读模型", "another process is rebuilding read models")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table holds: its rows, and a digest of all of them that tells two tables apart."""

    rows: int
    digest: str


class Shadow:
    """The new tables of some read models, and the owner's connection that makes them. Valid inside `shadow`."""

    def __init__(self, owner: psycopg.Connection[Any], models: Sequence[ReadModel], schema: str) -> None:
        self._owner = owner
        self._models = tuple(models)
        self._began = _one(owner, _NOW)
        self.schema = schema
        """Where the new tables are."""

    @property
    def _names(self) -> list[str]:
        return [model.name for model in self._models]

    def make(self) -> None:
        """Make the new tables, empty and without indexes, and let the application's role fill them."""
        owner = self._owner
        with owner.transaction():
            owner.execute(_SCHEMA.format(sql.Identifier(self.schema)))
            for table in ("progress", *_tables(self._models)):
                owner.execute(_TABLE.format(self._new(table), _old(table)))
                options = _one(owner, _OPTIONS, (f"{SCHEMA}.{table}",))
                if options:
                    owner.execute(_SET.format(self._new(table), sql.SQL(options)))
            if _one(owner, _ROLE):
                owner.execute(_GRANT.format(sql.Identifier(self.schema)))
            self._index(("progress",))
            for progress in (_old("progress"), self._new("progress")):
                owner.execute(_ENTER.format(progress), (self._names,))

    def index(self, model: ReadModel) -> None:
        """Give a model's new tables the constraints and indexes that the old ones have, by the same names."""
        with self._owner.transaction():
            self._index(model.tables)

    def reached(self, model: ReadModel, size: int) -> None:
        """Note that a model's new tables hold the events [0, size)."""
        self._owner.execute(_REACHED.format(self._new("progress")), (size, model.name))

    def settle(self) -> None:
        """Let the planner know the new tables, and their pages be read without looking at rows."""
        for table in _tables(self._models):
            self._owner.execute(_SETTLE.format(self._new(table)))

    def sizes(self) -> Mapping[str, int]:
        """How many events the new tables of each model hold."""
        return dict(self._owner.execute(_SIZES.format(self._new("progress")), (self._names,)).fetchall())

    def contents(self, model: ReadModel) -> Mapping[str, Contents]:
        """What a model's new tables hold, and the digest that was kept while they were filled."""
        return self._contents(self.schema, model)

    def old_contents(self, model: ReadModel) -> tuple[int, Mapping[str, Contents]]:
        """How many events a model's old tables hold, and what they say, both at one moment."""
        with self._owner.transaction():
            self._owner.execute(_SNAPSHOT)
            held = self._owner.execute(_SIZES.format(_old("progress")), ([model.name],)).fetchall()
            return int(dict(held)[model.name]), self._contents(SCHEMA, model)

    def _contents(self, schema: str, model: ReadModel) -> Mapping[str, Contents]:
        kept = _one(self._owner, _KEPT.format(sql.Identifier(schema, "progress")), (model.name,))
        return {**contents(self._owner, schema, model.tables), "digest": Contents(0, kept or "")}

    def difference(self, model: ReadModel) -> str:
        """The first row that only the old or only the new tables of a model hold: its table, key and position.

        No value of the row is told: it may be a person's.
        """
        for table in model.tables:
            column = _one(self._owner, _FIRST_COLUMN, (f"{SCHEMA}.{table}",))
            asking = _DIFFERENCE.format(column=sql.Literal(column), old=_old(table), new=self._new(table))
            row = self._owner.execute(asking).fetchone()
            if row is not None:
                key, at = row
                where = f"position {at}: " if at is not None else ""
                return f"{where}the row {key} of read.{table} is not what the events say"
        return f"the digest kept of {model.name} is not that of its rows"

    def purge(self) -> None:
        """Remove from the new tables whoever was erased since the filling began."""
        with self._owner.transaction():
            self._purge()

    def switch(self, patience_seconds: float = PATIENCE_SECONDS) -> Mapping[str, int]:
        """Put the new tables in the place of the old, all in one transaction; how many events each then holds.

        Raises StoreUnavailable when the old tables are in use without a break for longer than `patience_seconds`,
        and Contended when the runner is too far ahead: the new tables have to follow first.
        """
        deadline = monotonic() + patience_seconds
        while True:
            try:
                with self._owner.transaction():
                    return self._switched()
            except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
                if monotonic() > deadline:
                    raise StoreUnavailable(
                        "读模型一直被占用，未能切换；原有的仍在使用，可稍后重建",
                        "the read models were in use without a break; the old ones stay, rebuild again later",
                    ) from None
                sleep(0.05)

    def _switched(self) -> Mapping[str, int]:
        owner, tables = self._owner, _tables(self._models)
        owner.execute(_WAIT, ("5s",))
        held = dict(owner.execute(_HOLD, (self._names,)).fetchall())
        self._follow(held)
        # Shorter than what the database waits before it looks for deadlocks: no reader is ever chosen to fail.
        owner.execute(_WAIT, ("100ms",))
        if tables:
            owner.execute(_LOCK_TABLES.format(sql.SQL(", ").join(_old(table) for table in tables)))
        self._purge()
        for table in tables:
            owner.execute(_REMOVE.format(_old(table)))
            owner.execute(_MOVE.format(self._new(table), sql.Identifier(SCHEMA)))
        sizes = self.sizes()
        owner.execute(_FORGET, (self._names,))
        owner.execute(_KEEP.format(self._new("progress")), (self._names,))
        return sizes

    def _follow(self, held: Mapping[str, int]) -> None:
        """Take in what the old tables hold already and the new ones do not."""
        sizes = self.sizes()
        within(self._owner, self.schema)
        for model in self._models:
            start, end = sizes[model.name], held.get(model.name, 0)
            if end - start > BATCH:
                raise Contended
            if end > start:
                model.apply(self._owner, start, end)
                self.reached(model, end)

    def _purge(self) -> None:
        within(self._owner, self.schema)
        for (subject,) in self._owner.execute(_ERASED, (self._began,)).fetchall():
            for model in self._models:
                model.purge(self._owner, subject)

    def _index(self, tables: Sequence[str]) -> None:
        for table in tables:
            old = f"{SCHEMA}.{table}"
            for name, definition in self._owner.execute(_CONSTRAINTS, (old,)).fetchall():
                adding = _CONSTRAIN.format(self._new(table), sql.Identifier(name), sql.SQL(definition))
                self._owner.execute(adding)
            for (definition,) in self._owner.execute(_INDEXES, (old,)).fetchall():
                self._owner.execute(definition.replace(f" ON {old} ", f" ON {self.schema}.{table} ", 1))

    def _new(self, table: str) -> sql.Identifier:
        return sql.Identifier(self.schema, table)


@contextmanager
def shadow(owner: psycopg.Connection[Any], models: Sequence[ReadModel]) -> Iterator[Shadow]:
    """New, empty tables for these read models; gone at the end unless they were put in place.

    `owner` is in autocommit mode, connected directly as the tables' owner. Raises AlreadyRebuilding.
    """
    if not _one(owner, _TAKE, (_LOCK,)):
        raise AlreadyRebuilding
    try:
        for (left,) in owner.execute(_LEFT_BEHIND).fetchall():
            owner.execute(_DROP.format(sql.Identifier(left)))
        beside = Shadow(owner, models, f"{SCHEMA}_{secrets.token_hex(4)}")
        try:
            beside.make()
            yield beside
        finally:
            owner.execute(_DROP.format(sql.Identifier(beside.schema)))
    finally:
        owner.execute(_RELEASE, (_LOCK,))


def contents(
    connection: psycopg.Connection[Any], schema: str, tables: Sequence[str]
) -> Mapping[str, Contents]:
    """What tables hold, as `connection` sees them."""
    found = {}
    for table in tables:
        counting = _CONTENTS.format(_LANES, sql.Identifier(schema, table))
        row = connection.execute(counting).fetchone()
        assert row is not None
        lanes = b"".join((int(lane) % 2**64).to_bytes(8, "big") for lane in row[1:])
        found[table] = Contents(int(row[0]), lanes.hex())
    return found


def _tables(models: Sequence[ReadModel]) -> list[str]:
    return [table for model in models for table in model.tables]


def _old(table: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table)


def _one(
    connection: psycopg.Connection[Any], query: LiteralString | sql.Composed, parameters: Sequence[Any] = ()
) -> Any:
    row = connection.execute(query, parameters).fetchone()
    return None if row is None else row[0]
