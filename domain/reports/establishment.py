"""The staffing norm (R35): how many workers a street, township or zone union may have, and how many it has.

The policy's sentence can be read in three ways; all three are told, and the rulebook says which one counts. A union is
short only when it has fewer than the lowest reading, and above only when it has more than the highest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from domain.judging import book_for
from domain.organisation.facets import Statistics
from domain.organisation.statistics import statistics_on
from domain.reports.career import UNKNOWN, Asked, Career, Row
from domain.reports.workforce import Head, heads_on, organisations_of, rests_on
from domain.rulebook.book import ResolvedBook
from domain.rulebook.staffing import Staffing

SHORT: Final = "short"
WITHIN: Final = "within"
ABOVE: Final = "above"
NO_COUNT: Final = "no_count"
"""Why a norm is unknown: nobody said how many workers there are."""
ZONES_EXCEED: Final = "zones_exceed"
"""Why a norm is unknown: the zones inside it are said to have more workers than the whole."""


class Norm(NamedTuple):
    """How many workers the norm allows, by its three readings."""

    low: int
    headline: int
    high: int


def norm(workers: int, staffing: Staffing) -> Norm:
    """The norm for a number of workers; nobody for none. The rulebook has a base and a step.

    Below the base, that number included, it is one; above it no reading gives less than one.
    """
    if workers == 0:
        return Norm(0, 0, 0)
    base, step = staffing.base_workers, staffing.step_workers
    if workers <= base:
        return Norm(1, 1, 1)
    return Norm(max(1, workers // step), _begun(workers, step), 1 + _begun(workers - base, step))


def _begun(workers: int, step: int) -> int:
    """Steps, a begun one counted whole."""
    return -(-workers // step)


def verdict(actual: int, allowed: Norm) -> str:
    """`short` under the lowest reading, `above` over the highest, else `within`."""
    if actual < allowed.low:
        return SHORT
    return ABOVE if actual > allowed.high else WITHIN


@dataclass(frozen=True, slots=True)
class Counted:
    """The workers that a union's norm is about: its own count without those of zones inside it that count theirs.

    `workers` None is unknown, and `why` says so.
    """

    workers: int | None
    why: str = ""
    zones: tuple[Statistics, ...] = ()


def counted(own: Statistics | None, zones: Iterable[Statistics]) -> Counted:
    """What is counted for a union. A zone without a count of its own stays in the whole."""
    if own is None or own.workers is None:
        return Counted(None, NO_COUNT)
    known = tuple(zone for zone in zones if zone.workers is not None)
    left = own.workers - sum(zone.workers or 0 for zone in known)
    return Counted(None, ZONES_EXCEED, known) if left < 0 else Counted(left, "", known)


def staffing(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each union that the norm is about: its workers, the three readings, who is there, and whether that is short (R35)."""
    return staffing_of(heads_on(careers, asked.on), asked)


def staffing_of(heads: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already."""
    actual = Counter(head.place for head in heads)
    zones = zones_by_street(asked)
    for state in organisations_of(asked):
        book = book_for(asked.reading, state.organisation_id, asked.on)
        rule = book.settings.staffing if book else Staffing()
        if book is None or not rule.set or state.kind not in rule.kinds or state.level not in rule.levels:
            continue
        own = statistics_on(state, asked.on)
        found = counted(own, zones.get(state.organisation_id, ()))
        yield {
            "organisation": state.organisation_id,
            "organisation_name": state.name,
            "workers": own.workers if own else None,
            "counted": found.workers,
            **_normed(found, rule, actual[state.organisation_id]),
            **dated(own, asked.on),
            **edition(book),
            "rests_on": rests_on(asked, state.organisation_id, own, *found.zones),
        }


def _normed(found: Counted, rule: Staffing, actual: int) -> Row:
    told: Row = {"reading": rule.reading, "actual": actual, "why": found.why}
    if found.workers is None:
        nothing: Row = dict.fromkeys(("low", "headline", "high", "norm"))
        return {**nothing, **told, "status": UNKNOWN}
    allowed = norm(found.workers, rule)
    return {
        **allowed._asdict(),
        "norm": getattr(allowed, rule.reading),
        **told,
        "status": verdict(actual, allowed),
    }


def dated(said: Statistics | None, on: date) -> Row:
    """The day that a count is of, and its age in days."""
    return {
        "data_on": said.on.isoformat() if said else None,
        "data_age_days": (on - said.on).days if said else None,
    }


def edition(book: ResolvedBook) -> Row:
    """The nearest edition that sets the staffing table: whose, since when, and where it stands in the log."""
    nearest = next((one for one in book.editions if "staffing" in one.settings), None)
    return {
        "rule_of": nearest.jurisdiction if nearest else None,
        "rule_document": nearest.document if nearest else None,
        "rule_since": nearest.effective_on.isoformat() if nearest else None,
        "book_position": nearest.position if nearest else None,
    }


def zones_by_street(asked: Asked) -> Mapping[str, list[Statistics]]:
    """What zones report that lie inside another union's area, by that union; wherever they stand in the tree."""
    inside: dict[str, list[Statistics]] = {}
    for zone in asked.streams("zone"):
        state = asked.reading.organisation(zone, asked.on)
        said = statistics_on(state, asked.on) if state is not None and state.active else None
        if said is not None and said.zone_inside is not None:
            inside.setdefault(said.zone_inside, []).append(said)
    return inside


COLUMNS: Final[tuple[str, ...]] = (
    *(
        "organisation",
        "organisation_name",
        "workers",
        "counted",
        "low",
        "headline",
        "high",
        "norm",
        "reading",
    ),
    *("actual", "status", "why", "data_on", "data_age_days"),
    *("rule_of", "rule_document", "rule_since", "book_position"),
)
"""The columns of the staffing report."""
