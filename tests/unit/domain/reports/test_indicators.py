"""Indicators by organisation and period, against a hand count of a city with one street."""

from typing import Any

import pytest

from domain.reports.career import Row
from tests.memory import say
from tests.unit.domain.reports.town import Town, organisation


def town() -> Town:
    """The city has 甲 and 乙, its street 丙, 丁 and 戊; 戊 has left on 1 March 2024, 丁 came on 1 May 2024."""
    told = Town()
    told.organisation("street")
    for name, host, on in (
        ("甲", "city", "2020-06-30"),
        ("乙", "city", "2022-06-30"),
        ("丙", "street", "2023-12-30"),
        ("戊", "street", "2021-01-01"),
        ("丁", "street", "2024-05-01"),
    ):
        told.hired(name, host, on)
    certificate = {"kind": "social_worker", "level": "junior_social_worker", "number": "EX-0001"}
    told.of("甲", "worker.qualification_obtained", "2022-01-01", **certificate)
    told.of("戊", "worker.separated", "2024-03-01", reason_code="resigned")
    return told


def by_name(rows: list[Row]) -> dict[str, Row]:
    return {row["organisation_name"]: row for row in rows}


@pytest.mark.requirement("R4", shows="report")
@pytest.mark.requirement("R4", shows="report")
def test_indicators_count_an_organisation_with_all_below_it() -> None:
    rows = by_name(town().report("indicators", "2024-06-30"))
    city, street = rows["示例city"], rows["示例street"]
    assert (city["since"], city["until"]) == ("2023-07-01", "2024-06-30")
    # Before: 甲, 乙, 戊. At the end: 甲, 乙, 丙, 丁. One left: 1 of a mean of 3.5 heads.
    assert (city["heads_before"], city["heads"], city["separations"]) == (3, 4, 1)
    assert city["turnover_percent"] == "28.6"
    assert (city["certified"], city["certified_percent"]) == (1, "25.0")
    # 48, 24, 6 and 1 months: the lower of the two in the middle.
    assert city["median_tenure_months"] == 6
    assert (street["heads_before"], street["heads"], street["separations"]) == (1, 2, 1)
    assert (street["turnover_percent"], street["certified_percent"]) == ("66.7", "0.0")


def test_the_target_of_the_year_stands_beside_the_heads() -> None:
    told = town()
    before = by_name(told.report("indicators", "2024-06-30"))["示例city"]
    assert (before["target"], before["target_percent"]) == (None, None)
    said: dict[str, Any] = {"year": 2024, "number": 8}
    told.do(say("organisation.target_set", "2024-01-15", "target", **said), organisation("city"))
    row = by_name(told.report("indicators", "2024-06-30"))["示例city"]
    assert (row["target"], row["target_year"], row["target_percent"]) == (8, 2024, "50.0")
    assert set(row["rests_on"]) - set(before["rests_on"]), "the row rests on the target as well"
    assert by_name(told.report("indicators", "2024-01-14"))["示例city"]["target"] is None


def test_a_period_bounds_what_is_counted() -> None:
    told = town()
    rows = by_name(told.report("indicators", "2024-06-30", since="2024-03-02"))
    assert (rows["示例city"]["separations"], rows["示例city"]["turnover_percent"]) == (0, "0.0")
    rows = by_name(told.report("indicators", "2024-06-30", since="2024-03-01", until="2024-03-01"))
    assert (rows["示例city"]["heads_before"], rows["示例city"]["heads"]) == (4, 3)
    assert rows["示例city"]["separations"] == 1


def test_an_organisation_without_anybody_has_no_shares() -> None:
    told = town()
    told.organisation("empty")
    row = by_name(told.report("indicators"))["示例empty"]
    assert (row["heads"], row["certified_percent"], row["turnover_percent"]) == (0, None, None)
    assert row["median_tenure_months"] is None


def test_what_is_not_asked_for_is_not_counted() -> None:
    (row,) = town().report("indicators", "2024-06-30", within=("city",))
    assert (row["heads"], row["separations"]) == (2, 0)


def test_reasons_add_up_to_the_separations() -> None:
    told = town()
    told.of("丙", "worker.separated", "2024-06-01", reason_code="health")
    told.of("丁", "worker.retired", "2024-06-30", kind="statutory")
    rows = told.report("exit_reasons", "2024-06-30", within=("city", "street"))
    city = [row for row in rows if row["organisation"] == organisation("city")]
    assert [(row["reason"], row["separations"], row["share_percent"]) for row in city] == [
        ("health", 1, "33.4"),
        ("resigned", 1, "33.3"),
        ("retired", 1, "33.3"),
    ]
    indicators = by_name(told.report("indicators", "2024-06-30"))
    assert indicators["示例city"]["separations"] == sum(row["separations"] for row in city)


def test_whoever_is_rehired_and_leaves_again_ends_two_engagements() -> None:
    told = town()
    told.of("甲", "worker.separated", "2024-01-01", reason_code="resigned")
    again = {"mode": "direct_hire", "legal_employer": organisation("city"), "host": organisation("city")}
    told.of("甲", "worker.adopted", "2024-02-01", **again, source="personnel_file")
    told.of("甲", "worker.separated", "2024-06-01", reason_code="resigned")
    assert by_name(told.report("indicators"))["示例city"]["separations"] == 3


@pytest.mark.requirement("R8", shows="report")
def test_levels_are_told_year_by_year_with_the_change() -> None:
    rows = town().report("level_trend", "2024-06-30", since="2022-07-01")
    assert [
        (row["on"], row["level"], row["heads"], row["share_percent"], row["change_points"]) for row in rows
    ] == [
        ("2022-06-30", "city", 2, "66.7", None),
        ("2022-06-30", "street", 1, "33.3", None),
        ("2023-06-30", "city", 2, "66.7", "0.0"),
        ("2023-06-30", "street", 1, "33.3", "0.0"),
        ("2024-06-30", "city", 2, "50.0", "-16.7"),
        ("2024-06-30", "street", 2, "50.0", "16.7"),
    ]
