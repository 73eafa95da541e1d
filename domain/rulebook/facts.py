"""What a fact of the rule language is: a name, a type, a meaning, and how it is read from a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from domain.rulebook.case import Case

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


class Kind(StrEnum):
    """The types that facts have in CEL."""

    BOOL = "bool"
    INT = "int"
    STRING = "string"
    STRINGS = "list(string)"


class ErasedFact(ValueError):
    """The fact rests on a value that has been erased: the rule cannot be computed any more."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One name of the rule language. Where a fact does not apply it has its neutral value: false, 0, '' or []."""

    name: str
    kind: Kind
    zh: str
    en: str
    value: "Callable[[Case, ResolvedBook], Any]"


def whole_months(start: date, end: date) -> int:
    """Full months from one day to another, both given as first days; 0 when `end` is not later.

    From 31 January one month is full on the last day of February: a month lasts until its own last day at most.
    """
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day >= start.day or _last_of_month(end) else months - 1


def _last_of_month(day: date) -> bool:
    return (day + timedelta(1)).month != day.month


def whole_years(start: date, end: date) -> int:
    """Full years from one day to another: an age on a day."""
    years = end.year - start.year
    return years if (end.month, end.day) >= (start.month, start.day) else years - 1


def term_months(first: date, last: date) -> int:
    """The length in months of a term that includes both its days, a begun month counted whole."""
    return months_begun(first, last + timedelta(1))


def months_begun(start: date, end: date) -> int:
    """Months from one day to another, both given as first days, a begun month counted whole."""
    full = whole_months(start, end)
    return full if end <= start or plus_months(start, full) == end else full + 1


def plus_months(day: date, months: int) -> date:
    """The day so many months later, earlier where negative; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
