"""Imports into a ledger of the test's own, proved sound when the test is over."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from domain.reading import Shelf
from ops import keys
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.importing.rows import Batch
from ops.importing.run import Summary, run_import, run_rehearsal
from ops.shards import Opening
from ops.store import PostgresLedger
from tests.database import Database
from tests.soundness import assert_ledger_sound


@dataclass(frozen=True)
class Importing:
    """A ledger that files are imported into."""

    ledger: PostgresLedger
    opening: Opening

    def run(self, rows: list[dict[str, Any]], batch: str = "batch-1", processes: int = 1) -> Summary:
        """Import rows as a file of this batch."""
        return run_import(_file(rows), Batch("operator", batch), self.opening, processes=processes)

    def rehearse(self, rows: list[dict[str, Any]], batch: str = "batch-1") -> Summary:
        """Judge rows and record nothing."""
        return run_rehearsal(_file(rows), Batch("operator", batch), self.ledger)

    @property
    def size(self) -> int:
        return self.ledger.size_and_root()[0]


def _file(rows: list[dict[str, Any]]) -> io.BytesIO:
    return io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in rows))


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Iterator[Importing]:
    made = keys.init(tmp_path / "keys")
    opening = Opening(database.app_url, tmp_path / "keys")
    with opening.ledger() as ledger:
        enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
        yield Importing(ledger, opening)
        assert_ledger_sound(ledger, made, ClaimsOf())
