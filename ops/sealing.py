"""Sealing the ledger: on demand, and daily by whoever serves it.

What is sealed is computed on a snapshot, outside the writer's lock: however long it takes, appends go on.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date
from threading import Event as Flag
from threading import Thread
from typing import Final
from uuid import UUID, uuid5

from domain.errors import IdempotencyConflict, LedgerError, StoreUnavailable
from domain.ledger import Receipt
from domain.orders import NAMESPACE
from domain.record import Event
from domain.sealing import LedgerSealed, record_seal
from ops.store import PostgresLedger
from projections.moments import CHINA, today
from projections.runner import ReadModel, Runner
from projections.sealed import extent_now, last_seal

LOOK_SECONDS: Final = 600.0
"""How often whoever serves looks whether a day's seal is missing."""
PRINCIPAL: Final = "sealer"

log = logging.getLogger(__name__)


def seal(
    ledger: PostgresLedger, models: Iterable[ReadModel] = (), *, principal: str, event_id: UUID
) -> Receipt:
    """Record a seal of all that is committed now, and that the read models hold.

    Raises IdempotencyConflict when that id was used before.
    """
    extent = extent_now(ledger, models)
    said = LedgerSealed(
        size=extent.size,
        log_root=extent.root.hex(),
        streams=extent.heads.streams,
        heads_root=extent.heads.root.hex(),
        views=extent.views,
    )
    return record_seal(ledger, said, effective_on=today(ledger), principal=principal, event_id=event_id)


def newest_seal(ledger: PostgresLedger) -> Event | None:
    """The newest seal, None when nothing was sealed yet."""
    return last_seal(ledger, ledger.size_and_root()[0])


def is_due(ledger: PostgresLedger, on: date) -> bool:
    """Whether something that was recorded before a day, by the calendar of China, is in no seal."""
    newest = newest_seal(ledger)
    start, itself = (newest.data.size, newest.position) if newest else (0, -1)
    waiting = (event for event in ledger.events_between(start, 2) if event.position != itself)
    first = next(waiting, None)
    return first is not None and _recorded_on(first) < on


def seal_if_due(ledger: PostgresLedger, on: date, runner: Runner | None = None) -> Receipt | None:
    """The seal of a day, if it is due; None when it is not, or another process has just recorded it."""
    if not is_due(ledger, on):
        return None
    event_id = uuid5(NAMESPACE, f"{ledger.origin} sealed on {on}")
    try:
        return seal(ledger, filled(runner), principal=PRINCIPAL, event_id=event_id)
    except IdempotencyConflict:
        log.info("the seal of %s was recorded by another process", on)
        return None


def filled(runner: Runner | None) -> Sequence[ReadModel]:
    """The read models of a runner once they hold all that is committed; none where that takes too long."""
    if runner is None:
        return ()
    try:
        runner.catch_up()
    except StoreUnavailable as error:
        log.warning("sealed without read models: %s", error)
        return ()
    return runner.models


def _recorded_on(event: Event) -> date:
    recorded_at = event.recorded_at
    return recorded_at.astimezone(CHINA).date() if recorded_at else date.max


class DailySealer:
    """A thread that sees to it that every day is sealed on the next one."""

    def __init__(self, ledger: PostgresLedger, runner: Runner) -> None:
        self._ledger = ledger
        self._runner = runner
        self._stop = Flag()
        self._thread = Thread(target=self._run, name="luli-sealer", daemon=True)

    def start(self) -> None:
        """Begin to look. To be called once."""
        self._thread.start()

    def stop(self) -> None:
        """End after the seal in hand."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                sealed = seal_if_due(self._ledger, today(self._ledger), self._runner)
                if sealed is not None:
                    log.info("the ledger was sealed at position %d", sealed.position)
            except LedgerError as error:
                log.warning("the day's seal waits: %s", error)
            self._stop.wait(LOOK_SECONDS)
