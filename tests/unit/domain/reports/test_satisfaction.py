"""What those served said, beside the assessment of the same time."""

import pytest

from domain.hidden import Disclosure
from tests.memory import say
from tests.unit.domain.reports.school import School, cited
from tests.unit.domain.reports.town import organisation, worker


@pytest.fixture
def school() -> School:
    """Satisfaction of the second half of 2022 and the first of 2023; both years assessed, 2023 unconfirmed."""
    made = School()
    made.hired("甲")
    for on, first, last, score in (
        ("2023-01-05", "2022-06-01", "2023-01-04", "91"),
        ("2023-07-05", "2023-01-05", "2023-06-30", "78.5"),
    ):
        data = {"instrument": "survey", "period_from": first, "period_to": last, "sample": 40, "score": score}
        made.of("甲", "worker.satisfaction_recorded", on, **data)
    for year, grade in ((2022, "excellent"), (2023, "good")):
        result = {
            "kind": "annual",
            "scheme": "labour_contract",
            "period_from": f"{year}-01-01",
            "period_to": f"{year}-12-31",
            "grade": grade,
            "scores": {"duties": "90", "learning": "90", "development": "90"},
            "assessors": ["assessor_1"],
            "months_worked": 12,
        }
        made.said("甲", "worker.assessed", f"{year + 1}-01-15", f"assessed {year}", **result)
    return made


def confirmed(school: School, year: int) -> None:
    data = {"assessment": cited(f"assessed {year}")}
    school.do(
        say("worker.assessment_confirmed", f"{year + 1}-02-01", f"confirmed {year}", **data), worker("甲")
    )


@pytest.mark.requirement("R9", shows="report")
def test_each_result_stands_beside_the_confirmed_assessment_that_it_shares_most_days_with(
    school: School,
) -> None:
    confirmed(school, 2022)
    first, second = school.rows("satisfaction")
    assert (first["score"], first["result"], first["assessment"]) == (
        "91",
        "excellent",
        cited("assessed 2022"),
    )
    assert (second["score"], second["result"]) == ("78.5", None), "that of 2023 is not confirmed"
    confirmed(school, 2023)
    assert [row["result"] for row in school.rows("satisfaction")] == ["excellent", "good"]


def test_a_score_is_for_those_who_may_see_it_and_the_period_is_that_of_the_result(school: School) -> None:
    period = ("2023-06-01", "2023-12-31")
    (row,) = school.rows("satisfaction", period=period, classes=frozenset(Disclosure) - {Disclosure.SCORES})
    assert (row["period_from"], row["score"]) == ("2023-01-05", "hidden")
    school.desk.ledger.erased.add(worker("甲"))
    assert {one["score"] for one in school.rows("satisfaction")} == {"erased"}


def surveyed(school: School, name: str, year: int, score: str) -> None:
    period = {"period_from": f"{year}-01-01", "period_to": f"{year}-12-31"}
    data = {"instrument": "service_survey", **period, "sample": 500, "score": score}
    school.of_organisation(name, "organisation.satisfaction_recorded", f"{year + 1}-01-05", **data)


@pytest.mark.requirement("R9", shows="report")
def test_an_organisations_result_stands_beside_the_assessments_of_all_below_it(school: School) -> None:
    """甲 of the city is assessed 优秀 for 2022; 乙 of a street is not assessed; 丙 came to the city in 2023."""
    school.organisation("street", division="220602001")
    school.hired("乙", "street")
    school.hired("丙", on="2023-03-01")
    confirmed(school, 2022)
    surveyed(school, "city", 2022, "88")
    surveyed(school, "street", 2022, "93.5")
    surveyed(school, "city", 2023, "90")
    columns = ("organisation", "score", "workers", "assessed", "sufficient", "top", "top_percent")
    found = sorted(
        tuple(row[column] for column in columns) for row in school.rows("organisation_satisfaction")
    )
    city, street = organisation("city"), organisation("street")
    assert found == sorted(
        [
            (city, "88", 2, 1, 1, 1, "100.0"),
            (street, "93.5", 1, 0, 0, 0, None),
            (city, "90", 3, 0, 0, 0, None),
        ]
    )
    (row,) = school.rows("organisation_satisfaction", period=("2024-01-01", "2024-12-31"))
    assert row["score"] == "90"
