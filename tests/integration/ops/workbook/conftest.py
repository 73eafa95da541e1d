"""Workbooks imported into a ledger of the test's own, proved sound when the test is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.dependencies import Principal
from domain.reading import Shelf
from ops import keys
from ops.cli.books import NATION, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.importing.rows import Batch
from ops.shards import Opening
from ops.store import PostgresLedger
from ops.workbook import review
from ops.workbook.review import Reviewed
from tests.database import Database
from tests.soundness import assert_ledger_sound


@dataclass(frozen=True)
class Workbooks:
    """A ledger that workbooks are imported into, as the operator unless told otherwise."""

    ledger: PostgresLedger
    opening: Opening

    def rehearse(
        self, content: bytes, kind: str | None = None, authority: Principal | None = None
    ) -> Reviewed:
        """The dry run of a workbook."""
        batch = Batch("operator", "workbook", authority)
        return review.rehearse(*review.prepare(content, kind, self.ledger, batch), self.ledger, batch)

    def record(self, content: bytes, name: str = "workbook", authority: Principal | None = None) -> Reviewed:
        """The import of a workbook."""
        batch = Batch("operator", name, authority)
        return review.record(*review.prepare(content, None, self.ledger, batch), self.opening, batch)

    @property
    def size(self) -> int:
        return self.ledger.size_and_root()[0]


@pytest.fixture
def workbooks(database: Database, tmp_path: Path) -> Iterator[Workbooks]:
    made = keys.init(tmp_path / "keys")
    opening = Opening(database.app_url, tmp_path / "keys")
    with opening.ledger() as ledger:
        enact_bundled(ledger, Shelf(), "operator", (NATION,))
        yield Workbooks(ledger, opening)
        assert_ledger_sound(ledger, made, ClaimsOf())
