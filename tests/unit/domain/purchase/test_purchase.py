"""A purchase of service over its terms: what it has on each day, and what cannot be."""

from datetime import date

import pytest

from domain.errors import InvalidInput, NotFound
from tests.unit.domain.purchase.desk import (
    PURCHASE,
    amended,
    command,
    corrected,
    ended,
    on_purchase,
    paid,
    places,
    purchase,
    renewed,
    rescinded,
    signed,
)
from tests.unit.domain.rulebook.story import CITY, COUNTY, SOCIETY, STREET, nowhere_special


@pytest.mark.requirement("R23")
def test_a_purchase_runs_on_both_days_of_its_term() -> None:
    state = purchase(on_purchase(nowhere_special(), signed()))
    assert [state.runs(date.fromisoformat(day)) for day in ("2022-12-31", "2023-01-01")] == [False, True]
    assert [state.runs(date.fromisoformat(day)) for day in ("2023-12-31", "2024-01-01")] == [True, False]
    assert (state.buyer, state.provider, state.places) == (COUNTY, SOCIETY, 2)


def test_an_amendment_changes_places_from_its_day_and_the_budget_of_the_whole_term() -> None:
    story = on_purchase(
        nowhere_special(), signed(), amended("2023-07-01", places=places(3, 1), budget="198000.00")
    )
    timeline = story.reading().purchase(PURCHASE)
    before, after = timeline.as_of(date(2023, 6, 30)), timeline.as_of(date(2023, 7, 1))
    assert before is not None
    assert after is not None
    assert (before.places, before.term.budget) == (2, "120000.00")
    assert (after.places, after.term.budget) == (4, "198000.00")


def test_a_renewal_keeps_the_places_and_has_a_budget_of_its_own() -> None:
    state = purchase(on_purchase(nowhere_special(), signed(), renewed(budget="130000.00")))
    assert (len(state.terms), state.places, state.term.budget) == (2, 2, "130000.00")
    assert state.runs(date(2024, 12, 31))


def test_a_renewal_follows_without_a_gap() -> None:
    story = on_purchase(nowhere_special(), signed())
    for day in ("2023-12-31", "2024-01-02"):
        assert command(story, renewed(day)).refusals[0].rule == "impossible.renewal_not_adjacent"
    command(story, renewed("2024-01-01")).then_recorded()


def test_an_end_is_the_first_day_without_the_purchase() -> None:
    state = purchase(on_purchase(nowhere_special(), signed(), ended("2023-07-01")))
    assert [state.runs(date.fromisoformat(day)) for day in ("2023-06-30", "2023-07-01")] == [True, False]
    assert state.last_day == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        (signed(label="again"), "purchase_signed"),
        (amended("2022-12-31", budget="1.00"), "before_signing"),
        (amended("2024-01-01", budget="1.00"), "term_over"),
        (amended("2023-06-01", until="2023-05-31"), "term_backwards"),
        (amended("2023-06-01", co_buyers=[SOCIETY]), "party_twice"),
        (renewed(until="2023-12-31"), "term_backwards"),
        (ended("2023-01-01"), "ended_before_start"),
        (paid("2022-12-01", "2023-01-31", "1.00", "1.00"), "paid_outside_term"),
        (paid("2023-12-01", "2024-01-01", "1.00", "1.00"), "paid_outside_term"),
    ],
)
def test_what_cannot_be_of_a_running_purchase(step: object, rule: str) -> None:
    story = on_purchase(nowhere_special(), signed())
    refusal = command(story, step).refusals[0]  # type: ignore[arg-type]
    assert refusal.rule == f"impossible.{rule}"
    assert refusal.zh
    assert refusal.en


def test_nothing_but_payments_follows_an_end() -> None:
    story = on_purchase(nowhere_special(), signed(), ended("2023-07-01"))
    for step in (amended("2023-08-01", budget="1.00"), renewed(), ended("2023-08-01", "twice")):
        outcome = command(story, step)
        assert outcome.refusals[0].rule == "impossible.purchase_ended", step
    command(story, paid("2023-01-01", "2023-06-30", "60000.00", "60000.00")).then_recorded()
    command(story, amended("2023-06-01", budget="110000.00", label="recorded late")).then_recorded()


def test_parties_are_there_and_different_ones() -> None:
    story = nowhere_special()
    unknown = signed(provider=f"organisation-{PURCHASE.removeprefix('purchase-')}")
    assert command(story, unknown).refusals[0].rule == "impossible.organisation_unknown"
    for twice in (signed(provider=COUNTY), signed(co_buyers=[COUNTY]), signed(places=places(1) * 2)):
        with pytest.raises(InvalidInput):
            command(story, twice)


def test_what_was_due_for_a_period_is_confirmed_once_and_paid_in_parts() -> None:
    story = on_purchase(nowhere_special(), signed(), paid("2023-01-01", "2023-03-31", "30000.00", "20000.00"))
    again = paid("2023-03-31", "2023-06-30", "30000.00", "30000.00", "again")
    assert command(story, again).refusals[0].rule == "impossible.paid_twice"
    command(story, paid("2023-01-01", "2023-03-31", "0", "10000.00", "rest")).then_recorded()
    command(story, paid("2023-07-01", "2023-09-30", "30000.00", "30000.00", "third")).then_recorded()
    command(story, paid("2023-04-01", "2023-06-30", "30000.00", "29000.00", "second")).then_recorded()
    assert [one.paid for one in purchase(story).payments] == ["20000.00", "10000.00", "30000.00", "29000.00"]


def test_a_correction_keeps_the_parties() -> None:
    story = on_purchase(nowhere_special(), signed(buyer=STREET, co_buyers=[CITY]))
    other = corrected("signed", signed(buyer=COUNTY))
    assert command(story, other).refusals[0].rule == "impossible.purchase_parties"
    fewer = corrected("signed", signed(buyer=STREET, co_buyers=[CITY], places=places(1)))
    command(story, fewer).then_recorded()
    assert purchase(story).places == 1


def test_a_rescinded_signing_takes_what_rests_on_it_or_is_refused() -> None:
    story = on_purchase(nowhere_special(), signed(), amended("2023-07-01", budget="130000.00"))
    assert command(story, rescinded("signed")).refusals[0].rule == "impossible.purchase_unknown"
    on_purchase(story, rescinded("amended"), rescinded("signed"))
    assert story.reading().purchase(PURCHASE).end is None


def test_nothing_is_said_of_a_purchase_that_is_not_there() -> None:
    with pytest.raises(NotFound):
        command(nowhere_special(), ended("2023-07-01"))
