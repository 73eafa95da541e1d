"""A dry run: every row judged as an import would judge it, on what the rows before it would leave, and none recorded."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pydantic import ValidationError

from domain.claims import Claim, ClaimKey
from domain.errors import LedgerError, StoreUnavailable
from domain.reading import Reading, Shelf
from domain.recording import Decision, decide
from domain.worker.life import person_key
from domain.worker.registration import REGISTERED, Document
from ops.importing.optimistic import OptimisticLedger
from ops.importing.orders import Names, Orders, RestsOnRefused
from ops.importing.outcome import RefusedRow, Report
from ops.importing.rows import Batch, Row
from ops.store import PostgresLedger
from projections.moments import today

LOOK_AHEAD_ROWS = 1_000


class RehearsedLedger(OptimisticLedger):
    """The ledger as it would be: claims of rows judged so far stand beside, and in place of, the recorded ones."""

    def __init__(self, ledger: PostgresLedger) -> None:
        super().__init__(ledger)
        self._taken: dict[str, tuple[Claim, ...]] = {}
        self._by_key: defaultdict[ClaimKey, set[str]] = defaultdict(set)
        self._read: dict[ClaimKey, list[Claim]] = {}

    def expect(self, keys: Sequence[ClaimKey]) -> None:
        """Read at once what is recorded on keys that the rows which come next will ask for."""
        self._read = {key: [] for key in keys}
        for claim in self._ledger.claims(keys) if keys else ():
            self._read[claim.key].append(claim)

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """All claims on these keys, as they would be."""
        wanted = set(keys)
        unread = [key for key in wanted if key not in self._read]
        found = [claim for key in wanted for claim in self._read.get(key, ())]
        found += self._ledger.claims(unread) if unread else ()
        recorded = [claim for claim in found if claim.stream_id not in self._taken]
        streams = {stream for key in wanted for stream in self._by_key[key]}
        return recorded + [claim for s in streams for claim in self._taken[s] if claim.key in wanted]

    def keep(self, decision: Decision) -> None:
        """Let the claims of a decision count for the rows that follow."""
        draft = decision.draft
        for stream in draft.claimants:
            self._taken[stream] = tuple(claim for claim in draft.claims if claim.stream_id == stream)
            for claim in self._taken[stream]:
                self._by_key[claim.key].add(stream)


def rehearse(
    ledger: PostgresLedger,
    batch: Batch,
    names: Names,
    rows: Iterable[Row],
    count: int,
    progress: Callable[[int], None],
) -> Report:
    """Judge rows in the order of an import. `recorded` of the report counts what would be."""
    view = RehearsedLedger(ledger)
    orders = Orders(batch, replace(names, refused={}), ledger.command_digest, today(ledger))
    # Nothing that waits may be dropped: it is not in the ledger.
    shelf = Shelf(capacity=2 * count + 20_000)
    report = Report()
    refused: dict[int, RefusedRow] = {}
    for chunk in _chunks(rows):
        view.look_ahead(
            list({orders.stream_id(row) for row in chunk}), (orders.event_id(row) for row in chunk)
        )
        view.expect(list(_persons(ledger, chunk)))
        for row in chunk:
            _judge(view, shelf, orders, row, refused, report)
        progress(report.done + len(refused))
    report.refused = list(refused.values())
    return report


def _judge(
    view: RehearsedLedger,
    shelf: Shelf,
    orders: Orders,
    row: Row,
    refused: dict[int, RefusedRow],
    report: Report,
) -> None:
    try:
        orders.check_names(row, refused)
        order = orders.order(row)
        if view.recorded(order):
            report.already += 1
            return
        decision = decide(Reading(view, shelf, keep_workers=True), order, orders.authorise(order))
    except RestsOnRefused as error:
        refused[row.number] = RefusedRow.resting_on(row, error.row)
    except StoreUnavailable:
        raise
    except LedgerError as error:
        refused[row.number] = RefusedRow.because(row, error)
    else:
        shelf.keep(decision.timeline)
        view.keep(decision)
        events = decision.draft.events
        report.take((event.type.name for event in events), len(events))
        return
    if row.opens:
        orders.names.refused[row.ref] = row.number


def _chunks(rows: Iterable[Row]) -> Iterable[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == LOOK_AHEAD_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _persons(ledger: PostgresLedger, rows: Iterable[Row]) -> Iterator[ClaimKey]:
    """The keys of those whom rows register; a document that is none is told when its row is judged."""
    for row in rows:
        if row.type is REGISTERED:
            data = row.body.get("data")
            try:
                key = person_key(
                    Document.model_validate(data.get("document") if isinstance(data, dict) else None), ledger
                )
            except ValidationError:
                continue
            if key is not None:
                yield key
