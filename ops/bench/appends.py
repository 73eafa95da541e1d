"""Appends: 64 callers against the library's recorder, and 256 in flight against plain inserts by pgbench."""

import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Semaphore
from time import perf_counter
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import psycopg

from domain.ledger import Draft
from ops.bench import commands, stock
from ops.bench.measure import Note, Row, callers, rates
from ops.bench.scratch import Scratch
from ops.embedded.binaries import wheel_binaries
from ops.store import PostgresLedger

CALLERS: Final = 64
IN_FLIGHT: Final = 256
EVENTS: Final = 8_000
STOCK_EVENTS: Final = 1_280
PGBENCH_SECONDS: Final = 4
_TPS: Final = re.compile(r"tps = ([0-9.]+)")


def append(scratch: Scratch, note: Note) -> list[Row]:
    """64 threads, one event each time, from the decided event to the receipt; the usual event and the heaviest."""
    with scratch.ledger_database() as url, scratch.empty_database() as other:
        app = stock.application(other)
        try:
            with PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
                note("append")
                return [
                    rates(
                        "append",
                        "library's stock recorder",
                        6.0,
                        lambda _: _usual(ledger),
                        lambda _: _stock(app),
                        note="64 callers, assessments",
                    ),
                    rates(
                        "append-registration",
                        "library's stock recorder",
                        None,
                        lambda _: _heaviest(ledger),
                        lambda _: _stock(app),
                        note="64 callers, new persons",
                    ),
                ]
        finally:
            app.close()


def append_batch(scratch: Scratch, note: Note) -> list[Row]:
    """256 in flight from one caller that does not wait for each."""
    with scratch.ledger_database() as url, scratch.empty_database() as other:
        _prepare_pgbench(other)
        with PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
            note("append-256")
            return [
                rates(
                    "append-256",
                    "pgbench single-row insert, 64 clients",
                    1.5,
                    lambda _: in_flight(ledger, interleaved(ledger, EVENTS)),
                    lambda _: _pgbench(other),
                    note="assessments",
                ),
                rates(
                    "append-256-registration",
                    "pgbench single-row insert, 64 clients",
                    None,
                    lambda _: in_flight(ledger, commands.registrations(ledger, EVENTS)),
                    lambda _: _pgbench(other),
                    note="new persons",
                    repeats=1,
                ),
            ]


def in_flight(ledger: PostgresLedger, drafts: Sequence[Draft]) -> float:
    """Events a second of one caller that keeps 256 commands under way."""
    room = Semaphore(IN_FLIGHT)
    waiting: list[Future[Any]] = []
    started = perf_counter()
    for draft in drafts:
        room.acquire()
        future = ledger.submit(draft)
        future.add_done_callback(lambda _: room.release())
        waiting.append(future)
    for future in waiting:
        future.result()
    return len(drafts) / (perf_counter() - started)


def _usual(ledger: PostgresLedger) -> float:
    workers = commands.register(ledger, CALLERS)
    return _threads(ledger, commands.assessments(ledger, workers, EVENTS // CALLERS))


def _heaviest(ledger: PostgresLedger) -> float:
    drafts = commands.registrations(ledger, EVENTS // 2)
    return _threads(ledger, [drafts[first::CALLERS] for first in range(CALLERS)])


def _threads(ledger: PostgresLedger, shares: Sequence[Sequence[Draft]]) -> float:
    def caller(share: Sequence[Draft]) -> Callable[[], None]:
        def work() -> None:
            for draft in share:
                ledger.record(draft)

        return work

    return sum(map(len, shares)) / callers([caller(share) for share in shares])


def interleaved(ledger: PostgresLedger, count: int) -> list[Draft]:
    """Assessments of many workers in turn, so that no two of one worker are under way at once."""
    workers = commands.register(ledger, 2 * IN_FLIGHT)
    shares = commands.assessments(ledger, workers, count // len(workers) + 1)
    return [draft for turn in zip(*shares, strict=True) for draft in turn][:count]


def _stock(app: stock.StockApplication) -> float:
    """64 threads, each putting single events of workers of its own into the library's event store."""
    shares = []
    for number in range(CALLERS):
        worker = stock.registered(commands.registration_data(f"示例人员{number}"))
        said = [
            ("worker.assessed", "2025-01-15", commands.assessment_data(2016 + n % 9))
            for n in range(STOCK_EVENTS // CALLERS - 1)
        ]
        shares.append(stock.changes(worker, said))

    def caller(share: Sequence[Any]) -> Callable[[], None]:
        def work() -> None:
            for one in share:
                app.events.put([one])

        return work

    return sum(map(len, shares)) / callers([caller(share) for share in shares])


def _prepare_pgbench(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE plain (id bigserial PRIMARY KEY, said text NOT NULL)")


def _pgbench(database_url: str) -> float:
    """Transactions a second of PostgreSQL's own benchmark: one row of an event's size each, statements prepared."""
    url = urlsplit(database_url)
    query = parse_qs(url.query)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("INSERT INTO plain (said) VALUES (repeat('x', 600));\n")
        script.flush()
        done = subprocess.run(
            [
                wheel_binaries().program("pgbench"),
                *("--no-vacuum", "--protocol=prepared", f"--client={CALLERS}", "--jobs=2"),
                *(f"--time={PGBENCH_SECONDS}", f"--file={script.name}", f"--username={url.username}"),
                *(f"--host={query['host'][0]}", f"--port={query['port'][0]}", url.path.lstrip("/")),
            ],
            cwd=Path("/"),
            capture_output=True,
            text=True,
            check=True,
        )
    found = _TPS.search(done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench told no rate: {done.stdout}")
    return float(found[1])
