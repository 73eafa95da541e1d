"""The bulk path of one process: many workers judged in memory, recorded in few transactions.

Each row is decided against the timeline as its earlier rows will have left it, which waits on the shelf. Versions and
claims are checked by the store under its lock, so nothing is asked twice beforehand. From a row that is refused, or loses
a race, the rest of its group is judged again one by one, as commands over HTTP are; so nothing is refused on what was read
too early.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.errors import Contended, LedgerError, StoreUnavailable
from domain.ledger import Draft, LostRace
from domain.reading import Reading, Shelf
from domain.recording import decide, record_order
from ops.importing.optimistic import OptimisticLedger
from ops.importing.orders import Names, Orders, RestsOnRefused
from ops.importing.outcome import RefusedRow, Report
from ops.importing.rows import Batch, Row, read_row
from ops.store import PostgresLedger
from projections.moments import today

RETRIES: Final = 20
"""How often a row that keeps losing races is judged anew; each time three times."""


@dataclass(slots=True)
class _Group:
    """Rows that are judged one after the other, and how many of the first ones are settled."""

    rows: Sequence[Row]
    drafted: list[tuple[Row, Draft]] = field(default_factory=list)
    rest: int = 0
    already: int = 0
    lost: Sequence[Row] = ()
    rules: int = 0


class Bulk:
    """Records groups of rows. One a process; not to be shared between threads."""

    def __init__(self, ledger: PostgresLedger, shelf: Shelf, batch: Batch, names: Names) -> None:
        self._ledger = ledger
        self._view = OptimisticLedger(ledger)
        self._shelf = shelf
        self._orders = Orders(batch, names, ledger.command_digest, today(ledger))

    def record(self, groups: Sequence[Sequence[Row]]) -> Report:
        """Record groups that do not name one another; the rows of a group in their order.

        Raises StoreUnavailable; what was recorded by then is found recorded when the import is run again.
        """
        streams = list({self._orders.stream_id(row) for rows in groups for row in rows})
        self._view.look_ahead(streams, (self._orders.event_id(row) for rows in groups for row in rows))
        judged = [self._judge(rows) for rows in groups]
        drafts = [draft for group in judged for _, draft in group.drafted]
        results = iter(self._ledger.record_many(drafts) if drafts else ())
        report = Report()
        for group in judged:
            self._count(group, results, report)
        self._shelf.forget(streams)
        for group in judged:
            self._alone(group.lost, report)
        return report

    def record_lines(self, groups: Sequence[Sequence[tuple[int, bytes]]]) -> Report:
        """`record`, for groups of lines with their numbers."""
        return self.record([[read_row(*line) for line in group] for group in groups])

    def _judge(self, rows: Sequence[Row]) -> _Group:
        """Draft as many of the first rows as can be, without recording any."""
        group = _Group(rows)
        reading = Reading(self._view, self._shelf, keep_workers=True)
        for row in rows:
            if row.type.stream != "worker":
                # Its organisations may be rows of this group: what an earlier row read of them is out of date.
                reading = Reading(self._view, self._shelf)
            before = reading.rules_asked
            try:
                draft = self._draft(reading, row)
            except (LedgerError, RestsOnRefused):
                break
            if draft is None:
                group.already += 1
            else:
                group.drafted.append((row, draft))
                group.rules += reading.rules_asked - before
            group.rest += 1
        return group

    def _draft(self, reading: Reading, row: Row) -> Draft | None:
        """The draft of a row on what its group has drafted so far; None when it was recorded before."""
        self._orders.check_names(row)
        order = self._orders.order(row)
        if self._view.recorded(order):
            return None
        decision = decide(reading, order, self._orders.authorise(order))
        self._shelf.keep(decision.timeline)
        return decision.draft

    def _count(self, group: _Group, results: Iterator[Any], report: Report) -> None:
        """Count what was recorded; from the first row on that was not, the group is lost."""
        report.already += group.already
        report.judged += len(group.drafted)
        report.rules += group.rules
        lost: list[Row] = []
        for (row, draft), result in zip(group.drafted, results, strict=False):
            if isinstance(result, LostRace):
                self._shelf.forget(result.streams)
            if lost or isinstance(result, LedgerError):
                lost.append(row)
            else:
                report.take((event.type.name for event in draft.events), len(draft.events))
        group.lost = [*lost, *group.rows[group.rest :]]

    def _alone(self, rows: Sequence[Row], report: Report) -> None:
        refused: dict[int, RefusedRow] = {}
        for row in rows:
            report.judged_alone += 1
            try:
                self._orders.check_names(row, refused)
                self._record_alone(row, report)
            except RestsOnRefused as error:
                refused[row.number] = RefusedRow.resting_on(row, error.row)
            except (StoreUnavailable, Contended):
                raise
            except LedgerError as error:
                refused[row.number] = RefusedRow.because(row, error)
            if row.opens and row.number in refused:
                self._orders.names.refused[row.ref] = row.number
        report.refused.extend(refused.values())

    def _record_alone(self, row: Row, report: Report) -> None:
        order = self._orders.order(row)
        self._shelf.forget((order.stream_id,))
        if self._ledger.prior(order.first_event_id, order.key) is not None:
            report.already += 1
            return
        for attempt in range(RETRIES):
            try:
                receipts = record_order(self._ledger, self._shelf, order, self._orders.authorise(order))
                report.take((command.type.name for command in order.commands), len(receipts))
                self._shelf.forget((order.stream_id,))
            except Contended:
                if attempt == RETRIES - 1:
                    raise
            else:
                return
