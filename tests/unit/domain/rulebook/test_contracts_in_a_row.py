"""When a contract has to be open-ended: contracts in a row with one employer, and years with it, to the day."""

import pytest

from tests.unit.domain.rulebook.steps import (
    adopted,
    assessed,
    confirmed,
    contract_ended,
    contract_extended,
    hired,
    moved,
    registered,
    renewed,
    signed,
)
from tests.unit.domain.rulebook.story import INSTITUTION, Step, Story, nowhere_special

AFTER_TERMS = "contract.open_ended_after_fixed_terms"
INTERPRETED = "contract.open_ended_by_interpretation"
AFTER_YEARS = "contract.open_ended_after_years"


def one_term(since: str, until: str, *more: Step, hired_on: str = "") -> Story:
    """A first fixed term, with what happened to it."""
    return nowhere_special().given(
        registered(), hired(hired_on or since), signed(since, until, label="contract"), *more
    )


def judged(story: Story, on: str, until: str, rule: str | None, old: str = "contract") -> None:
    """A renewal for a fixed term that begins on a day, refused by this rule, or recorded where there is none."""
    year = int(on[:4]) - 1
    story.given(assessed(f"{year}-12-31", year), confirmed(f"{year}-12-31"))
    outcome = story.when(renewed(on, until, old).citing("assessed"))
    if rule is None:
        outcome.then_recorded()
    else:
        outcome.then_refused(rule)


class TestExtensions:
    @pytest.mark.parametrize(
        ("last", "next_on", "rule"),
        [
            ("2025-11-29", "2025-11-30", None),
            ("2025-11-30", "2025-12-01", INTERPRETED),
            ("2026-05-31", "2026-06-01", INTERPRETED),
        ],
    )
    def test_agreed_ones_of_a_year_in_all_are_a_further_contract(
        self, last: str, next_on: str, rule: str | None
    ) -> None:
        """The term ended on 30 November 2024: a year more is full with 30 November 2025."""
        story = one_term("2022-12-01", "2024-11-30", contract_extended("2024-12-01", last))
        judged(story, next_on, "2028-05-31", rule)

    def test_several_short_ones_add_up(self) -> None:
        def extended_to(last: str) -> Story:
            return one_term(
                "2022-12-01",
                "2024-11-30",
                contract_extended("2024-12-01", "2025-05-31", label="first"),
                contract_extended("2025-06-01", last, label="second"),
            )

        judged(extended_to("2025-11-29"), "2025-11-30", "2026-11-29", None)
        judged(extended_to("2025-11-30"), "2025-12-01", "2026-11-30", INTERPRETED)

    def test_an_automatic_one_counts_whatever_its_length(self) -> None:
        story = one_term(
            "2022-12-01", "2025-09-30", contract_extended("2025-10-01", "2025-10-31", "automatic")
        )
        judged(story, "2025-11-01", "2026-10-31", INTERPRETED)

    @pytest.mark.parametrize("ground", ["protected", "union_office", "training_service"])
    def test_those_that_the_law_brings_about_do_not(self, ground: str) -> None:
        story = one_term("2022-12-01", "2024-09-30", contract_extended("2024-10-01", "2025-12-31", ground))
        judged(story, "2026-01-01", "2026-12-31", None)

    @pytest.mark.parametrize(("last", "rule"), [("2025-08-30", None), ("2025-08-31", INTERPRETED)])
    def test_count_from_the_day_of_the_interpretation(self, last: str, rule: str | None) -> None:
        """A renewal effective on 31 August 2025 is judged by the law alone, one of 1 September by both."""
        story = one_term("2021-12-01", "2023-11-30", contract_extended("2023-12-01", last))
        judged(story, "2025-08-31" if rule is None else "2025-09-01", "2027-08-31", rule)

    def test_cut_short_count_as_served(self) -> None:
        story = one_term(
            "2022-12-01",
            "2024-11-30",
            contract_extended("2024-12-01", "2025-11-30"),
            contract_ended("2025-11-01", "agreed"),
        )
        story.when(signed("2025-11-01", "2026-10-31", label="next")).then_recorded()

    def test_two_terms_are_told_by_the_law_itself(self) -> None:
        story = one_term("2022-12-01", "2023-11-30").given(
            renewed("2023-12-01", "2024-11-30"),
            contract_extended("2024-12-01", "2025-11-30", old="renewed"),
        )
        story.given(assessed("2025-11-01", 2025), confirmed("2025-11-02"))
        third = renewed("2025-12-01", "2026-11-30", "renewed", "third").citing("assessed")
        refusal = story.when(third).then_refused(AFTER_TERMS, clause="第十四条第二款第三项")
        assert refusal.strength == "principle"

    def test_the_worker_may_still_ask_for_a_fixed_term(self) -> None:
        story = one_term("2022-12-01", "2024-11-30", contract_extended("2024-12-01", "2025-11-30"))
        story.given(assessed("2025-11-01", 2025), confirmed("2025-11-02"))
        renewal = renewed("2025-12-01", "2026-11-30").citing("assessed")
        story.when(renewal).then_refused(INTERPRETED, clause="法释〔2025〕12号 第十条")
        story.when(renewal.excepting(INTERPRETED)).then_recorded(exceptions=[INTERPRETED])


