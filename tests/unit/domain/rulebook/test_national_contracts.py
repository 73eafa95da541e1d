"""The national book on labour contracts: every limit of the law, what accepts and what refuses, with the clause."""

from dataclasses import replace

import pytest

from domain.errors import InvalidInput
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    contract_ended,
    hired,
    moved,
    not_renewed,
    registered,
    renewed,
    separated,
    signed,
)
from tests.unit.domain.rulebook.story import (
    COMPANY,
    INSTITUTION,
    Step,
    Story,
    nowhere_special,
)

POLICY = "总工发〔2016〕37号"


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), *steps)


class TestWrittenContract:
    @pytest.mark.parametrize(
        ("first_day", "signed_on", "accepted"),
        [
            ("2022-03-01", "2022-04-01", True),
            ("2022-03-01", "2022-04-02", False),
            ("2022-01-31", "2022-02-28", True),
            ("2022-01-31", "2022-03-01", False),
        ],
    )
    def test_is_concluded_within_a_month(self, first_day: str, signed_on: str, *, accepted: bool) -> None:
        outcome = someone(hired(first_day)).when(signed(signed_on, "2025-12-31"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.written_in_time", clause="劳动合同法 第十条")

    def test_a_late_one_is_recorded_as_a_fact(self) -> None:
        late = signed("2022-09-01", "2025-12-31").already_done()
        someone(hired()).when(late).then_recorded(breaches=["contract.written_in_time"])

    def test_the_month_runs_again_from_the_end_of_a_contract(self) -> None:
        story = someone(hired(), signed(until="2023-02-28"), contract_ended("2023-03-01", "agreed"))
        story.when(signed("2023-04-02", "2025-12-31", label="next")).then_refused("contract.written_in_time")
        story.when(signed("2023-04-01", "2025-12-31", label="again")).then_recorded()


LIMITS: list[tuple[str | None, str | None, str | None]] = [
    # term until, probation until, the rule that refuses
    ("2022-05-30", None, None),
    ("2022-05-30", "2022-03-01", "contract.probation_none"),
    ("2022-05-31", "2022-03-31", None),
    ("2022-05-31", "2022-04-01", "contract.probation_one_month"),
    ("2023-02-27", "2022-03-31", None),
    ("2023-02-27", "2022-04-01", "contract.probation_one_month"),
    ("2023-02-28", "2022-04-30", None),
    ("2023-02-28", "2022-05-01", "contract.probation_two_months"),
    ("2025-02-27", "2022-04-30", None),
    ("2025-02-27", "2022-05-01", "contract.probation_two_months"),
    ("2025-02-28", "2022-08-31", None),
    ("2025-02-28", "2022-09-01", "contract.probation_six_months"),
    (None, "2022-08-31", None),
    (None, "2022-09-01", "contract.probation_six_months"),
]


class TestProbation:
    @pytest.mark.requirement("R94", shows="refusal")
    @pytest.mark.parametrize(("until", "probation", "rule"), LIMITS)
    def test_every_limit_of_article_19(
        self, until: str | None, probation: str | None, rule: str | None
    ) -> None:
        outcome = someone(hired()).when(signed("2022-03-01", until, probation))
        if rule is None:
            outcome.then_recorded()
        else:
            outcome.then_refused(rule, clause="劳动合同法 第十九条")

    def test_none_for_a_task(self) -> None:
        task = signed("2022-03-01", "2025-02-28", "2022-03-31", kind="task")
        someone(hired()).when(task).then_refused("contract.probation_none")
        someone(hired()).when(signed("2022-03-01", None, kind="task")).then_recorded()

    def test_once_with_one_employer(self) -> None:
        story = someone(
            hired(),
            signed(probation="2022-04-30"),
            separated("2022-06-01"),
            hired("2023-01-01", label="rehired"),
        )
        again = signed("2023-01-01", "2025-12-31", "2023-02-28", label="again")
        story.when(again).then_refused("contract.probation_once", clause="第十九条")
        story.when(signed("2023-01-01", "2025-12-31", label="without")).then_recorded()

    def test_again_with_another_employer(self) -> None:
        elsewhere = hired("2023-01-01", "purchased_post", label="rehired")
        story = someone(hired(), signed(probation="2022-04-30"), separated("2022-06-01"), elsewhere)
        story.when(
            signed("2023-01-01", "2025-12-31", "2023-02-28", label="again", mode="purchased_post")
        ).then_recorded()

    @pytest.mark.parametrize(("until", "rule"), [("2022-04-30", "none"), ("2022-05-31", "one_month")])
    def test_a_contract_is_never_a_probation_and_nothing_else(self, until: str, rule: str) -> None:
        only = signed("2022-03-01", until, until)
        someone(hired()).when(only).then_refused(f"contract.probation_{rule}", clause="第十九条")

    def test_one_lasts_no_longer_than_the_term(self) -> None:
        longer = signed("2022-03-01", "2022-05-31", "2022-06-01")
        assert someone(hired()).when(longer).refusals[0].rule == "impossible.probation_beyond_term"

    def test_a_renewal_has_none(self) -> None:
        story = someone(hired(), signed(until="2023-02-28"))
        renewal = renewed("2023-03-01", "2026-02-28")
        with pytest.raises(InvalidInput):
            story.when(replace(renewal, data={**renewal.data, "probation_until": "2023-04-30"}))

    def test_none_with_an_employer_who_had_one_under_another_mode(self) -> None:
        story = someone(
            hired(mode="purchased_post"),
            signed(probation="2022-04-30", mode="purchased_post"),
            moved("2023-01-10", legal_employer=COMPANY, host=INSTITUTION),
            contract_ended("2023-02-01", "agreed"),
        )
        again = signed("2023-02-01", "2026-01-31", "2023-03-31", label="again", employer=COMPANY)
        story.when(again).then_refused("contract.probation_once")


class TestInstitutionContract:
    @pytest.mark.parametrize(
        ("until", "probation", "rule"),
        [
            ("2025-02-28", "2023-02-28", None),
            ("2025-02-28", "2023-03-01", "contract.institution_probation"),
            ("2025-02-27", None, "contract.institution_term"),
            (None, "2023-02-28", None),
            (None, "2023-03-01", "contract.institution_probation"),
        ],
    )
    def test_terms(self, until: str | None, probation: str | None, rule: str | None) -> None:
        contract = signed("2022-03-01", until, probation, mode="union_institution")
        outcome = someone(hired(mode="union_institution")).when(contract)
        if rule is None:
            outcome.then_recorded()
        else:
            outcome.then_refused(rule, clause="事业单位人事管理条例")

    def test_a_term_under_three_years_has_no_probation_at_all(self) -> None:
        short = signed("2022-03-01", "2025-02-27", "2022-03-31", mode="union_institution")
        someone(hired(mode="union_institution")).when(short).then_refused(
            "contract.institution_probation", "contract.institution_term", clause="第十三条"
        )


def test_dispatch_runs_two_years_where_a_province_says_it_is_dispatch() -> None:
    story = Story("220200", "220202").under(jurisdiction="220000", contract={"dispatch_minimum_months": 24})
    story.given(registered(), hired(mode="purchased_post"))
    short = signed(until="2024-02-28", mode="purchased_post")
    story.when(short).then_refused("contract.dispatch_term", clause="第五十八条")
    story.when(signed(until="2024-02-29", label="longer", mode="purchased_post")).then_recorded()


def renewed_once() -> Story:
    """A first term of a year, renewed for another one; each year assessed."""
    return someone(
        hired(),
        signed(until="2023-02-28"),
        assessed("2023-01-10", 2022),
        confirmed("2023-01-20"),
        renewed("2023-03-01", "2024-02-29"),
        assessed("2024-01-10", 2023, label="second"),
        confirmed("2024-01-20", "second"),
    )


class TestRenewal:
    def test_after_two_fixed_terms_it_is_open_ended(self) -> None:
        third = renewed("2024-03-01", "2025-02-28", "renewed", "third").citing("second")
        renewed_once().when(third).then_refused("contract.open_ended_after_fixed_terms", clause="第十四条")
        open_ended = renewed("2024-03-01", None, "renewed", "third").citing("second")
        renewed_once().when(open_ended).then_recorded()

    def test_unless_the_worker_asks_for_a_fixed_term(self) -> None:
        third = renewed("2024-03-01", "2025-02-28", "renewed", "third").citing("second")
        asked = third.excepting("contract.open_ended_after_fixed_terms")
        renewed_once().when(asked).then_recorded(exceptions=["contract.open_ended_after_fixed_terms"])

    @pytest.mark.parametrize("on", ["2024-03-01", "2024-03-02", "2024-03-31"])
    def test_a_contract_signed_anew_counts_as_the_next_term_while_the_worker_stays(self, on: str) -> None:
        story = renewed_once().given(contract_ended("2024-03-01", "expired", "renewed"))
        story.when(signed(on, "2025-02-28", label="third")).then_refused(
            "contract.open_ended_after_fixed_terms"
        )

    def test_a_rehire_after_a_day_away_begins_anew(self) -> None:
        for away_until, refused in (("2024-03-01", True), ("2024-03-02", False)):
            story = renewed_once().given(separated("2024-03-01"), hired(away_until, label="rehired"))
            outcome = story.when(signed(away_until, "2025-02-28", label="third"))
            if refused:
                outcome.then_refused("contract.open_ended_after_fixed_terms")
            else:
                outcome.then_recorded()

    def test_after_ten_years_it_is_open_ended(self) -> None:
        story = someone(
            hired("2012-03-01"),
            signed("2012-03-01", "2022-02-28"),
            assessed("2022-01-10", 2021),
            confirmed("2022-01-20"),
        )
        fixed = renewed("2022-03-01", "2025-02-28").citing("assessed")
        story.when(fixed).then_refused("contract.open_ended_after_years", clause="第十四条")
        story.when(renewed("2022-03-01", None, label="open").citing("assessed")).then_recorded()

    @pytest.mark.parametrize(
        ("grade", "is_confirmed", "accepted"),
        [("qualified", True, True), ("basically_qualified", True, False), ("qualified", False, False)],
    )
    def test_cites_a_confirmed_sufficient_assessment(
        self, grade: str, *, is_confirmed: bool, accepted: bool
    ) -> None:
        story = someone(hired(), signed(until="2023-02-28"), assessed("2023-01-10", 2022, grade))
        if is_confirmed:
            story.given(confirmed("2023-01-20"))
        outcome = story.when(renewed("2023-03-01", "2024-02-29").citing("assessed"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("renewal.assessment", clause=f"{POLICY} 五(二)")

    def test_cites_one_inside_the_look_back(self) -> None:
        story = someone(
            hired(), signed(until="2026-01-09"), assessed("2023-01-10", 2022), confirmed("2023-01-20")
        )
        story.when(renewed("2026-01-10", "2027-01-09").citing("assessed")).then_refused("renewal.assessment")

    def test_an_employer_who_does_not_renew_cites_one_too(self) -> None:
        story = someone(
            hired(),
            signed(until="2023-02-28"),
            assessed("2023-01-10", 2022, "unqualified"),
            confirmed("2023-01-20"),
        )
        for ended in (
            contract_ended("2023-03-01", "not_renewed_by_employer"),
            not_renewed("2023-03-01", "employer"),
        ):
            story.when(ended).then_refused("non_renewal.assessment", clause="五(二)")
        story.when(not_renewed("2023-03-01", "employer").citing("assessed")).then_recorded()

    @pytest.mark.parametrize("decided_by", ["worker", "both"])
    def test_a_worker_who_does_not_renew_needs_to_cite_none(self, decided_by: str) -> None:
        story = someone(hired(), signed(until="2023-02-28"))
        story.when(not_renewed("2023-03-01", decided_by)).then_recorded()

    @pytest.mark.requirement("R55", shows="refusal")
    def test_an_assessment_that_was_never_confirmed_or_is_too_old_is_no_ground(self) -> None:
        unconfirmed = someone(hired(), signed(until="2023-02-28"), assessed("2023-01-10", 2022))
        unconfirmed.when(not_renewed("2023-03-01", "employer").citing("assessed")).then_refused(
            "non_renewal.assessment"
        )
        old = someone(
            hired(), signed(until="2026-01-09"), assessed("2023-01-10", 2022), confirmed("2023-01-20")
        )
        old.when(not_renewed("2026-01-10", "employer").citing("assessed")).then_refused(
            "non_renewal.assessment"
        )
