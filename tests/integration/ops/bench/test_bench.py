"""What `luli bench` measures with: its own server, prefilled ledgers, and the library's recorder behind the port."""

import tempfile
from pathlib import Path
from uuid import uuid4

import orjson
import pytest
from typer.testing import CliRunner

from domain.tree import leaf_hash, root_from_leaves
from ops.bench import backtests, commands, growth, judging, load, rebuilds, suite
from ops.bench.measure import Row, middle, rates, times
from ops.bench.stock import StockLedger
from ops.cli.app import app
from projections.models import read_models
from projections.parked import left_out
from projections.runner import Runner
from tests.database import Database
from tests.ledgers import KEYS, ledger_in

EVENTS = 105


def row(ratio: float, floor: float | None = 2.0) -> Row:
    return Row("path", 2 * ratio, "events/s", "other", 2.0, ratio, floor)


def test_the_median_ratio_is_kept_and_its_spread_told() -> None:
    kept = middle([row(3.0), row(1.0), row(2.5)])
    assert (kept.ratio, kept.note) == (2.5, "1.00 to 3.00")


def test_a_ratio_above_one_is_better_for_rates_and_for_times() -> None:
    assert rates("r", "other", 1.0, lambda _: 20.0, lambda _: 10.0).ratio == 2.0
    assert times("t", "other", 1.0, lambda: 10.0, lambda: 20.0).ratio == 2.0


def test_only_a_floor_can_be_missed() -> None:
    assert [row(1.9).reached, row(2.0).reached, row(0.1, None).reached] == [False, True, True]


def test_a_prefilled_ledger_has_true_hashes_and_takes_further_commands(database: Database) -> None:
    # The prefilled leaves are of no published shape, so the tree alone is proved here.
    with StockLedger.connect(database.app_url, KEYS) as ledger:
        growth.prefill(database.app_url, EVENTS, lambda _: None)
        worker = commands.register(ledger, 1)[0]
        leaves = [ledger.leaf(position) for position in range(EVENTS + 1)]
        assert ledger.versions([worker]) == {worker: 1}
        assert ledger.leaf_hashes(0, EVENTS + 1) == [leaf_hash(leaf) for leaf in leaves]
        assert ledger.size_and_root() == (EVENTS + 1, root_from_leaves([leaf_hash(leaf) for leaf in leaves]))


def test_prefilled_leaves_are_two_lines_of_json(database: Database) -> None:
    with StockLedger.connect(database.app_url, KEYS) as ledger:
        growth.prefill(database.app_url, growth.EACH + 1, lambda _: None)
        first, second = ledger.leaf(growth.EACH).split(b"\n")
        position, _, version, *_ = orjson.loads(first)
        assert (position, version) == (growth.EACH, 1)
        assert orjson.loads(second)["actor"] == "bench"


def test_a_ledger_to_rebuild_has_whole_careers_that_the_read_models_show(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        rebuilds.fill(ledger, 3, each=6)
        Runner(ledger, read_models(ledger)).catch_up()
        shown = ledger.rows("SELECT count(DISTINCT worker_id), count(DISTINCT name_at) FROM read.roster")
        assert (ledger.size_and_root()[0], shown) == (rebuilds.PLACES + 18, [(3, 3)])
        assert not any(left_out(ledger.rows).values())


def test_the_stock_recorder_records_and_reads_what_the_port_asks(database: Database) -> None:
    with StockLedger.connect(database.app_url, KEYS) as ledger:
        ledger.record_into(database.owner_url)
        draft = commands.registrations(ledger, 1)[0]
        receipt = ledger.record(draft)[0]
        read = ledger.events(receipt.stream_id)
        assert [event.event_id for event in read] == [draft.events[0].event_id]
        assert ledger.size_and_root()[0] == 0, "nothing goes into the ledger itself"


@pytest.mark.parametrize(("name", "path"), [("load", "load-40"), ("judge", "judge-promotion")])
def test_a_measurement_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, name: str, path: str) -> None:
    place = Path(tempfile.mkdtemp(prefix=f"luli-{uuid4().hex[:6]}-"))
    place.chmod(0o711)
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr(load, "LOADS", 1)
    monkeypatch.setattr(judging, "BATCHES", 1)
    told: list[str] = []
    rows = suite.run([name], told.append)
    assert [one.path for one in rows] == [path]
    assert rows[0].value > 0
    assert told
    assert list(place.glob("luli-bench-*")) == []
    place.rmdir()


def test_a_backtest_is_measured_on_a_population_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtests, "WORKERS", 12)
    monkeypatch.setattr(backtests, "REPEATS", 1)
    (row,) = suite.run(["backtest"], lambda _: None)
    assert (row.path, row.floor) == ("backtest", 1.0)
    assert row.ratio == row.value / backtests.ASKED > 0


def test_an_unknown_name_is_wrong_use() -> None:
    assert CliRunner().invoke(app, ["bench", "nothing-of-the-kind"]).exit_code == 2


def test_the_table_as_json_and_the_status_when_a_floor_is_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(suite, "run", lambda *_, **__: [row(2.5), row(1.5)])
    done = CliRunner().invoke(app, ["bench", "--json", str(tmp_path / "table.json")])
    assert done.exit_code == 1
    table = orjson.loads((tmp_path / "table.json").read_bytes())
    assert [one["ratio"] for one in table] == [2.5, 1.5]
    assert {"path", "value", "unit", "against", "against_value", "ratio", "floor"} <= table[0].keys()
