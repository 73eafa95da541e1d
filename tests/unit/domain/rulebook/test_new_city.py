"""A city that the ledger has never heard of needs a file and no code: here a city of 山东 with a measure of its own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Refused
from domain.rulebook.drafts import BookDraft, read_draft
from ops.rulebooks import check, load
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    graded,
    hired,
    promoted,
    qualified,
    registered,
    seconded,
    signed,
)
from tests.unit.domain.rulebook.story import Outcome, Step, Story, book, in_shandong
from tests.unit.domain.rulebook.story import rule as tree

CITY_CODE = "370600"
POSTS = ("staff", "deputy", "chief")
GRADES = [f"{post}_{grade}" for post in POSTS for grade in range(1, 7)]
MEASURE = "示例市工会社会工作者管理办法"

CLAUSE = f"{{title: {MEASURE}, article: 第五条, valid_from: 2020-01-01}}"


def rule(identifier: str, judges: str, require: str, when: str = '"true"', strength: str = "must") -> str:
    return f"""
  - id: {identifier}
    strength: {strength}
    judges: [{judges}]
    when: {when}
    require: {require}
    clause: {CLAUSE}
    message: {{zh: 示例要求, en: an example}}
    satisfied_by: {{zh: 示例做法, en: an example}}
"""


def step(number: int, grade: str) -> str:
    certificate = ", certificate: social_worker" if grade == "chief_1" else ""
    return f'        - {{code: {grade}, zh: {number}级, en: "Grade {number}", months: 18{certificate}}}'


BOOK = (
    f"""
jurisdiction: "{CITY_CODE}"
title: 示例市规则书
document: {MEASURE}
rules:
"""
    + rule("hire.education", "worker.hired", "worker.education_rank >= settings.minimum_education_rank")
    + rule("hire.household", "worker.hired", "settings.household.exists(d, d in worker.household_divisions)")
    + rule(
        "contract.first_term",
        "worker.contract_signed",
        "event.whole_term_months == settings.first_term_months",
        "worker.contracts_with_employer == 0",
    )
    + """
settings:
  ladders:
    posts:
      zh: 三岗十八级
      en: Three posts by eighteen grades
      steps:
"""
    + "\n".join(step(number, grade) for number, grade in enumerate(GRADES, 1))
    + """
  assessment_schemes:
    city:
      zh: 示例市考核办法
      en: the city's scheme
      modes: [direct_hire, purchased_post, purchased_service]
      minimum_months: 9
      top_share_percent: 15
      grades:
        - {code: a, zh: 优, en: A, sufficient: true, top: true}
        - {code: b, zh: 良, en: B, sufficient: true}
        - {code: c, zh: 差, en: C, sufficient: false}
  eligibility:
    minimum_education: bachelor
    household: ["370600"]
  contract:
    first_term_months: 24
  look_back:
    promotion_months: 12
  cost_shares:
    wages: {zh: 工资, en: wages, percent: {city: 30, county: 60, street: 10}}
"""
)


@pytest.fixture
def draft(tmp_path: Path) -> BookDraft:
    path = tmp_path / "our-city.yaml"
    path.write_text(BOOK, encoding="utf-8")
    story = in_shandong()
    assert check(path, story.book("370000")) == []
    return load(path)


@pytest.fixture
def city(draft: BookDraft) -> Story:
    story = in_shandong()
    story.enact(draft)
    return story.given(registered(division="370602"))


def judged(outcome: Outcome, *rules: str) -> None:
    if rules:
        outcome.then_refused(*rules)
    else:
        outcome.then_recorded()


def settled(city: Story, result: str = "b", **assessment: Any) -> Story:
    """Hired, in the first grade since 2022-04-01, assessed by the city's scheme for 2022."""
    said = {"scheme": "city", **assessment}
    return city.given(
        hired(), graded(grade="staff_1", ladder="posts"), assessed("2023-08-10", 2022, result, **said),
        confirmed("2023-08-20"),
    )  # fmt: skip


def test_the_citys_rule_is_a_must_where_the_province_has_a_principle(draft: BookDraft) -> None:
    story = in_shandong().given(registered(education="31", division="370602"))
    story.when(hired(label="before")).then_recorded()
    story = in_shandong()
    story.enact(draft)
    story.given(registered(education="31", division="370602"))
    refusal = story.when(hired()).then_refused("hire.education", clause=MEASURE)
    assert refusal.strength == "must"


