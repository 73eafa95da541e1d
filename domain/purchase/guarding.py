"""What cannot be otherwise of a purchase: parties that are there, terms that follow one another, payments of its own days."""

from datetime import timedelta

from domain.errors import Refused, impossible
from domain.purchase.events import AMENDED, ENDED, PAID, RENEWED, SIGNED
from domain.purchase.state import PurchaseState
from domain.timeline import Standing, Timeline
from domain.worker.handling import active_organisation
from domain.world import World

PurchaseTimeline = Timeline[PurchaseState | None]


def guard_purchase(state: PurchaseState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be, on the state just before the event's place."""
    if standing.type.name == SIGNED.name:
        _check_signed(state, standing, world)
        return
    known = _known(state, standing)
    match standing.type.name:
        case AMENDED.name:
            _check_amended(known, standing, world)
        case RENEWED.name:
            _check_renewed(known, standing)
        case ENDED.name:
            _check_ended(known, standing)
        case PAID.name:
            _check_paid(known, standing)


def _known(state: PurchaseState | None, standing: Standing) -> PurchaseState:
    if state is None:
        raise impossible("purchase_unknown", "该购买服务合同尚未签订", "the purchase has not been signed")
    if standing.effective_on < state.signed_on:
        raise impossible(
            "before_signing",
            f"购买服务合同自 {state.signed_on} 起",
            f"the purchase runs from {state.signed_on} on",
            "更正生效日期",
            "correct the effective date",
        )
    return state


def _check_signed(state: PurchaseState | None, standing: Standing, world: World) -> None:
    data = standing.data
    if state is not None:
        raise impossible("purchase_signed", "该购买服务合同已签订", "the purchase is signed already")
    for party in (data.buyer, data.provider, *data.co_buyers):
        active_organisation(world, party, standing)
    if data.until < standing.effective_on:
        raise _backwards()


def _backwards() -> Refused:
    return impossible(
        "term_backwards",
        "合同终止日期早于起始日期",
        "the term ends before it starts",
        "更正终止日期",
        "correct its last day",
    )


def _check_open(state: PurchaseState) -> None:
    if state.ended_on is not None:
        raise impossible(
            "purchase_ended",
            f"该购买服务合同已于 {state.ended_on} 终止",
            f"the purchase ended on {state.ended_on}",
            "另签新的购买服务合同，或先撤销终止",
            "sign another purchase, or rescind the end first",
        )


def _check_amended(state: PurchaseState, standing: Standing, world: World) -> None:
    data = standing.data
    _check_open(state)
    if standing.effective_on > state.term.until:
        raise impossible(
            "term_over",
            f"合同期已于 {state.term.until} 届满",
            f"the term was over on {state.term.until}",
            "先续签",
            "renew it first",
        )
    if data.until is not None and data.until < standing.effective_on:
        raise _backwards()
    for party in data.co_buyers or ():
        active_organisation(world, party, standing)
        if party in {state.buyer, state.provider}:
            raise impossible("party_twice", "同一单位不能重复列为当事方", "a party is named twice")


def _check_renewed(state: PurchaseState, standing: Standing) -> None:
    _check_open(state)
    follows = state.term.until + timedelta(1)
    if standing.effective_on != follows:
        raise impossible(
            "renewal_not_adjacent",
            f"续签须自前一合同期届满次日（{follows}）起",
            f"a renewal begins on the day after the term before it, {follows}",
            "改用该日期；有间断的，另签新的购买服务合同",
            "choose that day; after a gap, sign another purchase",
        )
    if standing.data.until < standing.effective_on:
        raise _backwards()


def _check_ended(state: PurchaseState, standing: Standing) -> None:
    _check_open(state)
    if standing.effective_on <= state.signed_on:
        raise impossible(
            "ended_before_start",
            "终止日期须晚于合同首日",
            "the end must be after the purchase's first day",
            "如从未履行，请撤销签订",
            "if it never began, rescind the signing",
        )


def _check_paid(state: PurchaseState, standing: Standing) -> None:
    data = standing.data
    if data.period_from < state.signed_on or data.period_to > state.last_day:
        raise impossible(
            "paid_outside_term",
            f"付款所属期间须在合同期（{state.signed_on} 至 {state.last_day}）之内",
            f"the period is not within the purchase's, {state.signed_on} to {state.last_day}",
            "更正付款所属期间",
            "correct the period",
        )
    if _nothing(data.due_amount):
        return
    for one in state.payments:
        if not _nothing(one.due) and one.period_from <= data.period_to and data.period_from <= one.period_to:
            raise impossible(
                "paid_twice",
                f"期间 {one.period_from} 至 {one.period_to} 的应付金额已记录",
                f"what was due for {one.period_from} to {one.period_to} is recorded already",
                "补付的，应付金额填 0；记错的，更正原确认",
                "for a further payment state 0 due; if it was wrong, correct the confirmation that stands",
            )


def _nothing(amount: str) -> bool:
    return amount in {"0", "0.00"}


def check_same_parties(before: PurchaseTimeline, after: PurchaseTimeline) -> None:
    """Buyer and provider are what the purchase is: workers under it rest on them, so no correction exchanges them."""
    was, now = before.end, after.end
    if was is None or now is None or (was.buyer, was.provider) == (now.buyer, now.provider):
        return
    raise impossible(
        "purchase_parties",
        "购买方与承接方不能更正为其他单位",
        "the buyer and the provider of a purchase are not corrected to others",
        "撤销该合同的签订，另行签订",
        "rescind its signing and sign another purchase",
    )
