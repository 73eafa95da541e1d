"""Reports about pay, insurance, cost shares and funding, against sums worked out by hand."""

from datetime import date
from typing import Any

import pytest

from domain.hidden import Disclosure
from domain.money import fen
from domain.reports.career import Career, Row
from domain.reports.table import REPORTS
from domain.rulebook.drafts import read_draft
from tests.unit.domain.purchase.desk import GUIDE, with_guide
from tests.unit.domain.reports.support import NOTHING, asked, position, report
from tests.unit.domain.rulebook.steps import assessed, confirmed, graded, hired, registered, separated, signed
from tests.unit.domain.rulebook.story import CITY, COUNTY, WORKER, Step, Story, book, named, nowhere_special


def paid(on: str, base: str, label: str = "pay", **factors: str) -> Step:
    parts = [{"code": "base", "amount": base}, {"code": "post", "amount": "600.50"}]
    content = {"parts": parts, "factors": [{"code": code, "value": value} for code, value in factors.items()]}
    return Step("worker.pay_determined", on, {"pay": content}, label)


def raised(on: str, base: str) -> Step:
    parts = [{"code": "base", "amount": base}, {"code": "post", "amount": "600.50"}]
    factors = [{"code": "performance", "value": "excellent"}]
    return Step("worker.pay_raised", on, {"pay": {"parts": parts, "factors": factors}}, "raise")


def shares(on: str, until: str | None = None, **percent: int) -> Step:
    said: dict[str, Any] = {"shares": [{"level": level, "percent": part} for level, part in percent.items()]}
    return Step("worker.cost_shares_set", on, said | ({"until": until} if until else {}), f"shares {on}")


def working(mode: str = "direct_hire", grade: str = "junior_2") -> Story:
    """At work since 2022-03-01, with a grade that the guide pays 5000 to 7000 for in 2023 and 2024."""
    return with_guide().given(registered(), hired(mode=mode), graded(grade=grade))


@pytest.mark.requirement("R44", shows="report")
@pytest.mark.requirement("R46", shows="report")
def test_pay_below_the_guide_s_least_is_listed_by_how_much() -> None:
    story = working().given(paid("2023-02-01", "4000.00"))
    (row,) = report(story, "below_guide", "2023-02-01")
    assert (row["level"], row["low"], row["high"]) == ("junior", "5000.00", "7000.00")
    assert (row["pay"], row["short"]) == ("4600.50", "399.50")
    story.given(paid("2023-03-01", "4399.49", "nearly"))
    assert report(story, "below_guide", "2023-03-01")[0]["short"] == "0.01"
    story.given(paid("2023-04-01", "4399.50", "just"))
    assert report(story, "below_guide", "2023-04-01") == []
    assert report(story, "below_guide", "2023-03-31") != []


def test_only_the_guide_s_own_days_and_grades_are_compared() -> None:
    story = working().given(paid("2022-12-01", "1000.00"))
    assert report(story, "below_guide", "2022-12-31") == []
    assert len(report(story, "below_guide", "2023-01-01")) == 1
    assert report(story, "below_guide", "2025-01-01") == []
    unlisted = working(grade="intermediate_1").given(paid("2023-02-01", "1000.00"))
    assert report(unlisted, "below_guide", "2023-02-01") == []
    assert report(working(), "below_guide", "2023-02-01") == []
    other = with_guide().given(registered(), hired(), graded(ladder="professional", grade="junior_2"))
    assert report(other.given(paid("2023-02-01", "1000.00")), "below_guide", "2023-02-01") == []


@pytest.mark.parametrize("mode", ["union_organ", "union_institution"])
@pytest.mark.requirement("R45", shows="report")
def test_no_guide_is_for_those_whom_the_state_pays(mode: str) -> None:
    story = working(mode).given(paid("2023-02-01", "1000.00"))
    assert report(story, "below_guide", "2023-02-01") == []


