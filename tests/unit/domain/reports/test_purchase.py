"""Reports about purchases of service, and rules set aside, counted by hand."""

from collections.abc import Sequence

import pytest

from domain.reports.career import Career, Row
from domain.reports.table import REPORTS
from tests.unit.domain.purchase.desk import (
    PURCHASE,
    amended,
    another,
    assigned,
    assignment_ended,
    ended,
    hired_by_society,
    on_purchase,
    paid,
    places,
    renewed,
    signed,
    with_guide,
)
from tests.unit.domain.reports.support import asked, listed, position
from tests.unit.domain.rulebook.steps import hired, registered
from tests.unit.domain.rulebook.story import (
    CITY,
    COUNTY,
    SOCIETY,
    STREET,
    WORKER,
    Story,
    named,
    nowhere_special,
)

SECOND = f"worker-{named('worker 2')}"


def rows(story: Story, code: str, on: str, within: Sequence[str] | None = None, **members: str) -> list[Row]:
    """A report over the two workers and the purchase."""
    streams = {"purchase": [PURCHASE]}
    question = asked(story, on, within, streams=lambda kind: streams.get(kind, ()), **members)
    careers = [Career(story.reading().worker(one), question) for one in (WORKER, SECOND)]
    found = list(REPORTS[code].rows(careers, question))
    for row in found:
        assert set(row) == {*REPORTS[code].columns, "rests_on"}
        assert row["rests_on"] == sorted(set(row["rests_on"]))
        assert row["rests_on"]
    return found


def bought() -> Story:
    """Two junior places for 2023 at 120000; two workers from 1 January and 1 March."""
    story = on_purchase(with_guide(), signed()).given(registered(), hired_by_society())
    story.and_then(assigned())
    another(story, 2, assigned("2023-03-01", "second")).then_recorded()
    return story


@pytest.mark.requirement("R23", shows="report")
@pytest.mark.requirement("R48", shows="report")
def test_a_purchase_tells_its_places_budget_and_payments() -> None:
    story = on_purchase(
        bought(),
        amended("2023-07-01", places=places(3, 1), budget="198500.00"),
        paid("2023-01-01", "2023-03-31", "30000.00", "25000.50", on="2023-04-10"),
    )
    (row,) = rows(story, "purchases", "2023-12-31")
    figures = {name: row[name] for name in ("places", "taken", "vacant", "budget", "guide", "due", "paid")}
    # Guide: 6 x 2 x 5000 + 6 x (3 x 5000 + 8000) = 198000
    assert figures == {
        "places": 4,
        "taken": 2,
        "vacant": 2,
        "budget": "198500.00",
        "guide": "198000.00",
        "due": "30000.00",
        "paid": "25000.50",
    }
    assert (row["buyer"], row["provider"], row["runs"]) == (COUNTY, SOCIETY, True)
    (early,) = rows(story, "purchases", "2023-02-28")
    assert (early["places"], early["taken"], early["due"], early["guide"]) == (2, 1, "0.00", "120000.00")
    assert rows(story, "purchases", "2022-12-31") == []
    assert rows(story, "purchases", "2023-12-31", within=[CITY]) == []


def test_without_a_guide_there_is_no_figure_of_it() -> None:
    story = on_purchase(nowhere_special(), signed())
    assert [row["guide"] for row in rows(story, "purchases", "2023-06-01")] == [None]
    before = on_purchase(with_guide(period_from="2022-01-01", period_to="2022-12-31"), signed())
    assert [row["guide"] for row in rows(before, "purchases", "2023-06-01")] == [None]


