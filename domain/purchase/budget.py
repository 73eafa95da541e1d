"""What the places of a purchase cost by a pay guide: the least that its budget has to pay for (R48)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from domain.money import fen, fen_up
from domain.months import plus_months, whole_months
from domain.purchase.state import Stretch, Term
from domain.rulebook.pay_guide import PayGuide


def months_exact(start: date, end: date) -> Fraction:
    """Months from one day to another, both given as first days; the days of a begun month as a part of that month."""
    whole = whole_months(start, end)
    begun, following = plus_months(start, whole), plus_months(start, whole + 1)
    return whole + Fraction(max((end - begun).days, 0), (following - begun).days)


def guide_cost_fen(term: Term, guide: PayGuide) -> int:
    """The least pay of all places over the whole term, in fen, a part of a fen counted whole.

    Each place is paid the least of its level for the months that the purchase has it; a level that the guide does not
    have costs nothing here and is told by `levels_unknown`.
    """
    total = Fraction(0)
    for stretch, end in _spans(term):
        monthly = sum(
            place.count * fen(guide.levels[place.level].low)
            for place in stretch.places
            if place.level in guide.levels
        )
        total += months_exact(stretch.since, end) * monthly
    return fen_up(total)


def levels_unknown(term: Term, guide: PayGuide) -> list[str]:
    """The levels of places that the guide does not have."""
    levels = (place.level for stretch in term.stretches for place in stretch.places)
    return [level for level in dict.fromkeys(levels) if level not in guide.levels]


def _spans(term: Term) -> Iterator[tuple[Stretch, date]]:
    """Each stretch of places, with the first day after it."""
    ends = [*(one.since for one in term.stretches[1:]), term.until + timedelta(1)]
    yield from ((one, end) for one, end in zip(term.stretches, ends, strict=True) if one.since < end)
