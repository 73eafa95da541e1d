"""The national book on tests of ability, technical posts, technical staff and competence."""

import pytest

from domain.questioned import questioned
from tests.unit.domain.rulebook.steps import hired, qualified, registered, rescinded
from tests.unit.domain.rulebook.story import Step, Story, named, nowhere_special

POLICY = "总工发〔2016〕37号"
CERTIFICATE = "qualified social_worker"


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), hired(), *steps)


def held(on: str = "2023-06-30", level: str = "social_worker") -> Step:
    return qualified(on, level)


def registration(on: str = "2024-08-01", until: str = "2027-07-31") -> Step:
    data = {"certificate": str(named(CERTIFICATE)), "until": until, "applied_on": "2024-06-30"}
    return Step("worker.certificate_registered", on, data, "registration")


def ability_test(on: str = "2022-02-01", sufficient: bool = True) -> Step:
    data = {"instrument": "interview", "sufficient": sufficient, "assessors": ["assessor_1"]}
    return Step("worker.ability_assessed", on, data, "tested")


def appointed(
    on: str = "2024-09-01", level: str = "social_worker", of: str = CERTIFICATE, reason: bool = True
) -> Step:
    data = {"certificate": str(named(of)), "level": level}
    envelope = {"reason": "示例理由"} if reason else {}
    return Step("worker.technical_post_appointed", on, data, "appointed", envelope)


def included(of: str = CERTIFICATE) -> Step:
    data = {"certificate": str(named(of))}
    return Step("worker.technical_staff_included", "2024-09-01", data, "included")


def recognised(*grounds: str) -> Step:
    return Step("worker.competence_recognised", "2024-09-01", {"grounds": list(grounds)}, "recognised")


class TestAbility:
    @pytest.mark.requirement("R53", shows="refusal")
    def test_a_hiring_cites_a_test_of_ability_or_says_why_not(self) -> None:
        bare = Step("worker.hired", hired().on, hired().data, "hired")
        someone_else = nowhere_special().given(registered(), ability_test())
        someone_else.when(bare).then_refused("ability.considered", clause=f"{POLICY} 五(二)")
        someone_else.when(bare.citing("tested")).then_recorded()
        nowhere_special().given(registered(), ability_test()).when(hired()).then_recorded()

    def test_an_insufficient_test_needs_a_reason(self) -> None:
        bare = Step("worker.hired", hired().on, hired().data, "hired")
        story = nowhere_special().given(registered(), ability_test(sufficient=False))
        story.when(bare.citing("tested")).then_refused("ability.considered")
        story.when(hired().citing("tested")).then_recorded()

    def test_an_authority_may_except_from_it(self) -> None:
        bare = Step("worker.hired", hired().on, hired().data, "hired")
        story = nowhere_special().given(registered())
        story.when(bare.excepting("ability.considered")).then_recorded(exceptions=["ability.considered"])

    def test_an_appointment_cites_it_or_says_why_not_too(self) -> None:
        story = someone(ability_test("2024-01-01"), held())
        story.when(appointed(reason=False).citing(CERTIFICATE)).then_refused("ability.considered")
        story.when(appointed(reason=False).citing(CERTIFICATE, "tested")).then_recorded()


