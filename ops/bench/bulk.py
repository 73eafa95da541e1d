"""Bulk import by two processes with every rule, against the library's `events.put` in batches with none."""

import tempfile
from time import perf_counter
from typing import Any, BinaryIO, Final, cast

import orjson

from domain.reading import Shelf
from ops.bench import commands, stock
from ops.bench.measure import REPEATS, Note, Row, middle
from ops.bench.scratch import Scratch
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.demo.population import batch_name, population
from ops.importing.rows import Batch
from ops.importing.run import Summary, run_import
from ops.shards import Opening
from ops.store import PostgresLedger

WORKERS: Final = 1_000
SEED: Final = 8
PROCESSES: Final = 2
STOCK_EVENTS: Final = 30_000
PUT: Final = 250
"""Events a put. The driver's `pipeline.sync`, which the library calls, hangs on what a socket's buffer cannot hold."""
EACH: Final = 40


def bulk(scratch: Scratch, note: Note) -> list[Row]:
    """Generated careers through the real import, each time into an empty ledger with the bundled books."""
    rows = []
    for repeat in range(REPEATS):
        note(f"import, {repeat + 1} of {REPEATS}")
        summary = _import(scratch)
        if summary.report.refused:
            raise RuntimeError(f"refused: {summary.report.refused[0]}")
        value, other = summary.events_per_second, _stock(scratch)
        said = f"{PROCESSES} processes, {summary.rules_per_event:.1f} rules an event, {PUT} events a put"
        rows.append(Row("import", value, "events/s", "library's events.put", other, value / other, 0.7, said))
    return [middle(rows)]


def _import(scratch: Scratch) -> Summary:
    with scratch.ledger_database() as url, tempfile.TemporaryFile() as file:
        with PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
            enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
        file.writelines(orjson.dumps(row) + b"\n" for row in population(WORKERS, SEED))
        file.seek(0)
        opening = Opening(url, scratch.keys_folder, prepare=True)
        batch = Batch("bench", batch_name(WORKERS, SEED))
        return run_import(cast(BinaryIO, file), batch, opening, processes=PROCESSES)


def _stock(scratch: Scratch) -> float:
    """Events a second of the library, some hundreds at a time: encoding included, as the import's is."""
    with scratch.empty_database() as url:
        app = stock.application(url)
        try:
            events: list[Any] = []
            while len(events) < STOCK_EVENTS:
                worker = stock.registered(commands.registration_data("示例人员"))
                said = [("worker.assessed", "2025-01-15", commands.assessment_data(2020))] * (EACH - 1)
                events.extend(stock.changes(worker, said))
            started = perf_counter()
            for first in range(0, len(events), PUT):
                app.events.put(events[first : first + PUT])
            return len(events) / (perf_counter() - started)
        finally:
            app.close()
