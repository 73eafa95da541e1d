"""Figures and how they are taken: both sides in turn, several times, and the median ratio kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from threading import Barrier, Thread
from time import perf_counter
from typing import Any, Final

REPEATS: Final = 3

Note = Callable[[str], None]
"""Told what is being measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `floor` None is a figure that nothing is asked of.

    `ratio` says how many times as good as `against` it is: above 1 is better, whether the unit is a rate or a time.
    """

    path: str
    value: float
    unit: str
    against: str
    against_value: float
    ratio: float
    floor: float | None
    note: str = ""

    @property
    def reached(self) -> bool:
        """Whether the ratio is at its floor or above."""
        return self.floor is None or self.ratio >= self.floor

    def json(self) -> dict[str, Any]:
        """The line for a program."""
        return {
            "path": self.path,
            "value": round(self.value, 1),
            "unit": self.unit,
            "against": self.against,
            "against_value": round(self.against_value, 1),
            "ratio": round(self.ratio, 2),
            "floor": self.floor,
            "note": self.note,
        }


def rates(
    path: str,
    against: str,
    floor: float | None,
    ours: Callable[[int], float],
    theirs: Callable[[int], float],
    *,
    unit: str = "events/s",
    note: str = "",
    repeats: int = REPEATS,
) -> Row:
    """Compare two rates (`ours(repeat)`, `theirs(repeat)`, each per second), the larger the better."""
    rows = []
    for repeat in range(repeats):
        value, other = ours(repeat), theirs(repeat)
        rows.append(Row(path, value, unit, against, other, value / other, floor, note))
    return middle(rows)


def times(
    path: str,
    against: str,
    floor: float | None,
    ours: Callable[[], float],
    theirs: Callable[[], float],
    note: str = "",
) -> Row:
    """Compare two durations in microseconds, the smaller the better."""
    rows = []
    for _ in range(REPEATS):
        value, other = ours(), theirs()
        rows.append(Row(path, value, "µs", against, other, other / value, floor, note))
    return middle(rows)


def middle(rows: Sequence[Row]) -> Row:
    """The row of the median ratio, its spread noted."""
    ratio = median_low([row.ratio for row in rows])
    chosen = next(row for row in rows if row.ratio == ratio)
    spread = f"{min(row.ratio for row in rows):.2f} to {max(row.ratio for row in rows):.2f}"
    return replace(chosen, note=f"{chosen.note}; {spread}" if chosen.note else spread)


def callers(work: Sequence[Callable[[], None]]) -> float:
    """Run each piece of work in a thread of its own, all begun together; the seconds until the last is done.

    Raises what the first failing one raised.
    """
    barrier = Barrier(len(work) + 1)
    errors: list[BaseException] = []

    def run(one: Callable[[], None]) -> None:
        barrier.wait()
        try:
            one()
        except BaseException as error:  # noqa: BLE001  told by the thread that waits
            errors.append(error)

    threads = [Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    barrier.wait()
    started = perf_counter()
    for thread in threads:
        thread.join()
    seconds = perf_counter() - started
    if errors:
        raise errors[0]
    return seconds
