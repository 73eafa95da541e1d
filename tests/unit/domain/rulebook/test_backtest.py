"""A policy backtest: what another book would have made of the recorded history of one worker."""

from datetime import date
from typing import Any

import pytest

from domain.rulebook.backtest import Backtest, Tally, by_clause, totals
from domain.rulebook.drafts import read_draft
from tests.unit.domain.rulebook.steps import corrected, graded, hired, promoted, registered
from tests.unit.domain.rulebook.story import WORKER, Step, Story, book, named, rule

CITY, OTHER_CITY = "220600", "320500"
FIRST, LAST = date(2020, 1, 1), date(2025, 12, 31)

Found = list[tuple[str, str]]


def under_40(**members: Any) -> dict[str, Any]:
    return rule("hire.age", require="worker.age < 40", **members)


def trying(
    story: Story,
    *rules: dict[str, Any],
    jurisdiction: str = CITY,
    history: str = CITY,
    first: date = FIRST,
    last: date = LAST,
) -> Tally:
    """What comes of the worker's history under a book of these rules."""
    trial = Backtest(read_draft(book(jurisdiction, *rules)), history, first, last)
    return trial.judge(story.timeline(), story.reading())


def found(tally: Tally) -> Found:
    return [(one.outcome.value, one.rule) for one in tally.findings]


def someone(*steps: Step, born: str = "1975-06-15") -> Story:
    return Story().given(registered(born=born), *steps)


def test_a_must_that_does_not_hold_refuses_with_its_clause_and_the_event() -> None:
    tally = trying(someone(hired()), under_40())
    (one,) = tally.findings
    assert (one.outcome, one.rule, one.clause) == ("refused", "hire.age", "示例办法 第一条")
    assert (one.event_id, one.worker_id, one.effective_on) == (named("hired"), WORKER, date(2022, 3, 1))
    assert one.type == "worker.hired"


def test_what_holds_is_unchanged() -> None:
    tally = trying(someone(hired(), born="1990-06-15"), under_40())
    assert (tally.judged, tally.unchanged, tally.findings) == (1, 1, [])
    assert tally.rules_asked >= 1


def test_a_principle_would_need_an_exception_unless_one_was_recorded() -> None:
    principle = under_40(strength="principle")
    assert found(trying(someone(hired()), principle)) == [("exception_needed", "hire.age")]

    story = Story().under(principle).given(registered(born="1975-06-15"))
    story.when(hired().excepting("hire.age")).then_recorded(exceptions=["hire.age"])
    assert found(trying(story, principle)) == []
    assert found(trying(story, under_40())) == [("refused", "hire.age")]


def test_a_breach_or_exception_that_the_book_does_not_ask_for_is_allowed_by_the_clause_it_broke_then() -> (
    None
):
    then = under_40(clause={"title": "旧办法", "article": "第八条"})
    story = Story().under(then).given(registered(born="1975-06-15"), hired())
    (one,) = trying(story, rule("hire.age", require="worker.age < 60")).findings
    assert (one.outcome, one.clause, one.rule) == ("allowed", "旧办法 第八条", "hire.age")
    assert found(trying(story)) == [("allowed", "hire.age")]


def test_a_breach_that_was_recorded_already_changes_nothing() -> None:
    story = Story().under(under_40()).given(registered(born="1975-06-15"), hired())
    assert found(trying(story, under_40())) == []


def test_only_the_days_and_the_jurisdiction_asked_for_are_judged() -> None:
    story = someone(hired("2022-03-01"))
    on = date(2022, 3, 1)
    assert trying(story, first=on, last=on).judged == 1
    assert trying(story, last=date(2022, 2, 28)).judged == 0
    assert trying(story, first=date(2022, 3, 2)).judged == 0
    assert trying(story, jurisdiction=OTHER_CITY, history=OTHER_CITY).judged == 0


def test_one_citys_past_is_judged_by_anothers_book_over_that_ones_parents() -> None:
    tally = trying(someone(hired()), under_40(), jurisdiction=OTHER_CITY, history=CITY)
    assert found(tally) == [("refused", "hire.age")]


def test_the_rules_that_the_citys_own_book_had_count_for_nothing() -> None:
    story = Story().under(rule("hire.nobody", require="worker.age > 10")).given(registered(), hired())
    assert trying(story).rules_asked == trying(Story().given(registered(), hired())).rules_asked


def test_a_countys_own_book_stays_in_force_over_the_one_that_is_tried() -> None:
    story = Story().under(rule("hire.age", require="worker.age < 60"), jurisdiction="220602")
    story.given(registered(born="1975-06-15"), hired())
    assert found(trying(story, under_40())) == []


def test_a_rule_of_the_book_is_asked_before_its_source_became_valid_too() -> None:
    later = under_40(clause={"title": "新办法", "valid_from": "2026-01-01"})
    assert found(trying(someone(hired()), later)) == [("refused", "hire.age")]


def test_an_event_is_judged_on_the_state_just_before_it() -> None:
    story = someone(hired(), graded(), promoted("2023-05-01"), promoted("2024-05-01", "junior_3", label="on"))
    ranks = rule("rank", judges=["worker.promoted"], require="worker.months_in_grade >= 13")
    assert [one.event_id for one in trying(story, ranks).findings] == [named("on")]


def test_a_corrected_event_is_judged_by_what_it_says_now() -> None:
    story = someone(hired("2010-03-01")).given(corrected("hired", hired("2022-03-01")))
    (one,) = trying(story, under_40()).findings
    assert (one.event_id, one.effective_on) == (named("hired"), date(2022, 3, 1))


def test_what_was_erased_is_not_recomputable_and_counted_apart() -> None:
    story = someone(hired())
    story.ledger.erased.add(WORKER)
    tally = trying(story, under_40())
    assert ("not_recomputable", "hire.age") in found(tally)
    counts = totals(tally)
    assert (counts["refused"], counts["not_recomputable"], counts["unchanged"]) == (0, 1, 0)


@pytest.mark.parametrize("turned", [False, True])
def test_findings_are_grouped_by_clause_in_one_order_however_they_were_made(*, turned: bool) -> None:
    story = someone(hired(), graded(), promoted())
    principle = rule("later", judges=["worker.promoted"], require="false", strength="principle")
    tally = trying(story, under_40(), principle, rule("again", require="false"))
    if turned:
        tally.findings.reverse()
    groups = by_clause(tally)
    assert [(one["outcome"], one["rule"]) for one in groups] == [
        ("refused", "again"),
        ("refused", "hire.age"),
        ("exception_needed", "later"),
    ]
    assert groups[0]["events"][0].keys() >= {"event_id", "worker_id", "position", "effective_on"}
    assert totals(tally)["refused"] == 1, "one event, whatever number of rules refuses it"
