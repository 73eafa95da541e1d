"""The national book on exemplars, nominations and honours, and what it only encourages."""

import pytest

from domain.judging import managing_path
from domain.rulebook.case import Case
from domain.rulebook.evaluation import encouraged
from tests.unit.domain.rulebook.steps import corrected, hired, qualified, registered
from tests.unit.domain.rulebook.story import Step, Story, named, nowhere_special


def someone(*steps: Step) -> Story:
    return nowhere_special().given(registered(), hired(), *steps)


def entered(level: str = "senior_social_worker") -> Step:
    data = {"kind": "social_worker", "level": level, "session": "2024"}
    return Step("worker.examination_entered", "2024-04-10", data, "entered")


def exemplar(consent: bool) -> Step:
    data = {"level": "city", "title": "最美工会社会工作者", "consent": consent}
    return Step("worker.exemplar_named", "2024-05-01", data, "exemplar")


def nominated(title: str = "优秀工会社会工作者") -> Step:
    data = {"level": "city", "title": title, "grounds": ["performance"]}
    return Step("worker.commendation_nominated", "2024-03-01", data, "nominated")


def publicised(since: str = "2024-03-11", until: str = "2024-03-15") -> Step:
    data = {
        "nomination": str(named("nominated")),
        "publicity_from": since,
        "publicity_to": until,
        "objections": 0,
    }
    return Step("worker.commendation_publicised", until, data, "publicised")


def commended(on: str = "2024-05-01") -> Step:
    data = {
        "level": "city",
        "title": "优秀工会社会工作者",
        "issuer": "示例市总工会",
        "document_number": "示例〔2024〕1号",
    }
    return Step("worker.commended", on, data, "commended")


def followed(story: Story) -> set[str]:
    """The encouragements that the last event follows."""
    timeline, reading = story.timeline(), story.reading()
    last = timeline.standing[-1]
    state = timeline.before(last.order)
    path = managing_path(state, last, reading)
    case = Case(state, last, path, reading, reading, last.source.said.evidence)
    return {rule.id for rule in encouraged(story.book("220200", on=last.effective_on), case)}


class TestExemplars:
    @pytest.mark.requirement("R81", shows="refusal")
    def test_consent_to_publicity(self) -> None:
        someone().when(exemplar(consent=True)).then_recorded()
        someone().when(exemplar(consent=False)).then_refused("exemplar.consent", clause="个人信息保护法")

    def test_a_correction_cannot_take_the_consent_away(self) -> None:
        story = someone().and_then(exemplar(consent=True))
        without = corrected("exemplar", exemplar(consent=False))
        story.when(without).then_refused("exemplar.consent")


class TestHonours:
    @pytest.mark.requirement("R61")
    def test_follow_a_nomination_and_its_notice_as_an_encouragement(self) -> None:
        story = someone(nominated(), publicised())
        story.and_then(commended().citing("nominated"))
        assert "commendation.nominated" in followed(story)

    @pytest.mark.parametrize(
        ("history", "on"),
        [
            ((), "2024-05-01"),
            ((nominated(),), "2024-05-01"),
            ((nominated("岗位能手"), publicised()), "2024-05-01"),
            ((nominated(), publicised()), "2024-03-15"),
        ],
    )
    def test_without_both_they_are_recorded_and_not_counted(self, history: tuple[Step, ...], on: str) -> None:
        story = someone(*history)
        said = commended(on).citing("nominated") if history else commended(on)
        story.and_then(said)
        assert "commendation.nominated" not in followed(story)

    @pytest.mark.requirement("R61", shows="refusal")
    @pytest.mark.parametrize(
        ("until", "accepted"), [("2024-03-14", False), ("2024-03-15", True), ("2024-03-18", True)]
    )
    def test_a_place_may_ask_for_five_weekdays_of_notice(self, until: str, *, accepted: bool) -> None:
        story = nowhere_special().under(jurisdiction="220200", commendation={"publicity_weekdays": 5})
        story.given(registered(), hired(), nominated())
        outcome = story.when(publicised(until=until))
        if accepted:
            outcome.then_recorded()
        else:
            outcome.then_refused("commendation.publicity", clause="五(二)")

    def test_saturday_and_sunday_are_no_weekdays(self) -> None:
        story = nowhere_special().under(jurisdiction="220200", commendation={"publicity_weekdays": 5})
        story.given(registered(), hired(), nominated())
        story.when(publicised("2024-03-14", "2024-03-19")).then_refused("commendation.publicity")
        story.when(publicised("2024-03-14", "2024-03-20")).then_recorded()

    def test_the_nation_asks_for_no_number_of_days(self) -> None:
        someone(nominated()).when(publicised(until="2024-03-11")).then_recorded()


def test_entering_an_examination_is_counted() -> None:
    assert "qualification.examination" in followed(someone().and_then(entered()))


def test_a_plan_for_who_has_no_certificate_is_counted() -> None:
    data = {"goals": ["junior_social_worker"], "until": "2025-12-31"}
    plan = Step("worker.upgrade_planned", "2024-01-10", data, "plan")
    assert "talent.upgrade_plan" in followed(someone().and_then(plan))
    assert "talent.upgrade_plan" not in followed(
        someone(qualified("2023-06-30", "social_worker")).and_then(plan)
    )


def test_a_backbone_designation_is_counted() -> None:
    step = Step("worker.backbone_designated", "2024-01-10", {}, "backbone")
    assert "talent.backbone" in followed(someone().and_then(step))