@pytest.mark.requirement("R48", shows="report")
def test_a_shortfall_is_due_minus_paid() -> None:
    story = on_purchase(
        bought(),
        paid("2023-01-01", "2023-03-31", "30000.00", "25000.50", on="2023-04-10"),
        paid("2023-04-01", "2023-06-30", "30000.00", "30000.00", "june", on="2023-07-10"),
        paid("2023-01-01", "2023-03-31", "0.00", "4000.00", "rest", on="2023-08-01"),
    )
    for on, short, payments in (
        ("2023-04-10", "4999.50", 1),
        ("2023-07-31", "4999.50", 2),
        ("2023-08-01", "999.50", 3),
    ):
        (row,) = rows(story, "purchase_shortfalls", on)
        assert (row["shortfall"], row["payments"]) == (short, payments), on
    assert rows(story, "purchase_shortfalls", "2023-04-09") == []
    assert rows(story, "purchase_shortfalls", "2023-12-31", since="2023-07-01") == []
    on_purchase(story, paid("2023-01-01", "2023-03-31", "0", "999.50", "last", on="2023-09-01"))
    assert rows(story, "purchase_shortfalls", "2023-09-01") == []


@pytest.mark.requirement("R23", shows="report")
def test_who_is_still_hosted_after_the_end_is_listed_until_the_assignment_ends() -> None:
    story = on_purchase(bought(), ended("2023-07-01"))
    assert rows(story, "purchase_ended_hosted", "2023-06-30") == []
    first, second = rows(story, "purchase_ended_hosted", "2023-07-01")
    assert {first["worker"], second["worker"]} == {WORKER, SECOND}
    assert (first["last_day"], first["days"]) == ("2023-06-30", 1)
    story.and_then(assignment_ended("2023-07-01"))
    (left,) = rows(story, "purchase_ended_hosted", "2023-07-10")
    assert (left["worker"], left["days"]) == (SECOND, 10)


def test_a_purchase_that_ran_out_counts_as_ended_and_a_renewed_one_does_not() -> None:
    story = bought()
    assert len(rows(story, "purchase_ended_hosted", "2024-01-01")) == 2
    on_purchase(story, renewed())
    assert rows(story, "purchase_ended_hosted", "2024-01-01") == []


def test_the_end_of_the_purchase_is_on_the_worker_s_list() -> None:
    story = bought()
    assert "purchase_end" not in listed(story, "2023-10-31")
    item = listed(story, "2023-11-01")["purchase_end"]
    assert (str(item.due_on), item.stage, item.overdue) == ("2023-12-31", 60, False)
    assert listed(story, "2024-01-01")["purchase_end"].overdue
    on_purchase(story, ended("2023-07-01"))
    assert str(listed(story, "2023-07-02")["purchase_end"].due_on) == "2023-06-30"
    story.and_then(assignment_ended("2023-07-01"))
    assert "purchase_end" not in listed(story, "2023-07-02")


@pytest.mark.requirement("R21", shows="report")
def test_rules_set_aside_are_told_with_their_clause_and_counted_by_rule() -> None:
    story = nowhere_special()
    story.record(PURCHASE, signed(buyer=STREET).excepting("purchase.coordinated_allocation"))
    hiring = hired("2023-02-01", mode="purchased_service", host=STREET)
    story.given(registered()).when(hiring.excepting("hire.coordinated_allocation"))
    (row,) = rows(story, "overrides", "2023-12-31")
    assert (row["stream"], row["rule"], row["what"]) == (
        PURCHASE,
        "purchase.coordinated_allocation",
        "exception",
    )
    assert row["authority"] == "示例市总工会"
    assert "三(一)" in row["clause"]
    counted = {
        one["rule"]: (one["exceptions"], one["breaches"])
        for one in rows(story, "overrides_by_rule", "2023-12-31")
    }
    assert counted == {"hire.coordinated_allocation": (1, 0), "purchase.coordinated_allocation": (1, 0)}
    assert rows(story, "overrides_by_rule", "2023-12-31", since="2023-01-02")[0]["rests_on"] == [
        position(story, "worker.hired")
    ]
    assert rows(story, "overrides", "2022-12-31") == []
    assert rows(story, "overrides", "2023-12-31", within=[CITY]) == []
    assert len(rows(story, "overrides", "2023-12-31", within=[STREET])) == 1


def test_a_breach_counts_as_one() -> None:
    story = with_guide()
    story.record(PURCHASE, signed(budget="100000.00").already_done())
    (row,) = rows(story, "overrides_by_rule", "2023-06-01")
    assert (row["rule"], row["exceptions"], row["breaches"]) == ("purchase.budget", 0, 1)
