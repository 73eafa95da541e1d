"""Loading and folding one worker of 40 events, against the library's `repository.get` of 40 events."""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Final

from domain.reading import Reading, Shelf
from ops.bench import commands, stock
from ops.bench.measure import Note, Row, times
from ops.bench.scratch import Scratch
from ops.store import PostgresLedger

EVENTS: Final = 40
LOADS: Final = 150


def load(scratch: Scratch, note: Note) -> list[Row]:
    """From the database to the folded state, nothing kept between two loads."""
    with scratch.ledger_database() as url, scratch.empty_database() as other:
        app = stock.application(other)
        try:
            with PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
                note("load")
                worker = _worker(ledger)
                aggregate = _aggregate(app)
                return [
                    times(
                        "load-40",
                        "library's repository.get",
                        8.0,
                        lambda: _each(lambda: _timeline(ledger, worker)),
                        lambda: _each(lambda: app.repository.get(aggregate)),
                        "1 registration, 39 assessments and commendations",
                    )
                ]
        finally:
            app.close()


def _worker(ledger: PostgresLedger) -> str:
    worker = commands.register(ledger, 1)[0]
    for draft in commands.career(ledger, worker, EVENTS - 1):
        ledger.record(draft)
    if _timeline(ledger, worker).version != EVENTS:
        raise RuntimeError("the worker has not as many events as it should")
    return worker


def _timeline(ledger: PostgresLedger, worker: str) -> Any:
    return Reading(ledger, Shelf()).worker(worker)


def _aggregate(app: stock.StockApplication) -> Any:
    """The same contents as an aggregate of the library."""
    worker = stock.registered(commands.registration_data("示例人员"))
    for number in range(EVENTS - 1):
        kind, data = commands.career_data(number)
        worker.say(kind, "2025-01-15", "bench", data)
    app.save(worker)
    return worker.id


def _each(work: Callable[[], Any]) -> float:
    """Microseconds of one, on average."""
    started = perf_counter()
    for _ in range(LOADS):
        work()
    return (perf_counter() - started) / LOADS * 1e6
