"""A whole import: the file indexed; stage by stage what is no worker's recorded, then the workers' rows by all processes."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any, BinaryIO, Final

from domain.reading import Shelf
from ops.importing.bulk import Bulk
from ops.importing.index import Stage, index_file, rows_at
from ops.importing.orders import Names
from ops.importing.outcome import Report
from ops.importing.rehearsal import rehearse
from ops.importing.rows import OPENING, Batch
from ops.shards import Lent, Opening, Shards
from ops.store import PostgresLedger

CHUNK_ROWS: Final = 1_500
SETUP_ROWS: Final = 500

Chunk = list[list[tuple[int, bytes]]]
"""Groups of lines: their numbers and bytes."""

Progress = Callable[[int, int], None]
"""`progress(rows done, rows of the file)`."""


@dataclass(slots=True)
class Summary:
    """What an import did. `seconds` is from the first row judged to the last recorded."""

    rows: int
    report: Report = field(default_factory=Report)
    seconds: float = 0.0
    processes: int = 1

    @property
    def events_per_second(self) -> float:
        """Events recorded a second."""
        return self.report.recorded / self.seconds if self.seconds else 0.0

    @property
    def rules_per_event(self) -> float:
        """How many rules of the books judged an event on average."""
        return self.report.rules / self.report.judged if self.report.judged else 0.0

    def json(self) -> dict[str, Any]:
        """The figures, for a program."""
        return {
            "rows": self.rows,
            "recorded": self.report.recorded,
            "already": self.report.already,
            "refused": len(self.report.refused),
            "judged_alone": self.report.judged_alone,
            "seconds": round(self.seconds, 3),
            "events_per_second": round(self.events_per_second, 1),
            "rules_per_event": round(self.rules_per_event, 2),
            "processes": self.processes,
        }


def usual_processes() -> int:
    """As many processes as this machine has cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Importing:
    """An import under way."""

    file: BinaryIO
    batch: Batch
    opening: Opening | Lent
    names: Names
    processes: int
    summary: Summary
    progress: Progress

    def setup(self, stage: Stage, bulk: Bulk) -> None:
        """Record what is no worker's, in file order."""
        for start in range(0, len(stage.setup), SETUP_ROWS):
            rows = list(rows_at(self.file, stage.setup[start : start + SETUP_ROWS]))
            self._count(bulk.record([rows]))

    def alone(self, stage: Stage, bulk: Bulk) -> None:
        """Record the workers' rows in this process."""
        for chunk in chunks_of(_groups(self.file, stage), CHUNK_ROWS):
            self._count(bulk.record_lines(chunk))

    def together(self, stage: Stage) -> None:
        """Record the workers' rows in so many processes."""
        assert isinstance(self.opening, Opening)
        with Shards(self.opening, partial(_recorder, self.batch, self.names), self.processes) as shards:
            for report in shards.run(chunks_of(_groups(self.file, stage), CHUNK_ROWS)):
                self._count(report)

    def _count(self, report: Report) -> None:
        # What another process was refused is known to the stages that follow.
        self.names.refused.update({one.ref: one.row for one in report.refused if one.command in OPENING})
        self.summary.report.add(report)
        self.progress(self.summary.report.done, self.summary.rows)


def run_import(
    file: BinaryIO,
    batch: Batch,
    opening: Opening | Lent,
    *,
    processes: int,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Import a seekable file. Raises BadFile before anything is recorded, StoreUnavailable, ShardFailed.

    After any of the last two, and after a kill, running it again records what is missing and nothing twice. A lent ledger
    is for one process.
    """
    index = index_file(file, batch)
    names = Names(index.streams)
    summary = Summary(index.rows, processes=processes)
    started = monotonic()
    progress(0, index.rows)
    work = _Importing(file, batch, opening, names, processes, summary, progress)
    with opening.ledger() as ledger:
        bulk = Bulk(ledger, Shelf(), batch, names)
        for stage in index.stages:
            work.setup(stage, bulk)
            if processes > 1 and stage.workers_rows > CHUNK_ROWS:
                work.together(stage)
            else:
                work.alone(stage, bulk)
    summary.seconds = monotonic() - started
    return summary


def run_rehearsal(
    file: BinaryIO, batch: Batch, ledger: PostgresLedger, progress: Progress = lambda *_: None
) -> Summary:
    """Judge a file and record nothing. Raises BadFile."""
    index = index_file(file, batch)
    started = monotonic()
    lines = [line for stage in index.stages for line in stage.lines]
    report = rehearse(
        ledger,
        batch,
        Names(index.streams),
        rows_at(file, lines),
        index.rows,
        lambda done: progress(done, index.rows),
    )
    return Summary(index.rows, report, monotonic() - started)


def _recorder(batch: Batch, names: Names, ledger: PostgresLedger) -> Callable[[Chunk], Report]:
    """What a process of an import does with each chunk."""
    return Bulk(ledger, Shelf(), batch, names).record_lines


def chunks_of(groups: Iterable[list[tuple[int, bytes]]], rows: int) -> Iterator[Chunk]:
    """Whole groups together until they make so many rows."""
    chunk: Chunk = []
    size = 0
    for group in groups:
        chunk.append(group)
        size += len(group)
        if size >= rows:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _groups(file: BinaryIO, stage: Stage) -> Iterator[list[tuple[int, bytes]]]:
    for lines in stage.groups.values():
        group = []
        for line in lines:
            file.seek(line.offset)
            group.append((line.number, file.read(line.length)))
        yield group
