"""Commands of many callers judged in rounds: what they need is read together, and one thread decides them in turn.

A thread for each command was measured to spend most of its time changing places with others: three queries and some
fifty switches a command. Here a round of waiting commands shares two queries, is judged by one thread and goes to the
appender, which shares the commit. Nothing is decided on trust: the store checks read set, claims and key again under
its lock, and whoever lost is judged anew on what is then there.
"""

import logging
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Condition, Thread
from typing import Any, Final
from uuid import UUID

from api.dependencies import ServedLedger
from domain.claims import Claim, ClaimKey
from domain.errors import Contended, Forbidden, NotFound, Refused, StaleVersion, StoreUnavailable
from domain.ledger import CommandKey, LostRace, Receipt
from domain.orders import Order
from domain.reading import Reading, Shelf
from domain.record import Event
from domain.recording import ATTEMPTS, Authorise, decide

ROUND_COMMANDS: Final = 128
"""Most commands of one round."""

log = logging.getLogger("luli.http")

Receipts = Sequence[Receipt]


@dataclass(slots=True, eq=False)
class Waiting:
    """An order and who waits for its receipts. `attempts` counts how often it was judged."""

    order: Order
    authorise: Authorise
    future: "Future[Receipts]" = field(default_factory=Future)
    attempts: int = 0


class Rounds:
    """Records orders as `domain.recording.record_order` does. Any thread may submit; orders on one stream keep turn."""

    def __init__(self, ledger: ServedLedger, shelf: Shelf) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self._queue: deque[Waiting] = deque()
        self._busy: set[str] = set()
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._run, name="luli-rounds", daemon=True)
        self._thread.start()

    def submit(self, order: Order, authorise: Authorise) -> "Future[Receipts]":
        """Queue an order: its receipts once they are on disk, or what `record_order` would raise."""
        waiting = Waiting(order, authorise)
        with self._changed:
            if self._closed:
                raise StoreUnavailable("服务正在关闭", "the server is closing")
            self._queue.append(waiting)
            self._changed.notify()
        return waiting.future

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while taken := self._take():
            try:
                view = LookAhead(self._ledger, [one.order for one in taken if not one.attempts])
            except Exception as error:  # noqa: BLE001 - each caller is told; the thread serves the next round
                for one in taken:
                    self._tell(one, error)
                continue
            for one in taken:
                self._judge(one, self._ledger if one.attempts else view)

    def _take(self) -> list[Waiting]:
        """The next round in queue order, one command a stream; empty when closed and all is done."""
        with self._changed:
            while True:
                taken: list[Waiting] = []
                rest: deque[Waiting] = deque()
                while self._queue and len(taken) < ROUND_COMMANDS:
                    one = self._queue.popleft()
                    if one.order.stream_id in self._busy:
                        rest.append(one)
                    elif one.attempts or one.future.set_running_or_notify_cancel():
                        self._busy.add(one.order.stream_id)
                        taken.append(one)
                rest.extend(self._queue)
                self._queue = rest
                if taken or (self._closed and not self._queue and not self._busy):
                    return taken
                self._changed.wait()

    def _judge(self, one: Waiting, ledger: "ServedLedger | LookAhead") -> None:
        order = one.order
        try:
            prior = ledger.prior(order.first_event_id, order.key)
            if prior is not None:
                self._answer(one, prior)
                return
            reading = Reading(ledger, self._shelf)
            try:
                decision = decide(reading, order, one.authorise)
            except (Forbidden, NotFound, Refused, StaleVersion) as error:
                # What says no may have looked at a timeline that others have moved on.
                if self._shelf.drop_stale(self._ledger, reading.reads):
                    self._again(one)
                else:
                    self._tell(one, error)
                return
            recording = self._ledger.submit(decision.draft)
        except Exception as error:  # noqa: BLE001 - the caller is told; the thread serves the next command
            self._tell(one, error)
            return
        recording.add_done_callback(partial(self._settled, one))

    def _settled(self, one: Waiting, recording: "Future[Receipts]") -> None:
        """Called by the appender when the commit is on disk, or will not be."""
        error = recording.exception()
        if error is None:
            self._shelf.forget(receipt.stream_id for receipt in recording.result())
            self._answer(one, recording.result())
        elif isinstance(error, LostRace):
            self._shelf.forget(error.streams)
            self._again(one)
        else:
            self._tell(one, error)

    def _again(self, one: Waiting) -> None:
        """Back into the queue; the first attempt was on what was read for the whole round, and does not count."""
        one.attempts += 1
        if one.attempts > ATTEMPTS:
            self._tell(one, Contended())
            return
        with self._changed:
            self._busy.discard(one.order.stream_id)
            self._queue.appendleft(one)
            self._changed.notify()

    def _answer(self, one: Waiting, receipts: Receipts) -> None:
        self._release(one)
        one.future.set_result(receipts)

    def _tell(self, one: Waiting, error: BaseException) -> None:
        self._release(one)
        one.future.set_exception(error)

    def _release(self, one: Waiting) -> None:
        with self._changed:
            self._busy.discard(one.order.stream_id)
            if self._queue or self._closed:
                self._changed.notify()


class LookAhead:
    """The ledger as one round sees it: recorded commands and own streams read at once, claims left to the store.

    A stream that an order opens is named after the order's first event: it is empty unless that is recorded. A claim
    that others hold comes back as a lost race, and the order is judged again on the claims themselves.
    """

    def __init__(self, ledger: ServedLedger, orders: Sequence[Order]) -> None:
        self._ledger = ledger
        self.blind = ledger.blind
        self.open = ledger.open
        self.events_of = ledger.events_of
        self.versions = ledger.versions
        self.find_event = ledger.find_event
        self.command_digest = ledger.command_digest
        self.now = ledger.now
        self.record = ledger.record
        keyed = [order.first_event_id for order in orders if order.key is not None]
        self._recorded: Mapping[UUID, Any] = ledger.digests(keyed) if keyed else {}
        openings = {order.stream_id for order in orders if order.commands[0].type.first}
        known = [order.stream_id for order in orders if order.stream_id not in openings]
        self._events: dict[str, Sequence[Event]] = dict.fromkeys(openings, ())
        if known:
            self._events.update(ledger.events_of(known))

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Receipts | None:
        """As the port says; only a command that is recorded is asked for."""
        return self._ledger.prior(first_event_id, key) if first_event_id in self._recorded else None

    def events(self, stream_id: str) -> Sequence[Event]:
        """The whole stream."""
        events = self._events.get(stream_id)
        return self._ledger.events(stream_id) if events is None else events

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:  # noqa: ARG002 - the port's signature
        """None: the store compares them with what others hold when it records."""
        return ()
