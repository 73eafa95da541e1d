"""The national book on sanctions, lowered grades, pay and offices: each rule accepts and refuses, on its boundary days."""

from dataclasses import replace
from typing import Any

import pytest

from domain.questioned import Questioned, questioned
from domain.rulebook.case import Case
from domain.rulebook.evaluation import encouraged
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    contract_ended,
    graded,
    hired,
    not_renewed,
    promoted,
    registered,
    rescinded,
    separated,
    signed,
)
from tests.unit.domain.rulebook.story import (
    COUNTY,
    STREET,
    WORKER,
    Step,
    Story,
    named,
    nowhere_special,
    rule,
)

POLICY = "总工发〔2016〕37号"
SCHEME = {"direct_hire": "labour_contract", "union_institution": "public_institution"}


def doubts(story: Story) -> list[Questioned]:
    return questioned(story.timeline(), story.reading())


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), *steps)


def ready(grade: str = "qualified", mode: str = "direct_hire", first: str = "junior_1") -> Story:
    """Graded in April 2022 and assessed for that year, with a pay."""
    assessment = assessed("2023-01-10", 2022, grade, scheme=SCHEME[mode])
    return someone(hired(mode=mode), determined(), graded(grade=first), assessment, confirmed("2023-01-20"))


def sanctioned(on: str = "2023-02-01", until: str | None = "2023-07-31") -> Step:
    data: dict[str, Any] = {
        "sanction": {"kind": "warning", "grounds": "示例事由"},
        "document_number": "示例〔2023〕4号",
    }
    return Step("worker.sanctioned", on, data | ({"until": until} if until else {}), "sanction")


def lifted(on: str) -> Step:
    return Step("worker.sanction_lifted", on, {"sanction": str(named("sanction"))}, "lifted")


def lowered(grade: str = "junior_1") -> Step:
    data = {"ladder": "steps", "grade": grade, "reason_code": "assessment"}
    return Step("worker.grade_lowered", "2023-03-01", data, "lowered")


def pay(type_name: str, on: str, base: str, label: str) -> Step:
    parts = [{"code": "base", "amount": base}, {"code": "post", "amount": "600.00"}]
    return Step(type_name, on, {"pay": {"parts": parts}}, label)


def determined(on: str = "2022-03-01", base: str = "3800.00") -> Step:
    return pay("worker.pay_determined", on, base, "determined")


def raised(on: str = "2023-03-01", base: str = "3800.01") -> Step:
    return pay("worker.pay_raised", on, base, "raised")


def post(union: str = STREET, on: str = "2022-09-01", until: str = "2025-08-31", **more: Any) -> Step:
    data = {"office": "chair", "union": union, "full_time": False, "until": until}
    return Step("worker.concurrent_post_taken", on, {**data, **more}, "post")


def post_ended(on: str) -> Step:
    data = {"post": str(named("post")), "reason_code": "term_reached"}
    return Step("worker.concurrent_post_ended", on, data, "post over")


class TestSanction:
    @pytest.mark.requirement("R17", shows="refusal")
    @pytest.mark.parametrize(
        ("on", "accepted"), [("2023-02-01", False), ("2023-07-31", False), ("2023-08-01", True)]
    )
    def test_in_force_stops_promotion_of_the_staff_of_institutions(self, on: str, *, accepted: bool) -> None:
        step = promoted(on, label="after").citing("assessed")
        story = ready("excellent", "union_institution").given(sanctioned())
        if accepted:
            story.when(step).then_recorded()
        else:
            story.when(step).then_refused("promotion.sanction", clause="政务处分法 第十九条")

    def test_no_longer_stops_it_once_lifted(self) -> None:
        story = ready("excellent", "union_institution").given(sanctioned(until=None))
        story.when(promoted("2023-06-01").citing("assessed")).then_refused("promotion.sanction")
        story.given(lifted("2023-06-01"))
        story.when(promoted("2023-05-31", label="before").citing("assessed")).then_refused(
            "promotion.sanction"
        )
        story.when(promoted("2023-06-01", label="then").citing("assessed")).then_recorded()

    def test_stops_others_only_where_their_book_says_so(self) -> None:
        step = promoted("2023-05-01").citing("assessed")
        ready().given(sanctioned()).when(step).then_recorded()
        strict = Story("220600", "220602").under(conduct={"sanction_stops_promotion": ["direct_hire"]})
        assessment = assessed("2023-01-10", 2022)
        strict.given(registered(), hired(), graded(), assessment, confirmed("2023-01-20"), sanctioned())
        strict.when(step).then_refused("promotion.sanction")


