"""What can be recorded of a purchase of service and how it folds (R21, R23, R48)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from domain.purchase.state import Payment, Place, Places, ProviderQualification, PurchaseState, Stretch, Term
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import Code, Day, Money, OrganisationId


def _each_level_once(places: Places) -> Places:
    if len({place.level for place in places}) < len(places):
        raise ValueError("a level is named twice")
    return places


PlacesSaid = Annotated[
    tuple[Place, ...], Field(min_length=1, max_length=60), AfterValidator(_each_level_once)
]
"""The places of a purchase, each level once."""
CoBuyers = Annotated[tuple[OrganisationId, ...], Field(max_length=20)]


class PurchaseSigned(EventData):
    """A union buys service from a provider, from the effective date until `until`, both days included (R23).

    `budget` is what it costs in that whole term, in yuan. `co_buyers` are unions that buy together with the one that
    signs: the city or county union that allocates the workers of a base union's purchase is one of them (R21).
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R21, R23 三(一), R48 五(一)"})

    buyer: OrganisationId
    provider: OrganisationId
    qualification: ProviderQualification
    until: Day
    places: PlacesSaid
    budget: Money
    co_buyers: CoBuyers = ()

    @model_validator(mode="after")
    def _parties(self) -> "PurchaseSigned":
        parties = (self.buyer, self.provider, *self.co_buyers)
        if len(set(parties)) < len(parties):
            raise ValueError("a party is named twice")
        return self


class PurchaseAmended(EventData):
    """From the effective date the running term has other places, another budget for the whole of it, or another last day."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R23 三(一)2, R48 五(一)"})

    places: PlacesSaid | None = None
    budget: Money | None = None
    until: Day | None = None
    qualification: ProviderQualification | None = None
    co_buyers: CoBuyers | None = None

    @model_validator(mode="after")
    def _something(self) -> "PurchaseAmended":
        if not self.model_fields_set:
            raise ValueError("an amendment changes something")
        return self


class PurchaseRenewed(EventData):
    """Another term follows without a gap: it begins on the effective date and has its own budget."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R23 三(一), R48 五(一)"})

    until: Day
    budget: Money
    qualification: ProviderQualification | None = None


class PurchaseEnded(EventData):
    """The purchase ended: the effective date is the first day on which it no longer runs. Nobody's employment ends by it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R23 三(一)2"})

    reason_code: Code


class PaymentConfirmed(EventData):
    """The buyer confirms what it paid for a period, beside what was due for it (R48: paid in full).

    A further payment for a period that was confirmed before states a due amount of 0.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R48 五(一)"})

    period_from: Day
    period_to: Day
    amount: Money
    due_amount: Money

    @model_validator(mode="after")
    def _ordered(self) -> "PaymentConfirmed":
        if self.period_to < self.period_from:
            raise ValueError("period_to is before period_from")
        return self


SIGNED: Final = EventType(
    "purchase.signed",
    PurchaseSigned,
    "purchase",
    "签订购买服务合同",
    "purchase of service signed",
    first=True,
)
AMENDED: Final = EventType(
    "purchase.amended",
    PurchaseAmended,
    "purchase",
    "变更购买服务合同",
    "purchase amended",
    command="amendments",
)
RENEWED: Final = EventType(
    "purchase.renewed",
    PurchaseRenewed,
    "purchase",
    "续签购买服务合同",
    "purchase renewed",
    command="renewals",
)
ENDED: Final = EventType(
    "purchase.ended",
    PurchaseEnded,
    "purchase",
    "购买服务合同终止",
    "purchase ended",
    ending=True,
    command="ends",
)
PAID: Final = EventType(
    "purchase.payment_confirmed",
    PaymentConfirmed,
    "purchase",
    "确认购买服务付款",
    "payment of a purchase confirmed",
    command="payments",
)

EVENTS: Final = (SIGNED, AMENDED, RENEWED, ENDED, PAID)


def evolve_purchase(state: PurchaseState | None, standing: Standing) -> PurchaseState | None:
    """Fold one standing event of a purchase. Never raises."""
    data, on = standing.data, standing.effective_on
    match standing.type.name:
        case SIGNED.name:
            term = Term(on, data.until, data.budget, (Stretch(on, data.places),))
            return PurchaseState(
                standing.origin.stream_id,
                data.buyer,
                data.provider,
                data.co_buyers,
                data.qualification,
                on,
                (term,),
            )
        case AMENDED.name if state:
            return _amended(state, standing)
        case RENEWED.name if state:
            places = state.term.stretches[-1].places
            term = Term(on, data.until, data.budget, (Stretch(on, places),))
            qualification = data.qualification or state.qualification
            return replace(state, terms=(*state.terms, term), qualification=qualification)
        case ENDED.name if state:
            return replace(state, ended_on=on)
        case PAID.name if state:
            payment = Payment(
                standing.event_id, on, data.period_from, data.period_to, data.due_amount, data.amount
            )
            return replace(state, payments=(*state.payments, payment))
    return state


def _amended(state: PurchaseState, standing: Standing) -> PurchaseState:
    data, term = standing.data, state.term
    stretches = term.stretches
    if data.places is not None:
        kept = tuple(one for one in stretches if one.since < standing.effective_on)
        stretches = (*kept, Stretch(standing.effective_on, data.places))
    term = Term(term.since, data.until or term.until, data.budget or term.budget, stretches)
    return replace(
        state,
        terms=(*state.terms[:-1], term),
        qualification=data.qualification or state.qualification,
        co_buyers=state.co_buyers if data.co_buyers is None else data.co_buyers,
    )


def purchase_timeline(purchase_id: str, events: Iterable[Event]) -> Timeline[PurchaseState | None]:
    """A purchase's timeline from the events of its stream, in version order."""
    return Timeline.of(purchase_id, tuple(events), None, evolve_purchase)
