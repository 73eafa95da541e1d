"""Appends into a ledger that has grown, against one that has not: the indexes deepen, nothing else may."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Final

import psycopg

from domain.tree import Frontier
from ops.bench.appends import EVENTS, in_flight, interleaved
from ops.bench.measure import Note, Row, rates
from ops.bench.scratch import Scratch
from ops.store import PostgresLedger

SMALL: Final = 10_000
GROWN: Final = 300_000
FULL: Final = 10_000_000
EACH: Final = 20
"""Events of a prefilled worker."""
CHUNK: Final = 100_000

# What a ledger of this size holds: leaves with their true hashes, a command each, a person and a claim each stream.
_EVENTS: Final = """
INSERT INTO ledger.event (position, stream_id, version, type, schema, recorded_at, event_id, leaf, leaf_hash)
SELECT n, stream, version, 'worker.assessed', 1, '2020-01-01Z', id, leaf, sha256('\\x00'::bytea || leaf)
FROM generate_series(%(first)s::bigint, %(last)s) AS n
CROSS JOIN LATERAL (
    SELECT 'worker-' || md5((n / %(each)s)::text)::uuid AS stream, (n %% %(each)s)::int + 1 AS version,
           md5('event ' || n)::uuid AS id
) AS e
CROSS JOIN LATERAL (
    SELECT convert_to(format(
        E'[%%s,"%%s",%%s,"worker.assessed",1,"2020-01-01T00:00:00.000000Z"]\\n{"actor":"bench","data":%%s,"event_id":"%%s"}',
        n, stream, version, to_json(repeat(md5(n::text), 16)), id), 'UTF8') AS leaf
) AS l
RETURNING leaf_hash
"""
_COMMANDS: Final = """
INSERT INTO vault.command (first_event_id, first_position, events, digest, subjects)
SELECT md5('event ' || n)::uuid, n, 1, sha256(n::text::bytea), ARRAY['worker-' || md5((n / %(each)s)::text)::uuid]
FROM generate_series(%(first)s::bigint, %(last)s) AS n
"""
_KEYS: Final = """
INSERT INTO vault.subject_key (subject, wrapped)
SELECT 'worker-' || md5(n::text)::uuid, sha256(n::text::bytea) FROM generate_series(%(first)s::bigint, %(last)s) AS n
"""
_CLAIMS: Final = """
INSERT INTO vault.claim (kind, key, stream_id, since, capacity)
SELECT 'person', md5('key ' || n), 'worker-' || md5(n::text)::uuid, '1900-01-01', 1
FROM generate_series(%(first)s::bigint, %(last)s) AS n
"""
_HEAD: Final = "UPDATE ledger.head SET size = %s, frontier = %s, recorded_at = '2020-01-01Z'"
_COMMIT: Final = "INSERT INTO ledger.commit (size, root, recorded_at) VALUES (%s, %s, '2020-01-01Z')"


def growth(scratch: Scratch, note: Note, *, full: bool = False) -> list[Row]:
    """Commands in flight as for `append-256`, in both ledgers in turn."""
    size = FULL if full else GROWN
    said = "" if full else f"at {size:,} events only: --full takes {FULL:,}"
    with ExitStack() as stack:
        ledgers = []
        for events in (size, SMALL):
            url = stack.enter_context(scratch.ledger_database())
            ledger = stack.enter_context(PostgresLedger.connect(url, scratch.keys, prepare=True))
            prefill(url, events, lambda done, of=events: note(f"growth: {done:,} of {of:,} events"))  # type: ignore[misc]
            ledgers.append(ledger)
        # What the filling left to be written must not be paid by the appends.
        scratch.checkpoint()
        grown, small = (_appending(ledger) for ledger in ledgers)
        return [rates("append-grown", f"the same at {SMALL:,} events", 0.8, grown, small, note=said)]


def prefill(database_url: str, events: int, done: Callable[[int], None]) -> None:
    """Fill an empty ledger with rows that fit one another: true hashes, gapless positions, the right frontier."""
    frontier = Frontier()
    with psycopg.connect(database_url) as connection:
        for first, last in _chunks(events, CHUNK):
            range_ = {"first": first, "last": last, "each": EACH}
            hashes = connection.execute(_EVENTS, range_).fetchall()
            frontier = frontier.append_all([row[0] for row in hashes])
            connection.execute(_COMMANDS, range_)
            done(last + 1)
        for first, last in _chunks(-(-events // EACH), CHUNK):
            connection.execute(_KEYS, {"first": first, "last": last})
            connection.execute(_CLAIMS, {"first": first, "last": last})
        connection.execute(_HEAD, (frontier.size, frontier.to_bytes()))
        connection.execute(_COMMIT, (frontier.size, frontier.root()))


def _chunks(count: int, size: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, size):
        yield first, min(first + size, count) - 1


def _appending(ledger: PostgresLedger) -> Callable[[int], float]:
    return lambda _: in_flight(ledger, interleaved(ledger, EVENTS // 2))