class TestLowering:
    def test_leads_down_on_a_ladder_of_the_book(self) -> None:
        story = ready("unqualified", first="junior_3")
        story.when(lowered("senior_1").citing("assessed")).then_refused("lowering.downwards", clause="四(一)")
        story.when(lowered("junior_9").citing("assessed")).then_refused("grade.known")
        story.when(lowered("junior_2").citing("assessed")).then_recorded()

    def test_rests_on_an_insufficient_assessment_or_a_sanction_as_a_principle(self) -> None:
        story = ready("qualified", first="junior_2").given(sanctioned())
        story.when(lowered().citing("assessed")).then_refused("lowering.grounds", clause=f"{POLICY} 五(二)")
        story.when(lowered().citing("sanction")).then_recorded()
        excepted = ready("qualified", first="junior_2").when(lowered().excepting("lowering.grounds"))
        excepted.then_recorded(exceptions=["lowering.grounds"])

    def test_rests_on_a_confirmed_one(self) -> None:
        story = someone(hired(), graded(grade="junior_2"), assessed("2023-01-10", 2022, "unqualified"))
        story.when(lowered().citing("assessed")).then_refused("lowering.grounds")
        story.given(confirmed("2023-01-20")).when(lowered().citing("assessed")).then_recorded()


class TestPay:
    def test_rises_by_a_fen_at_least(self) -> None:
        ready().when(raised().citing("assessed")).then_recorded()
        same = raised(base="3800.00").citing("assessed")
        ready().when(same).then_refused("pay.upwards", clause="五(一)")

    @pytest.mark.requirement("R46", shows="refusal")
    def test_has_the_parts_that_the_book_lists(self) -> None:
        parts = {code: {"zh": code, "en": code, "kind": "allowance"} for code in ("base", "post")}
        story = Story("220600", "220602").under(pay=parts).given(registered(), hired())
        story.when(determined()).then_recorded()
        other = determined("2022-04-01").changed(pay={"parts": [{"code": "meals", "amount": "300.00"}]})
        story.when(replace(other, label="other")).then_refused("pay.parts_known", clause="五(一)")
        someone(hired()).when(other).then_recorded()

    def test_rises_on_a_confirmed_sufficient_assessment(self) -> None:
        ready().when(raised()).then_refused("pay.raise_assessment", clause=f"{POLICY} 五(二)")
        ready("basically_qualified").when(raised().citing("assessed")).then_refused("pay.raise_assessment")
        story = someone(hired(), determined(), assessed("2023-01-10", 2022))
        story.when(raised().citing("assessed")).then_refused("pay.raise_assessment")

    def test_rises_with_the_promotion_that_it_may_cite_beside_the_assessment(self) -> None:
        story = ready().and_then(promoted("2023-04-01").citing("assessed"))
        story.when(raised("2023-04-01").citing("promoted")).then_refused("pay.raise_assessment")
        story.when(raised("2023-04-01").citing("assessed", "promoted")).then_recorded()

    def test_looks_back_as_far_as_a_promotion_where_no_book_says_otherwise(self) -> None:
        ready().when(raised("2025-01-09").citing("assessed")).then_recorded()
        ready().when(raised("2025-01-10").citing("assessed")).then_refused("pay.raise_assessment")

    def test_looks_back_as_far_as_the_book_says(self) -> None:
        history = (registered(), hired(), determined(), graded(), assessed("2023-01-10", 2022))
        story = Story("220600", "220602").under(look_back={"pay_raise_months": 12})
        story.given(*history, confirmed("2023-01-20"))
        story.when(raised("2024-01-10").citing("assessed")).then_refused("pay.raise_assessment")
        story.when(promoted("2024-01-10").citing("assessed")).then_recorded()
        story.when(raised("2024-01-09").citing("assessed")).then_recorded()

    def test_is_judged_again_on_what_was_sealed(self) -> None:
        story = ready().and_then(raised().citing("assessed"))
        story.given(pay("worker.pay_determined", "2022-06-01", "5000.00", "found later"))
        assert [one.type for one in doubts(story)] == ["worker.pay_raised"]
        assert doubts(story)[0].why == ("pay.upwards",)


