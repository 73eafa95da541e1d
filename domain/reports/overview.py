"""The whole establishment of a question in one look: posts, structure, norm, coverage, agencies, demand.

Everybody is counted once, and the workers are walked through once.
"""

from collections.abc import Iterable
from typing import Any

from domain.months import plus_months
from domain.reports.career import Asked, Career, Row
from domain.reports.coverage import (
    TREND_MONTHS,
    agency_ratios_of,
    coverage_shares_of,
    demand_of,
    union_coverage_of,
)
from domain.reports.establishment import staffing_of
from domain.reports.posts import post_rows, post_structure_of
from domain.reports.workforce import Head, head_on


def establishment(careers: Iterable[Career], asked: Asked) -> dict[str, Any]:
    """All reports on establishment for one question, by name, with the totals of its posts."""
    before = plus_months(asked.on, -TREND_MONTHS)
    now: list[Head] = []
    then: list[Head] = []
    for career in careers:
        for heads, day in ((now, asked.on), (then, before)):
            head = head_on(career, day)
            if head is not None:
                heads.append(head)
    posts = list(post_rows(now, asked))
    unions = list(union_coverage_of(now, asked))
    return {
        "totals": _totals(posts, now, asked),
        "posts": posts,
        "post_structure": list(post_structure_of(now, asked)),
        "staffing": list(staffing_of(now, asked)),
        "union_coverage": unions,
        "coverage_shares": list(coverage_shares_of(unions)),
        "agency_ratios": list(agency_ratios_of(now, then, asked)),
        "demand": list(demand_of(now, asked)),
    }


def _totals(posts: Iterable[Row], heads: Iterable[Head], asked: Asked) -> dict[str, int]:
    rows = list(posts)
    return {
        "posts": len(rows),
        "frozen": sum(1 for row in rows if row["frozen"]),
        **{name: sum(row[name] for row in rows) for name in ("seats", "occupied", "vacant")},
        "heads": sum(1 for head in heads if asked.within(head.place, asked.on)),
    }
