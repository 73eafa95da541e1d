"""Reports of decisions, against histories counted by hand."""

import pytest

from tests.unit.domain.reports.support import position, report
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    corrected,
    graded,
    hired,
    promoted,
    qualified,
    registered,
    renewed,
    rescinded,
    signed,
)
from tests.unit.domain.rulebook.story import CITY, COUNTY, Story, nowhere_special

PRIORITY = "union_social_work"


def assessed_worker() -> Story:
    """Hired and graded in 2022, assessed for that year, promoted on it in 2023."""
    return nowhere_special().given(
        registered(),
        hired(priority=[PRIORITY]),
        signed(),
        graded(),
        assessed("2023-01-10", 2022),
        confirmed("2023-01-20"),
        promoted().citing("assessed"),
    )


@pytest.mark.requirement("R83", shows="report")
def test_a_decision_by_exception_names_rule_authority_and_document() -> None:
    story = nowhere_special().given(registered())
    without_notice = hired(procedure={"kind": "recommended"}).excepting("hire.open_recruitment")
    story.when(without_notice).then_recorded(exceptions=["hire.open_recruitment"])
    (row,) = report(story, "exceptions", "2024-01-01")
    assert row["rule"] == "hire.open_recruitment"
    assert row["clause"].endswith("三(一)1")
    assert (row["authority"], row["document"]) == ("示例市总工会", "示例〔2023〕1号")
    assert (row["type"], row["effective_on"], row["name"]) == ("worker.hired", "2022-03-01", "示例甲")
    assert row["rests_on"] == [position(story, "worker.hired")]
    assert report(story, "breaches", "2024-01-01") == []


def test_exceptions_are_those_of_the_period_up_to_the_day() -> None:
    story = nowhere_special().given(registered())
    story.when(hired(procedure={"kind": "recommended"}).excepting("hire.open_recruitment"))
    assert len(report(story, "exceptions", "2024-01-01", since="2022-03-01", until="2022-03-01")) == 1
    assert report(story, "exceptions", "2024-01-01", since="2022-03-02") == []
    assert report(story, "exceptions", "2024-01-01", until="2022-02-28") == []
    assert report(story, "exceptions", "2022-02-28", until="2030-01-01") == []


def test_a_rescinded_exception_is_none_any_more_and_a_corrected_one_rests_on_both() -> None:
    def irregular() -> Story:
        story = nowhere_special().given(registered())
        story.when(hired(procedure={"kind": "recommended"}).excepting("hire.open_recruitment"))
        return story

    assert report(irregular().given(rescinded("hired")), "exceptions", "2027-01-01") == []
    again = hired("2022-03-15", procedure={"kind": "recommended"}).excepting("hire.open_recruitment")
    story = irregular()
    story.when(corrected("hired", again)).then_recorded(exceptions=["hire.open_recruitment"])
    (row,) = report(story, "exceptions", "2027-01-01")
    assert row["effective_on"] == "2022-03-15"
    assert row["rests_on"] == [position(story, "worker.hired"), position(story, "event.corrected")]


def test_facts_recorded_against_a_must_are_breaches() -> None:
    story = nowhere_special().given(registered(born="2008-01-01"), hired())
    (row,) = report(story, "breaches", "2024-01-01")
    assert (row["rule"], row["document"]) == ("hire.working_age", "示例〔2023〕2号")
    assert row["approver"] == "approver"


@pytest.mark.requirement("R55", shows="report")
def test_decisions_show_the_assessments_that_they_cite() -> None:
    story = assessed_worker().given(renewed("2025-03-01", "2028-02-29"))
    cites, cites_none = report(story, "decisions_by_basis", "2026-01-01")
    assert (cites["type"], cites["assessment_kind"], cites["result"]) == (
        "worker.promoted",
        "annual",
        "qualified",
    )
    assert (cites["period_from"], cites["period_to"]) == ("2022-01-01", "2022-12-31")
    assert (cites["confirmed_on"], cites["stands"]) == ("2023-01-20", True)
    assert cites["rests_on"] == sorted(
        position(story, name)
        for name in ("worker.assessed", "worker.assessment_confirmed", "worker.promoted")
    )
    assert (cites_none["type"], cites_none["assessment"]) == ("worker.contract_renewed", None)


@pytest.mark.requirement("R55", "R85", shows="report")
def test_a_rescinded_assessment_leaves_its_decisions_questioned_and_shown_with_what_they_cite() -> None:
    story = assessed_worker()
    assert report(story, "questioned", "2026-01-02") == []
    story.given(rescinded("confirmed assessed"), rescinded("assessed"))
    (row,) = report(story, "questioned", "2026-01-02")
    assert row["type"] == "worker.promoted"
    assert any("promotion.assessment" in why for why in row["why"])
    assert set(row["rests_on"]) >= {position(story, "worker.promoted"), position(story, "event.rescinded")}
    (basis,) = report(story, "decisions_by_basis", "2026-01-02")
    assert (basis["stands"], basis["confirmed_on"]) == (False, None)
    assert report(story, "questioned", "2026-01-02", since="2023-05-02") == []


@pytest.mark.requirement("R13", shows="report")
def test_late_entries_count_days_from_the_effective_date_to_the_recording() -> None:
    story = nowhere_special().given(registered(), hired("2025-12-01"), signed("2025-12-31", "2026-12-30"))
    (row,) = report(story, "late_entries", "2025-12-31", since="2025-12-01")
    assert (row["actor"], row["entries"]) == ("clerk", 2)
    assert (row["median_days"], row["longest_days"], row["later_than_30_days"]) == (1, 31, 1)
    assert row["rests_on"] == [
        position(story, "worker.hired"),
        position(story, "worker.contract_signed"),
    ]


def test_what_is_recorded_in_advance_is_not_late() -> None:
    story = nowhere_special().given(registered(), hired("2026-03-01"))
    (row,) = report(story, "late_entries", "2026-03-01", since="2026-03-01")
    assert (row["longest_days"], row["later_than_30_days"]) == (0, 0)


def test_encouragements_are_counted_by_the_book_that_judged() -> None:
    rows = {row["rule"]: row for row in report(assessed_worker(), "encouragements", "2024-01-01")}
    assert rows["hire.union_experience_preferred"]["count"] == 1
    assert rows["hire.competence"]["count"] == 1
    assert "secondment.to_shortage" not in rows


def test_what_happened_before_a_holder_came_is_not_theirs() -> None:
    story = nowhere_special().given(registered(born="2008-01-01"), hired())
    assert len(report(story, "breaches", "2024-01-01", within={COUNTY})) == 1
    assert report(story, "breaches", "2024-01-01", within={"organisation-elsewhere"}) == []


def test_what_nobody_held_is_seen_by_whoever_holds_the_worker_on_the_day() -> None:
    story = nowhere_special().given(registered(), hired("2022-03-01"), qualified("2020-05-01"))
    members = {"since": "2020-05-01", "until": "2020-05-01"}
    assert len(report(story, "late_entries", "2024-01-01", within={COUNTY}, **members)) == 1
    assert report(story, "late_entries", "2024-01-01", within={CITY}, **members) == []
