"""The whole demo as import rows: organisations, posts, then one career after the other."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, Final
from zlib import crc32

from ops.demo import places
from ops.demo.careers import FIRST_HIRING, LAST_ADOPTION, LAST_HIRING, Career, Employment
from ops.demo.people import People, Someone
from ops.demo.places import Country, Place

SHANDONG: Final = "37"
ADOPTED: Final = 0.05
"""The share of careers that had begun before the ledger did."""


def batch_name(workers: int, seed: int) -> str:
    """What the demo's import is called: the same population is never recorded twice in one ledger."""
    return f"demo-{workers}-{seed}"


def population(workers: int, seed: int) -> Iterator[dict[str, Any]]:
    """The rows of a population of so many workers. Deterministic: equal arguments, equal rows."""
    random = Random(seed)  # noqa: S311  a reproducible population, no secret
    code = crc32(batch_name(workers, seed).encode())
    country = places.build(workers, random, code)
    numbers = count(1)
    for row in places.rows(country):
        yield {"row": next(numbers), **row}
    jobs = [_job(country, random) for _ in range(workers)]
    for row in _posts(jobs):
        yield {"row": next(numbers), **row}
    people = People(random, code)
    number = next(numbers)
    for index, job in enumerate(jobs):
        for row in _career(random, people, Career(random, f"w{index}", number, job)):
            yield row
            number += 1


def _career(random: Random, people: People, career: Career) -> list[dict[str, Any]]:
    """Mostly somebody young who is hired, sometimes somebody taken over who has some years to go."""
    adopted = random.random() < ADOPTED
    span = (LAST_ADOPTION if adopted else LAST_HIRING) - FIRST_HIRING
    on = FIRST_HIRING + timedelta(days=random.randrange(span.days))
    on = on.replace(day=min(on.day, 28))
    if adopted:
        return career.live_on(_some_years_to_go(random, people, on), on)
    return career.live(people.next(aged=random.randrange(22, 29), on=on), on)


def _some_years_to_go(random: Random, people: People, on: date) -> Someone:
    """Somebody two to six years under the age of retirement, which is five years less for a woman."""
    someone = people.next(aged=random.randrange(54, 58), on=on)
    return someone if someone.sex == "1" else people.next(aged=random.randrange(49, 53), on=on)


def _job(country: Country, random: Random) -> Employment:
    host = random.choice(country.hosts)
    mode, employer = "direct_hire", host.ref
    if host.kind == "union_institution":
        mode = "union_institution"
    elif host.level in {"city", "county"} and random.random() < 0.6:
        if random.random() < 0.5:
            mode, employer = "purchased_post", country.companies[host.city].ref
        else:
            mode, employer = "purchased_service", random.choice(country.agencies[host.city]).ref
    elif host.level not in {"city", "county"} and host.division.startswith(SHANDONG):
        # There the unions of cities and counties allocate: they employ whoever works below.
        employer = host.parent or host.ref
    borrowers = tuple(
        place.ref for place in country.hosts if place.city == host.city and place.ref != host.ref
    )
    return Employment(host, employer, mode, f"p-{host.ref}", borrowers)


def _posts(jobs: list[Employment]) -> Iterator[dict[str, Any]]:
    """A post in every organisation where someone works, with a seat for each."""
    seats = Counter(job.post for job in jobs)
    hosts: dict[str, Place] = {job.post: job.host for job in jobs}
    for post, host in hosts.items():
        data = {
            "organisation": f"@{host.ref}",
            "title": "工会社会工作者",
            "category": "social_worker",
            "seats": seats[post],
            "approval_number": f"示例岗〔2017〕{host.division}",
        }
        yield {"ref": post, "command": "posts", "body": {"effective_on": "2017-01-01", "data": data}}
