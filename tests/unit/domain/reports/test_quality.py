"""Quality of the data, against a hand count: each kind of item comes, and goes once the record is in order."""

import pytest

from domain.reports.career import Row
from tests.unit.domain.reports.support import NOTHING, report
from tests.unit.domain.reports.town import Town
from tests.unit.domain.rulebook.steps import assessed, confirmed, graded, hired, registered, signed
from tests.unit.domain.rulebook.story import Story, nowhere_special

PERIOD = {"since": "2022-01-01"}


def working() -> Story:
    return nowhere_special().given(registered(), hired())


def listed(story: Story, on: str, kind: str) -> list[str]:
    rows: list[Row] = report(story, "data_quality_items", on, **PERIOD)
    return [row["item"] for row in rows if row["class"] == kind]


def test_what_registration_and_engagement_leave_open_is_missing() -> None:
    missing = listed(working(), "2023-01-01", "missing")
    assert missing == ["ethnic_group", "political_status", "post", "service_domains"]
    seen = report(working(), "data_quality_items", "2023-01-01", classes=NOTHING)
    assert [row["item"] for row in seen if row["class"] == "missing"] == ["post", "service_domains"]


def test_schooling_that_nobody_stated_is_missing() -> None:
    town = Town()
    town.hired("甲")
    rows = town.report("data_quality_items", "2024-06-30")
    assert next(row["item"] for row in rows if row["class"] == "missing") == "education"


def test_an_assessment_is_unconfirmed_until_it_is_confirmed() -> None:
    story = working().given(signed(), graded(), assessed("2023-01-10", 2022))
    assert listed(story, "2023-01-15", "unconfirmed") == ["assessment"]
    story.given(confirmed("2023-01-20"))
    assert listed(story, "2023-01-20", "unconfirmed") == []


def test_what_is_past_its_day_on_the_work_list_is_overdue() -> None:
    story = working().given(signed())
    assert "contract_end" not in listed(story, "2023-01-01", "overdue")
    assert "contract_end" in listed(story, "2026-01-01", "overdue")


def test_a_grade_above_the_certificate_contradicts() -> None:
    story = working().given(graded(ladder="professional", grade="10"))
    assert listed(story, "2023-01-01", "contradiction") == ["grade_without_certificate"]


def test_late_entries_are_those_of_the_period() -> None:
    story = working().given(graded())
    assert "worker.grade_assigned" in listed(story, "2023-01-01", "late")
    rows = report(story, "data_quality_items", "2023-01-01", since="2022-12-01")
    assert [row for row in rows if row["class"] == "late"] == []


@pytest.mark.requirement("R13", shows="report")
@pytest.mark.requirement("R13", shows="report")
def test_the_score_counts_the_heads_without_any_item_and_the_items_are_those_listed() -> None:
    story = working().given(signed(), graded(), assessed("2023-01-10", 2022))
    (row,) = report(story, "data_quality", "2023-01-15", **PERIOD)
    rows = report(story, "data_quality_items", "2023-01-15", **PERIOD)
    assert (row["heads"], row["without_items"], row["score_percent"]) == (1, 0, "0.0")
    assert row["items"] == len(rows)
    for kind in ("missing", "overdue", "late", "unconfirmed", "contradiction"):
        assert row[kind] == sum(1 for one in rows if one["class"] == kind)


def test_nobody_beyond_what_is_asked_for_is_judged() -> None:
    assert report(working(), "data_quality", "2023-01-15", within=()) == []
    assert report(working(), "data_quality_items", "2023-01-15", within=()) == []
