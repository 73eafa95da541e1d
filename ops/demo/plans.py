"""How many people the unions of the demo are to have, may hire, and have money for."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final

from ops.demo.jobs import Job
from ops.demo.places import Country
from ops.demo.rows import Rows

TARGET_YEAR: Final = 2025
APPROVING: Final = ("union", "human_resources")
"""The departments that approve a hiring plan together."""
FUNDED: Final = (2024, 2025)
USES: Final = (("union_dues", "posts"), ("fiscal", "purchases"), ("social", "training"))
"""Where money comes from, and for which use."""


def targets(country: Country, jobs: Sequence[Job], rows: Rows) -> None:
    """A third more than work there, for each city; those above have the sum of what they pass down."""
    heads = Counter(job.host.city for job in jobs)
    numbers = {city: heads[city] * 4 // 3 + 1 for city in country.cities}
    sums: Counter[str] = Counter()
    for city, number in numbers.items():
        sums[country.unions[city].parent or ""] += number
    aims = {f"u{city}": number for city, number in numbers.items()} | sums
    for ref, number in {**aims, "uCN": sum(numbers.values())}.items():
        rows.say(ref, "targets", date(2021, 1, 4), {"year": TARGET_YEAR, "number": number})


def hiring(jobs: Sequence[Job], random: Random, rows: Rows) -> None:
    """A plan for each city and year in which its unions hire, with a line for each who is; now and then for one more."""
    planned = Counter(job.plan for job in jobs if job.plan is not None)
    cities = {job.plan: job.host.city for job in jobs if job.plan is not None}
    for plan, count in sorted(planned.items()):
        year = int(plan.rsplit("-", 1)[1])
        more = int(random.random() < 0.5)
        approved = {"approvals": [_approval(office, year) for office in APPROVING]}
        data = _plan(cities[plan], year, max(1, count - more))
        rows.say(plan, "plans", date(year, 1, 2), data, **approved)
        if more:
            rows.say(plan, "plans/amendments", date(year, 1, 4), {"lines": _lines(count + 1)}, **approved)


def _approval(office: str, year: int) -> dict[str, str]:
    return {"principal": "approver_1", "office": office, "at": f"{year}-01-02T01:00:00.000000Z"}


def _plan(city: str, year: int, count: int) -> dict[str, Any]:
    return {"organisation": f"@u{city}", "year": year, "lines": _lines(count)}


def _lines(count: int) -> list[dict[str, Any]]:
    return [{"line": "social_workers", "title": "工会社会工作者", "count": count}]


def funding(country: Country, random: Random, rows: Rows) -> None:
    """What cities, and the first counties of each, have for each use."""
    for city in country.cities:
        counties = country.hosts_of(city, "county")[:2]
        for place in (country.unions[city], *counties):
            for year in FUNDED:
                for source, purpose in USES if place.level == "city" else USES[:1]:
                    data = {
                        "source": source,
                        "year": year,
                        "amount": f"{random.randrange(20, 400)}000.00",
                        "purpose": purpose,
                        "level": place.level,
                    }
                    rows.say(place.ref, "fundings", date(year, 1, 15), data)
