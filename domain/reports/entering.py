"""How people came in: procedures (R22), tests of ability cited (R53), and the experience that counts in their favour (R56)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple

from domain.canonical import canonical
from domain.months import whole_months
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.counts import NONE
from domain.reports.workforce import ratio
from domain.timeline import Standing
from domain.worker.appointment import APPOINTED
from domain.worker.engagement import HIRED
from domain.worker.examination import ABILITY
from domain.worker.state import Engaged

CODE_LENGTH: Final = 20
"""Hexadecimal digits of a verification code: 80 bits."""


class _Counted:
    """Counts by key, with the positions that each rests on."""

    def __init__(self) -> None:
        self.by_key: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.resting: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, key: str, standing: Standing, **figures: int) -> None:
        self.by_key[key].update(figures)
        self.resting[key].update(positions(standing))

    def rows(self, column: str, names: Sequence[str]) -> Iterator[Row]:
        for key in sorted(self.by_key):
            found = self.by_key[key]
            yield {
                column: key,
                **{name: found[name] for name in names},
                "rests_on": sorted(self.resting[key]),
            }


RECRUITED: Final = ("hires", "with_notice", "examined", "publicised", "by_exception")


def recruitment(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Hirings of the period by their procedure: with a notice, an examination, a public notice (R22)."""
    counted = _Counted()
    for standing in _hirings(careers, asked):
        said, procedure = standing.source.said, standing.data.procedure
        excepted = any(one.rule.startswith("hire.") for one in said.exceptions)
        counted.add(
            procedure.kind,
            standing,
            hires=1,
            with_notice=procedure.notice_number is not None,
            examined=procedure.examination_on is not None,
            publicised=procedure.publicity_from is not None,
            by_exception=excepted,
        )
    return counted.rows("procedure", RECRUITED)


def _hirings(careers: Iterable[Career], asked: Asked) -> Iterator[Standing]:
    for career in careers:
        for standing in career.timeline.standing:
            day = standing.effective_on
            if standing.type is HIRED and asked.covers(day) and asked.within(standing.data.host, day):
                yield standing


CITED: Final = ("decisions", "citing", "with_reason", "neither")


def ability_cited(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Hirings and appointments of the period: those citing a test of practical ability, else a reason, else neither (R53)."""
    counted = _Counted()
    for career in careers:
        for standing in career.timeline.standing:
            if standing.type not in (HIRED, APPOINTED) or not asked.covers(standing.effective_on):
                continue
            if not _concerns(standing, career, asked):
                continue
            said = standing.source.said
            cited = (career.event(one) for one in said.evidence)
            citing = any(one is not None and one.type is ABILITY for one in cited)
            reason = not citing and said.reason is not None
            neither = not citing and not reason
            figures = {"decisions": 1, "citing": citing, "with_reason": reason, "neither": neither}
            counted.add(standing.type.name, standing, **figures)
    return counted.rows("type", CITED)


def _concerns(standing: Standing, career: Career, asked: Asked) -> bool:
    day = standing.effective_on
    return asked.within(standing.data.host, day) if standing.type is HIRED else career.sees(day)


def preferences(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Hirings of the period by the preference applied in equal conditions; with several, one counts under each (R56)."""
    counted = _Counted()
    total = 0
    for standing in _hirings(careers, asked):
        total += 1
        for preference in standing.data.priority or (NONE,):
            counted.add(preference, standing, hires=1)
    for row in counted.rows("priority", ("hires",)):
        yield {**row, "of_all": total, "percent": ratio(row["hires"], total)}


class Stint(NamedTuple):
    """Work for one host, employed by one employer, without a break; `until` is the first day no longer, None while it lasts."""

    employer: str
    host: str
    since: date
    until: date | None
    resting: tuple[int, ...]


def stints(career: Career) -> list[Stint]:
    """The work of a career by the day, in order."""
    found: list[Stint] = []
    state = career.timeline.initial
    for standing in career.timeline.standing:
        day = standing.effective_on
        if not standing.type.undated and day > career.asked.on:
            break
        before = state.engagement
        state = career.timeline.evolve(state, standing)
        after = state.engagement
        if _place(before) == _place(after):
            continue
        if isinstance(before, Engaged):
            last = found.pop()
            found.append(last._replace(until=day, resting=(*last.resting, *positions(standing))))
        if isinstance(after, Engaged):
            found.append(Stint(after.employer, after.host, day, None, positions(standing)))
    return found


def _place(engagement: object) -> tuple[str, str] | None:
    return (engagement.employer, engagement.host) if isinstance(engagement, Engaged) else None


def service_experience(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """The union social work of each worker by the day: employers, hosts, months, and a code to verify it by (R56).

    Whoever is shown the row asks for it again, as of the same day and as known at the same position: the same code means
    that nothing in it was changed.
    """
    for career in careers:
        if not career.held:
            continue
        worked = stints(career)
        if not worked:
            continue
        told = [
            [one.employer, one.host, one.since.isoformat(), one.until.isoformat() if one.until else ""]
            for one in worked
        ]
        resting = sorted({place for one in worked for place in one.resting})
        yield {
            **career.head(),
            "employers": list(dict.fromkeys(one.employer for one in worked)),
            "hosts": list(dict.fromkeys(one.host for one in worked)),
            "since": worked[0].since.isoformat(),
            "until": worked[-1].until.isoformat() if worked[-1].until else None,
            "months": sum(whole_months(one.since, one.until or asked.on) for one in worked),
            "code": verification_code([career.worker, asked.on.isoformat(), told, resting]),
            "rests_on": resting,
        }


def verification_code(content: object) -> str:
    """The first digits of the SHA-256 of what is told, as canonical JSON."""
    return sha256(canonical(content)).hexdigest()[:CODE_LENGTH]
