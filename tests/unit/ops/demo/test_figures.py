"""The figures of a generated population add up, whatever its seed: in every report that counts, sums or shares."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.reports.career import Row
from domain.reports.table import REPORTS
from ops.demo.days import FIRST_HIRING, TODAY
from ops.demo.jobs import CASES
from tests.populated import Populated, populated

DAYS: Final = (date(2019, 12, 31), date(2022, 6, 30), TODAY)
HUNDRED: Final = Decimal(100)


def grouped(rows: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows by the values of these columns."""
    found: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[column] for column in columns)].append(row)
    return dict(found)


def total(rows: Iterable[Row], column: str) -> Decimal:
    """The sum of a column."""
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


def assert_heads_count_once(people: Populated, on: date) -> None:
    heads = sum(career.engagement is not None for career in people.careers(people.asked(on)))
    assert total(people.report("modes", on), "heads") == heads
    for part, rows in grouped(people.report("structure", on), "part").items():
        assert total(rows, "heads") == heads, part
    assert total(people.report("organisation_kinds", on), "heads") == heads
    assert total(people.report("data_quality", on), "heads") == heads
    everybody = next(row for row in people.report("indicators", on) if row["organisation_name"][:2] == "中华")
    assert everybody["heads"] == heads
    last_day = [row for row in people.report("level_trend", on) if row["on"] == on.isoformat()]
    assert total(last_day, "heads") == heads


def assert_targets_count_once(people: Populated, on: date) -> None:
    *rows, whole = people.report("targets", on)
    nation = next(row for row in rows if row["level"] == "national")
    assert whole["actual"] == total(rows, "direct") == nation["actual"]
    assert whole["target"] == nation["target"] == nation["passed_down"]


def assert_seats_are_taken_or_vacant(people: Populated, on: date) -> None:
    posts = people.report("posts", on)
    assert all(row["vacant"] == row["seats"] - row["occupied"] >= 0 for row in posts)
    engaged = [career.engagement for career in people.careers(people.asked(on))]
    assert total(posts, "occupied") == sum(one is not None and one.post is not None for one in engaged)
    structure = people.report("post_structure", on)
    assert total(structure, "seats") == total(posts, "seats")
    assert total(structure, "occupied") == total(posts, "occupied")
    for row in people.report("purchases", on):
        assert row["vacant"] == row["places"] - row["taken"] >= 0
    for row in people.report("hiring_plans", on):
        assert row["open"] == row["planned"] - row["filled"] >= 0


def assert_shares_are_whole(people: Populated, on: date) -> None:
    shares = {
        "post_structure": (("organisation", "category"), "share_percent"),
        "level_trend": (("on",), "share_percent"),
        "exit_reasons": (("organisation",), "share_percent"),
        "cost_by_level": ((), "percent"),
        "funding_by_level": (("year",), "percent"),
        "funding_by_use": (("year",), "percent"),
        "funding_by_source": (("year",), "percent"),
    }
    for code, (columns, share) in shares.items():
        period = {"since": FIRST_HIRING} if REPORTS[code].period else {}
        for group, rows in grouped(people.report(code, on, **period), *columns).items():
            assert total(rows, share) == HUNDRED, (code, group)


def assert_money_adds_up(people: Populated, on: date) -> None:
    determined = [row for row in people.report("pay_factors", on) if row["pay"]]
    last = {row["worker"]: Decimal(row["pay"]) for row in determined}
    engaged = {career.worker for career in people.careers(people.asked(on)) if career.engagement is not None}
    paid = sum((pay for worker, pay in last.items() if worker in engaged), Decimal(0))
    assert total(people.report("cost_by_level", on), "amount") == paid
    sums = [total(people.report(f"funding_by_{by}", on), "amount") for by in ("level", "use", "source")]
    assert sums[0] == sums[1] == sums[2]
    purchases = {row["purchase"]: row for row in people.report("purchases", on)}
    short = {row["purchase"]: row for row in people.report("purchase_shortfalls", on)}
    for purchase, row in purchases.items():
        missing = Decimal(row["due"]) - Decimal(row["paid"])
        assert missing == Decimal(short[purchase]["shortfall"] if purchase in short else 0)


@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(workers=st.integers(1, 14), seed=st.integers(0, 10**6))
def test_every_row_is_taken_and_the_figures_add_up(workers: int, seed: int) -> None:
    people = populated(workers, seed)
    assert [one.json() for one in people.refused] == []
    for on in DAYS:
        assert_heads_count_once(people, on)
        assert_targets_count_once(people, on) if on.year >= 2021 else None
        assert_seats_are_taken_or_vacant(people, on)
        assert_shares_are_whole(people, on)
        assert_money_adds_up(people, on)


@pytest.fixture(scope="module")
def people() -> Populated:
    return populated(len(CASES) + 9, 1)


@pytest.mark.parametrize("code", REPORTS)
def test_every_report_has_something_to_tell(people: Populated, code: str) -> None:
    report = REPORTS[code]
    rows = people.report(code, **({"since": FIRST_HIRING} if report.period else {}))
    assert rows
    for row in rows:
        assert set(row) == {*report.columns, "rests_on"}
        assert row["rests_on"]
        assert row["rests_on"] == sorted(set(row["rests_on"]))
