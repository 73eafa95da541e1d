"""The demo is accepted whole by the real rules of the bundled books, and is the same ledger content every time."""

import io
from pathlib import Path

import orjson
import pytest

from domain.reading import Shelf
from ops import keys
from ops.cli.books import HOLDS_FROM, enact_bundled
from ops.cli.verify import ClaimsOf
from ops.demo import places
from ops.demo.guides import enact_guides
from ops.demo.population import batch_name, population
from ops.importing.rows import Batch
from ops.importing.run import run_import
from ops.shards import Opening
from tests.database import Database
from tests.soundness import assert_ledger_sound

FIRST = {"2206", "3205", "6205"}


@pytest.mark.parametrize(
    ("workers", "many", "judging"),
    [(60, places.MANY_WORKERS, FIRST), (90, 70, FIRST | {"2102", "3701", "3702"})],
    ids=["three cities", "eight cities"],
)
def test_every_row_is_accepted_and_the_ledger_is_sound(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
    many: int,
    judging: set[str],
) -> None:
    monkeypatch.setattr(places, "MANY_WORKERS", many)
    made = keys.init(tmp_path / "keys")
    opening = Opening(database.app_url, tmp_path / "keys")
    rows = list(population(workers, 11))
    with opening.ledger() as ledger:
        enact_bundled(ledger, Shelf(), "operator", HOLDS_FROM)
        enact_guides(ledger, Shelf(), "operator")
        file = io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        batch = Batch("demo", batch_name(workers, 11))
        summary = run_import(file, batch, opening, processes=2)
        assert [one.json() for one in summary.report.refused] == []
        assert summary.report.recorded == len(rows)
        for row in (rows[0], rows[-1]):
            assert ledger.find_event(batch.event_id(row["row"])) is not None, (
                "the same rows have the same ids"
            )
        judged = [event for event in ledger.events_between(0) if event.said.rulebook is not None]
        books = {event.said.rulebook.jurisdiction[:4] for event in judged if event.said.rulebook}
        assert books >= judging, "the books of all these cities have judged"
        assert_ledger_sound(ledger, made, ClaimsOf())
