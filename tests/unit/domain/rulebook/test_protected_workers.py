"""Whose contract runs on although its term is over (劳动合同法 arts. 42, 45), and where dispatch may be used (art. 66)."""

from typing import Any

import pytest

from tests.unit.domain.rulebook.steps import (
    adopted,
    assessed,
    back,
    confirmed,
    contract_ended,
    contract_extended,
    hired,
    not_renewed,
    on_leave,
    registered,
    separated,
    signed,
)
from tests.unit.domain.rulebook.story import COUNTY, POST, WORKER, Step, Story, nowhere_special

PROTECTED = "contract.protected"


def with_term(*steps: Step, since: str = "2022-03-01", **person: str) -> Story:
    """A contract to 28 February 2025, and an assessment that a non-renewal may cite."""
    who = {"birth_on": "1990-06-15", "sex": "2", **person}
    return nowhere_special().given(
        registered(person=who),
        hired(since),
        signed(since, "2025-02-28"),
        assessed("2025-01-10", 2024),
        confirmed("2025-01-20"),
        *steps,
    )


ENDINGS: list[tuple[Step, bool]] = [
    (not_renewed("2025-03-01", "employer"), True),
    (not_renewed("2025-03-01", "worker"), False),
    (not_renewed("2025-03-01", "both"), False),
    (contract_ended("2025-03-01", "not_renewed_by_employer"), True),
    (contract_ended("2025-03-01", "expired"), True),
    (contract_ended("2025-03-01", "dismissed_with_notice"), True),
    (contract_ended("2025-03-01", "redundant"), True),
    (contract_ended("2025-03-01", "agreed"), False),
    (contract_ended("2025-03-01", "serious_breach"), False),
    (separated("2025-03-01"), False),
    (separated("2025-03-01").changed(reason_code="redundant"), True),
    (separated("2025-03-01").changed(reason_code="expired"), True),
]


class TestProtectedLeave:
    @pytest.mark.parametrize(("ending", "refused"), ENDINGS)
    def test_keeps_the_employer_from_ending_the_contract(self, ending: Step, *, refused: bool) -> None:
        outcome = with_term(on_leave("2025-02-01", protected=True)).when(ending.citing("assessed"))
        if refused:
            outcome.then_refused(PROTECTED, clause="劳动合同法 第四十二条、第四十五条")
        else:
            outcome.then_recorded()

    @pytest.mark.parametrize("ending", [ending for ending, _ in ENDINGS])
    def test_another_leave_does_not(self, ending: Step) -> None:
        story = with_term(on_leave("2025-02-01", protected=False))
        story.when(ending.citing("assessed")).then_recorded()

    def test_from_its_first_day_to_the_day_before_the_first_day_back(self) -> None:
        ending = not_renewed("2025-03-01").citing("assessed")
        with_term(on_leave("2025-03-01", protected=True)).when(ending).then_recorded()
        with_term(on_leave("2025-02-28", protected=True)).when(ending).then_refused(PROTECTED)
        over = with_term(on_leave("2025-02-01", protected=True), back("2025-03-01"))
        over.when(ending).then_recorded()
        late = with_term(on_leave("2025-02-01", protected=True), back("2025-03-02"))
        late.when(ending).then_refused(PROTECTED)
        late.when(not_renewed("2025-03-02").citing("assessed")).then_recorded()

    def test_does_not_end_by_time_alone(self) -> None:
        story = with_term(on_leave("2025-01-01", protected=True, until="2025-01-31"))
        ending = not_renewed("2025-03-01").citing("assessed")
        story.when(ending).then_refused(PROTECTED)
        story.given(back("2025-02-01")).when(ending).then_recorded()

    def test_an_extension_on_that_ground_satisfies_the_law(self) -> None:
        story = with_term(on_leave("2025-02-01", protected=True))
        story.when(contract_extended("2025-03-01", "2025-05-31", "protected")).then_recorded()
        story.given(back("2025-05-20"))
        story.when(not_renewed("2025-06-01").citing("assessed")).then_recorded()

    def test_what_was_done_all_the_same_is_recorded_as_a_breach(self) -> None:
        done = not_renewed("2025-03-01").citing("assessed").already_done()
        with_term(on_leave("2025-02-01", protected=True)).when(done).then_recorded(breaches=[PROTECTED])

    def test_erased_grounds_are_not_guessed(self) -> None:
        story = with_term(on_leave("2025-02-01", protected=False))
        story.ledger.erased.add(WORKER)
        refusal = story.when(not_renewed("2025-03-01").citing("assessed")).then_refused(PROTECTED)
        assert "已删除" in refusal.zh


