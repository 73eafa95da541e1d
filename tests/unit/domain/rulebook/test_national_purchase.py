"""Purchases under the national book (R21, R23, R48), and rules over events of organisations."""

from datetime import date
from typing import Any

import pytest

from domain.catalogue import CATALOGUE
from domain.owned import OWNED
from domain.rulebook.case import Case
from domain.rulebook.drafts import DraftRefused, read_draft
from domain.rulebook.vocabulary import VOCABULARY, Kind
from domain.timeline import Standing
from domain.worker.state import WorkerState
from tests.samples import FULL
from tests.specification import Fact, event
from tests.unit.domain.purchase.desk import (
    PURCHASE,
    amended,
    command,
    on_purchase,
    places,
    renewed,
    signed,
    with_guide,
)
from tests.unit.domain.rulebook.steps import registered
from tests.unit.domain.rulebook.story import (
    CITY,
    COMPANY,
    COUNTY,
    STREET,
    Step,
    book,
    nowhere_special,
    rule,
)

NEUTRAL: dict[Kind, Any] = {Kind.BOOL: False, Kind.INT: 0, Kind.STRING: "", Kind.STRINGS: []}


@pytest.mark.requirement("R48")
def test_a_budget_of_just_the_guide_s_pay_is_recorded_with_its_book() -> None:
    recorded = command(with_guide(), signed()).then_recorded()
    assert recorded.said.rulebook is not None
    assert recorded.said.rulebook.jurisdiction == "220202"


@pytest.mark.requirement("R48", shows="refusal")
def test_a_budget_below_the_guide_by_a_fen_is_refused() -> None:
    refusal = command(with_guide(), signed(budget="119999.99")).then_refused(
        "purchase.budget", clause="五(一)"
    )
    assert refusal.strength == "must"


def test_a_low_budget_that_was_signed_already_is_a_breach() -> None:
    step = signed(budget="100000.00").already_done()
    command(with_guide(), step).then_recorded(breaches=["purchase.budget"])


def test_without_a_guide_for_the_day_any_budget_will_do() -> None:
    command(nowhere_special(), signed(budget="1.00")).then_recorded()
    command(with_guide(period_from="2023-01-02"), signed(budget="1.00")).then_recorded()
    command(
        with_guide(period_from="2022-01-01", period_to="2022-12-31"), signed(budget="1.00")
    ).then_recorded()


def test_the_levels_of_places_are_the_guide_s() -> None:
    chief = signed(places=[{"level": "chief", "count": 1}])
    command(with_guide(), chief).then_refused("purchase.levels_in_guide")


def test_more_places_need_more_money() -> None:
    story = on_purchase(with_guide(), signed())
    more = amended("2023-07-01", places=places(3))
    command(story, more).then_refused("purchase.budget")
    command(story, more.changed(budget="150000.00")).then_recorded()


def test_a_budget_is_not_lowered_below_the_guide_nor_is_a_term_lengthened_for_the_same_money() -> None:
    story = on_purchase(with_guide(), signed())
    command(story, amended("2023-07-01", budget="119999.99")).then_refused("purchase.budget")
    command(story, amended("2023-07-01", until="2024-01-01")).then_refused("purchase.budget")


def test_an_amendment_that_leaves_the_price_alone_is_not_priced() -> None:
    story = with_guide()
    story.record(PURCHASE, signed(budget="1.00").already_done())
    command(story, amended("2023-07-01", co_buyers=[CITY])).then_recorded()


def test_a_renewal_is_priced_by_its_own_term() -> None:
    story = on_purchase(with_guide(), signed())
    command(story, renewed(until="2024-06-30", budget="59999.00")).then_refused("purchase.budget")
    command(story, renewed(until="2024-06-30", budget="60000.00")).then_recorded()


@pytest.mark.requirement("R23", shows="refusal")
def test_the_provider_is_a_social_organisation_with_a_qualification_in_force() -> None:
    story = nowhere_special()
    command(story, signed(provider=COMPANY)).then_refused("purchase.provider_kind")
    for until, rules in (("2022-12-31", ["purchase.provider_qualified"]), ("2023-01-01", [])):
        step = signed(qualification={"document_number": "示例〔2021〕1号", "until": until})
        assert [one.rule for one in command(story, step).refusals] == rules


def test_a_renewal_asks_for_the_qualification_again() -> None:
    story = on_purchase(
        nowhere_special(), signed(qualification={"document_number": "示例〔2021〕1号", "until": "2023-12-31"})
    )
    command(story, renewed()).then_refused("purchase.provider_qualified")
    command(story, renewed(qualification={"document_number": "示例〔2023〕2号"})).then_recorded()


def test_only_unions_buy_and_a_base_union_buys_together_with_the_city_or_county() -> None:
    story = nowhere_special()
    command(story, signed(buyer=COMPANY)).then_refused("purchase.buyer_is_union")
    alone = signed(buyer=STREET)
    assert command(story, alone).then_refused("purchase.coordinated_allocation").strength == "principle"
    command(story, alone.changed(co_buyers=[COUNTY])).then_recorded()


def test_an_exception_to_allocation_is_kept_with_the_event_and_not_asked_again() -> None:
    story = nowhere_special()
    step = signed(buyer=STREET).excepting("purchase.coordinated_allocation")
    command(story, step).then_recorded(exceptions=["purchase.coordinated_allocation"])
    command(story, amended("2023-07-01", budget="130000.00")).then_recorded()


def test_rules_judge_events_of_organisations() -> None:
    story = nowhere_special().under(
        rule("example.rename", judges=["organisation.renamed"], require="event.has_reason"),
        jurisdiction="220200",
    )
    renaming = Step("organisation.renamed", "2023-01-01", {"name": "示例新名"}, "renaming")
    story.when(renaming, COUNTY).then_refused("example.rename")
    done = Step("organisation.renamed", "2023-01-01", {"name": "示例新名"}, "done", {"reason": "示例"})
    assert story.when(done, COUNTY).then_recorded().said.rulebook is not None


@pytest.mark.parametrize("name", ["rulebook.enacted", "cycle.closed", "event.rescinded"])
def test_rules_judge_neither_books_nor_corrections(name: str) -> None:
    with pytest.raises(DraftRefused):
        read_draft(book("220200", rule(judges=[name])))


JUDGED = sorted(name for name, kind in CATALOGUE.items() if kind.stream in OWNED)


@pytest.mark.parametrize("name", JUDGED)
def test_facts_about_a_worker_are_neutral_for_other_streams(name: str) -> None:
    story = with_guide().given(registered())
    said = event(Fact(name, "2023-01-01", FULL[name], name), 0, 1, PURCHASE)
    standing = Standing(said, said, said.effective_on, said.data)
    subject = story.reading().purchase(PURCHASE).end
    case = Case(WorkerState(), standing, (), story.reading(), story.reading(), subject=subject)
    resolved = story.book("220200", date(2023, 1, 1))
    for fact in VOCABULARY.values():
        value = fact.value(case, resolved)
        assert type(value) is type(NEUTRAL[fact.kind]), fact.name
        if fact.name.startswith(("worker.", "evidence.")):
            assert value == NEUTRAL[fact.kind], fact.name
