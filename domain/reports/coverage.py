"""Where workers are: unions that are large enough to have one, agencies by their share of talents, and the demand for them.

R36, R37, R38, R34 and R5. Everybody counts once, where the work is done.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from domain.judging import book_for
from domain.months import plus_months
from domain.organisation.facets import StaffTotal, Statistics
from domain.organisation.state import OrganisationKind, OrganisationLevel, OrganisationState
from domain.organisation.statistics import staff_on, statistics_on
from domain.reports.career import Asked, Career, Row
from domain.reports.establishment import dated
from domain.reports.posts import posts_of
from domain.reports.workforce import Head, heads_on, organisations_of, ratio, rests_on
from domain.rulebook.staffing import Staffing, UnionSize

AGENCIES: Final = frozenset(
    {
        OrganisationKind.UNION_INSTITUTION,
        OrganisationKind.SERVICE_AGENCY,
        OrganisationKind.SOCIAL_ORGANISATION,
    }
)
"""Whose share of talents is to rise (R37, R38)."""

TREND_MONTHS: Final = 12
"""How long before the day the ratio is compared with."""

MAIN: Final = "main_professional"


def size_kind(state: OrganisationState) -> str | None:
    """Which size of the staffing table a union is measured by; None for one that is not asked to have somebody."""
    if state.kind is OrganisationKind.UNION and state.level is OrganisationLevel.COMMUNITY:
        return "community_union"
    asked = (OrganisationKind.JOINT_UNION, OrganisationKind.ENTERPRISE_UNION)
    return state.kind.value if state.kind in asked else None


def is_large(said: Statistics | None, size: UnionSize) -> bool | None:
    """Whether a union counts as large; None where the counts that would say so are missing."""
    if not size.asks:
        return True
    counts = (said.workers, said.enterprises) if said else (None, None)
    asked = [
        (count, least) for count, least in zip(counts, (size.workers, size.enterprises), strict=True) if least
    ]
    if any(count is not None and count >= least for count, least in asked):
        return True
    return None if any(count is None for count, _ in asked) else False


def union_coverage(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Unions of communities, federations and enterprises: whether large, and how many workers each has (R36)."""
    return union_coverage_of(heads_on(careers, asked.on), asked)


def union_coverage_of(heads: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already."""
    actual = _by_place(heads)
    for state in organisations_of(asked):
        kind = size_kind(state)
        if kind is None:
            continue
        book = book_for(asked.reading, state.organisation_id, asked.on)
        sizes = (book.settings.staffing if book else Staffing()).sizes
        size = next((one for name, one in sizes.items() if name == kind), UnionSize())
        said = statistics_on(state, asked.on)
        there = actual[state.organisation_id]
        yield {
            "organisation": state.organisation_id,
            "organisation_name": state.name,
            "kind": kind,
            "enterprises": said.enterprises if said else None,
            "workers": said.workers if said else None,
            "from_workers": size.workers,
            "from_enterprises": size.enterprises,
            "large": is_large(said, size),
            "heads": len(there),
            "covered": bool(there),
            **dated(said, asked.on),
            "rests_on": rests_on(asked, state.organisation_id, said, heads=there),
        }


def coverage_shares(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """By kind of union: how many are large, and which share of these has somebody (R36)."""
    return coverage_shares_of(union_coverage(careers, asked))


def coverage_shares_of(rows: Iterable[Row]) -> Iterator[Row]:
    """The same from the rows union by union."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    for kind, unions in sorted(by_kind.items()):
        large = [one for one in unions if one["large"]]
        covered = sum(1 for one in large if one["covered"])
        yield {
            "kind": kind,
            "unions": len(unions),
            "large": len(large),
            "unknown": sum(1 for one in unions if one["large"] is None),
            "covered": covered,
            "share_percent": ratio(covered, len(large)),
            "rests_on": sorted({position for one in unions for position in one["rests_on"]}),
        }


def agency_ratios(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Agencies by their share of talents in all staff, and how it was a year before (R37, R38)."""
    before = plus_months(asked.on, -TREND_MONTHS)
    both = [(heads_on((career,), asked.on), heads_on((career,), before)) for career in careers]
    now = [head for heads, _ in both for head in heads]
    return agency_ratios_of(now, [head for _, heads in both for head in heads], asked)


def agency_ratios_of(now: Iterable[Head], before: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already, on the day and a year before it."""
    earlier = plus_months(asked.on, -TREND_MONTHS)
    actual, then = _by_place(now), _by_place(before)
    main = Counter(
        post.organisation for _, post in posts_of(asked) if any(one.kind == MAIN for one in post.designations)
    )
    for state in organisations_of(asked):
        if state.kind not in AGENCIES:
            continue
        there, were = actual[state.organisation_id], then[state.organisation_id]
        staff, old = staff_on(state, asked.on), _staff_before(asked, state.organisation_id, earlier)
        talents = sum(1 for head in there if head.talent)
        yield {
            "organisation": state.organisation_id,
            "organisation_name": state.name,
            "kind": state.kind.value,
            "heads": len(there),
            "talents": talents,
            "competence_gap": len(there) - talents,
            "staff": staff.staff if staff else None,
            "staff_on": staff.on.isoformat() if staff else None,
            "ratio_percent": ratio(talents, staff.staff) if staff else None,
            "ratio_percent_before": ratio(sum(1 for head in were if head.talent), old.staff) if old else None,
            "main_posts": main[state.organisation_id],
            "rests_on": rests_on(asked, state.organisation_id, staff, old, heads=(*there, *were)),
        }


def _staff_before(asked: Asked, organisation: str, day: date) -> StaffTotal | None:
    state = asked.reading.organisation(organisation, day)
    return staff_on(state, day) if state is not None else None


def demand(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """What unions report of enterprises, workers and labour disputes in their area, and the workers for each head (R34, R5).

    Heads are those of the union and of all below it.
    """
    return demand_of(heads_on(careers, asked.on), asked)


def demand_of(heads: Iterable[Head], asked: Asked) -> Iterator[Row]:
    """The same for heads that were counted already."""
    below: defaultdict[str, list[Head]] = defaultdict(list)
    for head in heads:
        for above in asked.reading.path(head.place, asked.on):
            below[above.organisation_id].append(head)
    for state in organisations_of(asked):
        said = statistics_on(state, asked.on)
        if said is None:
            continue
        there = below[state.organisation_id]
        yield {
            "organisation": state.organisation_id,
            "organisation_name": state.name,
            "division": state.division,
            "enterprises": said.enterprises,
            "workers": said.workers,
            "members": said.members,
            "disputes": said.disputes,
            "heads": len(there),
            "workers_per_head": _each(said.workers, len(there)),
            "disputes_per_head": _each(said.disputes, len(there)),
            **dated(said, asked.on),
            "rests_on": rests_on(asked, state.organisation_id, said, heads=there),
        }


def _each(count: int | None, heads: int) -> str | None:
    return None if count is None else ratio(count, heads, 1)


def _by_place(heads: Iterable[Head]) -> defaultdict[str, list[Head]]:
    there: defaultdict[str, list[Head]] = defaultdict(list)
    for head in heads:
        there[head.place].append(head)
    return there
