"""The demo is accepted whole by the real rules of the bundled books, and is the same ledger content every time."""

import io
from pathlib import Path

import orjson

from domain.reading import Shelf
from ops import keys
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.demo.population import batch_name, population
from ops.importing.rows import Batch
from ops.importing.run import run_import
from ops.shards import Opening
from tests.database import Database
from tests.soundness import assert_ledger_sound


def test_every_row_is_accepted_and_the_ledger_is_sound(database: Database, tmp_path: Path) -> None:
    made = keys.init(tmp_path / "keys")
    opening = Opening(database.app_url, tmp_path / "keys")
    rows = list(population(150, 11))
    with opening.ledger() as ledger:
        enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
        file = io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        batch = Batch("demo", batch_name(150, 11))
        summary = run_import(file, batch, opening, processes=2)
        assert [one.json() for one in summary.report.refused] == []
        assert summary.report.recorded == len(rows)
        for row in (rows[0], rows[-1]):
            assert ledger.find_event(batch.event_id(row["row"])) is not None, (
                "the same rows have the same ids"
            )
        judged = [event for event in ledger.events_between(0) if event.said.rulebook is not None]
        books = {event.said.rulebook.jurisdiction[:4] for event in judged if event.said.rulebook}
        assert books >= {"2206", "3205", "6205"}, "the books of all three cities have judged"
        assert_ledger_sound(ledger, made, ClaimsOf())