class TestNearRetirement:
    """A man born 10 September 1966 retires at 60 and six months, on 10 March 2027."""

    @pytest.mark.parametrize(
        ("since", "ends_on", "refused"),
        [
            ("2010-03-01", "2025-03-01", True),
            ("2010-03-02", "2025-03-01", False),
            ("2010-03-02", "2025-03-02", True),
        ],
    )
    def test_after_fifteen_full_years(self, since: str, ends_on: str, *, refused: bool) -> None:
        story = with_term(since=since, birth_on="1966-09-10", sex="1")
        self.judged(story, ends_on, refused=refused)

    @pytest.mark.parametrize(
        ("born", "ends_on", "refused"),
        [
            # Retires on 1 March 2030, to the day five years after: not less than five.
            ("1969-02-01", "2025-03-01", False),
            ("1969-02-01", "2025-03-02", True),
            # Whoever has reached the age is not kept from retiring.
            ("1965-02-02", "2025-03-01", True),
            ("1965-02-02", "2025-03-02", False),
        ],
    )
    def test_less_than_five_years_before(self, born: str, ends_on: str, *, refused: bool) -> None:
        self.judged(with_term(since="2008-03-01", birth_on=born, sex="1"), ends_on, refused=refused)

    def test_counts_years_that_were_carried_over(self) -> None:
        long_ago = adopted("2020-03-01", engaged_since="2008-03-01")
        who = {"birth_on": "1966-09-10", "sex": "1"}
        story = nowhere_special().given(
            registered(person=who),
            long_ago,
            signed("2020-03-01", "2025-02-28"),
            assessed("2025-01-10", 2024),
            confirmed("2025-01-20"),
        )
        self.judged(story, "2025-03-01", refused=True)

    def test_needs_both(self) -> None:
        self.judged(with_term(birth_on="1966-09-10", sex="1"), "2025-03-01", refused=False)
        self.judged(with_term(since="2008-03-01", birth_on="1985-09-10"), "2025-03-01", refused=False)

    @staticmethod
    def judged(story: Story, on: str, *, refused: bool) -> None:
        outcome = story.when(not_renewed(on).citing("assessed"))
        if refused:
            outcome.then_refused(PROTECTED)
        else:
            outcome.then_recorded()


def test_staff_of_public_organs_have_rules_of_their_own() -> None:
    story = nowhere_special().given(
        registered(),
        hired(mode="union_institution"),
        signed(until="2025-02-28", mode="union_institution"),
        assessed("2025-01-10", 2024, scheme="public_institution"),
        confirmed("2025-01-20"),
        on_leave("2025-02-01", protected=True),
    )
    story.when(not_renewed("2025-03-01").citing("assessed")).then_recorded()


class TestDispatch:
    def story(self, category: str, **contract: Any) -> Story:
        story = nowhere_special().under(jurisdiction="220000", contract=contract)
        return story.with_post(COUNTY, category).given(registered())

    @pytest.mark.parametrize(("category", "accepted"), [("substitute", True), ("permanent", False)])
    def test_is_for_some_posts_only(self, category: str, *, accepted: bool) -> None:
        terms = {"dispatch_minimum_months": 24, "dispatch_posts": ["temporary", "auxiliary", "substitute"]}
        dispatched = hired(mode="purchased_post", post=POST)
        outcome = self.story(category, **terms).when(dispatched)
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.dispatch_post", clause="第六十六条")

    def test_is_not_asked_where_purchased_posts_are_no_dispatch(self) -> None:
        dispatched = hired(mode="purchased_post", post=POST)
        self.story("permanent", dispatch_posts=["temporary"]).when(dispatched).then_recorded()
        self.story("permanent", dispatch_minimum_months=24).when(dispatched).then_recorded()
