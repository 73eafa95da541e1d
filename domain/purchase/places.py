"""The places of a purchase, held by claims: each worker under it takes one, and the purchase limits how many there are.

The purchase itself holds one place more than it has on every one of its days, so the store's check under its lock
refuses a worker too many, and an amendment that leaves fewer places than workers. Before its first day, and when its
signing was rescinded, it leaves nobody a place.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import Refused, impossible
from domain.purchase.state import PurchaseState, Stretch
from domain.timeline import Timeline
from domain.values import EARLIEST
from domain.worker.state import WorkerState
from domain.world import World

NOBODY_ELSE: Final = 1


def place_key(purchase_id: str) -> ClaimKey:
    """What the places of a purchase are claimed under."""
    return ClaimKey(ClaimKind.PLACE, purchase_id)


def stretches(state: PurchaseState) -> tuple[Stretch, ...]:
    """The places over all terms, in the order of their days."""
    return tuple(stretch for term in state.terms for stretch in term.stretches)


def purchase_claims(timeline: Timeline[PurchaseState | None]) -> tuple[Claim, ...]:
    """What a purchase holds on its own key: with `capacity` one more than its places, so that these are left."""
    if not timeline.version:
        return ()
    key, own, state = place_key(timeline.stream_id), timeline.stream_id, timeline.end
    if state is None:
        return (Claim(key, own, EARLIEST, None, NOBODY_ELSE),)
    found = stretches(state)
    ends = [*(one.since for one in found[1:]), state.ended_on]
    return (
        Claim(key, own, EARLIEST, state.signed_on, NOBODY_ELSE),
        *(
            Claim(key, own, one.since, until, one.total + 1)
            for one, until in zip(found, ends, strict=True)
            if until is None or one.since < until
        ),
    )


def worker_places(timeline: Timeline[WorkerState], world: World) -> Iterator[Claim]:
    """The places that a worker takes, each until the assignment's end: a purchase that ran out still has them there.

    How many there may be is counted by the fewest places on any day of the assignment.
    """
    for one in timeline.end.particulars.purchase_assignments:
        state = world.purchase(one.purchase).end
        if state is not None:
            capacity = _fewest(state, one.since, one.ended_on) + 1
            yield Claim(place_key(one.purchase), timeline.stream_id, one.since, one.ended_on, capacity)


def _fewest(state: PurchaseState, since: date, until: date | None) -> int:
    """The least places from a day until the day before another (None: for ever)."""
    found = stretches(state)
    ends = [*(one.since for one in found[1:]), None]
    return min(
        (
            one.total
            for one, end in zip(found, ends, strict=True)
            if (end is None or since < end) and (until is None or one.since < until)
        ),
        default=0,
    )


def places_refused(claim: Claim) -> Refused:
    """No place is left for a worker, or a purchase leaves fewer places than it has workers."""
    if claim.stream_id == claim.key.key:
        return impossible(
            "places_occupied",
            "该购买服务合同下在派人员多于如此变更后的岗位",
            "more workers are assigned under the purchase than it would then have places",
            "先结束多出人员的派用，或保留足够的岗位",
            "end the assignments that are too many first, or keep enough places",
        )
    return impossible(
        "places_full",
        "该购买服务合同的岗位在该期间已满员",
        "all places of the purchase are taken on some of these days",
        "选择有空缺的日期，或先变更合同增加岗位",
        "choose other days, or amend the purchase to more places first",
    )
