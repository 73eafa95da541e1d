"""A policy backtest over the whole ledger: every worker's stream read in bulk and judged, by several processes.

It rests on the ledger as known at one position and writes nothing. Each process judges what it is handed; counts add up
and findings are sorted, so the answer has the same bytes for any number of processes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final

from domain.codes import chain as division_chain
from domain.rulebook.backtest import Backtest, Tally, by_clause, totals
from domain.rulebook.book import ResolvedBook
from domain.rulebook.drafts import DraftRefused, check_against
from ops.rulebooks import load
from ops.shards import Opening, Shards
from ops.store import PostgresLedger
from projections.known import Known, ReadingAt, books_of

CHUNK_WORKERS: Final = 50

Progress = Callable[[int, int], None]
"""`progress(workers judged, workers of the ledger)`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be tried: a rulebook file, on whose past (a jurisdiction's code), from which day to which."""

    file: Path
    history: str
    first: date
    last: date


@dataclass(slots=True)
class Summary:
    """What came of a backtest. `size` is that of the log it rests on; `seconds` is no part of the answer."""

    wanted: Wanted
    jurisdiction: str
    size: int
    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    @property
    def events_per_second(self) -> float:
        """Judged events a second."""
        return self.tally.judged / self.seconds if self.seconds else 0.0

    def json(self) -> dict[str, Any]:
        """The answer, for a program."""
        return {
            "jurisdiction": self.jurisdiction,
            "history": self.wanted.history,
            "from": self.wanted.first.isoformat(),
            "to": self.wanted.last.isoformat(),
            "size": self.size,
            "totals": totals(self.tally),
            "findings": by_clause(self.tally),
        }


def run_backtest(
    wanted: Wanted, opening: Opening, *, processes: int, progress: Progress = lambda *_: None
) -> Summary:
    """Try a book. Raises DraftRefused for a file that could not be enacted on the last day, ShardFailed."""
    draft = load(wanted.file)
    with opening.ledger() as ledger:
        size = ledger.size_and_root()[0]
        problems = check_against(draft, _parents(ledger, draft.jurisdiction, size, wanted.last))
        if problems:
            raise DraftRefused(problems)
        workers = list(ledger.stream_ids("worker-"))
        summary = Summary(wanted, draft.jurisdiction, size)
        chunks = [workers[at : at + CHUNK_WORKERS] for at in range(0, len(workers), CHUNK_WORKERS)]
        judge = partial(_judge, wanted, size)
        started = monotonic()
        done = 0
        progress(done, len(workers))
        for tally in _tallies(opening, ledger, judge, chunks, processes):
            summary.tally.add(tally)
            done = min(done + CHUNK_WORKERS, len(workers))
            progress(done, len(workers))
        summary.seconds = monotonic() - started
    return summary


def _parents(ledger: PostgresLedger, jurisdiction: str, size: int, day: date) -> ResolvedBook | None:
    """The books that the file's would stand under on a day."""
    above = division_chain(jurisdiction)[1:]
    return books_of(Known(ledger, size - 1), above).on(day) if above else None


def _tallies(
    opening: Opening,
    ledger: PostgresLedger,
    judge: Callable[[PostgresLedger], Callable[[list[str]], Tally]],
    chunks: Sequence[list[str]],
    processes: int,
) -> Iterator[Tally]:
    """What comes of each chunk, in any order."""
    if processes <= 1 or len(chunks) <= 1:
        yield from map(judge(ledger), chunks)
        return
    with Shards(opening, judge, min(processes, len(chunks))) as shards:
        yield from shards.run(chunks)


def _judge(wanted: Wanted, size: int, ledger: PostgresLedger) -> Callable[[list[str]], Tally]:
    """What one process does with each chunk of workers."""
    known = Known(ledger, size - 1)
    reading = ReadingAt(ledger, known)
    trial = Backtest(load(wanted.file), wanted.history, wanted.first, wanted.last)

    def judge(workers: list[str]) -> Tally:
        known.load(workers)
        ledger.load_keys(workers)
        tally = Tally()
        for worker_id in workers:
            tally.add(trial.judge(known.worker(worker_id), reading))
        known.forget("worker")
        return tally

    return judge
