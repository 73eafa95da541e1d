"""Who is on the way to a certificate, and how examinations went as they were planned; counted by hand."""

import pytest

from tests.unit.domain.reports.school import School, cited
from tests.unit.domain.reports.town import worker

LEVEL = "junior_social_worker"


@pytest.fixture
def school() -> School:
    made = School()
    for name in ("甲", "乙", "丙"):
        made.hired(name)
    return made


def planned(school: School, name: str, on: str, until: str) -> None:
    school.said(name, "worker.upgrade_planned", on, f"plan {name}", goals=[LEVEL], until=until)


def entered(school: School, name: str, on: str) -> None:
    data = {"kind": "social_worker", "level": LEVEL, "session": on[:4]}
    school.said(name, "worker.examination_entered", on, f"entered {name} {on}", **data)


def result(school: School, name: str, entry: str, on: str, *, passed: bool) -> None:
    data = {"examination": cited(f"entered {name} {entry}"), "passed": passed}
    school.of(name, "worker.examination_result", on, **data)


@pytest.mark.requirement("R72", shows="report")
def test_whoever_has_no_certificate_is_listed_with_plan_and_progress(school: School) -> None:
    planned(school, "甲", "2022-01-01", "2023-12-31")
    school.trained("甲", "2021-12-31", 8)
    school.trained("甲", "2022-03-01", 24)
    entered(school, "甲", "2022-04-10")
    certificate = {"kind": "social_worker", "level": LEVEL, "number": "2020-0001"}
    school.of("丙", "worker.qualification_obtained", "2020-06-01", **certificate)
    found = {row["worker"]: row for row in school.rows("uncertified", "2022-06-30")}
    assert set(found) == {worker("甲"), worker("乙")}
    assert (found[worker("乙")]["lacks_plan"], found[worker("乙")]["examination"]) == (True, None)
    on_the_way = found[worker("甲")]
    assert (on_the_way["lacks_plan"], on_the_way["hours"], on_the_way["examination"]) == (
        False,
        24,
        "waiting",
    )
    result(school, "甲", "2022-04-10", "2022-08-20", passed=False)
    later = {row["worker"]: row for row in school.rows("uncertified", "2024-01-01")}[worker("甲")]
    assert (later["examination"], later["overdue"]) == ("failed", True)
    school.of("甲", "worker.upgrade_closed", "2024-02-01", plan=cited("plan 甲"), reached=False)
    closed = {row["worker"]: row for row in school.rows("uncertified", "2024-02-01")}[worker("甲")]
    assert (closed["lacks_plan"], closed["goals"], closed["examination"]) == (True, [], None)


@pytest.mark.requirement("R50", shows="report")
def test_examinations_are_told_by_year_and_level_as_they_were_planned(school: School) -> None:
    """甲 plans 2022 to 2023, fails in 2022, passes in 2023; 乙 plans 2023 and stays away; 丙 enters without a plan."""
    planned(school, "甲", "2022-01-01", "2023-12-31")
    planned(school, "乙", "2023-01-01", "2023-12-31")
    for name, on, passed in (
        ("甲", "2022-04-10", False),
        ("甲", "2023-04-10", True),
        ("丙", "2023-04-10", True),
    ):
        entered(school, name, on)
        result(school, name, on, f"{on[:4]}-08-20", passed=passed)
    found = [
        (row["year"], row["level"], row["planned"], row["entered"], row["passed"])
        for row in school.rows("examination_plans")
    ]
    assert found == [(2022, LEVEL, 1, 1, 0), (2023, LEVEL, 2, 1, 1)]


def test_a_plan_closed_early_is_no_plan_of_the_years_after(school: School) -> None:
    planned(school, "甲", "2022-01-01", "2024-12-31")
    school.of("甲", "worker.upgrade_closed", "2022-09-01", plan=cited("plan 甲"), reached=True)
    assert [row["year"] for row in school.rows("examination_plans")] == [2022]
    assert [row["year"] for row in school.rows("examination_plans", "2022-08-31")] == [2022, 2023, 2024]
