"""Reports on training, against histories counted by hand."""

import pytest

from domain.reports.training import percent
from tests.unit.domain.reports.school import School, cited, course
from tests.unit.domain.reports.town import organisation, worker


@pytest.fixture
def school() -> School:
    return School()


@pytest.mark.requirement("R63", shows="report")
@pytest.mark.requirement("R74", shows="report")
def test_hours_are_by_the_group_of_the_day_and_social_work_has_its_share(school: School) -> None:
    """Organ: 40 + 20, of them 40 social work. Institution: 30, none. Employed: 16 + 8, of them 8; the moved count twice."""
    school.hired("甲", mode="union_organ")
    school.hired("乙", mode="union_institution")
    school.hired("丙")
    school.hired("丁", mode="purchased_service")
    school.trained("甲", "2023-03-01", 40)
    school.trained("甲", "2023-04-01", 20, kind="union_business")
    school.trained("乙", "2023-05-01", 30, kind="political")
    school.trained("丙", "2023-06-01", 16, kind="union_business", credited=False)
    school.trained("丁", "2023-12-31", 8)
    school.trained("丁", "2024-01-01", 99)
    found = school.rows("training_hours", period=("2023-01-01", "2023-12-31"))
    told = [
        (row["group"], row["heads"], row["hours"], row["social_work_hours"], row["social_work_percent"])
        for row in found
    ]
    assert told == [
        ("union_organ", 1, 60, 40, "66.7"),
        ("union_institution", 1, 30, 0, "0.0"),
        ("employed", 2, 24, 8, "33.3"),
    ]


def test_somebody_who_was_not_engaged_is_in_no_group(school: School) -> None:
    school.hired("甲", on="2023-02-01")
    school.trained("甲", "2023-01-31", 10)
    assert school.rows("training_hours") == []
    school.trained("甲", "2023-02-01", 10)
    assert [row["hours"] for row in school.rows("training_hours")] == [10]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, None), (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (3, 3, "100.0")],
)
def test_a_share_is_told_to_one_place(part: int, whole: int, shown: str | None) -> None:
    assert percent(part, whole) == shown


def registered(school: School) -> None:
    """A social worker whose certificate is registered from 1 August 2021 to 31 July 2024."""
    school.hired("甲")
    data = {"kind": "social_worker", "level": "social_worker", "number": "2020-0001"}
    school.said("甲", "worker.qualification_obtained", "2021-02-01", "certificate", **data)
    term = {"certificate": cited("certificate"), "until": "2024-07-31", "applied_on": "2021-07-01"}
    school.said("甲", "worker.certificate_registered", "2021-08-01", "registration", **term)


@pytest.mark.requirement("R65", shows="report")
def test_the_forecast_goes_on_at_the_pace_of_the_term_until_the_window_opens(school: School) -> None:
    """31 July 2022: 365 days of the term gone, 1004 days until the window opens on 1 May 2024; 30 hours give 82."""
    registered(school)
    school.trained("甲", "2022-03-01", 30)
    (row,) = school.rows("continuing_education", "2022-07-31")
    assert (row["required"], row["on_record"], row["missing"]) == (90, 30, 60)
    assert (row["window_from"], row["expected"], row["behind"]) == ("2024-05-01", 30 * 1004 // 365, 8)
    (late,) = school.rows("continuing_education", "2024-05-02")
    assert (late["expected"], late["behind"]) == (30, 60)
    school.trained("甲", "2024-05-03", 60)
    (done,) = school.rows("continuing_education", "2024-05-03")
    assert (done["missing"], done["behind"], len(done["rests_on"])) == (0, 0, 4)
    assert school.rows("continuing_education", "2022-07-31", within=[]) == []


@pytest.mark.requirement("R62", shows="report")
def test_practice_is_counted_by_provider(school: School) -> None:
    school.organisation("school", kind="union_institution")
    for name in ("甲", "乙"):
        school.hired(name)
        school.of(name, "worker.practicum_completed", "2023-05-01", provider=organisation("school"), months=3)
    school.of("甲", "worker.practicum_completed", "2022-05-01", provider=organisation("school"), months=6)
    (row,) = school.rows("practice", period=("2023-01-01", "2023-12-31"))
    assert (row["provider"], row["heads"], row["months"]) == (organisation("school"), 2, 6)


@pytest.mark.requirement("R62", shows="report")
@pytest.mark.requirement("R64", shows="report")
def test_courses_tell_the_accreditation_of_the_day_and_who_completed_them(school: School) -> None:
    school.organisation("school", kind="union_institution")
    accredited = {"kind": "union_school", "until": "2023-12-31"}
    school.of_organisation("school", "organisation.provider_accredited", "2020-01-01", **accredited)
    school.course("甲", "school")
    school.course("乙", "school", on="2024-01-01")
    school.hired("甲")
    school.trained("甲", "2023-05-01", course=course("甲"))
    school.trained("甲", "2023-06-01", course=course("甲"))
    (row,) = school.rows("courses", "2023-12-31")
    assert (row["course"], row["completed"], row["accreditations"]) == (course("甲"), 1, ["union_school"])
    both = school.rows("courses", "2024-01-01")
    assert [(one["completed"], one["accreditations"]) for one in both] == [(1, []), (0, [])]
    elsewhere = school.rows("courses", "2024-01-01", within=["city"])
    assert [one["course"] for one in elsewhere] == [course("甲")], "completed by a worker of the city"


@pytest.mark.requirement("R66", shows="report")
def test_a_plan_is_carried_out_by_those_of_the_organisation_and_below_each_once(school: School) -> None:
    """City: 4 places, trained 甲 and 乙, of which 乙 works in the street; 丙 in another year, 丁 at another level."""
    school.organisation("street")
    school.course("basic")
    school.course("both", levels=["basic", "senior"])
    for where, places in (("city", 4), ("street", 1)):
        plan = {"year": 2023, "level": "basic", "places": places}
        school.of_organisation(where, "organisation.training_planned", "2023-01-10", **plan)
    for name, where in (("甲", "city"), ("乙", "street"), ("丙", "city"), ("丁", "city")):
        school.hired(name, where)
    school.trained("甲", "2023-03-01", course=course("basic"))
    school.trained("甲", "2023-09-01", 16, level="basic")
    school.trained("乙", "2023-04-01", course=course("both"), level="basic")
    school.trained("丙", "2022-12-31", course=course("basic"))
    school.trained("丁", "2023-05-01", course=course("both"), level="senior")
    school.trained("丁", "2023-06-01", course=course("both"))
    found = {row["organisation"]: row for row in school.rows("training_plans", "2023-12-31")}
    city, street = found[organisation("city")], found[organisation("street")]
    assert (city["places"], city["trained"], city["percent"]) == (4, 2, "50.0")
    assert (street["places"], street["trained"], street["percent"]) == (1, 1, "100.0")
    earlier = {row["organisation"]: row["trained"] for row in school.rows("training_plans", "2023-03-31")}
    assert earlier == {organisation("city"): 1, organisation("street"): 0}


def test_whoever_was_trained_lacks_no_training(school: School) -> None:
    school.hired("甲")
    assert "training" in school.rows("completeness", "2023-05-01")[0]["lacks"]
    school.trained("甲", "2023-05-01", credited=False)
    assert "training" not in school.rows("completeness", "2023-05-01")[0]["lacks"]
    assert "training" in school.rows("completeness", "2023-04-30")[0]["lacks"]


def test_nobody_without_a_certificate_is_asked_for_hours(school: School) -> None:
    school.hired("甲")
    assert worker("甲") in school.workers
    assert school.rows("continuing_education") == []
