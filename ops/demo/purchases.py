"""Purchases of service in the demo: who buys, the places, budgets above the pay guide, what was paid."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final

from ops.demo.guides import LEAST
from ops.demo.jobs import Job
from ops.demo.places import Country
from ops.demo.rows import Rows

TERMS: Final = (
    (date(2018, 1, 1), date(2020, 12, 31)),
    (date(2021, 1, 1), date(2023, 12, 31)),
    (date(2024, 1, 1), date(2026, 12, 31)),
)
MONTHS: Final = 36
PAID: Final = (2023, 2024)
ENDED_ON: Final = date(2025, 9, 1)
SHORT: Final = 0.15
"""The share of payments that are less than what was due."""


def sign(country: Country, jobs: Sequence[Job], random: Random, rows: Rows) -> None:
    """A purchase for each union and provider that somebody works for, with a place for each and now and then one more."""
    places = Counter(job.purchase for job in jobs if job.purchase is not None)
    parties = {job.purchase: (job.host.ref, job.employer) for job in jobs if job.purchase is not None}
    for number, (purchase, count) in enumerate(places.items()):
        buyer, provider = parties[purchase]
        there = count + (random.random() < 0.3)
        _terms(purchase, buyer, provider, there, rows)
        _payments(purchase, there, random, rows, short=number == 0)
        if purchase.endswith("-over"):
            rows.say(purchase, "purchases/ends", ENDED_ON, {"reason_code": "budget_cut"})
    _by_exception(country, rows)


def _terms(purchase: str, buyer: str, provider: str, places: int, rows: Rows) -> None:
    (since, until), *renewed = TERMS
    budget = _yuan(places * LEAST["junior"] * MONTHS * 115 // 100)
    data: dict[str, Any] = {
        "buyer": f"@{buyer}",
        "provider": f"@{provider}",
        "qualification": {"document_number": "示例民证〔2016〕8号", "until": "2027-12-31"},
        "until": until.isoformat(),
        "places": [{"level": "junior", "count": places}],
        "budget": budget,
    }
    rows.say(purchase, "purchases", since, data)
    for since, until in renewed:
        rows.say(purchase, "purchases/renewals", since, {"until": until.isoformat(), "budget": budget})


def _payments(purchase: str, places: int, random: Random, rows: Rows, *, short: bool) -> None:
    due = places * LEAST["junior"] * 12 * 115 // 100
    for year in PAID:
        paid = due * 9 // 10 if short or random.random() < SHORT else due
        data = {
            "period_from": f"{year}-01-01",
            "period_to": f"{year}-12-31",
            "due_amount": _yuan(due),
            "amount": _yuan(paid),
        }
        rows.say(purchase, "payments", date(year + 1, 1, 15), data)


def _by_exception(country: Country, rows: Rows) -> None:
    """A province's union that buys itself, which is by exception: cities and counties allocate."""
    city = country.cities[0]
    province, provider = country.unions[city].parent, country.agencies[city][1].ref
    since, until = TERMS[2]
    exception = {
        "rule": "purchase.coordinated_allocation",
        "authority": "示例省总工会",
        "document": "示例会纪〔2023〕12号",
        "reason": "示例：全省性服务项目",
    }
    data = {
        "buyer": f"@{province}",
        "provider": f"@{provider}",
        "qualification": {"document_number": "示例民证〔2016〕9号"},
        "until": until.isoformat(),
        "places": [{"level": "junior", "count": 1}],
        "budget": _yuan(LEAST["junior"] * MONTHS * 115 // 100),
    }
    rows.say(f"s-{province}", "purchases", since, data, exceptions=[exception])


def _yuan(amount: int) -> str:
    return f"{amount}.00"
