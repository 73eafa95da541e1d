"""Judging one promotion by the nation's book and a city's, the worker being loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time
from typing import Any, Final

import orjson

from domain.judging import WorkerJudge
from domain.reading import Reading, Shelf
from domain.recording import record_order
from domain.timeline import Standing
from domain.worker.state import WorkerState
from ops.bench.measure import Note, Row, times
from ops.bench.scratch import Scratch
from ops.cli.books import NATION, enact_bundled
from ops.importing.orders import Names, Orders, allow_all
from ops.importing.rows import Batch, opened_stream, read_row
from ops.server import GC_THRESHOLDS
from ops.store import PostgresLedger
from projections.moments import today

LIMIT: Final = 150.0
"""Microseconds that judging may take beyond loading the worker."""

CITY: Final = "210200"
BATCH: Final = Batch("bench", "judging")
BATCHES: Final = 30
EACH: Final = 50


def judging(scratch: Scratch, note: Note) -> list[Row]:
    """Everything between the loaded worker and the decision: organisations, guards, books, facts, rules."""
    with scratch.ledger_database() as url, PostgresLedger.connect(url, scratch.keys, prepare=True) as ledger:
        note("judge")
        shelf = Shelf()
        enact_bundled(ledger, shelf, "operator", (NATION, CITY))
        worker, promotion = _history(ledger, shelf)
        timeline = Reading(ledger, shelf).worker(worker)
        event = next(one for one in timeline.standing if one.event_id == promotion)
        state = timeline.before(event.order)
        rules = _rules(ledger, shelf, state, event)
        said = f"{rules} rules; processor time of the thread, the best of {BATCHES} batches"
        return [
            times(
                "judge-promotion",
                "what is allowed",
                1.0,
                lambda: _each(ledger, shelf, state, event),
                lambda: LIMIT,
                said,
            )
        ]


def _each(ledger: PostgresLedger, shelf: Shelf, state: WorkerState, event: Standing) -> float:
    """Microseconds of one judgement in the best of some batches: what else the machine does only adds to it.

    Each has a reading of its own, as a command has.
    """
    taken = []
    with _collecting_as_the_server():
        for _ in range(BATCHES):
            started = thread_time()
            for _ in range(EACH):
                WorkerJudge(Reading(ledger, shelf), {})(state, event, True)
            taken.append((thread_time() - started) / EACH * 1e6)
    return min(taken)


@contextmanager
def _collecting_as_the_server() -> Iterator[None]:
    """Garbage is collected as where commands are served: nothing that was there before, and seldom."""
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _rules(ledger: PostgresLedger, shelf: Shelf, state: WorkerState, event: Standing) -> int:
    reading = Reading(ledger, shelf)
    judged = WorkerJudge(reading, {})(state, event, True)
    if judged is None or judged.said.rulebook is None:
        raise RuntimeError("no book judged the promotion")
    return reading.rules_asked


def _history(ledger: PostgresLedger, shelf: Shelf) -> tuple[str, Any]:
    """Record a short career up to a promotion in a district; the worker's stream and the promotion's event."""
    streams: dict[str, str] = {}
    orders = Orders(BATCH, Names(streams), ledger.command_digest, today(ledger))
    last = None
    for number, (ref, command, on, data, said) in enumerate(_career(), 1):
        body = {"effective_on": on, **said, "data": data}
        row = read_row(number, orjson.dumps({"row": number, "ref": ref, "command": command, "body": body}))
        if row.opens:
            streams[ref] = opened_stream(BATCH, row)
        last = record_order(ledger, shelf, orders.order(row), allow_all)[0].event_id
    return streams["worker"], last


def _career() -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """(local name, command, day, data, further members) of each command; the assessment is row 7."""
    above: dict[str, str] = {}
    for ref, division, level in (
        ("province", "210000", "province"),
        ("city", CITY, "city"),
        ("district", "210211", "county"),
    ):
        union = {"name": f"示例{ref}总工会", "kind": "union", "level": level, "division": division}
        yield ref, "organisations", "2015-01-01", union | above, {}
        above = {"parent": f"@{ref}"}
    person = {
        "name": "示例甲",
        "document": {"kind": "passport", "number": "E00000001"},
        "person": {"birth_on": "1990-01-01", "sex": "1"},
        "education": "21",
    }
    yield "worker", "workers", "2021-12-01", person, {}
    hiring = {
        "mode": "direct_hire",
        "legal_employer": "@district",
        "host": "@district",
        "procedure": {"kind": "open_recruitment", "notice_number": "示例招〔2021〕1号"},
    }
    yield "worker", "hirings", "2022-01-04", hiring, {"reason": "示例：以公开考试代替"}
    yield "worker", "grades", "2022-01-04", {"ladder": "steps", "grade": "junior_1"}, {}
    assessment = {
        "kind": "annual",
        "scheme": "labour_contract",
        "period_from": "2022-01-04",
        "period_to": "2022-12-31",
        "scores": {"duties": "90", "learning": "90", "development": "90"},
        "grade": "qualified",
        "assessors": ["assessor_1", "assessor_2"],
        "months_worked": 12,
    }
    yield "worker", "assessments", "2023-01-10", assessment, {}
    yield "worker", "assessment-confirmations", "2023-01-20", {"assessment": "#row7"}, {}
    promotion = {"ladder": "steps", "grade": "junior_2"}
    yield "worker", "promotions", "2023-02-01", promotion, {"evidence": ["#row7"]}
