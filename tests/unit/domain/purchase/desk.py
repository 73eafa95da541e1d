"""A county with a society that sells services to it, and the commands on their purchase."""

from typing import Any, Final

from domain.purchase.state import PurchaseState
from tests.unit.domain.rulebook.steps import hired
from tests.unit.domain.rulebook.story import COUNTY, SOCIETY, Outcome, Step, Story, named, nowhere_special

PURCHASE: Final = f"purchase-{named('purchase')}"
NAMES: Final = {"zh": "示例级", "en": "an example"}
GUIDE: Final[dict[str, Any]] = {
    "period_from": "2023-01-01",
    "period_to": "2024-12-31",
    "ladder": "steps",
    "levels": {
        "junior": {
            **NAMES,
            "low": "5000.00",
            "high": "7000.00",
            "grades": ["junior_1", "junior_2", "junior_3"],
        },
        "senior": {**NAMES, "low": "8000.00", "high": "12000.00", "grades": ["senior_1"]},
    },
}
"""A pay guide of the city for 2023 and 2024."""


def with_guide(**changes: Any) -> Story:
    """A city with that guide, under the nation's book."""
    return nowhere_special().under(jurisdiction="220200", pay_guide={**GUIDE, **changes})


def places(junior: int, senior: int = 0) -> list[dict[str, Any]]:
    """Places of two levels."""
    counts = {"junior": junior, "senior": senior}
    return [{"level": level, "count": count} for level, count in counts.items() if count]


def signed(on: str = "2023-01-01", label: str = "signed", **changes: Any) -> Step:
    """The county buys two junior places for a year, at just what the guide asks: 2 x 12 x 5000."""
    data = {
        "buyer": COUNTY,
        "provider": SOCIETY,
        "qualification": {"document_number": "示例民证〔2022〕1号", "until": "2025-06-30"},
        "until": "2023-12-31",
        "places": places(2),
        "budget": "120000.00",
        **changes,
    }
    return Step("purchase.signed", on, data, label)


def amended(on: str, label: str = "amended", **data: Any) -> Step:
    return Step("purchase.amended", on, data, label)


def renewed(
    on: str = "2024-01-01", until: str = "2024-12-31", budget: str = "120000.00", **more: Any
) -> Step:
    return Step("purchase.renewed", on, {"until": until, "budget": budget, **more}, "renewed")


def ended(on: str, label: str = "ended") -> Step:
    return Step("purchase.ended", on, {"reason_code": "agreed"}, label)


def paid(first: str, last: str, due: str, amount: str, label: str = "paid", on: str = "2023-12-20") -> Step:
    data = {"period_from": first, "period_to": last, "due_amount": due, "amount": amount}
    return Step("purchase.payment_confirmed", on, data, label)


def rescinded(target: str, on: str = "2024-02-01") -> Step:
    return Step("event.rescinded", on, {"target": str(named(target))}, f"rescind {target}")


def corrected(target: str, to: Step, on: str = "2024-02-01") -> Step:
    data = {"target": str(named(target)), "type": to.type, "effective_on": to.on, "data": to.data}
    return Step("event.corrected", on, data, f"correct {target} of {to.on}")


def on_purchase(story: Story, *steps: Step) -> Story:
    """Commands on the purchase that are recorded, in this order."""
    for step in steps:
        story.when(step, PURCHASE).then_recorded()
    return story


def command(story: Story, step: Step) -> Outcome:
    """One command on the purchase."""
    return story.when(step, PURCHASE)


def purchase(story: Story) -> PurchaseState:
    """The purchase after all that was recorded."""
    state = story.reading().purchase(PURCHASE).end
    assert state is not None
    return state


def assigned(on: str = "2023-01-01", label: str = "assigned", purchase: str = PURCHASE) -> Step:
    return Step("worker.assigned_under_purchase", on, {"purchase": purchase}, label)


def assignment_ended(on: str, assignment: str = "assigned", label: str = "assignment ended") -> Step:
    data = {"assignment": str(named(assignment)), "reason_code": "purchase_ended"}
    return Step("worker.purchase_assignment_ended", on, data, label)


def hired_by_society(on: str = "2023-01-01", **more: Any) -> Step:
    """The worker is engaged by purchase of service, employed by the society, at the county."""
    return hired(on, mode="purchased_service", **more)


def another(story: Story, number: int, *steps: Step) -> Outcome:
    """A further worker of the society does the same: the outcome of the last step."""
    worker = f"worker-{named(f'worker {number}')}"
    registration = Step(
        "worker.registered",
        "2000-01-01",
        {
            "name": "示例乙",
            "document": {"kind": "passport", "number": f"E{number:08}"},
            "person": {"birth_on": "1990-06-15", "sex": "2"},
        },
        f"registered {number}",
    )
    story.record(worker, registration.already_done())
    first = hired_by_society(label=f"hired {number}")
    story.record(worker, first.already_done())
    outcomes = [story.when(step, worker) for step in steps]
    return outcomes[-1]