class TestAppointment:
    @pytest.mark.requirement("R33", "R52", shows="refusal")
    @pytest.mark.requirement("R33")
    @pytest.mark.parametrize(
        ("certificate", "post", "accepted"),
        [
            ("junior_social_worker", "junior_social_worker", True),
            ("junior_social_worker", "social_worker", False),
            ("social_worker", "social_worker", True),
            ("social_worker", "junior_social_worker", True),
            ("social_worker", "senior_social_worker", False),
            ("senior_social_worker", "senior_social_worker", True),
            ("senior_social_worker", "head_of_department", False),
        ],
    )
    def test_rests_on_a_certificate_of_its_level(
        self, certificate: str, post: str, *, accepted: bool
    ) -> None:
        label = f"qualified {certificate}"
        story = someone(held(level=certificate))
        outcome = story.when(appointed(level=post, of=label).citing(label))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("appointment.certificate", clause=f"{POLICY} 五(二)")

    def test_cites_it(self) -> None:
        someone(held()).when(appointed()).then_refused("appointment.certificate")
        other = someone(held(), held(level="junior_social_worker"))
        other.when(appointed().citing("qualified junior_social_worker")).then_refused(
            "appointment.certificate"
        )

    @pytest.mark.parametrize(("on", "accepted"), [("2024-09-01", True), ("2024-09-02", False)])
    def test_a_certificate_counts_from_the_day_it_was_obtained(self, on: str, *, accepted: bool) -> None:
        outcome = someone(held(on)).when(appointed("2024-09-01").citing(CERTIFICATE))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("appointment.certificate")

    def test_a_certificate_whose_record_was_rescinded_supports_no_appointment(self) -> None:
        story = someone(held()).given(rescinded(CERTIFICATE))
        refusals = story.when(appointed().citing(CERTIFICATE)).refusals
        assert [one.rule for one in refusals] == ["impossible.evidence_unknown"]

    def test_a_certificate_found_false_later_questions_the_appointment(self) -> None:
        story = someone(held()).and_then(appointed().citing(CERTIFICATE))
        story.given(rescinded(CERTIFICATE))
        (doubt,) = questioned(story.timeline(), story.reading())
        assert doubt.event_id == named("appointed")
        assert doubt.why == ("appointment.certificate", str(named(CERTIFICATE)))

    def test_the_nation_asks_for_no_registration(self) -> None:
        someone(held()).when(appointed().citing(CERTIFICATE)).then_recorded()

    @pytest.mark.parametrize(
        ("on", "accepted"),
        [("2024-07-31", False), ("2024-08-01", True), ("2027-07-31", True), ("2027-08-01", False)],
    )
    def test_a_place_may_ask_for_one_on_that_day(self, on: str, *, accepted: bool) -> None:
        story = nowhere_special().under(jurisdiction="220200", registration={"asked_for_appointment": True})
        story.given(registered(), hired(), held(), registration())
        outcome = story.when(appointed(on).citing(CERTIFICATE))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("appointment.registered", clause="四(一)")

    def test_a_registration_that_lapsed_is_none(self) -> None:
        lapse = Step(
            "worker.registration_lapsed", "2026-01-01", {"certificate": str(named(CERTIFICATE))}, "l"
        )
        story = nowhere_special().under(jurisdiction="220200", registration={"asked_for_appointment": True})
        story.given(registered(), hired(), held(), registration(), lapse)
        story.when(appointed("2026-01-01").citing(CERTIFICATE)).then_refused("appointment.registered")
        story.when(appointed("2025-12-31").citing(CERTIFICATE)).then_recorded()

    def test_what_was_done_without_a_certificate_is_recorded_with_its_breach(self) -> None:
        someone().when(appointed().already_done()).then_recorded(breaches=["appointment.certificate"])


class TestTechnicalStaff:
    @pytest.mark.requirement("R51", shows="refusal")
    def test_holders_are_included_on_their_certificate(self) -> None:
        someone(held()).when(included().citing(CERTIFICATE)).then_recorded()
        someone(held()).when(included()).then_refused("technical_staff.certificate", clause="五(二)")
        someone().when(included()).then_refused("technical_staff.certificate")


class TestRecognition:
    @pytest.mark.requirement("R20", shows="refusal")
    @pytest.mark.parametrize(
        ("grounds", "history", "accepted"),
        [
            (["degree"], (), True),
            (["training"], (), True),
            (["certificate"], (), False),
            (["certificate"], (held(),), True),
            (["ability"], (), False),
            (["ability"], (ability_test(sufficient=False),), False),
            (["ability"], (ability_test(),), True),
            (["degree", "ability"], (), False),
        ],
    )
    def test_its_grounds_are_on_record(
        self, grounds: list[str], history: tuple[Step, ...], *, accepted: bool
    ) -> None:
        outcome = someone(*history).when(recognised(*grounds))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("recognition.grounds", clause="三(一)")

    def test_senior_high_school_is_no_degree(self) -> None:
        story = nowhere_special().given(registered(education="61"), hired())
        story.when(recognised("degree")).then_refused("recognition.grounds")
