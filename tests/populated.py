"""A generated population in a ledger in memory: its rows judged one by one as an import judges them, and its reports."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from domain.errors import LedgerError
from domain.reading import Reading, Shelf
from domain.recording import record_order
from domain.reports.career import Asked, Career, Row
from domain.reports.table import REPORTS
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.demo.days import TODAY
from ops.demo.guides import enact_guides
from ops.demo.population import batch_name, population
from ops.importing.index import index_file, rows_at
from ops.importing.orders import Names, Orders, allow_all
from ops.importing.outcome import RefusedRow
from ops.importing.rows import Batch
from tests.memory import MemoryLedger


@dataclass
class Populated:
    """A ledger with a population in it; `refused` are the rows that were not taken."""

    ledger: MemoryLedger
    shelf: Shelf
    refused: list[RefusedRow]

    def streams(self, kind: str) -> list[str]:
        """The ids of all streams of a kind, in order."""
        prefix = "organisation-" if kind == "zone" else f"{kind}-"
        return sorted({event.stream_id for event in self.ledger.log if event.stream_id.startswith(prefix)})

    def asked(self, on: date = TODAY, **members: Any) -> Asked:
        """A question about everything on a day."""
        reading = Reading(self.ledger, self.shelf)
        cycles = tuple(reading.cycle(one) for one in self.streams("cycle"))
        return Asked(
            on, reading, lambda _one, _on: True, cycles=lambda: cycles, streams=self.streams, **members
        )

    def careers(self, asked: Asked) -> list[Career]:
        """Everybody, as a question looks at them."""
        return [Career(asked.reading.worker(one), asked) for one in self.streams("worker")]

    def report(self, code: str, on: date = TODAY, **members: Any) -> list[Row]:
        """The rows of a report."""
        asked = self.asked(on, **members)
        return list(REPORTS[code].rows(self.careers(asked), asked))


def populated(workers: int, seed: int) -> Populated:
    """The population of so many workers of a seed, under the bundled books."""
    ledger, shelf = MemoryLedger(), Shelf()
    enact_bundled(ledger, shelf, "operator", HOLDS_FROM)
    enact_guides(ledger, shelf, "operator")
    file = io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in population(workers, seed)))
    batch = Batch("demo", batch_name(workers, seed))
    index = index_file(file, batch)
    orders = Orders(batch, Names(index.streams), ledger.command_digest, date(2026, 1, 1))
    refused: list[RefusedRow] = []
    lines = [line for stage in index.stages for line in stage.lines]
    for row in rows_at(file, lines):
        try:
            record_order(ledger, shelf, orders.order(row), allow_all)
        except LedgerError as error:
            refused.append(RefusedRow.because(row, error))
    return Populated(ledger, shelf, refused)