class TestOffice:
    @pytest.mark.requirement("R57", shows="refusal")
    def test_of_a_federation_is_in_no_base_union(self) -> None:
        someone(hired()).when(post(COUNTY)).then_refused("office.base_union", clause="工会法 第十一条")
        someone(hired()).when(post(COUNTY, base_union=False)).then_recorded()
        someone(hired()).when(post()).then_recorded()

    @pytest.mark.parametrize("reason", ["not_renewed_by_employer", "expired"])
    @pytest.mark.parametrize(("on", "accepted"), [("2025-08-31", False), ("2025-09-01", True)])
    def test_keeps_the_contract_running_to_the_end_of_its_term(
        self, reason: str, on: str, *, accepted: bool
    ) -> None:
        story = someone(hired(), signed(), post(), assessed("2025-01-10", 2024), confirmed("2025-01-20"))
        outcome = story.when(contract_ended(on, reason).citing("assessed"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.union_office", clause="工会法 第十九条")

    @pytest.mark.parametrize(("on", "accepted"), [("2027-02-28", False), ("2027-03-01", True)])
    def test_held_full_time_adds_the_time_in_office(self, on: str, *, accepted: bool) -> None:
        chair = post(on="2022-03-01", until="2024-02-29", full_time=True)
        story = someone(hired(), signed(), chair)
        story.when(contract_ended("2030-01-01", "expired")).then_refused("contract.union_office")
        outcome = story.given(post_ended("2024-03-01")).when(contract_ended(on, "expired"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.union_office")

    @pytest.mark.parametrize("reason", ["resigned", "agreed", "serious_fault", "retirement_age"])
    def test_keeps_nobody_who_leaves_for_another_reason(self, reason: str) -> None:
        someone(hired(), signed(), post()).when(contract_ended("2025-03-01", reason)).then_recorded()

    def test_keeps_the_engagement_running_with_the_contract(self) -> None:
        story = someone(hired(), signed(), post())
        leaving = separated("2025-08-31").changed(reason_code="expired")
        story.when(leaving).then_refused("contract.union_office")
        story.when(replace(leaving, on="2025-09-01")).then_recorded()

    @pytest.mark.parametrize("by", ["worker", "both"])
    @pytest.mark.parametrize(("on", "accepted"), [("2025-08-31", False), ("2025-09-01", True)])
    def test_puts_off_a_non_renewal_by_the_employer_alone(self, by: str, on: str, *, accepted: bool) -> None:
        story = someone(hired(), signed(), post(), assessed("2025-01-10", 2024), confirmed("2025-01-20"))
        outcome = story.when(not_renewed(on, "employer").citing("assessed"))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("contract.union_office")
            story.when(replace(not_renewed(on, by), label="agreed")).then_recorded()

    def test_is_asked_of_nobody_who_holds_none(self) -> None:
        someone(hired(), signed()).when(contract_ended("2024-03-01", "expired")).then_recorded()

    def test_adds_nothing_to_a_contract_without_a_last_day(self) -> None:
        story = someone(hired(), signed(until=None), post())
        story.when(contract_ended("2023-03-01", "expired")).then_recorded()


def test_a_cited_survey_is_counted_and_none_is_missed() -> None:
    survey = Step(
        "worker.satisfaction_recorded",
        "2023-01-05",
        {
            "instrument": "service_survey",
            "period_from": "2022-01-01",
            "period_to": "2022-12-31",
            "sample": 80,
            "score": "91",
        },
        "survey",
    )
    assert followed(someone(hired(), survey), assessed("2023-01-10", 2022).citing("survey")) == [
        "assessment.satisfaction"
    ]
    assert followed(someone(hired(), survey), assessed("2023-01-10", 2022)) == []


def followed(story: Story, step: Step) -> list[str]:
    """The encouragements that this step follows."""
    recorded = story.when(step).then_recorded()
    standing = story.timeline().find(recorded.event_id)
    assert standing is not None
    reading = story.reading()
    state = story.timeline().before(standing.order)
    case = Case(state, standing, (), reading, reading, recorded.said.evidence)
    return [rule.id for rule in encouraged(story.book("220200"), case)]


def test_a_sanction_that_never_was_questions_what_rests_on_it() -> None:
    story = ready("qualified", first="junior_2").given(sanctioned()).and_then(lowered().citing("sanction"))
    story.given(rescinded("sanction"))
    assert [one.type for one in doubts(story)] == ["worker.grade_lowered"]
    assert set(doubts(story)[0].why) == {"lowering.grounds", str(named("sanction"))}


def local(require: str) -> Story:
    """An engaged worker under a local book whose rule for commendations this is."""
    story = Story("220600", "220602").under(rule(judges=["worker.commended"], require=require))
    return story.given(registered(), hired())


def commended(label: str) -> Step:
    data = {"level": "city", "title": label, "issuer": "示例市", "document_number": "示例〔2023〕5号"}
    return Step("worker.commended", "2023-05-01", data, label)


def reviewed(on: str, result: str) -> Step:
    data = {"review": {"result": result}, "reviewer": "reviewer_1"}
    return Step("worker.politically_reviewed", on, data, f"reviewed {on}")


class TestFactsForLocalBooks:
    """What no national rule names."""

    def test_the_last_political_review_counts(self) -> None:
        story = local("worker.political_review == 'qualified'")
        story.when(commended("unreviewed")).then_refused("example.rule")
        story.given(reviewed("2022-02-01", "qualified")).when(commended("qualified")).then_recorded()
        story.given(reviewed("2023-02-01", "unqualified"))
        story.when(commended("unqualified")).then_refused("example.rule")

    def test_an_erased_review_refuses_and_says_why(self) -> None:
        story = local("worker.political_review == 'qualified'").given(reviewed("2022-02-01", "qualified"))
        story.ledger.erased.add(WORKER)
        assert "has been erased" in story.when(commended("erased")).then_refused("example.rule").en

    def test_offices_and_public_roles_are_named_while_they_are_held(self) -> None:
        story = local("'chair' in worker.union_offices && worker.public_roles == ['14']").given(post())
        story.when(commended("chair")).then_refused("example.rule")
        story.given(Step("worker.public_role_taken", "2022-09-01", {"role": "14"}, "role"))
        story.when(commended("deputy")).then_recorded()
        story.given(post_ended("2023-05-01")).when(commended("no chair")).then_refused("example.rule")