@pytest.mark.parametrize(
    ("person", "rules"),
    [({}, ()), ({"division": "370102"}, ("hire.household",)), ({"born": "1970-01-01"}, ("hire.age",))],
)
def test_eligibility_of_the_city_and_of_the_province_over_it(
    draft: BookDraft, person: dict[str, Any], rules: tuple[str, ...]
) -> None:
    story = in_shandong()
    story.enact(draft)
    story.given(registered(**{"division": "370602", **person}))
    judged(story.when(hired()), *rules)


@pytest.mark.parametrize(("until", "rules"), [("2024-02-29", ()), ("2024-03-31", ("contract.first_term",))])
def test_its_first_contract_runs_two_years(city: Story, until: str, rules: tuple[str, ...]) -> None:
    judged(city.given(hired()).when(signed(until=until)), *rules)


@pytest.mark.parametrize(
    ("step", "rules"),
    [
        (assessed("2023-01-20", 2022, "a", scheme="city"), ()),
        (assessed("2023-01-20", 2022, "excellent", scheme="city"), ("assessment.result",)),
        (assessed("2023-01-20", 2022, "b", scheme="city", months_worked=8), ("assessment.minimum_months",)),
        (assessed("2023-01-20", 2022, "b", scheme="county"), ("assessment.scheme",)),
    ],
)
def test_its_scheme_has_three_results_and_nine_months(
    city: Story, step: Step, rules: tuple[str, ...]
) -> None:
    judged(city.given(hired()).when(step), *rules)


@pytest.mark.parametrize(
    ("on", "result", "grade", "rules"),
    [
        ("2023-10-01", "b", "staff_2", ()),
        ("2023-09-30", "b", "staff_2", ("promotion.months_in_grade",)),
        ("2023-10-01", "c", "staff_2", ("promotion.assessment",)),
        ("2023-10-01", "b", "staff_3", ("promotion.one_step",)),
        ("2023-10-01", "b", "junior_2", ("grade.known",)),
        ("2024-08-10", "b", "staff_2", ("promotion.assessment",)),
    ],
)
def test_its_ladder_of_eighteen_grades(
    city: Story, on: str, result: str, grade: str, rules: tuple[str, ...]
) -> None:
    outcome = settled(city, result).when(promoted(on, grade, "posts").citing("assessed"))
    judged(outcome, *rules)


@pytest.mark.parametrize(("certificate", "rules"), [("social_worker", ()), (None, ("grade.certificate",))])
def test_the_highest_post_asks_for_a_certificate(
    city: Story, certificate: str | None, rules: tuple[str, ...]
) -> None:
    city.given(hired(), *([qualified("2022-03-02", certificate)] if certificate else []))
    judged(city.when(graded(grade="chief_1", ladder="posts")), *rules)


def test_what_the_city_does_not_set_comes_from_the_province_and_the_nation(city: Story) -> None:
    book = city.book("370602")
    assert len(book.settings.ladders["posts"].steps) == 18
    assert book.settings.assessment_schemes["city"].top_share_percent == 15
    assert book.settings.cost_shares["wages"].percent == {"city": 30, "county": 60, "street": 10}
    assert book.rule_owners["hire.education"] == "370600"
    assert book.rule_owners["hire.full_time"] == "370000"
    assert book.rule_owners["hire.working_age"] == "CN"
    assert book.setting_owners["eligibility"] == {
        "modes": "370000", "maximum_age": "370000", "minimum_education": "370600", "household": "370600",
    }  # fmt: skip
    assert book.setting_owners["look_back"]["renewal_months"] == "CN"
    judged(city.given(hired()).when(seconded()), "post.consent_of_employing_unit")


def test_a_bad_book_over_a_good_one_changes_nothing(draft: BookDraft) -> None:
    story = in_shandong()
    story.enact(draft)
    weaker = read_draft(book(CITY_CODE, tree("hire.working_age", strength="may")))
    with pytest.raises(Refused):
        story.enact(weaker, date(2021, 1, 1))
    story.given(registered(education="31", division="370602"))
    story.when(hired()).then_refused("hire.education", clause=MEASURE)


def test_a_rule_without_end_is_stopped_and_named(city: Story) -> None:
    numbers = "[" + ",".join(["1"] * 60) + "]"
    nested = f"{numbers}.exists(a, {numbers}.exists(b, {numbers}.exists(c, {numbers}.exists(d, a + b + c + d < 0))))"
    endless = tree("hire.endless", require=f"!{nested}")
    city.enact(read_draft(book("370602", endless)))
    refusal = city.when(hired()).then_refused("hire.endless")
    assert "could not be evaluated" in refusal.en
