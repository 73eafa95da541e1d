"""A policy backtest of the demo population by two processes, against the rate that is asked of it."""

import tempfile
from datetime import date
from typing import BinaryIO, Final, cast

import orjson

from domain.reading import Shelf
from ops.backtest import Summary, Wanted, run_backtest
from ops.bench.measure import REPEATS, Note, Row, middle
from ops.bench.scratch import Scratch
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.demo.population import batch_name, population
from ops.importing.rows import Batch
from ops.importing.run import run_import
from ops.rulebooks.files import FOLDER
from ops.shards import Opening
from ops.store import PostgresLedger

WORKERS: Final = 2_000
SEED: Final = 8
PROCESSES: Final = 2
ASKED: Final = 5_000.0
"""Judged events a second on two cores."""

CITY: Final = "320500"
FIRST: Final = date(2017, 1, 1)
LAST: Final = date(2025, 12, 31)


def backtests(scratch: Scratch, note: Note) -> list[Row]:
    """The history of the whole country judged by one city's book, reading and start of the processes included."""
    with scratch.ledger_database() as url:
        opening = Opening(url, scratch.keys_folder, prepare=True)
        _fill(scratch, url, opening)
        scratch.checkpoint()
        rows = []
        for repeat in range(REPEATS):
            note(f"backtest, {repeat + 1} of {REPEATS}")
            rows.append(_row(_try(opening)))
        return [middle(rows)]


def _fill(scratch: Scratch, url: str, opening: Opening) -> None:
    with PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
        enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
    with tempfile.TemporaryFile() as file:
        file.writelines(orjson.dumps(row) + b"\n" for row in population(WORKERS, SEED))
        file.seek(0)
        batch = Batch("bench", batch_name(WORKERS, SEED))
        run_import(cast(BinaryIO, file), batch, opening, processes=PROCESSES)


def _try(opening: Opening) -> Summary:
    wanted = Wanted(FOLDER / f"{CITY}.yaml", "CN", FIRST, LAST)
    return run_backtest(wanted, opening, processes=PROCESSES)


def _row(summary: Summary) -> Row:
    value, tally = summary.events_per_second, summary.tally
    said = f"{PROCESSES} processes, {tally.judged:,} events, {tally.rules_asked / tally.judged:.1f} rules an event"
    return Row("backtest", value, "events/s", "asked of it", ASKED, value / ASKED, 1.0, said)
