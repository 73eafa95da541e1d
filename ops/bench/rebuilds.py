"""Rebuilding read models from a whole ledger, against the library's projection runner."""

from collections.abc import Iterator, Sequence
from itertools import islice
from time import perf_counter
from typing import Any, Final
from uuid import uuid4

from domain.canonical import canonical
from domain.catalogue import event_type
from domain.ledger import Draft
from domain.record import Event
from ops.bench import commands, stock, stock_view
from ops.bench.measure import REPEATS, Note, Row, middle
from ops.bench.scratch import Scratch
from ops.rebuild import Job, rebuild
from ops.shards import Opening
from ops.store import PostgresLedger
from projections.models import read_models
from projections.runner import Runner

WORKERS: Final = 1_500
FULL_WORKERS: Final = 200_000
EACH: Final = 40
PLACES: Final = 100
TOGETHER: Final = 500
PROCESSES: Final = 2
PLAIN: Final = "membership"
STOCK_EVENTS: Final = 1_000


def rebuilds(scratch: Scratch, note: Note, *, full: bool = False) -> list[Row]:
    """All read models, and one plain one, rebuilt beside the ones in use; compared and put in place."""
    workers = FULL_WORKERS if full else WORKERS
    # Of a small ledger a good part of the time goes into starting the processes.
    all_floor = 100.0 if full else 10.0
    with (
        scratch.ledger_database() as url,
        PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger,
    ):
        note(f"rebuild: {workers * EACH:,} events are recorded")
        fill(ledger, workers)
        Runner(ledger, read_models(ledger)).ensure(ledger.size_and_root()[0], patience_seconds=86_400.0)
        scratch.checkpoint()
        rows: dict[str, list[Row]] = {"rebuild": [], "rebuild-plain": []}
        against, said = "library's projection runner", f"{workers * EACH:,} events, {PROCESSES} processes"
        for repeat in range(REPEATS):
            note(f"rebuild, {repeat + 1} of {REPEATS}")
            library = _library(scratch)
            for path, names, floor in (("rebuild", (), all_floor), ("rebuild-plain", (PLAIN,), 100.0)):
                value = _rebuilt(scratch, ledger, url, names)
                row = Row(path, value, "events/s", against, library, value / library, floor, said)
                rows[path].append(row)
    return [middle(several) for several in rows.values()]


def fill(ledger: PostgresLedger, workers: int, each: int = EACH) -> None:
    """Record so many careers of so many events, at work in a city's districts; past the judges, many in a commit."""
    places = [f"organisation-{uuid4()}" for _ in range(PLACES)]
    commands.must(
        ledger.record_many([_place(one, places[0] if number else None) for number, one in enumerate(places)])
    )
    careers = (_career(ledger, places[number % PLACES], each) for number in range(workers))
    while some := list(islice(careers, TOGETHER)):
        commands.must(ledger.record_many(some))


def _place(stream: str, parent: str | None) -> Draft:
    data = {
        "name": "示例总工会",
        "kind": "union",
        "level": "county" if parent else "city",
        "division": "220600",
        **({"parent": parent} if parent else {}),
    }
    return Draft((_event("organisation.registered", stream, "2000-01-01", data),), {stream: 0})


def _career(ledger: PostgresLedger, place: str, each: int) -> Draft:
    (opening,) = commands.registrations(ledger, 1)
    stream = opening.events[0].stream_id
    hiring = {
        "mode": "direct_hire",
        "legal_employer": place,
        "host": place,
        "procedure": {"kind": "open_recruitment"},
    }
    events = [
        *opening.events,
        _event("worker.hired", stream, "2016-03-01", hiring),
        *_later(stream, each - 2),
    ]
    return Draft(
        tuple(events[:each]),
        {stream: 0},
        claims=opening.claims,
        claimants=opening.claimants,
        new_subjects=opening.new_subjects,
    )


def _later(stream: str, count: int) -> Iterator[Event]:
    """Assessments and commendations in turn, four a year: the order in which they hold is that of recording."""
    for number in range(count):
        kind, data = commands.career_data(number)
        yield _event(kind, stream, f"{2017 + number // 4}-{1 + 3 * (number % 4):02}-15", data)


def _event(name: str, stream: str, on: str, data: dict[str, Any]) -> Event:
    kind = event_type(name)
    said = {"event_id": str(uuid4()), "effective_on": on, "actor": "bench", "data": data}
    return Event(kind, stream, kind.statement().model_validate_json(canonical(said)))


def _rebuilt(scratch: Scratch, ledger: PostgresLedger, url: str, names: Sequence[str]) -> float:
    opening = Opening(url, scratch.keys_folder, prepare=True)
    outcome = rebuild(Job(ledger, scratch.owner_of(url), opening, read_models, names, PROCESSES))
    if not outcome.agrees:
        raise RuntimeError(f"not what was there: {outcome}")
    return outcome.events_per_second


def _library(scratch: Scratch) -> float:
    """Events a second of a projection of the library."""
    with scratch.empty_database() as url:
        app = stock.application(url)
        try:
            said = [("worker.assessed", "2025-01-15", commands.assessment_data(2020))] * (EACH - 1)
            for _ in range(STOCK_EVENTS // EACH):
                worker = stock.registered(commands.registration_data("示例人员"))
                app.events.put(stock.changes(worker, said))
        finally:
            app.close()
        started = perf_counter()
        stock_view.project(url, STOCK_EVENTS)
        return STOCK_EVENTS / (perf_counter() - started)
