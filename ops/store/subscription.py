"""Following the log: notifications in order, each once, waiting for what is not recorded yet."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

if TYPE_CHECKING:
    from ops.store.ledger import PostgresLedger

PAGE: Final = 500
WAIT_SECONDS: Final = 1.0


class LedgerSubscription(Subscription[ApplicationRecorder]):
    """Reads in the caller's own thread; `stop` may come from any other."""

    def __init__(
        self, recorder: ApplicationRecorder, ledger: "PostgresLedger", gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._ledger = ledger
        self._ready: deque[Notification] = deque()
        self._seen = gt or 0

    def stop(self) -> None:
        """End the iteration, also one that is waiting."""
        super().stop()
        self._ledger.wakeup.nudge()

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            if self._ready:
                return self._ready.popleft()
            self._fill()
        raise StopIteration

    def _fill(self) -> None:
        """Read the next page, or wait until there is one."""
        size = self._ledger.size_and_root()[0]
        if size <= self._seen:
            self._ledger.wait_beyond(self._seen, WAIT_SECONDS, stopped=lambda: self._has_been_stopped)
            return
        found = self._recorder.select_notifications(
            self._seen, PAGE, stop=size, topics=self._topics, inclusive_of_start=False
        )
        self._ready.extend(found)
        # A short page of a filtered read means that nothing else up to `size` is of these topics.
        self._seen = found[-1].id if len(found) == PAGE else size
