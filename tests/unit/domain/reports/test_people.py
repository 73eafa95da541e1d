"""Lists of workers, against histories counted by hand."""

from typing import Any

import pytest

from tests.unit.domain.reports.support import NOTHING, position, report
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    graded,
    hired,
    promoted,
    qualified,
    registered,
    seconded,
    signed,
)
from tests.unit.domain.rulebook.story import CITY, COUNTY, Step, Story, named, nowhere_special


def working() -> Story:
    return nowhere_special().given(registered(), hired())


@pytest.mark.requirement("R7", shows="report")
def test_completeness_lists_what_each_worker_lacks() -> None:
    story = working()
    (row,) = report(story, "completeness", "2023-01-01")
    assert row["lacks"] == ["contract", "training", "grade"]
    story.given(signed(), graded())
    assert report(story, "completeness", "2023-01-01")[0]["lacks"] == ["training"]
    assert report(story, "completeness", "2022-02-28") == []


def test_a_civil_servant_needs_no_contract() -> None:
    story = nowhere_special().given(registered(), hired(mode="union_organ"))
    assert report(story, "completeness", "2023-01-01")[0]["lacks"] == ["training", "grade"]


@pytest.mark.requirement("R32", shows="report")
def test_a_path_names_the_next_grade_and_what_is_missing() -> None:
    story = working().given(graded(grade="junior_1"))
    (row,) = report(story, "paths", "2022-06-01")
    assert (row["grade"], row["next"], row["met"]) == ("junior_1", "junior_2", False)
    assert row["missing"] == ["promotion.months_in_grade", "promotion.assessment"]
    assert "；" in row["zh"]
    story.given(assessed("2023-01-10", 2022))
    unconfirmed = report(story, "paths", "2023-05-01")[0]
    assert unconfirmed["missing"] == ["promotion.assessment"]
    assert unconfirmed["rests_on"] == [position(story, "worker.grade_assigned")]
    story.given(confirmed("2023-01-20"))
    (row,) = report(story, "paths", "2023-05-01")
    assert (row["met"], row["missing"]) == (True, [])
    story.given(promoted("2023-05-01", "senior_3").citing("assessed"))
    assert report(story, "paths", "2023-05-01")[0]["next"] is None


def test_a_path_tells_a_role_without_births_the_next_grade_alone() -> None:
    story = working().given(graded(grade="junior_1"))
    (row,) = report(story, "paths", "2022-06-01", classes=NOTHING)
    assert (row["next"], row["met"], row["missing"]) == ("junior_2", "hidden", [])


@pytest.mark.requirement("R33", shows="report")
def test_a_grade_above_the_certificate_is_a_mismatch() -> None:
    story = working().given(graded(ladder="professional", grade="10"))
    (row,) = report(story, "mismatches", "2023-01-01")
    assert (row["asked_for"], row["held"]) == ("social_worker", None)
    story.given(qualified("2023-02-01"))
    assert report(story, "mismatches", "2023-02-01")[0]["held"] == "junior_social_worker"
    story.given(qualified("2023-03-01", "social_worker"))
    assert report(story, "mismatches", "2023-03-01") == []


@pytest.mark.requirement("R51", shows="report")
def test_holders_of_a_certificate_are_listed_until_they_are_included() -> None:
    story = working()
    assert report(story, "not_included", "2023-03-01") == []
    story.given(qualified("2023-03-01"))
    (row,) = report(story, "not_included", "2023-03-01")
    assert (row["level"], row["since"]) == ("junior_social_worker", "2023-03-01")
    assert row["rests_on"] == [position(story, "worker.qualification_obtained")]


def test_a_technical_post_above_the_certificate_is_a_mismatch_too() -> None:
    story = working().given(
        qualified("2023-02-01"),
        Step(
            "worker.technical_post_appointed",
            "2023-03-01",
            {"certificate": str(named("qualified junior_social_worker")), "level": "social_worker"},
            "post",
        ),
    )
    (row,) = report(story, "mismatches", "2023-03-01")
    assert (row["ladder"], row["asked_for"], row["held"]) == (
        "technical_post",
        "social_worker",
        "junior_social_worker",
    )


def test_inclusion_and_recognition_take_a_holder_off_the_lists() -> None:
    certificate = str(named("qualified junior_social_worker"))
    story = working().given(
        qualified("2023-02-01"),
        Step("worker.technical_staff_included", "2023-03-01", {"certificate": certificate}, "included"),
        Step(
            "worker.competence_recognised",
            "2023-03-01",
            {"grounds": ["certificate", "training"]},
            "recognised",
        ),
    )
    assert report(story, "not_included", "2023-02-28")
    assert report(story, "not_included", "2023-03-01") == []
    assert report(story, "not_recognised", "2023-02-28")
    assert report(story, "not_recognised", "2023-03-01") == []
    assert report(story, "completeness", "2023-03-01")[0]["lacks"] == ["contract", "grade"]
    ended = {"inclusion": str(named("included")), "reason_code": "left_post"}
    story.given(Step("worker.technical_staff_ended", "2024-01-01", ended, "ended"))
    assert report(story, "not_included", "2024-01-01")


@pytest.mark.requirement("R20", shows="report")
def test_who_is_not_recognised_is_not_counted_as_talent() -> None:
    story = working()
    (row,) = report(story, "not_recognised", "2023-01-01")
    assert (row["level"], row["recognised"]) == (None, False)


def commended(on: str) -> Step:
    data = {"level": "city", "title": "示例标兵", "issuer": "示例市", "document_number": "示例1号"}
    return Step("worker.commended", on, data, "honour")


@pytest.mark.requirement("R61", shows="report")
def test_a_revoked_honour_is_shown_as_revoked() -> None:
    story = working().given(commended("2023-05-01"))
    (row,) = report(story, "commendations", "2024-01-01")
    assert (row["title"], row["current"], row["revoked_on"]) == ("示例标兵", True, None)
    revoked: dict[str, Any] = {"commendation": str(named("honour")), "reason_code": "false_grounds"}
    story.given(Step("worker.commendation_revoked", "2024-02-01", revoked, "revoked"))
    (row,) = report(story, "commendations", "2024-02-01")
    assert (row["current"], row["revoked_on"]) == (False, "2024-02-01")
    assert row["rests_on"] == [
        position(story, "worker.commended"),
        position(story, "worker.commendation_revoked"),
    ]
    assert report(story, "commendations", "2024-01-31")[0]["current"]


@pytest.mark.parametrize("code", ["completeness", "not_recognised"])
def test_a_secondee_is_listed_by_the_home_and_a_name_is_hidden_from_roles_that_may_not_see_it(
    code: str,
) -> None:
    story = working().given(seconded("2022-06-01"))
    assert report(story, code, "2022-07-01", within={CITY}) == []
    (row,) = report(story, code, "2022-07-01", within={COUNTY}, classes=NOTHING)
    assert row["name"] == "hidden"
