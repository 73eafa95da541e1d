"""What is wrong with a rulebook as it was written is told at once, each fault by its field."""

from typing import Any, Final

import pytest

from domain.rulebook.drafts import DraftRefused, check_against, read_draft
from tests.unit.domain.rulebook.story import Story, book, nowhere_special, rule


def faults(*rules: dict[str, Any], jurisdiction: str = "220600", **settings: Any) -> set[str]:
    """The fields at fault in a draft of its own, none when it can be read."""
    try:
        read_draft(book(jurisdiction, *rules, **settings))
    except DraftRefused as refused:
        return told(refused)
    return set()


def told(refused: DraftRefused) -> set[str]:
    """The fields at fault; each fault speaks both languages, as problems and as faults of an input."""
    assert all(problem.zh for problem in refused.problems)
    assert all(problem.en for problem in refused.problems)
    assert [fault.pointer for fault in refused.faults] == [one.field for one in refused.problems]
    return {problem.field for problem in refused.problems}


def contradictions(
    story: Story, *rules: dict[str, Any], jurisdiction: str = "220600", **settings: Any
) -> set[str]:
    """The fields of a draft that contradict the books in force above it."""
    draft = read_draft(book(jurisdiction, *rules, **settings))
    return {problem.field for problem in check_against(draft, story.book("220000"))}


def ladder(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"zh": "示例序列", "en": "an example", "steps": list(steps)}


def grade(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "zh": code, "en": code, **more}


NAMES: Final = {"zh": "示例", "en": "an example"}


def scheme(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**NAMES, "modes": ["direct_hire"], "grades": list(results), **more}


def result(code: str, *, sufficient: bool = True) -> dict[str, Any]:
    return {"code": code, **NAMES, "sufficient": sufficient}


def part(**more: Any) -> dict[str, Any]:
    return {**NAMES, "kind": "allowance", **more}


def test_a_sound_draft_is_read() -> None:
    draft = read_draft(book("220600", rule(), secondment={"maximum_months": 6}))
    assert [one.id for one in draft.rules] == ["example.rule"]
    assert draft.settings == {"secondment": {"maximum_months": 6}}


def test_all_faults_are_told_at_once() -> None:
    broken = rule("one", strength="should", require="worker.shoe_size > 40")
    unclear = rule("two", judges=["worker.flew"], when="worker.age")
    assert faults(broken, unclear, secondment={"maximum_months": "6"}, holidays={}) == {
        "/rules/0/strength",
        "/rules/1/judges/0",
        "/rules/1/when",
        "/settings/secondment/maximum_months",
        "/settings/holidays",
    }


@pytest.mark.parametrize(
    "member", ["clause", "message", "satisfied_by", "require", "judges", "id", "strength"]
)
def test_nothing_that_a_rule_needs_may_be_missing(member: str) -> None:
    incomplete = {name: value for name, value in rule().items() if name != member}
    assert faults(incomplete) == {f"/rules/0/{member}"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rule_speaks_both_languages(language: str) -> None:
    message = {name: text for name, text in {"zh": "示例", "en": "an example"}.items() if name != language}
    assert faults(rule(message=message)) == {f"/rules/0/message/{language}"}


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"require": "worker.age >"}, "require"),
        ({"require": "worker.age"}, "require"),
        ({"require": "worker.age == 'forty'"}, "require"),
        ({"require": "1.5 > worker.age"}, "require"),
        ({"require": "x" * 2001}, "require"),
        ({"when": "settings.unknown == 1"}, "when"),
        ({"judges": []}, "judges"),
        ({"judges": ["cycle.opened"]}, "judges/0"),
        ({"judges": ["event.corrected"]}, "judges/0"),
        ({"withdrawn": "true"}, "withdrawn"),
        ({"weight": 3}, "weight"),
        ({"id": "Hire Age"}, "id"),
        ({"clause": {"title": "示例", "valid_from": "2023-02-30"}}, "clause/valid_from"),
        (
            {"clause": {"title": "示例", "valid_from": "2023-02-02", "valid_to": "2023-02-01"}},
            "clause/valid_to",
        ),
        ({"message": {"zh": "示\x00例", "en": "an example"}}, "message/zh"),
        ({"message": {"zh": 7, "en": "an example"}}, "message/zh"),
    ],
)
def test_one_fault_of_a_rule(members: dict[str, Any], field: str) -> None:
    assert faults(rule(**members)) == {f"/rules/0/{field}"}


