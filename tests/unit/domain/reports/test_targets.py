"""Targets and hiring plans against what is there, counted by hand (R18, R70)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory import say
from tests.specification import PLAN
from tests.unit.domain.cycle.desk import rescinded, worker_id
from tests.unit.domain.reports.unions import CITY, COUNTY, OTHER_COUNTY, SOCIAL, STREET, Town, told

FIGURES = ("organisation", "target", "passed_down", "actual", "direct", "missing", "percent")


def aims(town: Town, **numbers: int) -> None:
    """Targets for 2020 of the city, the counties and the street."""
    places = {"city": CITY, "county": COUNTY, "other": OTHER_COUNTY, "street": STREET}
    for name, number in numbers.items():
        said = {"year": 2020, "number": number}
        town.of(places[name], "target_set", "2017-01-01", f"target {name}", **said)


@pytest.fixture
def town() -> Town:
    return Town()


def figures(town: Town, on: str = "2020-06-01") -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in told(town.report("targets", on), *FIGURES)}


@pytest.mark.requirement("R18", shows="report")
def test_actual_and_target_of_each_and_the_sum_in_which_one_person_counts_once(town: Town) -> None:
    aims(town, city=10, county=6, other=3, street=2)
    for number, host in enumerate((COUNTY, COUNTY, STREET, OTHER_COUNTY, CITY, SOCIAL), 1):
        town.take(number, host)
    assert figures(town) == {
        CITY: (10, 9, 6, 2, 4, "60.0"),
        COUNTY: (6, 2, 3, 2, 3, "50.0"),
        OTHER_COUNTY: (3, None, 1, 1, 2, "33.3"),
        STREET: (2, None, 1, 1, 1, "50.0"),
        "total": (10, None, 6, 6, 4, "60.0"),
    }


def test_it_is_the_tree_and_the_people_of_the_day(town: Town) -> None:
    aims(town, county=2, other=2)
    town.take(1, STREET, on="2018-01-01")
    town.of(STREET, "reparented", "2019-01-01", "moved", parent=OTHER_COUNTY)
    assert figures(town, "2017-12-31")[COUNTY][2] == 0
    assert (figures(town, "2018-06-01")[COUNTY][2], figures(town, "2018-06-01")[OTHER_COUNTY][2]) == (1, 0)
    assert (figures(town, "2019-06-01")[COUNTY][2], figures(town, "2019-06-01")[OTHER_COUNTY][2]) == (0, 1)
    assert figures(town, "2016-12-31") == {}


def test_after_a_merger_the_heads_count_where_it_merged_into(town: Town) -> None:
    aims(town, county=1, other=4)
    town.take(1, COUNTY)
    town.take(2, STREET)
    town.of(COUNTY, "merged", "2020-01-01", "merger", into=OTHER_COUNTY)
    assert figures(town) == {
        OTHER_COUNTY: (4, None, 2, 2, 2, "50.0"),
        "total": (4, None, 2, 2, 2, "50.0"),
    }


@settings(max_examples=25, deadline=None)
@given(
    hosts=st.lists(st.sampled_from([CITY, COUNTY, OTHER_COUNTY, STREET, SOCIAL]), max_size=8),
    aimed=st.sets(st.sampled_from(["city", "county", "other", "street"]), min_size=1),
)
def test_what_counts_directly_adds_up_to_everybody_under_a_target(hosts: list[str], aimed: set[str]) -> None:
    town = Town()
    aims(town, **dict.fromkeys(sorted(aimed), 5))
    for number, host in enumerate(hosts, 1):
        town.take(number, host)
    under = {"city": {CITY, COUNTY, OTHER_COUNTY, STREET, SOCIAL}, "county": {COUNTY, STREET}}
    under |= {"other": {OTHER_COUNTY}, "street": {STREET}}
    everybody = [host for host in hosts if any(host in under[name] for name in aimed)]
    rows = town.report("targets", "2020-06-01")
    assert sum(row["direct"] for row in rows if row["organisation"] != "total") == len(everybody)
    assert rows[-1]["actual"] == len(everybody)


@pytest.mark.requirement("R70", shows="report")
def test_each_line_of_a_plan_with_who_was_hired_on_it_by_the_day(town: Town) -> None:
    lines = [
        {"line": "street", "title": "街道社会工作者", "count": 3},
        {"line": "mediators", "title": "调解员", "level": "social_worker", "count": 1},
    ]
    approval = say("plan.approved", "2020-01-01", "plan", organisation=CITY, year=2020, lines=lines)
    town.do(approval, stream_id=PLAN)
    for number, host, on in ((1, COUNTY, "2020-02-01"), (2, STREET, "2020-03-01"), (3, CITY, "2020-06-01")):
        town.take(number, host, on, plan={"plan": PLAN, "line": "street"})
    town.take(4, CITY, "2020-02-01")
    columns = ("line", "planned", "filled", "open")
    assert town.report("hiring_plans", "2019-12-31") == []
    assert told(town.report("hiring_plans", "2020-03-01"), *columns) == [
        ("street", 3, 2, 1),
        ("mediators", 1, 0, 1),
    ]
    amendment = say("plan.amended", "2020-07-01", "more", lines=[{**lines[0], "count": 5}])
    town.do(amendment, stream_id=PLAN)
    assert told(town.report("hiring_plans", "2020-06-30"), *columns)[0] == ("street", 3, 3, 0)
    assert told(town.report("hiring_plans", "2020-07-01"), *columns) == [("street", 5, 3, 2)]
    town.do(rescinded("hired 1"), stream_id=worker_id(1))
    assert told(town.report("hiring_plans", "2020-07-01"), *columns) == [("street", 5, 2, 3)]
