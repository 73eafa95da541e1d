"""Where workers are: large unions (R36), agencies (R37, R38), demand (R34, R5), levels (R8)."""

from typing import Any

import pytest

from domain.reports.overview import establishment
from tests.unit.domain.reports.town import Town, organisation, post


@pytest.fixture
def town() -> Town:
    town = Town()
    sizes = {"joint_union": {"workers": 1000, "enterprises": 50}, "enterprise_union": {"workers": 500}}
    town.enact("220600", "2020-01-01", staffing={"sizes": sizes})
    return town


def federation(town: Town, name: str, workers: int | None = None, **counts: Any) -> None:
    town.organisation(name, kind="joint_union", level="community")
    if workers is not None or counts:
        town.counted(name, workers, **counts)


def by_organisation(town: Town, code: str, on: str = "2024-06-30") -> dict[str, dict[str, Any]]:
    return {row["organisation"]: row for row in town.report(code, on)}


def test_a_federation_is_large_by_workers_or_by_enterprises(town: Town) -> None:
    federation(town, "many workers", 1000, enterprises=3)
    federation(town, "many enterprises", 10, enterprises=50)
    federation(town, "small", 999, enterprises=49)
    federation(town, "half known", 999)
    federation(town, "unknown")
    found = by_organisation(town, "union_coverage")
    large = {
        name: found[organisation(name)]["large"] for name in ("many workers", "many enterprises", "small")
    }
    assert large == {"many workers": True, "many enterprises": True, "small": False}
    assert found[organisation("half known")]["large"] is None
    assert found[organisation("unknown")]["large"] is None


@pytest.mark.requirement("R36", shows="report")
def test_which_share_of_large_unions_has_somebody(town: Town) -> None:
    for name in ("one", "two", "three"):
        federation(town, name, 2000)
    federation(town, "small", 10, enterprises=1)
    federation(town, "unknown")
    town.hired("甲", "one")
    town.hired("乙", "one")
    town.hired("丙", "small")
    [row] = town.report("coverage_shares")
    told = (row["unions"], row["large"], row["unknown"], row["covered"], row["share_percent"])
    assert (row["kind"], told) == ("joint_union", (5, 3, 1, 1, "33.3"))


def test_without_a_size_in_the_book_every_union_counts(town: Town) -> None:
    town.organisation("village", level="community")
    row = by_organisation(town, "union_coverage")[organisation("village")]
    assert (row["kind"], row["large"], row["covered"]) == ("community_union", True, False)


def test_street_unions_and_agencies_are_no_matter_of_coverage(town: Town) -> None:
    town.organisation("street")
    town.organisation("centre", kind="service_agency", level="city")
    assert by_organisation(town, "union_coverage") == {}


@pytest.mark.requirement("R37", shows="report")
def test_an_agency_by_its_talents_in_all_staff_and_a_year_before(town: Town) -> None:
    town.organisation("centre", kind="service_agency", level="city")
    town.staff("centre", 8, "2022-12-31")
    town.staff("centre", 9, "2023-12-31")
    for name in ("甲", "乙", "丙"):
        town.hired(name, "centre", "2021-01-01")
    town.recognised("甲", "2022-01-01")
    town.recognised("乙", "2024-01-01")
    row = by_organisation(town, "agency_ratios")[organisation("centre")]
    assert (row["heads"], row["talents"], row["competence_gap"], row["staff"]) == (3, 2, 1, 9)
    assert (row["ratio_percent"], row["ratio_percent_before"]) == ("22.2", "12.5")


@pytest.mark.requirement("R38", shows="report")
def test_without_a_staff_total_the_ratio_is_unknown(town: Town) -> None:
    town.organisation("society", kind="social_organisation", level="city")
    town.hired("甲", "society")
    row = by_organisation(town, "agency_ratios")[organisation("society")]
    assert (row["staff"], row["ratio_percent"], row["ratio_percent_before"]) == (None, None, None)
    assert (row["heads"], row["competence_gap"]) == (1, 1)


def test_main_posts_of_an_agency(town: Town) -> None:
    town.organisation("centre", kind="service_agency", level="city")
    town.post("甲岗", "centre")
    town.post("乙岗", "centre")
    main = {"kind": "main_professional", "document_number": "示例工发〔2024〕6号"}
    town.told("甲岗", "post.designated", "2023-01-01", **main)
    town.told("乙岗", "post.designated", "2023-01-01", **{**main, "kind": "professional"})
    assert by_organisation(town, "agency_ratios")[organisation("centre")]["main_posts"] == 1
    assert by_organisation(town, "agency_ratios", "2022-12-31")[organisation("centre")]["main_posts"] == 0


@pytest.mark.requirement("R5", "R34", shows="report")
def test_the_demand_counts_heads_of_the_whole_area(town: Town) -> None:
    town.organisation("street")
    federation(town, "below")
    town.organisation("inner", parent="street", kind="enterprise_union", level="enterprise")
    town.counted("city", 90_001, enterprises=4000, members=70_000, disputes=25)
    town.counted("street", 5000)
    for name, host in (("甲", "city"), ("乙", "street"), ("丙", "inner"), ("丁", "inner")):
        town.hired(name, host)
    found = by_organisation(town, "demand")
    city, street = found[organisation("city")], found[organisation("street")]
    assert (city["heads"], city["workers_per_head"], city["disputes_per_head"]) == (4, "22500.3", "6.3")
    assert (street["heads"], street["workers_per_head"], street["disputes_per_head"]) == (3, "1666.7", None)
    assert set(found) == {organisation("city"), organisation("street")}


def test_without_heads_there_is_no_number_for_each(town: Town) -> None:
    town.counted("city", 90_000)
    assert by_organisation(town, "demand")[organisation("city")]["workers_per_head"] is None


def test_the_overview_says_what_each_report_says(town: Town) -> None:
    town.organisation("street")
    town.organisation("centre", kind="service_agency", level="city")
    federation(town, "federation", 2000)
    town.counted("street", 5001)
    town.staff("centre", 4)
    town.post("甲岗", "street", 2)
    town.hired("甲", "street", post=post("甲岗"))
    town.hired("乙", "centre")
    asked = town.asked("2024-06-30")
    told = establishment(town.careers(asked), asked)
    assert told["totals"] == {"posts": 1, "frozen": 0, "seats": 2, "occupied": 1, "vacant": 1, "heads": 2}
    for code in (
        *("posts", "post_structure", "staffing", "union_coverage", "coverage_shares"),
        *("agency_ratios", "demand"),
    ):
        assert told[code] == town.report(code), code
