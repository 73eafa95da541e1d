"""Heads and organisations of a question, as reports on establishment count them.

A head is a person engaged on the day, once, at the organisation where the work is done: at the host of a full-time
secondment that has not ended, else at the host of the engagement, whoever the legal employer is. Concurrent posts count
nobody twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from domain.organisation.state import OrganisationState
from domain.reports.career import Asked, Career
from domain.worker.appointment import COMPETENCE
from domain.worker.life import ENTERING, LEAVING
from domain.worker.state import Engaged


class Head(NamedTuple):
    """One person engaged on a day: `place` is where they work, `home` where they are engaged, `post` what they hold there.

    `talent` tells that their competence is recognised (R20); `since` is the first day of the post. `positions` are those that the count of the person rests on.
    """

    place: str
    home: str
    post: str | None
    since: date | None
    talent: bool
    positions: tuple[int, ...]


def heads_on(careers: Iterable[Career], day: date) -> list[Head]:
    """Everybody engaged on a day, wherever."""
    return [head for career in careers if (head := head_on(career, day)) is not None]


def head_on(career: Career, day: date) -> Head | None:
    """A worker as counted on a day, None when they are not engaged then."""
    state = career.state if day == career.asked.on else career.timeline.as_of(day)
    engagement = state.engagement
    if not isinstance(engagement, Engaged):
        return None
    away = state.secondment
    recognised = tuple(one for one in state.particulars.recognitions if one.open and one.kind == COMPETENCE)
    events = (engagement.event_id, *((away.event_id,) if away else ()), *(one.event_id for one in recognised))
    return Head(
        away.host if away else engagement.host,
        engagement.host,
        engagement.post,
        _entered_on(career, engagement.post, day),
        bool(recognised),
        tuple(career.rests_on(*events)),
    )


def _entered_on(career: Career, post: str | None, day: date) -> date | None:
    """Since when a post is held on a day without a break; None for no post."""
    since = None
    for standing in career.timeline.standing:
        if standing.effective_on > day:
            break
        if standing.type.name in ENTERING:
            held = standing.data.post == post and post is not None
            since = (since or standing.effective_on) if held else None
        elif standing.type.name in LEAVING:
            since = None
    return since


def organisations_of(asked: Asked) -> Iterator[OrganisationState]:
    """The organisations of the question on its day, those that are no more left out."""
    for one in asked.streams("organisation"):
        if asked.within(one, asked.on):
            state = asked.reading.organisation(one, asked.on)
            if state is not None and state.active:
                yield state


def rests_on(asked: Asked, stream_id: str, *facets: Any, heads: Iterable[Head] = ()) -> list[int]:
    """The positions that a row about an organisation rests on: its registration, facets of it or of others, heads."""
    named = {facet.event_id for facet in facets if facet is not None}
    own = asked.reading.organisation_timeline(stream_id)
    found = {one.position for one in own.events if one.type.first or one.event_id in named}
    found.update(facet.said_at for facet in facets if facet is not None)
    found.update(position for head in heads for position in head.positions)
    return sorted(found)


def shares(counts: Sequence[int]) -> list[str]:
    """Each count's share in percent, with one digit; together they are 100.0. Of nothing, each is 0.0.

    What rounding down leaves goes to the largest remainders, the first of equals.
    """
    total = sum(counts)
    if total == 0:
        return ["0.0"] * len(counts)
    tenths = [count * 1000 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(counts[index] * 1000 % total), index))
    for index in by_remainder[: 1000 - sum(tenths)]:
        tenths[index] += 1
    return [f"{one // 10}.{one % 10}" for one in tenths]


def ratio(part: int, whole: int | None, per: int = 100) -> str | None:
    """`part` of `whole` times `per`, half up to one digit; None where there is no whole."""
    if not whole:
        return None
    tenths = (part * per * 20 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
