"""Schools of the demo, their courses, and how many are to be trained."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from ops.demo.jobs import Job
from ops.demo.places import Country
from ops.demo.rows import Rows

COURSES: Final = (
    ("basics", "工会社会工作实务（示例）", "social_work", "basic", 40),
    ("advanced", "社会工作督导（示例）", "social_work", "advanced", 48),
    ("law", "劳动法律与集体协商（示例）", "labour_law", "basic", 24),
)
"""Of each city: name, title, kind, level, hours."""
PLANNED: Final = (2024, 2025)


def courses_of(city: str) -> tuple[tuple[str, str, int], ...]:
    """The courses of a city: local name, kind, hours."""
    return tuple((f"c-{city}-{name}", kind, hours) for name, _, kind, _, hours in COURSES)


def offer(country: Country, rows: Rows) -> None:
    """An accredited school in each city, with its courses; one of them no longer offered."""
    for city in country.cities:
        school = country.schools[city].ref
        accredited = {"kind": "union_school", "until": "2027-12-31"}
        rows.say(school, "accreditations", date(2016, 9, 1), accredited)
        for name, title, kind, level, hours in COURSES:
            data = {"provider": f"@{school}", "title": title, "kind": kind, "levels": [level], "hours": hours}
            rows.say(f"c-{city}-{name}", "courses", date(2016, 9, 1), data)
    old = f"c-{country.cities[0]}-old"
    data = {
        "provider": f"@{country.schools[country.cities[0]].ref}",
        "title": "工会工作入门（示例）",
        "kind": "social_work",
        "levels": ["basic"],
        "hours": 16,
    }
    rows.say(old, "courses", date(2015, 9, 1), data)
    rows.say(old, "courses/withdrawals", date(2017, 1, 1), {"reason_code": "replaced"})


def plan(country: Country, jobs: Sequence[Job], rows: Rows) -> None:
    """Places of basic training in each city: half of those who work there."""
    for city in country.cities:
        heads = sum(job.host.city == city for job in jobs)
        for year in PLANNED:
            data = {"year": year, "level": "basic", "places": heads // 2 + 1}
            rows.say(f"u{city}", "training-plans", date(year, 1, 10), data)
