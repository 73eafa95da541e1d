"""Reports on posts: seats and who holds them (R28), the structure of grades (R29), duties (R24) and credentials (R25)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from domain.codes import CREDENTIALS_ASKED, DUTY, duty_group
from domain.judging import book_for
from domain.organisation.post_life import PostTimeline
from domain.organisation.state import PostState
from domain.reports.career import Asked, Career, Row
from domain.reports.workforce import Head, heads_on, shares
from domain.rulebook.staffing import Band, Staffing
from domain.worker.state import Qualification

UNGRADED: Final = "ungraded"
"""The band of posts that no grade was said for."""
ACROSS: Final = "across"
"""The band of posts whose grades belong to more than one."""

_BANDS: Final[tuple[tuple[Band, int], ...]] = (
    ("full_senior", 4),
    ("associate_senior", 7),
    ("intermediate", 10),
    ("junior", 13),
)
"""Each band with its lowest grade (国人部发〔2006〕70号)."""


def posts_of(asked: Asked) -> Iterator[tuple[PostTimeline, PostState]]:
    """The posts of the question's organisations that are there on its day."""
    for post_id in asked.streams("post"):
        timeline = asked.reading.post_timeline(post_id)
        state = timeline.as_of(asked.on)
        if state is None or not state.active or asked.on < state.created_on:
            continue
        if asked.within(state.organisation, asked.on):
            yield timeline, state


def positions_of(timeline: PostTimeline, day: date) -> list[int]:
    """The positions that a post rests on: all that is said of it by the day, and what corrects or rescinds it."""
    return sorted(
        one.position
        for one in timeline.events
        if one.effective_on <= day or one.type.undated or one.type.name.startswith("event.")
    )


def by_post(heads: Iterable[Head]) -> Mapping[str, list[Head]]:
    """Who holds each post. Whoever is away on secondment keeps the seat."""
    held: defaultdict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.post is not None:
            held[head.post].append(head)
    return held


