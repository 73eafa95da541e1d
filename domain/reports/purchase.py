"""Reports about purchases of service: what each has and costs, what was paid short, who is still hosted after its end.

A purchase is shown to whoever sees its buyer on the day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from domain.judging import book_for
from domain.money import fen, yuan
from domain.purchase.budget import guide_cost_fen, levels_unknown
from domain.purchase.events import PAID
from domain.purchase.state import PurchaseState
from domain.reports.career import Asked, Career, Row, positions
from domain.timeline import Standing, Timeline

KIND: Final = "purchase"


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase that is asked for on the day: signed by then, run out or not."""

    timeline: Timeline[PurchaseState | None]
    state: PurchaseState
    asked: Asked

    def head(self) -> Row:
        """The columns that begin a row about this purchase."""
        return {
            "purchase": self.state.purchase_id,
            "buyer": self.state.buyer,
            "provider": self.state.provider,
        }

    def standing(self) -> Iterator[Standing]:
        """Its standing events by the day."""
        return (one for one in self.timeline.standing if one.effective_on <= self.asked.on)

    @property
    def guide_fen(self) -> int | None:
        """What the term's places cost by the guide of its first day; None without one that has all their levels."""
        term = self.state.term
        book = book_for(self.asked.reading, self.state.buyer, term.since)
        guide = book.settings.pay_guide if book else None
        if guide is None or not guide.holds(term.since) or levels_unknown(term, guide):
            return None
        return guide_cost_fen(term, guide)


def bought(asked: Asked) -> Iterator[Bought]:
    """The purchases that are asked for, in order of their ids."""
    for purchase_id in asked.streams(KIND):
        timeline = asked.reading.purchase(purchase_id)
        state = timeline.as_of(asked.on)
        if state is not None and state.signed_on <= asked.on and asked.within(state.buyer, asked.on):
            yield Bought(timeline, state, asked)


def purchases(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Every purchase: its term, places taken and vacant, budget beside the guide's pay, what was due and paid (R23, R48)."""
    taken: Counter[str] = Counter()
    resting: defaultdict[str, set[int]] = defaultdict(set)
    for career in careers:
        for one in career.state.particulars.purchase_assignments:
            if one.open:
                taken[one.purchase] += 1
                resting[one.purchase].update(career.rests_on(one.event_id))
    for purchase in bought(asked):
        state, term = purchase.state, purchase.state.term
        due, paid = _sums(state, asked)
        found = {place for standing in purchase.standing() for place in positions(standing)}
        yield {
            **purchase.head(),
            "since": state.signed_on.isoformat(),
            "until": term.until.isoformat(),
            "ended_on": state.ended_on.isoformat() if state.ended_on else None,
            "runs": state.runs(asked.on),
            "places": state.places,
            "taken": taken[state.purchase_id],
            "vacant": state.places - taken[state.purchase_id],
            "budget": yuan(fen(term.budget)),
            "guide": None if (guide := purchase.guide_fen) is None else yuan(guide),
            "due": yuan(due),
            "paid": yuan(paid),
            "rests_on": sorted(found | resting[state.purchase_id]),
        }


def shortfalls(_careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Purchases for which less was paid than was due, by the payments confirmed in the period (R48: 足额支付)."""
    for one in bought(asked):
        due, paid = _sums(one.state, asked)
        if paid < due:
            found = {
                place
                for standing in one.standing()
                if standing.type is PAID and asked.covers(standing.effective_on)
                for place in positions(standing)
            }
            yield {
                **one.head(),
                "payments": sum(1 for payment in one.state.payments if asked.covers(payment.on)),
                "due": yuan(due),
                "paid": yuan(paid),
                "shortfall": yuan(due - paid),
                "rests_on": sorted(found),
            }


def _sums(state: PurchaseState, asked: Asked) -> tuple[int, int]:
    """What was due and what was paid by the payments of the period, in fen."""
    counted = [payment for payment in state.payments if asked.covers(payment.on)]
    return sum(fen(one.due) for one in counted), sum(fen(one.paid) for one in counted)


def still_hosted(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Workers whose purchase has ended or run out and whose assignment goes on: their hosting is to be ended (R23)."""
    for career in careers:
        for one in career.state.particulars.purchase_assignments:
            state = asked.reading.purchase(one.purchase).as_of(asked.on) if one.open else None
            if state is None or state.runs(asked.on) or not career.counted:
                continue
            yield {
                **career.head(),
                "purchase": one.purchase,
                "buyer": state.buyer,
                "provider": state.provider,
                "last_day": state.last_day.isoformat(),
                "days": (asked.on - state.last_day).days,
                "rests_on": career.rests_on(one.event_id),
            }
