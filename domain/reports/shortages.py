"""The catalogue of shortages: what is vacant under each entry, and who was hired and seconded to relieve it (R11)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from domain.codes import chain
from domain.judging import book_for, book_named
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.posts import by_post, positions_of, posts_of
from domain.reports.report import POLICY, Report
from domain.reports.workforce import heads_on, organisations_of
from domain.rulebook.book import ResolvedBook
from domain.rulebook.shortages import Shortage
from domain.timeline import Standing
from domain.worker.engagement import HIRED
from domain.worker.secondment import STARTED

TABLE: Final = "shortages"
FIGURES: Final = ("posts", "seats", "vacant", "heads", "hires", "secondments")


class Key(NamedTuple):
    """An entry: whose book lists it, empty where none does, and its code."""

    jurisdiction: str
    code: str


@dataclass(slots=True)
class _Line:
    entry: Shortage | None = None
    counted: Counter[str] = field(default_factory=Counter)
    rests_on: set[int] = field(default_factory=set)


class _Lines:
    """The lines by entry; each rests on the enactment that lists it, and on what was counted."""

    def __init__(self) -> None:
        self.by_key: defaultdict[Key, _Line] = defaultdict(_Line)

    def listed(self, book: ResolvedBook | None, code: str) -> _Line:
        """The line of a code as a book lists it."""
        owners = book.setting_owners.get(TABLE, {}) if book is not None else {}
        line = self.by_key[Key(owners.get(code, ""), code)]
        if book is not None and code in owners:
            line.entry = book.settings.shortages[code]
            enacted = (one.position for one in book.editions if one.jurisdiction == owners[code])
            line.rests_on.update(enacted)
        return line

    def rows(self) -> Iterator[Row]:
        """One row an entry, those of the nation last."""
        for key, line in sorted(
            self.by_key.items(), key=lambda one: (one[0].jurisdiction or "~", one[0].code)
        ):
            entry = line.entry
            yield {
                "jurisdiction": key.jurisdiction or None,
                "shortage": key.code,
                "zh": entry.zh if entry else key.code,
                "en": entry.en if entry else key.code,
                "kind": entry.kind if entry else None,
                **{name: line.counted[name] for name in FIGURES},
                "rests_on": sorted(line.rests_on),
            }


def shortages(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each entry of the catalogues in force, and each that something names: posts on the day, moves of the period.

    A hiring counts under the shortage that it states, else under that of the post that it fills.
    """
    lines = _Lines()
    for book in _books(asked):
        for code, entry in book.settings.shortages.items():
            if entry.holds(asked.on):
                lines.listed(book, code)
    found = list(careers)
    _count_posts(lines, found, asked)
    for career in found:
        _count_moves(lines, career, asked)
    return lines.rows()


def _books(asked: Asked) -> Iterable[ResolvedBook]:
    """The books of the counties, and of what is above them, in which organisations of the question lie."""
    chains = {_to_county(one.division): None for one in organisations_of(asked)}
    found = (asked.reading.books(one).on(asked.on) for one in chains)
    return [book for book in found if book is not None]


def _to_county(division: str) -> tuple[str, ...]:
    return tuple(code for code in chain(division) if len(code) <= 6)


def _count_posts(lines: _Lines, careers: Iterable[Career], asked: Asked) -> None:
    tagged = [one for one in posts_of(asked) if one[1].shortage is not None]
    held = by_post(heads_on(careers, asked.on)) if tagged else {}
    for timeline, post in tagged:
        there = held.get(post.post_id, [])
        line = lines.listed(book_for(asked.reading, post.organisation, asked.on), post.shortage or "")
        line.counted.update(posts=1, seats=post.seats, heads=len(there), vacant=post.seats - len(there))
        line.rests_on.update(positions_of(timeline, asked.on))
        line.rests_on.update(position for head in there for position in head.positions)


def _count_moves(lines: _Lines, career: Career, asked: Asked) -> None:
    for standing in career.timeline.standing:
        day = standing.effective_on
        if standing.type not in (HIRED, STARTED) or not asked.covers(day):
            continue
        code = _stated(standing, asked)
        if code is None or not _seen(standing, career, asked):
            continue
        line = lines.listed(book_named(standing, asked.reading), code)
        line.counted["hires" if standing.type is HIRED else "secondments"] += 1
        line.rests_on.update(positions(standing))


def _seen(standing: Standing, career: Career, asked: Asked) -> bool:
    """Whether it leads into what is asked for, or a worker of it away."""
    day = standing.effective_on
    return asked.within(standing.data.host, day) or (standing.type is STARTED and career.sees(day))


def _stated(standing: Standing, asked: Asked) -> str | None:
    stated: str | None = standing.data.shortage
    named = getattr(standing.data, "post", None)
    if stated is not None or named is None:
        return stated
    post = asked.reading.post(named, standing.effective_on)
    return post.shortage if post is not None else None


REPORTS: Final = (
    Report(
        "shortages",
        "急需紧缺目录与录用、流动",
        "shortages: posts, vacancies, hires and secondments",
        f"{POLICY} 二(二)3",
        ("jurisdiction", "shortage", "zh", "en", "kind", *FIGURES),
        shortages,
        period=True,
    ),
)
