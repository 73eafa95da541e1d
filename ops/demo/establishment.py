"""Posts of the demo with their structure and descriptions, and what unions count in their areas."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final

from ops.demo.jobs import Job, hosts_of, seats_of
from ops.demo.places import Country, Place
from ops.demo.rows import Rows

SET_UP: Final = date(2017, 1, 1)
SHAPED: Final = date(2017, 6, 1)
COUNTED: Final = date(2024, 12, 31)
REPORTED: Final = date(2025, 1, 20)
DUTIES: Final = (
    ["organising.union_building", "organising.collective_bargaining"],
    ["legal.publicity", "legal.mediation"],
    ["assistance.hardship", "assistance.placement"],
    ["care.concerns", "care.counselling"],
    ["digital.services", "integration.services"],
)
"""Duties of the catalogue, as posts have them together."""


def posts(jobs: Sequence[Job], random: Random, rows: Rows) -> None:
    """A post in every organisation where someone works, with a seat for each and now and then one more."""
    seats = seats_of(jobs)
    for post, host in hosts_of(jobs):
        _post(post, host, seats[post] + (random.random() < 0.3), random, rows)


def _post(post: str, host: Place, seats: int, random: Random, rows: Rows) -> None:
    institution = host.kind == "union_institution"
    number = f"示例岗〔2017〕{host.division}"
    data = {
        "organisation": f"@{host.ref}",
        "title": "工会社会工作者",
        "category": "professional" if institution else "social_worker",
        "seats": seats,
        "approval_number": number,
    }
    rows.say(post, "posts", SET_UP, data)
    if institution:
        low, high = ("10", "8") if post.endswith("upper") else ("13", "11")
        shaped = {"grade_low": low, "grade_high": high, "approval_number": number}
        rows.say(post, "adjustments", SHAPED, shaped)
        rows.say(post, "designations", SHAPED, {"kind": "main_professional", "document_number": number})
        filed = {"authority": "示例市人力资源和社会保障局", "number": f"示例备〔2017〕{host.division}"}
        rows.say(post, "filings", SHAPED, filed)
    if institution or random.random() < 0.5:
        said = {"standards": "示例：每月走访企业，按季度报告", "conditions": "示例：大专及以上学历"}
        rows.say(post, "descriptions", SHAPED, {"version": "2017-1", "duties": random.choice(DUTIES), **said})


def spare_posts(country: Country, rows: Rows) -> None:
    """In each city a post that nobody holds: frozen in the first one, abolished in the second."""
    for place, city in enumerate(country.cities):
        ref = f"p-{city}-spare"
        data: dict[str, Any] = {"organisation": f"@u{city}", "title": "专职集体协商指导员"}
        rows.say(ref, "posts", SET_UP, {**data, "category": "social_worker", "seats": 1})
        if place % 3 == 0:
            rows.say(ref, "freezings", date(2024, 7, 1), {"reason_code": "restructuring"})
        elif place % 3 == 1:
            rows.say(ref, "abolitions", date(2024, 7, 1), {"approval_number": f"示例编〔2024〕{city}"})


def counts(country: Country, random: Random, rows: Rows) -> None:
    """Enterprises, workers, members and disputes of base unions; of every other street union it is not known."""
    for city in country.cities:
        zone = country.zones.get(city)
        for number, place in enumerate(country.base_unions(city)):
            if place.level == "street" and number % 2:
                continue
            least = 6_000 if zone and place.ref == zone.parent else 300
            rows.say(place.ref, "statistics", REPORTED, _counted(least, random))
        if zone:
            inside = {"on": COUNTED.isoformat(), "enterprises": 40, "workers": 2_400, "members": 1_900}
            rows.say(zone.ref, "statistics", REPORTED, {**inside, "zone_inside": f"@{zone.parent}"})


def _counted(least: int, random: Random) -> dict[str, Any]:
    workers = random.randrange(least, least + 9_000)
    return {
        "on": COUNTED.isoformat(),
        "enterprises": max(1, workers // 40),
        "workers": workers,
        "members": workers * random.randrange(60, 95) // 100,
        "disputes": random.randrange(30),
    }


def staff(country: Country, jobs: Sequence[Job], rows: Rows) -> None:
    """All staff of the agencies, of whom those of the demo are a part."""
    heads = {ref: 0 for job in jobs for ref in (job.host.ref, job.employer)}
    for job in jobs:
        for ref in {job.host.ref, job.employer}:
            heads[ref] += 1
    for city in country.cities:
        centre = country.hosts_of(city, "city", "union_institution")[0]
        for place in (centre, *country.agencies[city]):
            rows.say(place.ref, "staff-totals", COUNTED, {"staff": heads.get(place.ref, 0) + 6})
