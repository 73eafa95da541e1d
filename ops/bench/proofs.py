"""What auditors wait for: the proof of one event, the dossier of a worker of 40 events, and the record verified.

The two times are the 99th percentile against the most that may be waited; verifying is a rate against PostgreSQL's own
COPY of the same rows.
"""

from collections.abc import Callable
from contextlib import ExitStack
from time import perf_counter
from typing import Final
from uuid import uuid4

import psycopg

from ops.bench import commands, growth
from ops.bench.measure import Note, Row, rates
from ops.bench.scratch import Scratch
from ops.sealing import seal
from ops.store import PostgresLedger
from ops.store.verify import verify
from projections.dossiers import Dossiers
from projections.proofs import proof_of
from projections.runner import Runner
from projections.tiles import TileStore

SMALL: Final = 60_000
FULL: Final = 10_000_000
EVENTS: Final = 40
ASKED: Final = 100
PROOF_MICROSECONDS: Final = 10_000.0
DOSSIER_MICROSECONDS: Final = 60_000.0

_COPY: Final = "COPY (SELECT * FROM ledger.event ORDER BY position) TO STDOUT (FORMAT BINARY)"


def proofs(scratch: Scratch, note: Note, *, full: bool = False) -> list[Row]:
    """On a prefilled ledger with its tiles, sealed."""
    size = FULL if full else SMALL
    said = f"at {size:,} events" + ("" if full else f" only: --full takes {FULL:,}")
    with ExitStack() as stack:
        url = stack.enter_context(scratch.ledger_database())
        ledger = stack.enter_context(PostgresLedger.connect(url, scratch.keys, prepare=True))
        growth.prefill(url, size, lambda done: note(f"proofs: {done:,} of {size:,} events"))
        worker = commands.register(ledger, 1)[0]
        for draft in commands.career(ledger, worker, EVENTS - 1):
            ledger.record(draft)
        Runner(ledger, (TileStore(),)).ensure(ledger.size_and_root()[0], patience_seconds=600.0)
        seal(ledger, principal="bench", event_id=uuid4())
        dossiers = Dossiers(ledger)
        dossiers.of(worker)
        last = ledger.size_and_root()[0]
        positions = iter([number * 7_919 % last for number in range(ASKED)])
        return [
            _waited("proof", PROOF_MICROSECONDS, lambda: proof_of(ledger, next(positions)), said),
            _waited("dossier-40", DOSSIER_MICROSECONDS, lambda: dossiers.of(worker), said),
            rates(
                "verify-record",
                "COPY of the same rows",
                0.15,
                lambda _: last / _seconds(lambda: _verified(url, scratch)),
                lambda _: last / _seconds(lambda: _copied(url)),
                note=said,
            ),
        ]


def _waited(path: str, most: float, work: Callable[[], object], note: str) -> Row:
    """The 99th percentile of a piece of work, in microseconds, against the most that may be waited."""
    taken = sorted(_seconds(work) * 1e6 for _ in range(ASKED))
    p99 = taken[ASKED * 99 // 100 - 1]
    middle = taken[ASKED // 2]
    return Row(
        path, p99, "µs", "the most to be waited", most, most / p99, 1.0, f"p99; p50 {middle:,.0f}; {note}"
    )


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _verified(url: str, scratch: Scratch) -> None:
    found = verify(url, scratch.keys)
    if not found.ok:
        raise RuntimeError(f"the ledger does not hold: {found.first_fault}")


def _copied(url: str) -> None:
    with psycopg.connect(url) as connection, connection.cursor().copy(_COPY) as copy:
        for _ in copy:
            continue