def test_who_may_not_see_pay_is_told_none() -> None:
    story = working().given(paid("2023-02-01", "9000.00"))
    (row,) = report(story, "below_guide", "2023-02-01", classes=NOTHING)
    assert (row["pay"], row["short"]) == ("hidden", "hidden")
    story.ledger.erased.add(WORKER)
    assert (
        report(story, "below_guide", "2023-02-01", classes=frozenset({Disclosure.PAY}))[0]["pay"] == "erased"
    )


@pytest.mark.requirement("R46", shows="report")
def test_pay_is_told_with_its_factors_and_what_it_cites() -> None:
    story = working().given(
        paid("2022-03-01", "4000.00", education="21", seniority="3"),
        assessed("2023-01-10", 2022),
        confirmed("2023-01-20"),
    )
    story.and_then(raised("2023-02-01", "4500.00").citing("assessed"))
    first, second = report(story, "pay_factors", "2023-12-31")
    assert (first["pay"], first["raised"], first["cited"]) == ("4600.50", False, [])
    assert first["factors"] == ["education=21", "seniority=3"]
    assert (second["pay"], second["raised"]) == ("5100.50", True)
    assert second["cited"] == [str(named("assessed"))]
    assert position(story, "worker.assessed") in second["rests_on"]
    assert second["parts"] == ["base=4500.00", "post=600.50"]
    assert len(report(story, "pay_factors", "2023-12-31", since="2023-01-01")) == 1
    assert report(story, "pay_factors", "2022-06-01", classes=NOTHING)[0]["factors"] == "hidden"


def enrolled(on: str, *kinds: str, label: str = "enrolment") -> Step:
    data = {"kinds": list(kinds), "scheme": "enterprise_employees"}
    return Step("worker.insurance_enrolled", on, data, label)


ALL = ("pension", "medical", "unemployment", "work_injury", "housing_fund")


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2022-03-01", None),
        ("2022-03-30", None),
        ("2022-03-31", None),
        ("2022-04-01", 1),
        ("2022-04-02", 2),
    ],
)
@pytest.mark.requirement("R47", shows="report")
def test_a_gap_opens_after_thirty_days(on: str, days: int | None) -> None:
    story = nowhere_special().given(registered(), hired(), signed())
    rows = report(story, "insurance_gaps", on)
    assert [(row["days"], row["due_on"]) for row in rows] == ([] if days is None else [(days, "2022-03-31")])


def test_a_gap_is_what_is_missing_and_closes_on_the_day_of_enrolment() -> None:
    story = nowhere_special().given(registered(), hired(), signed())
    story.and_then(enrolled("2022-04-05", *ALL[:2]))
    assert report(story, "insurance_gaps", "2022-04-04")[0]["missing"] == list(ALL)
    assert report(story, "insurance_gaps", "2022-04-05")[0]["missing"] == list(ALL[2:])
    story.and_then(enrolled("2022-04-06", *ALL[2:], label="rest"))
    assert report(story, "insurance_gaps", "2022-04-06") == []
    stop = {"enrolment": str(named("enrolment")), "kinds": ["medical"]}
    story.and_then(Step("worker.insurance_stopped", "2022-09-01", stop, "stop"))
    assert report(story, "insurance_gaps", "2022-08-31") == []
    assert report(story, "insurance_gaps", "2022-09-01")[0]["missing"] == ["medical"]


def test_without_a_contract_there_is_no_gap() -> None:
    story = nowhere_special().given(registered(), hired())
    assert report(story, "insurance_gaps", "2022-06-01") == []
    story.given(signed("2022-05-01")).given(separated("2022-07-01"))
    assert report(story, "insurance_gaps", "2022-06-01")[0]["since"] == "2022-03-01"
    assert report(story, "insurance_gaps", "2022-07-01") == []


@pytest.mark.requirement("R78", shows="report")
def test_levels_bear_their_shares_of_the_whole_pay() -> None:
    story = working().given(paid("2023-02-01", "4000.05"), shares("2023-02-01", city=60, county=40))
    rows = report(story, "cost_by_level", "2023-02-01")
    # 4600.55: 60 % is 2760.33, 40 % is 1840.22
    assert [(row["level"], row["heads"], row["amount"], row["percent"]) for row in rows] == [
        ("city", 1, "2760.33", "60.00"),
        ("county", 1, "1840.22", "40.00"),
    ]
    assert sum(fen(row["amount"]) for row in rows) == 460055


