"""Grades, certificates and technical posts, counted by hand."""

import pytest

from tests.memory import event_id
from tests.unit.domain.reports.school import School, cited
from tests.unit.domain.reports.town import worker

YEAR = ("2023-01-01", "2023-12-31")


@pytest.fixture
def school() -> School:
    made = School()
    made.hired("甲")
    made.hired("乙")
    return made


def qualified(school: School, name: str, level: str, on: str, number: str) -> None:
    data = {"kind": "social_worker", "level": level, "number": number}
    school.said(name, "worker.qualification_obtained", on, f"certificate {number}", **data)


@pytest.mark.requirement("R31", shows="report")
def test_heads_of_each_grade_and_who_came_into_it_in_the_period(school: School) -> None:
    for name in ("甲", "乙"):
        school.of(name, "worker.grade_assigned", "2022-01-01", ladder="professional", grade="13")
    school.said("甲", "worker.promoted", "2023-06-01", "up", ladder="professional", grade="12")
    names = ("ladder", "grade", "heads", "assigned", "promoted", "lowered")

    def found(on: str, period: tuple[str, str] = YEAR) -> list[tuple[object, ...]]:
        return [tuple(row[name] for name in names) for row in school.rows("grades", on, period=period)]

    assert found("2023-05-31") == [("professional", "13", 2, 0, 0, 0)]
    assert sorted(found("2023-06-01"), key=str) == [
        ("professional", "12", 1, 0, 1, 0),
        ("professional", "13", 1, 0, 0, 0),
    ]
    assert found("2022-06-01", ("2022-01-01", "2022-12-31")) == [("professional", "13", 2, 2, 0, 0)]


@pytest.mark.requirement("R49", shows="report")
def test_a_holder_of_several_levels_is_a_head_under_the_highest(school: School) -> None:
    qualified(school, "甲", "junior_social_worker", "2021-03-01", "2021-0001")
    qualified(school, "甲", "social_worker", "2023-03-01", "2023-0001")
    qualified(school, "乙", "junior_social_worker", "2023-03-01", "2023-0002")
    names = ("level", "heads", "obtained")
    found = [tuple(row[name] for name in names) for row in school.rows("certificates", period=YEAR)]
    assert found == [("junior_social_worker", 1, 1), ("social_worker", 1, 1)]


@pytest.mark.requirement("R52", shows="report")
def test_a_technical_post_is_listed_while_held_and_overdue_after_its_term(school: School) -> None:
    qualified(school, "甲", "social_worker", "2021-03-01", "2021-0001")
    data = {"certificate": cited("certificate 2021-0001"), "level": "social_worker", "until": "2023-12-31"}
    school.said("甲", "worker.technical_post_appointed", "2022-01-01", "appointed", **data)
    (row,) = school.rows("technical_posts", "2023-12-31")
    assert (row["worker"], row["level"], row["certificate"], row["overdue"]) == (
        *(worker("甲"), "social_worker"),
        *("social_worker", False),
    )
    assert school.rows("technical_posts", "2024-01-01")[0]["overdue"]
    assert school.rows("technical_posts", "2021-12-31") == []
    assert str(event_id("appointed")) == cited("appointed")
