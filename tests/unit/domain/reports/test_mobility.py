"""Offices, public roles, flows of secondments and exchanges, counted by hand."""

from typing import Any

import pytest

from tests.unit.domain.reports.school import School, cited
from tests.unit.domain.reports.town import organisation, worker

PAIR = "0b0c5d1e-6f0e-4f35-9f0b-2a1f0f2d8e55"


@pytest.fixture
def school() -> School:
    """A city with a street, a county of another city of the province, and a province; three workers."""
    made = School()
    made.organisation("street", division="220602001")
    made.organisation("far", None, level="county", division="220102")
    made.organisation("province", None, level="province", division="220000")
    made.hired("甲")
    made.hired("乙", "street")
    made.hired("丙", "far")
    return made


def post(school: School, name: str, on: str, label: str, **more: Any) -> None:
    data = {"office": "vice_chair", "union": organisation("street"), "full_time": False, **more}
    school.said(name, "worker.concurrent_post_taken", on, label, **data)


@pytest.mark.requirement("R57", shows="report")
def test_union_offices_are_listed_while_they_are_held(school: School) -> None:
    post(school, "甲", "2022-01-01", "first", until="2024-12-31")
    post(school, "甲", "2023-01-01", "second", union=organisation("far"), base_union=False)
    ended = {"post": cited("second"), "reason_code": "resigned"}
    school.of("甲", "worker.concurrent_post_ended", "2024-01-01", **ended)
    both = school.rows("concurrent_posts", "2023-12-31")
    assert [(row["worker"], row["union"], row["base_union"]) for row in both] == [
        (worker("甲"), organisation("street"), True),
        (worker("甲"), organisation("far"), False),
    ]
    (left,) = school.rows("concurrent_posts", "2024-12-31")
    assert (left["office"], left["until"], left["overdue"]) == ("vice_chair", "2024-12-31", False)
    assert school.rows("concurrent_posts", "2025-01-01")[0]["overdue"]
    assert school.rows("concurrent_posts", "2023-12-31", within=["street"]) == []


@pytest.mark.requirement("R60", shows="report")
def test_public_roles_are_counted_by_role_and_level(school: School) -> None:
    for name in ("甲", "乙"):
        school.of(name, "worker.public_role_taken", "2022-01-01", role="14")
    school.of("甲", "worker.public_role_taken", "2022-01-01", role="union_congress", level="province")
    school.said("丙", "worker.public_role_taken", "2022-01-01", "over", role="union_congress", level="city")
    school.of("丙", "worker.public_role_ended", "2023-01-01", role=cited("over"), reason_code="term_over")
    found = [(row["role"], row["level"], row["heads"]) for row in school.rows("public_roles")]
    assert found == [("14", "county", 2), ("union_congress", "province", 1)]
    assert ("union_congress", "city", 1) in [
        (row["role"], row["level"], row["heads"]) for row in school.rows("public_roles", "2022-12-31")
    ]


def sent(school: School, name: str, host: str, on: str, label: str, **more: Any) -> None:
    data = {
        "host": organisation(host),
        "kind": "secondment",
        "direction": "down",
        "until": "2024-12-31",
        "full_time": False,
        **more,
    }
    school.said(name, "worker.secondment_started", on, label, **data)


@pytest.mark.requirement("R59", shows="report")
def test_flows_are_from_the_prefecture_of_the_home_to_that_of_the_host(school: School) -> None:
    """From 2206: two to 2201 (one urgent), one within 2206 and one up; from 2201 one back. 2022 is not asked about."""
    sent(school, "甲", "far", "2023-02-01", "a", shortage="rural")
    sent(school, "乙", "far", "2023-03-01", "b", full_time=True)
    sent(school, "甲", "street", "2023-04-01", "c")
    sent(school, "甲", "province", "2023-05-01", "d")
    sent(school, "丙", "city", "2023-06-01", "e")
    sent(school, "丙", "city", "2022-06-01", "f")
    found = [
        (row["from_region"], row["to_region"], row["secondments"], row["full_time"], row["shortage"])
        for row in school.rows("secondment_flows", period=("2023-01-01", "2023-12-31"))
    ]
    assert found == [
        ("220100", "220600", 1, 0, 0),
        ("220600", "220000", 1, 0, 0),
        ("220600", "220100", 2, 1, 1),
        ("220600", "220600", 1, 0, 0),
    ]


def paired(school: School, name: str, own: str, other: str, theirs: str, on: str = "2023-03-01") -> None:
    data = {
        "secondment": cited(own),
        "exchange": PAIR,
        "counterpart": worker(other),
        "counterpart_secondment": cited(theirs),
    }
    school.of(name, "worker.secondment_paired", on, **data)


@pytest.mark.requirement("R59", shows="report")
def test_a_half_that_is_not_named_back_is_listed_until_it_is(school: School) -> None:
    sent(school, "甲", "far", "2023-02-01", "there")
    sent(school, "丙", "city", "2023-02-01", "back")
    paired(school, "甲", "there", "丙", "back")
    (row,) = school.rows("one_sided_exchanges")
    assert (row["worker"], row["counterpart"], row["missing"]) == (
        worker("甲"),
        worker("丙"),
        "not_paired_back",
    )
    (alone,) = school.rows("one_sided_exchanges", within=["city"])
    assert alone["missing"] == "not_paired_back", "the other half is known though it is not asked for"
    paired(school, "丙", "back", "甲", "there", "2023-04-01")
    assert school.rows("one_sided_exchanges", "2023-03-31")
    assert school.rows("one_sided_exchanges", "2023-04-01") == []


def test_a_counterpart_that_is_not_there_is_unknown(school: School) -> None:
    sent(school, "甲", "far", "2023-02-01", "there")
    paired(school, "甲", "there", "丁", "nowhere")
    assert school.rows("one_sided_exchanges")[0]["missing"] == "worker_unknown"
