"""What an assessment has to be for a result, and for a decision to rest on it (R54, R55)."""

import pytest

from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    corrected,
    graded,
    hired,
    promoted,
    registered,
    signed,
)
from tests.unit.domain.rulebook.story import COUNTY, WORKER, Step, Story, named, nowhere_special, rule

MODES = {
    "civil_servant": ("union_organ", "competent"),
    "public_institution": ("union_institution", "qualified"),
    "labour_contract": ("direct_hire", "qualified"),
}


def review(on: str = "2024-02-01") -> Step:
    data = {"assessment": str(named("assessed")), "grounds": "示例理由"}
    return Step("worker.assessment_review_requested", on, data, "review")


def decided(*, upheld: bool, on: str = "2024-03-01") -> Step:
    data = {"review": str(named("review")), "upheld": upheld}
    return Step("worker.assessment_review_decided", on, data, "decided")


def confirmed_story() -> Story:
    return nowhere_special().given(
        registered(),
        hired(),
        signed(),
        graded(),
        assessed("2024-01-15", 2023),
        confirmed("2024-01-20"),
    )


def promotion() -> Step:
    return promoted("2024-04-01").citing("assessed")


def test_an_assessment_under_review_is_no_sufficient_evidence() -> None:
    confirmed_story().when(promotion()).then_recorded()
    confirmed_story().given(review()).when(promotion()).then_refused("promotion.assessment")


def test_one_that_was_upheld_is_and_one_that_was_not_is_not_until_it_is_corrected() -> None:
    confirmed_story().given(review(), decided(upheld=True)).when(promotion()).then_recorded()
    set_aside = confirmed_story().given(review(), decided(upheld=False))
    set_aside.when(promotion()).then_refused("promotion.assessment")
    set_aside.given(corrected("assessed", assessed("2024-01-15", 2023, "excellent")))
    set_aside.when(promotion().changed()).then_recorded()


def test_a_review_that_comes_after_the_decision_does_not_reach_back() -> None:
    confirmed_story().given(review("2024-04-02")).when(promotion()).then_recorded()


@pytest.mark.parametrize("scheme", MODES)
@pytest.mark.parametrize(("months", "taken"), [(0, False), (5, False), (6, True), (12, True)])
def test_no_result_under_the_schemes_least_months(scheme: str, months: int, taken: bool) -> None:
    mode, result = MODES[scheme]
    story = nowhere_special().given(registered(), hired(mode=mode))
    said = assessed("2024-01-15", 2023, result, scheme=scheme, months_worked=months)
    if taken:
        story.when(said).then_recorded()
    else:
        story.when(said).then_refused("assessment.minimum_months", clause="6")


@pytest.mark.parametrize("months", [0, 5])
def test_comments_without_a_result_need_no_months(months: int) -> None:
    story = nowhere_special().given(registered(), hired())
    story.when(assessed("2024-01-15", 2023, None, months_worked=months)).then_recorded()


def test_a_local_rule_may_ask_for_a_cycle_and_for_results_in_time() -> None:
    in_time = rule(
        "results.in_time",
        judges=["worker.assessed"],
        require="event.in_cycle && event.days_after_due <= 10",
    )
    story = nowhere_special().under(in_time, jurisdiction="220200").given(registered(), hired())
    cycle = f"cycle-{named('cycle')}"
    opened = {
        "organisation": COUNTY,
        "kind": "annual",
        "scheme": "labour_contract",
        "standard": {"title": "示例标准", "version": "1"},
        "period_from": "2023-01-01",
        "period_to": "2023-12-31",
        "due_on": "2024-01-31",
    }
    story.record(cycle, Step("cycle.opened", "2023-12-01", opened, "cycle"))
    story.record(cycle, Step("cycle.workers_enrolled", "2023-12-02", {"workers": [WORKER]}, "enrolled"))

    story.when(assessed("2024-01-15", 2023)).then_refused("results.in_time")
    story.when(assessed("2024-02-11", 2023, cycle=cycle)).then_refused("results.in_time")
    story.when(assessed("2024-02-10", 2023, cycle=cycle)).then_recorded()


def test_a_local_rule_may_give_reviews_a_term_and_wait_for_them() -> None:
    term = rule(
        "review.term",
        judges=["worker.assessment_review_requested"],
        require="event.days_since_assessment <= 30",
    )
    waiting = rule("review.waiting", judges=["worker.commended"], require="worker.reviews_open == 0")
    story = nowhere_special().under(term, waiting, jurisdiction="220200")
    story.given(registered(), hired(), assessed("2024-01-15", 2023))
    honour = {"level": "city", "title": "示例", "issuer": "示例市", "document_number": "2024-1"}
    story.when(review("2024-02-15")).then_refused("review.term")
    story.when(review("2024-02-14")).then_recorded()
    story.when(Step("worker.commended", "2024-02-20", honour, "commended")).then_refused("review.waiting")
    story.and_then(decided(upheld=True), Step("worker.commended", "2024-03-02", honour, "commended"))