def test_what_nobody_bears_is_told_as_such() -> None:
    story = working().given(paid("2023-02-01", "4000.00"), shares("2023-02-01", "2023-03-31", city=100))
    assert [row["level"] for row in report(story, "cost_by_level", "2023-03-31")] == ["city"]
    (row,) = report(story, "cost_by_level", "2023-04-01")
    assert (row["level"], row["amount"], row["percent"]) == ("unassigned", "4600.50", "100.00")
    (hidden,) = report(story, "cost_by_level", "2023-04-01", classes=NOTHING)
    assert (hidden["amount"], hidden["percent"], hidden["heads"]) == ("hidden", "hidden", 1)
    story.ledger.erased.add(WORKER)
    (erased,) = report(story, "cost_by_level", "2023-04-01")
    assert (erased["amount"], erased["erased"], erased["heads"]) == ("0.00", 1, 1)


def funded(story: Story, organisation: str, amount: str, label: str, **changes: Any) -> None:
    data = {"source": "union_dues", "year": 2023, "purpose": "purchases", "level": "county", **changes}
    step = Step("organisation.funding_allocated", "2023-01-15", {**data, "amount": amount}, label)
    story.record(organisation, step)


def allocated(story: Story, code: str, on: str = "2023-12-31", **members: Any) -> list[Row]:
    question = asked(
        story, on, streams=lambda kind: sorted((CITY, COUNTY)) if kind == "organisation" else (), **members
    )
    rows = list(REPORTS[code].rows(list[Career](), question))
    for row in rows:
        assert set(row) == {*REPORTS[code].columns, "rests_on"}
        assert row["rests_on"]
    return rows


@pytest.mark.requirement("R76", shows="report")
@pytest.mark.requirement("R77", shows="report")
def test_funding_is_shared_by_level_use_and_source_and_sums_to_the_whole() -> None:
    story = nowhere_special()
    funded(story, CITY, "100000.00", "a", level="city", purpose="training")
    funded(story, COUNTY, "150000.00", "b")
    funded(story, COUNTY, "50000", "c", source="social")
    funded(story, COUNTY, "70.00", "d", year=2024)
    by_level = [
        (row["year"], row["level"], row["amount"], row["percent"])
        for row in allocated(story, "funding_by_level")
    ]
    assert by_level == [
        (2023, "city", "100000.00", "33.33"),
        (2023, "county", "200000.00", "66.67"),
        (2024, "county", "70.00", "100.00"),
    ]
    by_use = [
        (row["purpose"], row["amount"]) for row in allocated(story, "funding_by_use") if row["year"] == 2023
    ]
    assert by_use == [("purchases", "200000.00"), ("training", "100000.00")]
    by_source = [
        (row["source"], row["percent"])
        for row in allocated(story, "funding_by_source")
        if row["year"] == 2023
    ]
    assert by_source == [("social", "16.67"), ("union_dues", "83.33")]
    assert allocated(story, "funding_by_level", "2023-01-14") == []


@pytest.mark.requirement("R44", shows="report")
def test_a_guide_is_told_once_for_its_area_with_each_level_as_it_is_on_the_day() -> None:
    story = with_guide()
    dearer = {**GUIDE, "levels": {"junior": {**GUIDE["levels"]["junior"], "low": "5200.00"}}}
    story.enact(read_draft(book("220200", pay_guide=dearer)), date(2024, 1, 1))
    told = [(row["jurisdiction"], row["level"], row["low"]) for row in allocated(story, "pay_guides")]
    assert told == [("220200", "junior", "5000.00"), ("220200", "senior", "8000.00")]
    (later,) = allocated(story, "pay_guides", "2024-01-01")
    assert (later["low"], later["since"], later["in_force"]) == ("5200.00", "2024-01-01", True)
    assert not allocated(story, "pay_guides", "2025-01-01")[0]["in_force"]
    assert allocated(nowhere_special(), "pay_guides") == []
