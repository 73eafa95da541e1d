"""The work list: what falls due for a worker (R95), on every day of its window, and after it until something ended it.

An item is computed from facts alone, so the same question lists the same items for ever. A stage of an item opens a
stated number of days before it falls due (table `reminders` of the rulebook that manages the worker). What opened
between two questions is the difference of their two answers: however seldom somebody asks, each stage of an item that
is still on the list comes exactly once, whatever was recorded late, corrected or rescinded in the meantime.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from domain.reports.career import Career, Row
from domain.reports.due import KINDS, Due, Kind
from domain.rulebook.reminders import Reminders

_NO_REMINDERS: Final = Reminders()


class Item(NamedTuple):
    """One matter of one worker on the list.

    `opened` are the stages that have opened, in days before the due day, the earliest first; the last one is the
    stage in force. What has no day by which it is due (`due_on` None) is to be looked at at once.
    """

    worker: str
    name: str
    kind: str
    event_id: UUID
    due_on: date | None
    window_from: date | None
    opened: tuple[int, ...]
    overdue: bool
    rests_on: tuple[int, ...]

    @property
    def key(self) -> str:
        """The same for the same matter on every day; another once its due day is another."""
        day = self.due_on.isoformat() if self.due_on else "-"
        return f"{self.worker}/{self.kind}/{self.event_id}/{day}"

    @property
    def stage(self) -> int | None:
        """The stage in force."""
        return self.opened[-1] if self.opened else None

    def row(self) -> Row:
        """Plain values."""
        kind = KINDS[self.kind]
        return {
            "key": self.key,
            "worker": self.worker,
            "name": self.name,
            "kind": self.kind,
            "label": {"zh": kind.zh, "en": kind.en},
            "event_id": str(self.event_id),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "window_from": self.window_from.isoformat() if self.window_from else None,
            "stage": self.stage,
            "overdue": self.overdue,
            "rests_on": list(self.rests_on),
        }


class Entry(NamedTuple):
    """A stage of an item that was not open at the question before."""

    item: Item
    stage: int | None


def items(career: Career, kinds: Iterable[str] | None = None) -> list[Item]:
    """All that is on the list for a worker on the day, in order of kinds. What the reader may not see is left out."""
    wanted = KINDS if kinds is None else {code: KINDS[code] for code in kinds}
    book = career.book
    reminders = book.settings.reminders if book else _NO_REMINDERS
    found: list[Item] = []
    for kind in wanted.values():
        if kind.needs is not None and kind.needs not in career.asked.classes:
            continue
        if career.engagement is not None or kind.outlasts:
            dues = (_item(career, kind, due, reminders) for due in kind.find(career, reminders))
            found.extend(item for item in dues if item is not None)
    return found


def entered(before: Iterable[Item], now: Iterable[Item]) -> list[Entry]:
    """The stages that are open now and were not at the question before, in order of items and stages.

    Each question is taken at its own day and its own position, so nothing that was recorded between them is missed.
    """
    known = {(item.key, stage) for item in before for stage in _stages(item)}
    return [Entry(item, stage) for item in now for stage in _stages(item) if (item.key, stage) not in known]


def _stages(item: Item) -> tuple[int | None, ...]:
    return item.opened or (None,)


def _item(career: Career, kind: Kind, due: Due, reminders: Reminders) -> Item | None:
    """The item on the day; None before its window opens."""
    on = career.asked.on
    stages = stages_of(due, getattr(reminders, kind.code, ()))
    opened = tuple(stage for stage in stages if _opening(due, stage) <= on)
    if due.due_on is not None and not opened:
        return None
    return Item(
        career.worker,
        career.name,
        kind.code,
        due.event_id,
        due.due_on,
        _opening(due, stages[0]) if stages else None,
        opened,
        due.due_on is not None and on > due.due_on,
        tuple(career.rests_on(due.event_id, *due.rests_on)),
    )


def stages_of(due: Due, days: Iterable[int]) -> tuple[int, ...]:
    """The stages of a matter in days before its due day, the earliest first; without any, the due day itself.

    Of those that would open before its facts hold only the last is left: it opens when they begin to hold.
    """
    if due.due_on is None:
        return ()
    own = {(due.due_on - due.opens_on).days} if due.opens_on else set[int]()
    stages = sorted({*days, *own} or {0}, reverse=True)
    late = [stage for stage in stages if due.due_on - timedelta(stage) <= due.since]
    return tuple(stages[len(late) - 1 :] if late else stages)


def _opening(due: Due, stage: int) -> date:
    return max(due.due_on - timedelta(stage), due.since) if due.due_on else due.since
