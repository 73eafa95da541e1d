"""A read model for tests that is filled by streams, and a process that rebuilds it slowly enough to be killed.

python -m tests.integration.ops.rebuilding APP_URL OWNER_URL KEYS_FOLDER
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import psycopg

from ops import keys
from ops.rebuild import Job, rebuild
from ops.shards import Opening
from ops.store import PostgresLedger
from projections.membership import Membership
from projections.runner import ReadModel
from projections.tiles import TileStore

TABLE: Final = """
CREATE TABLE read.versions (
    worker_id text COLLATE "C" NOT NULL CONSTRAINT versions_pkey PRIMARY KEY,
    version   integer NOT NULL CHECK (version > 0),
    doubled   integer GENERATED ALWAYS AS (version * 2) STORED
) WITH (fillfactor = 70);
CREATE INDEX versions_version_idx ON read.versions (version, worker_id) WHERE version > 1;
GRANT SELECT, INSERT, UPDATE, DELETE ON read.versions TO luli_app;
"""
_APPLY: Final = """
INSERT INTO versions SELECT stream_id, max(version) FROM ledger.event
WHERE position >= %s AND position < %s AND stream_id LIKE 'worker-%%' GROUP BY stream_id
ON CONFLICT (worker_id) DO UPDATE SET version = excluded.version
"""
_BUILD: Final = """
INSERT INTO versions SELECT stream_id, max(version) FROM ledger.event
WHERE stream_id = ANY(%s) AND position < %s GROUP BY stream_id RETURNING version
"""


class Versions:
    """The version of each worker's stream."""

    name = "versions"
    tables = ("versions",)
    prefix = "worker"
    pause_seconds = 0.0

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        connection.execute(_APPLY, (start, end))

    def build(self, connection: psycopg.Connection[Any], stream_ids: Sequence[str], size: int) -> int:
        found = connection.execute(_BUILD, (list(stream_ids), size)).fetchall()
        time.sleep(self.pause_seconds)
        return sum(int(row[0]) for row in found)

    def purge(self, connection: psycopg.Connection[Any], subject: str) -> int:
        return connection.execute("DELETE FROM versions WHERE worker_id = %s", (subject,)).rowcount


class Slow(Versions):
    """The same, taking its time."""

    pause_seconds = 0.2


def models(_ledger: PostgresLedger) -> tuple[ReadModel, ...]:
    return (Membership(), TileStore(), Versions())


def slow_models(_ledger: PostgresLedger) -> tuple[ReadModel, ...]:
    return (Membership(), Slow())


def main() -> None:
    app_url, owner_url, folder = sys.argv[1:]
    with PostgresLedger.connect(app_url, keys.load(Path(folder))) as ledger:
        rebuild(Job(ledger, owner_url, Opening(app_url, Path(folder)), slow_models, (), 2))


if __name__ == "__main__":
    main()
