"""All figures by name, and the table they make."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

from ops.bench import appends, backtests, bulk, growth, http, judging, load, proofs, rebuilds, workbooks
from ops.bench.measure import Note, Row
from ops.bench.scratch import Scratch, scratch

Measure = Callable[[Scratch, Note], list[Row]]

MEASURES: Final[dict[str, Measure]] = {
    "append": appends.append,
    "append-256": appends.append_batch,
    "http": http.http,
    "load": load.load,
    "judge": judging.judging,
    "import": bulk.bulk,
    "workbook": workbooks.workbooks,
    "backtest": backtests.backtests,
    "rebuild": rebuilds.rebuilds,
    "growth": growth.growth,
    "proofs": proofs.proofs,
}


def run(names: Sequence[str], note: Note, *, full: bool = False) -> list[Row]:
    """Take the figures of these names (all when there are none) on a server of their own. Raises KeyError."""
    chosen = {name: MEASURES[name] for name in names or MEASURES}
    if "growth" in chosen:
        chosen["growth"] = partial(growth.growth, full=full)
    if "workbook" in chosen:
        chosen["workbook"] = partial(workbooks.workbooks, full=full)
    if "rebuild" in chosen:
        chosen["rebuild"] = partial(rebuilds.rebuilds, full=full)
    if "proofs" in chosen:
        chosen["proofs"] = partial(proofs.proofs, full=full)
    rows: list[Row] = []
    with scratch() as server:
        for measure in chosen.values():
            for row in measure(server, note):
                note(f"{row.path}: {row.value:,.0f} {row.unit}, {row.ratio:.2f} times")
                rows.append(row)
    return rows


def show(rows: Sequence[Row], file: TextIO) -> None:
    """Print the table: each figure, what it is compared with, and whether it is where it has to be."""
    table = Table("path", "value", "against", "its value", "ratio", "floor", "note")
    for row in rows:
        floor = "" if row.floor is None else f"{row.floor:g}{'' if row.reached else ' missed'}"
        table.add_row(
            row.path,
            f"{row.value:,.0f} {row.unit}",
            row.against,
            f"{row.against_value:,.0f} {row.unit}",
            f"{row.ratio:.2f}",
            floor,
            row.note,
        )
    Console(file=file, width=150).print(table)
