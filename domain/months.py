"""Counting months and years between civil dates: one way for rules, terms and lists."""

from datetime import date, timedelta


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
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
