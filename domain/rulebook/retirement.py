"""The settings table `retirement`: statutory retirement by month of birth, as the reform of 2025 raises it step by step.

From 1 January 2025 the age rises within 15 years: men from 60 to 63, women from 55 to 58 or from 50 to 55
(全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定, 2024-09-13). The ages, the pace and who is on which track are
parameters; the arithmetic is the same for all tracks.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from domain.months import plus_months, whole_years
from domain.record import Shape
from domain.values import Code, Day, Line

Age = Annotated[int, Field(ge=0, le=100)]
Months = Annotated[int, Field(ge=0, le=240)]


class RetirementTrack(Shape):
    """One row of the reform: whose it is, and how the age rises.

    `sex` is the code of GB/T 2261.1 and `modes` the engagement modes it is for, all when empty. Whoever is born in
    the month of `born_from` or later retires after `base_age` years, one month later for every `pace_months` months of
    birth begun since, until `target_age` is reached. `flexible_months` is how much earlier or later one may retire by
    notice or agreement, never before `base_age`.
    """

    zh: Line
    en: Line
    sex: Literal["1", "2"]
    modes: tuple[Code, ...] = ()
    base_age: Age
    target_age: Age
    born_from: Day
    pace_months: Annotated[int, Field(ge=1, le=120)]
    flexible_months: Months = 0


class Retirement(NamedTuple):
    """When somebody may retire: the statutory day, and the first and last day that notice or agreement can move it to.

    Each is the day on which an age is reached. The published tables tell months; the day is that of the birth, or the
    month's last where it has no such day.
    """

    track: str
    earliest: date
    statutory: date
    latest: date


def track_of(sex: str, mode: str, tracks: Mapping[str, RetirementTrack]) -> str | None:
    """The code of the track of somebody of this sex in this engagement mode, None when the table has none."""
    return next((code for code, one in _in_order(tracks) if one.sex == sex and _covers(one, mode)), None)


def _in_order(tracks: Mapping[str, RetirementTrack]) -> Iterable[tuple[str, RetirementTrack]]:
    # A track for stated modes goes before one for all.
    return sorted(tracks.items(), key=lambda item: (not item[1].modes, item[0]))


def _covers(track: RetirementTrack, mode: str) -> bool:
    return not track.modes or mode in track.modes


def months_later(born_on: date, track: RetirementTrack) -> int:
    """By how many months the reform puts off the retirement of somebody born on that day."""
    after = (born_on.year - track.born_from.year) * 12 + born_on.month - track.born_from.month
    if after < 0:
        return 0
    return min(after // track.pace_months + 1, (track.target_age - track.base_age) * 12)


def retirement(born_on: date, category: str, tracks: Mapping[str, RetirementTrack]) -> Retirement:
    """When somebody born on that day retires on the track `category` of the settings table."""
    track = tracks[category]
    base = track.base_age * 12
    statutory = base + months_later(born_on, track)
    return Retirement(
        category,
        plus_months(born_on, max(base, statutory - track.flexible_months)),
        plus_months(born_on, statutory),
        plus_months(born_on, statutory + track.flexible_months),
    )


def retirement_day(born_on: date, category: str, tracks: Mapping[str, RetirementTrack]) -> date:
    """The day on which the statutory retirement age is reached."""
    return retirement(born_on, category, tracks).statutory


def retirement_of(
    born_on: date, sex: str, mode: str, tracks: Mapping[str, RetirementTrack]
) -> Retirement | None:
    """When somebody retires by birth, sex and engagement mode; None where no track is theirs."""
    category = track_of(sex, mode, tracks)
    return retirement(born_on, category, tracks) if category else None


def years_protect(since: date, on: date) -> bool:
    """Whether the worker has been with the employer for fifteen full years (劳动合同法 art. 42(5))."""
    return whole_years(since, on) >= 15


def near_retirement(on: date, retires_on: date) -> bool:
    """Whether less than five years are left to the statutory day, and it has not come (劳动合同法 art. 42(5))."""
    return on < retires_on < plus_months(on, 60)
