"""The days between which the demo plays, and the arithmetic of its dates."""

from datetime import date
from typing import Final

FOUNDED: Final = date(2015, 1, 1)
FIRST_HIRING: Final = date(2018, 1, 8)
LAST_HIRING: Final = date(2024, 12, 2)
LAST_ADOPTION: Final = date(2019, 12, 2)
TODAY: Final = date(2025, 12, 31)
"""The demo's last day: nothing in it is later, on whatever day it is made."""


def workable(day: date) -> date:
    """The day itself, or the 28th: a day that every month has."""
    return day.replace(day=min(day.day, 28))


def years_after(day: date, years: int) -> date:
    """The same day of a later year; the 28th for the last of February in a leap year."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def months_after(day: date, months: int) -> date:
    """The same day, or the 28th, of a later month."""
    index = day.month - 1 + months
    return workable(day).replace(year=day.year + index // 12, month=index % 12 + 1)
