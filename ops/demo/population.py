"""The whole demo as import rows: organisations and what they have, then one career after the other, then those beside."""

from collections.abc import Iterator
from random import Random
from typing import Any
from zlib import crc32

from ops.demo import careers, establishment, organisations, places, plans, purchases, training
from ops.demo.cycles import Cycles
from ops.demo.jobs import Job, jobs_of
from ops.demo.people import People, Someone
from ops.demo.places import Country
from ops.demo.record import Neighbours, Record
from ops.demo.rows import Rows
from ops.demo.volunteers import Volunteers


def batch_name(workers: int, seed: int) -> str:
    """What the demo's import is called: the same population is never recorded twice in one ledger."""
    return f"demo-{workers}-{seed}"


def population(workers: int, seed: int) -> Iterator[dict[str, Any]]:
    """The rows of a population of so many workers. Deterministic: equal arguments, equal rows.

    Each row has its number. Those of a career follow one another, but for workers in an assessment cycle: the rest of
    theirs stands after the enrolment.
    """
    random = Random(seed)  # noqa: S311  a reproducible population, no secret
    code = crc32(batch_name(workers, seed).encode())
    country = places.build(workers, random, code)
    jobs = jobs_of(country, workers, random)
    before = Rows(1)
    _set_up(country, jobs, random, before)
    yield from before.rows
    cycles, volunteers, people = Cycles(), Volunteers(code), People(random, code)
    number = before.following
    for job in jobs:
        near = _near(country, job)
        record = Record(random, f"w{job.number}", number, job, _someone(random, people, job), near)
        number += len(careers.live(record))
        volunteers.look_at(record)
        cycles.take(record)
        yield from record.rows
    after = Rows(number)
    cycles.open(after)
    yield from after.rows
    yield from cycles.results()
    last = Rows(after.following)
    cycles.close(last)
    volunteers.tell(last)
    yield from last.rows


def _set_up(country: Country, jobs: list[Job], random: Random, rows: Rows) -> None:
    """Everything that is no worker's."""
    places.register(country, rows)
    organisations.tell(country, rows)
    establishment.posts(jobs, random, rows)
    establishment.spare_posts(country, rows)
    establishment.counts(country, random, rows)
    establishment.staff(country, jobs, rows)
    plans.targets(country, jobs, rows)
    plans.hiring(jobs, random, rows)
    plans.funding(country, random, rows)
    training.offer(country, rows)
    training.plan(country, jobs, rows)
    purchases.sign(country, jobs, random, rows)
    organisations.close(country, rows)


def _near(country: Country, job: Job) -> Neighbours:
    city = job.host.city
    return Neighbours(
        tuple(one.ref for one in country.hosts if one.city == city and one.ref != job.host.ref),
        tuple(one.ref for one in country.base_unions(city)),
        country.schools[city].ref,
        training.courses_of(city),
    )


def _someone(random: Random, people: People, job: Job) -> Someone:
    """Mostly somebody young who is hired; else somebody two to six years under the age of retirement, which is five
    years less for a woman."""
    if not job.adopted:
        return people.next(aged=random.randrange(22, 29), on=job.begins)
    someone = people.next(aged=random.randrange(54, 58), on=job.begins)
    return someone if someone.sex == "1" else people.next(aged=random.randrange(49, 53), on=job.begins)
