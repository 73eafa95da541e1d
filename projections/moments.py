"""Both times of a question, and the tree that its answer names.

`as_of` is the day in the world, `known_at` the last position that the answer may rest on. Either may be left out: then
it is today in China, and all that is committed now. A time stands for the last position recorded by then; an instant
later than the last recording is settled first, so that the same question gives the same answer for ever.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.errors import Fault, InvalidInput
from domain.values import EARLIEST, LATEST
from projections.source import Source
from projections.tiles import Tiles

CHINA: Final = ZoneInfo("Asia/Shanghai")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POSITION: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A question's two times: the day, the last position known (-1 for none), and the root of the tree up to it."""

    as_of: date
    position: int
    root: bytes

    @property
    def size(self) -> int:
        return self.position + 1

    def json(self) -> dict[str, Any]:
        """What the body of every answer says of the times and the tree that it was given for."""
        known = {"size": self.size, "root": self.root.hex()}
        return {
            "as_of": self.as_of.isoformat(),
            "known_at": known | ({"position": self.position} if self.size else {}),
        }


def moment(source: Source, as_of: str | None, known_at: str | None) -> Moment:
    """Both times as a question states them. Raises InvalidInput for what is no time, and for a future `known_at`."""
    day = today(source) if as_of is None else read_day("/as_of", as_of)
    size, root = source.size_and_root()
    if known_at is None:
        return Moment(day, size - 1, root)
    position = _position(source, known_at, size)
    if position + 1 == size:
        return Moment(day, position, root)
    return Moment(day, position, Tiles(source).root(position + 1))


def today(source: Source) -> date:
    """The civil date in China now."""
    return source.now().astimezone(CHINA).date()


def read_day(pointer: str, text: str) -> date:
    """A civil date, `YYYY-MM-DD`, between 1900 and 2200. Raises InvalidInput."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise _fault(pointer, "日期无效，应为 YYYY-MM-DD", "not a date of the form YYYY-MM-DD")
    return day


def read_instant(pointer: str, text: str) -> datetime:
    """An instant (RFC 3339), or a civil date for the end of that day in China. Raises InvalidInput."""
    if _DAY.fullmatch(text):
        return end_of(read_day(pointer, text))
    try:
        instant = datetime.fromisoformat(text.upper()) if _INSTANT.fullmatch(text) else None
    except ValueError:
        instant = None
    if instant is None:
        raise _fault(
            pointer,
            "应为日期（YYYY-MM-DD）或带时区的时刻（如 2026-01-31T08:00:00Z）",
            "neither a date (YYYY-MM-DD) nor an instant with its offset (2026-01-31T08:00:00Z)",
        )
    return instant.astimezone(UTC)


def start_of(pointer: str, text: str) -> datetime:
    """An instant (RFC 3339), or a civil date for the first moment of that day in China. Raises InvalidInput."""
    if not _DAY.fullmatch(text):
        return read_instant(pointer, text)
    return datetime.combine(read_day(pointer, text), time(), CHINA).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last microsecond of a civil date in China."""
    next_midnight = datetime.combine(day + timedelta(days=1), time(), CHINA)
    return (next_midnight - timedelta(microseconds=1)).astimezone(UTC)


def _position(source: Source, text: str, size: int) -> int:
    if _POSITION.fullmatch(text):
        position = int(text)
        if position >= size:
            raise _fault(
                "/known_at",
                f"账本现有 {size} 条记录，还没有第 {position} 号",
                f"the ledger has {size} entries; there is no position {position} yet",
            )
        return position
    instant = read_instant("/known_at", text)
    if instant > source.now():
        raise _fault(
            "/known_at",
            "不能是将来的时间；当天尚未结束时请用具体时刻，或省略此项",
            "a time in the future cannot be answered for; before a day is over give an instant, or leave it out",
        )
    return source.settle(instant)


def _fault(pointer: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput((Fault(pointer, zh, en),))