def test_an_id_is_used_once() -> None:
    assert faults(rule("same"), rule("other"), rule("same")) == {"/rules/2/id"}


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"ladders": {"a": ladder(grade("1"), grade("2"), grade("1"))}}, "ladders/a/steps/2/code"),
        ({"ladders": {"a": ladder(grade("1", certificate="master"))}}, "ladders/a/steps/0/certificate"),
        ({"ladders": {"a": ladder(grade("1"), grade("2", months=-1))}}, "ladders/a/steps/1/months"),
        ({"ladders": {"a": ladder()}}, "ladders/a/steps"),
        ({"eligibility": {"modes": ["volunteer"]}}, "eligibility/modes"),
        ({"eligibility": {"minimum_education": "college"}}, "eligibility/minimum_education"),
        ({"eligibility": {"household": ["999999"]}}, "eligibility/household/0"),
        ({"contract": {"employer_kinds": ["club"]}}, "contract/employer_kinds"),
        ({"registration": {"hours": {"master": 60}}}, "registration/hours/master"),
        ({"contract": {"first_term_months": True}}, "contract/first_term_months"),
        ({"look_back": {"promotion_years": 2}}, "look_back/promotion_years"),
        ({"secondment": ["maximum_months"]}, "secondment"),
        (
            {
                "assessment_schemes": {
                    "a": scheme(result("good", sufficient=False), result("bad", sufficient=False))
                }
            },
            "assessment_schemes/a/grades",
        ),
        (
            {"assessment_schemes": {"a": scheme(result("good"), result("good"))}},
            "assessment_schemes/a/grades/1/code",
        ),
        (
            {"assessment_schemes": {"a": scheme(result("good"), result("bad"), top_share_percent=15)}},
            "assessment_schemes/a/top_share_percent",
        ),
        (
            {"assessment_schemes": {"a": scheme(result("good"), result("bad"), top_share_percent=101)}},
            "assessment_schemes/a/top_share_percent",
        ),
        ({"pay": {"a": part(kind="one_off")}}, "pay/a/certificates"),
        ({"pay": {"a": part(certificates=["law"])}}, "pay/a/certificates"),
        ({"pay": {"a": part(kind="by_reference")}}, "pay/a/reference"),
        ({"pay": {"a": part(amounts={"1": "100"})}}, "pay/a/amounts"),
        ({"pay": {"a": part(amount="1", amounts={"1": "100"}, ladder="x")}}, "pay/a/amount"),
        ({"pay": {"a": part(amount="1.5")}}, "pay/a/amount"),
        ({"cost_shares": {"a": {**NAMES, "percent": {}}}}, "cost_shares/a/percent"),
        ({"cost_shares": {"a": {**NAMES, "percent": {"city": 99}}}}, "cost_shares/a/percent"),
        ({"cost_shares": {"a": {**NAMES, "percent": {"city": 60, "county": 60}}}}, "cost_shares/a/percent"),
        (
            {"cost_shares": {"a": {**NAMES, "percent": {"city": 120, "county": -20}}}},
            "cost_shares/a/percent/city",
        ),
    ],
)
def test_one_fault_of_a_setting(settings: dict[str, Any], field: str) -> None:
    assert f"/settings/{field}" in faults(**settings)


def test_pay_and_shares_that_are_right() -> None:
    shares = {"wages": {**NAMES, "percent": {"province": 0, "city": 33, "county": 67}}}
    assert faults(pay={"a": part(amount="2000")}, cost_shares=shares) == set()


def test_members_may_be_left_to_the_parents() -> None:
    assert faults(look_back={"promotion_months": 12}) == set()


@pytest.mark.parametrize("tree", [None, [], "CN", 7, {"jurisdiction": "CN"}, {"jurisdiction": 220600}])
def test_what_is_no_rulebook_at_all(tree: Any) -> None:
    with pytest.raises(DraftRefused):
        read_draft(tree)


@pytest.mark.parametrize("value", [1.5, None, 2**60, "\ud800"])
def test_values_that_have_no_place_in_a_record(value: Any) -> None:
    assert faults(secondment={"maximum_months": value}) == {"/settings/secondment/maximum_months"}


class TestAgainstTheParents:
    def test_a_must_stays_a_must(self) -> None:
        for strength in ("principle", "may", "encourage"):
            weaker = rule("hire.working_age", strength=strength)
            assert contradictions(nowhere_special(), weaker) == {"/rules/0/strength"}
        assert (
            contradictions(nowhere_special(), rule("hire.working_age", require="worker.age >= 18")) == set()
        )

    def test_a_must_keeps_judging_what_it_judged(self) -> None:
        narrower = rule("grade.known", judges=["worker.promoted"])
        assert contradictions(nowhere_special(), narrower) == {"/rules/0/judges"}

    def test_a_principle_may_become_a_must(self) -> None:
        stricter = rule("hire.open_recruitment", require="event.has_notice")
        assert contradictions(nowhere_special(), stricter) == set()

    def test_only_what_the_parent_allows_is_withdrawn(self) -> None:
        story = nowhere_special()
        story.under(rule("local.free", may_be_withdrawn=True), rule("local.fixed"), jurisdiction="220000")
        withdrawn = [rule(name, withdrawn=True) for name in ("local.free", "local.fixed", "nothing.there")]
        assert contradictions(story, *withdrawn) == {"/rules/1/withdrawn", "/rules/2/withdrawn"}

    def test_settings_are_checked_as_they_will_hold(self) -> None:
        assert contradictions(nowhere_special(), look_back={"promotion_months": 12}) == set()

    def test_pay_by_grade_needs_its_ladder_and_the_ladders_grades(self) -> None:
        by_step = {"kind": "base_by_step", "ladder": "steps"}
        story = nowhere_special()
        story.under(jurisdiction="220000", pay={"base": part(**by_step, amounts={"junior_1": "100"})})
        assert contradictions(story, pay={"base": part(**by_step, amounts={"junior_9": "100"})}) == {
            "/settings/pay/base/amounts/junior_9"
        }
        assert contradictions(story, pay={"more": part(ladder="ranks")}) == {"/settings/pay/more/ladder"}
        assert contradictions(story, ladders={"steps": ladder(grade("only"))}) == {
            "/settings/pay/base/amounts/junior_1"
        }
        assert contradictions(story, ladders={"own": ladder(grade("only"))}) == set()
