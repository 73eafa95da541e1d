"""A post's seats over time, held by claims: who takes one claims it, and so does the post, with one place more.

On every day the post claims on its own key with a capacity of one more than its seats. So the store's check under its
lock refuses an adjustment below those who hold a seat, and an abolition while somebody does; and whoever comes claims
with the same capacity. Before a post is set up, and after it is abolished, it has no seat.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import Refused, impossible
from domain.organisation.post_life import PostTimeline
from domain.values import EARLIEST


class Seating(NamedTuple):
    """How many seats there are from `since` until the day before `until` (None: open)."""

    since: date
    until: date | None
    seats: int


def seating(timeline: PostTimeline) -> tuple[Seating, ...]:
    """The post's seats over all days, each stretch as long as they stay the same."""
    seats: dict[date, int] = {EARLIEST: 0}
    for standing, before in timeline.walk():
        state = timeline.evolve(before, standing)
        seats[standing.effective_on] = state.places if state is not None else 0
    changes = [EARLIEST]
    for day in sorted(seats):
        if seats[day] != seats[changes[-1]]:
            changes.append(day)
    return tuple(
        Seating(day, until, seats[day]) for day, until in zip(changes, (*changes[1:], None), strict=True)
    )


def seat_key(post_id: str) -> ClaimKey:
    """What the seats of a post are claimed under."""
    return ClaimKey(ClaimKind.SEAT, post_id)


def post_claims(timeline: PostTimeline) -> tuple[Claim, ...]:
    """What a post claims on its own key: one place beyond its seats, so that these are what is left."""
    post_id = timeline.stream_id
    return tuple(Claim(seat_key(post_id), post_id, *one[:2], one.seats + 1) for one in seating(timeline))


def seat_claims(timeline: PostTimeline, worker_id: str, since: date, until: date | None) -> Iterator[Claim]:
    """The seat that a worker takes on these days, a claim for each stretch of the post's seats."""
    for one in seating(timeline):
        first = max(since, one.since)
        last = min((day for day in (until, one.until) if day is not None), default=None)
        if last is None or first < last:
            yield Claim(seat_key(timeline.stream_id), worker_id, first, last, one.seats + 1)


def seats_occupied(claim: Claim, holders: Sequence[Claim]) -> Refused:
    """A post would have fewer seats, from a day on, than those who hold one."""
    held, seats = len(holders), claim.capacity - 1
    day = max(claim.since, *(one.since for one in holders))
    return impossible(
        "seats_occupied",
        f"{day} 该岗位有 {held} 人在岗，席位不能为 {seats} 个",
        f"{held} workers hold the post on {day}: it cannot have {seats} seats then",
        "先办理人员的离岗或调整，或改用其后的日期，或保留不少于在岗人数的席位",
        "first record that they leave or move, choose a later date, or keep as many seats as are taken",
    )