class TestSwappedEmployer:
    def swapped(self, on: str, *, carried: bool = True, signed_on: str = "") -> Story:
        """A year with the county union, then the union's institution signs while the worker stays in place."""
        swap = moved(on, legal_employer=INSTITUTION, seniority_carried=carried)
        second = signed(signed_on or on, "2026-02-28", label="second", employer=INSTITUTION)
        story = one_term("2024-03-01", "2026-02-28").given(swap, second)
        return story.given(assessed("2026-01-10", 2025), confirmed("2026-01-20"))

    @pytest.mark.parametrize("signed_on", ["2025-03-01", "2025-03-31"])
    def test_the_contract_with_the_former_one_counts(self, signed_on: str) -> None:
        story = self.swapped("2025-03-01", signed_on=signed_on)
        third = renewed("2026-03-01", "2028-02-29", "second", "third").citing("assessed")
        story.when(third).then_refused(INTERPRETED, clause="法释〔2025〕12号")
        story.when(renewed("2026-03-01", None, "second", "open").citing("assessed")).then_recorded()

    def test_it_does_not_where_the_worker_moved_for_reasons_of_their_own(self) -> None:
        story = self.swapped("2025-03-01", carried=False)
        third = renewed("2026-03-01", "2028-02-29", "second", "third").citing("assessed")
        story.when(third).then_recorded()

    def test_a_move_of_post_alone_changes_nothing(self) -> None:
        story = one_term("2024-03-01", "2025-12-31").given(moved("2025-03-01", host=INSTITUTION))
        judged(story, "2026-01-01", "2027-12-31", None)


class TestSince2008:
    @pytest.mark.parametrize(("first", "rule"), [("2007-12-31", None), ("2008-01-01", AFTER_TERMS)])
    def test_only_contracts_from_then_on_count(self, first: str, rule: str | None) -> None:
        story = one_term(first, "2010-12-31").given(renewed("2011-01-01", "2012-12-31"))
        story.given(assessed("2012-12-01", 2012), confirmed("2012-12-02"))
        third = renewed("2013-01-01", "2014-12-31", "renewed", "third").citing("assessed")
        outcome = story.when(third)
        outcome.then_refused(rule) if rule else outcome.then_recorded()

    @pytest.mark.parametrize("kind", ["open_ended", "task"])
    def test_another_kind_of_term_breaks_the_row(self, kind: str) -> None:
        story = one_term("2022-03-01", "2023-02-28", hired_on="2022-03-01").given(
            contract_ended("2023-03-01", "expired"),
            signed("2023-03-01", None, label="other", kind=kind),
            contract_ended("2024-03-01", "agreed", "other", "other ended"),
            signed("2024-03-01", "2025-02-28", label="last"),
        )
        story.given(assessed("2025-01-10", 2024), confirmed("2025-01-20"))
        story.when(renewed("2025-03-01", "2026-02-28", "last", "next").citing("assessed")).then_recorded()


class TestTenYears:
    @pytest.mark.parametrize(("on", "rule"), [("2022-02-28", None), ("2022-03-01", AFTER_YEARS)])
    def test_are_full_on_their_own_day(self, on: str, rule: str | None) -> None:
        """At work from 1 March 2012: ten years are full once 28 February 2022 has been worked."""
        last = {"2022-02-28": "2022-02-27", "2022-03-01": "2022-02-28"}[on]
        judged(one_term("2012-03-01", last), on, "2024-02-29", rule)

    @pytest.mark.parametrize(("carried", "rule"), [(True, AFTER_YEARS), (False, None)])
    def test_years_with_a_former_employer_count_when_carried_over(
        self, carried: bool, rule: str | None
    ) -> None:
        story = nowhere_special().given(
            registered(),
            hired("2012-03-01"),
            moved("2020-03-01", legal_employer=INSTITUTION, seniority_carried=carried),
            signed("2020-03-01", "2022-02-28", employer=INSTITUTION),
        )
        judged(story, "2022-03-01", "2024-02-29", rule)

    def test_years_before_the_ledger_count_for_who_was_adopted(self) -> None:
        story = nowhere_special().given(
            registered(),
            adopted("2020-03-01", engaged_since="2012-03-01"),
            signed("2020-03-01", "2022-02-28"),
        )
        judged(story, "2022-03-01", "2024-02-29", AFTER_YEARS)

    def test_begin_again_after_a_separation(self) -> None:
        story = one_term("2012-03-01", "2016-02-29").given(
            Step("worker.separated", "2016-03-01", {"reason_code": "resigned"}, "separated"),
            hired("2016-04-01", label="rehired"),
            signed("2016-04-01", "2022-02-28", label="second"),
        )
        judged(story, "2022-03-01", "2024-02-29", None, "second")
