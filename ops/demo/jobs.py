"""Who works where and from when: every job of the demo before any career is told, so that posts, plans and purchases fit.

The first jobs are cases: each leads to a career in which something is irregular that reports are there to find.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Final

from ops.demo.days import FIRST_HIRING, LAST_ADOPTION, LAST_HIRING, workable
from ops.demo.places import Country, Place

SHANDONG: Final = "37"
ADOPTED: Final = 0.05
"""The share of careers that had begun before the ledger did."""

STEPS: Final = tuple(
    f"{level}_{step}" for level in ("junior", "intermediate", "senior") for step in (1, 2, 3)
)
PROFESSIONAL: Final = ("13", "12", "11", "10", "9", "8")

CASES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "late_contract": ("direct_hire", "2020-03-02"),
        "fixed_again": ("direct_hire", "2018-04-02"),
        "asked_for_a_term": ("purchased_post", "2018-03-05"),
        "certificate_withdrawn": ("union_institution", "2019-03-04"),
        "in_office": ("direct_hire", "2022-02-07"),
        "union_dissolved": ("direct_hire", "2021-03-01"),
        "taken_over": ("direct_hire", "2019-05-06"),
        "half_exchange": ("direct_hire", "2022-03-07"),
        "purchase_over": ("purchased_service", "2021-04-06"),
        "outstanding": ("direct_hire", "2018-05-07"),
        "resigned": ("direct_hire", "2020-06-01"),
    }
)
"""The mode and the first day of each case."""


@dataclass(frozen=True, slots=True)
class Job:
    """Where and how someone is employed: host, legal employer, post, purchase and plan by their local names.

    `case` is empty where nothing is irregular; `plan` is the hiring plan that the first hiring cites.
    """

    number: int
    host: Place
    employer: str
    mode: str
    post: str
    begins: date
    adopted: bool = False
    case: str = ""
    purchase: str | None = None

    @property
    def institution(self) -> bool:
        """Whether the regime is that of public institutions, with their scheme and ladder."""
        return self.mode == "union_institution"

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades of the worker's ladder, the lowest first."""
        return PROFESSIONAL if self.institution else STEPS

    @property
    def ladder(self) -> str:
        """The ladder's code."""
        return "professional" if self.institution else "steps"

    @property
    def plan(self) -> str | None:
        """The hiring plan of the city and the year, for whoever its unions hire themselves."""
        planned = self.mode in {"direct_hire", "union_institution"} and not self.adopted
        return f"plan-{self.host.city}-{self.begins.year}" if planned else None


def jobs_of(country: Country, workers: int, random: Random) -> list[Job]:
    """So many jobs, the cases first."""
    cases = list(CASES)[:workers]
    told = [_case(country, number, case) for number, case in enumerate(cases)]
    return [*told, *(_job(country, number, random) for number in range(len(cases), workers))]


def seats_of(jobs: Sequence[Job]) -> Counter[str]:
    """How many have each post."""
    return Counter(job.post for job in jobs)


def hosts_of(jobs: Sequence[Job]) -> Iterator[tuple[str, Place]]:
    """Each post with its organisation, once."""
    yield from {job.post: job.host for job in jobs}.items()


def _case(country: Country, number: int, case: str) -> Job:
    city = country.cities[number % 2]
    mode, begins = CASES[case]
    host = country.hosts_of(city, "county")[number % 3]
    if mode == "union_institution":
        host = country.hosts_of(city, "city", "union_institution")[0]
    if case == "union_dissolved" and country.closing is not None:
        host = country.closing
    employer = (host.parent or host.ref) if case == "union_dissolved" else _employer(country, mode, host)
    purchase = f"s-{employer}-{host.ref}-over" if mode == "purchased_service" else None
    day = date.fromisoformat(begins)
    return Job(number, host, employer, mode, _post(host, number), day, case == "taken_over", case, purchase)


def _employer(country: Country, mode: str, host: Place) -> str:
    if mode == "purchased_post":
        return country.companies[host.city].ref
    return country.agencies[host.city][0].ref if mode == "purchased_service" else host.ref


def _post(host: Place, number: int) -> str:
    """The post of an institution is one of two, by the grades that it is for."""
    upper = host.kind == "union_institution" and number % 3 == 2
    return f"p-{host.ref}-upper" if upper else f"p-{host.ref}"


def _job(country: Country, number: int, random: Random) -> Job:
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
    adopted = random.random() < ADOPTED
    span = (LAST_ADOPTION if adopted else LAST_HIRING) - FIRST_HIRING
    begins = workable(FIRST_HIRING + timedelta(days=random.randrange(span.days)))
    purchase = f"s-{employer}-{host.ref}" if mode == "purchased_service" else None
    return Job(number, host, employer, mode, _post(host, number), begins, adopted, "", purchase)