def posts(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each post on the day: its seats, how many are taken and free, and how it stands (R28)."""
    return post_rows(heads_on(careers, asked.on), asked)


def post_rows(heads: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already."""
    held = by_post(heads)
    for timeline, post in posts_of(asked):
        there = held.get(post.post_id, [])
        organisation = asked.reading.organisation(post.organisation, asked.on)
        own = positions_of(timeline, asked.on)
        yield {
            "post": post.post_id,
            "organisation": post.organisation,
            "organisation_name": organisation.name if organisation else post.organisation,
            "title": post.title,
            "category": post.category,
            "grade_low": post.grade_low,
            "grade_high": post.grade_high,
            "seats": post.seats,
            "occupied": len(there),
            "vacant": post.seats - len(there),
            "frozen": post.frozen is not None,
            "entered_while_frozen": _entered_while_frozen(post, there),
            "designations": [one.kind for one in post.designations],
            "description": post.descriptions[-1].version if post.descriptions else None,
            "filed": [one.number for one in post.filings],
            "rests_on": sorted({*own, *(position for head in there for position in head.positions)}),
        }


def _entered_while_frozen(post: PostState, heads: Iterable[Head]) -> int:
    """Who came into the post on a day on which it was frozen: recorded before the freezing was."""
    frozen = post.frozen
    return sum(1 for head in heads if head.since and head.since >= frozen.since) if frozen else 0


def band_of(post: PostState) -> str:
    """The band of a post's grades."""
    said = [int(grade) for grade in (post.grade_low, post.grade_high) if grade is not None]
    bands = {next(band for band, lowest in _BANDS if grade <= lowest) for grade in said}
    if len(bands) > 1:
        return ACROSS
    return bands.pop() if bands else UNGRADED


def post_structure(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """By organisation and category: the seats of each band of grades, their shares, and the limit of the book (R29)."""
    return post_structure_of(heads_on(careers, asked.on), asked)


def post_structure_of(heads: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already."""
    held = by_post(heads)
    groups: defaultdict[tuple[str, str], defaultdict[str, list[tuple[PostTimeline, PostState]]]]
    groups = defaultdict(lambda: defaultdict(list))
    for timeline, post in posts_of(asked):
        groups[post.organisation, post.category][band_of(post)].append((timeline, post))
    for (organisation, category), bands in sorted(groups.items()):
        book = book_for(asked.reading, organisation, asked.on)
        limits = (book.settings.staffing if book else Staffing()).band_percent
        names = [name for name in _BAND_ORDER if name in bands]
        seats = [sum(post.seats for _, post in bands[name]) for name in names]
        for name, count, share in zip(names, seats, shares(seats), strict=True):
            limit = next((most for band, most in limits.items() if band == name), None)
            holders = [head for _, post in bands[name] for head in held.get(post.post_id, [])]
            yield {
                "organisation": organisation,
                "category": category,
                "band": name,
                "posts": len(bands[name]),
                "seats": count,
                "occupied": len(holders),
                "share_percent": share,
                "limit_percent": limit,
                "over": limit is not None and count * 100 > limit * sum(seats),
                "rests_on": _positions(bands[name], holders, asked.on),
            }


_BAND_ORDER: Final = (*(band for band, _ in _BANDS), ACROSS, UNGRADED)


def _positions(
    found: Sequence[tuple[PostTimeline, PostState]], heads: Iterable[Head], day: date
) -> list[int]:
    own = {position for timeline, _ in found for position in positions_of(timeline, day)}
    return sorted(own.union(position for head in heads for position in head.positions))


def duties(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """By duty of the catalogue: the posts it belongs to, their seats, and who holds them (R24). A post has several."""
    held = by_post(heads_on(careers, asked.on))
    found: defaultdict[str, list[tuple[PostTimeline, PostState]]] = defaultdict(list)
    for timeline, post in posts_of(asked):
        for duty in post.duties:
            found[duty].append((timeline, post))
    order = {duty: place for place, duty in enumerate(DUTY)}
    for duty in sorted(found, key=lambda one: (order.get(one, len(order)), one)):
        holders = [head for _, post in found[duty] for head in held.get(post.post_id, [])]
        zh, en = DUTY.label(duty) if duty in DUTY else (duty, duty)
        yield {
            "group": duty_group(duty) if duty in DUTY else None,
            "duty": duty,
            "zh": zh,
            "en": en,
            "posts": len(found[duty]),
            "seats": sum(post.seats for _, post in found[duty]),
            "heads": len(holders),
            "rests_on": _positions(found[duty], holders, asked.on),
        }


def duty_credentials(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Who holds a post with a duty that asks for a credential, and has none of those that would do, in force (R25)."""
    asking = {post.post_id: (timeline, post) for timeline, post in posts_of(asked)}
    for career in careers:
        engagement = career.engagement
        found = asking.get(engagement.post or "") if engagement else None
        if engagement is None or found is None:
            continue
        timeline, post = found
        for duty, kinds in _asked_by(post):
            theirs = [one for one in career.state.qualifications if one.kind in kinds]
            if any(in_force(one, asked.on) for one in theirs):
                continue
            events = (engagement.event_id, *(one.event_id for one in theirs))
            yield {
                **career.head(),
                "organisation": post.organisation,
                "post": post.post_id,
                "duty": duty,
                "asked_for": list(kinds),
                "expired": [one.kind for one in theirs],
                "rests_on": sorted({*positions_of(timeline, asked.on), *career.rests_on(*events)}),
            }


def _asked_by(post: PostState) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The duties of a post that ask for a credential, with the kinds that will do."""
    return ((duty, CREDENTIALS_ASKED[duty]) for duty in post.duties if duty in CREDENTIALS_ASKED)


def in_force(credential: Qualification, day: date) -> bool:
    """Whether a certificate has not run out by that day."""
    return credential.until is None or day <= credential.until
