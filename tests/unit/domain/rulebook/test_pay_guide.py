"""Pay guides (R44): what a table may say, and who signs it off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from domain.errors import Refused
from domain.rulebook.drafts import check_against, read_draft
from domain.rulebook.pay_guide import unsigned
from tests.unit.domain.purchase.desk import GUIDE, NAMES
from tests.unit.domain.rulebook.story import SIGNING, Story, book, nowhere_special
from tests.unit.domain.rulebook.test_drafts import faults

NAMED = ("示例市总工会", "示例市民政局", "示例市人力资源和社会保障局")


def enact(story: Story, offices: Sequence[str], on: str = "2023-01-01", **guide: Any) -> None:
    draft = read_draft(book("220200", pay_guide={**GUIDE, **guide}))
    story.enact(draft, date.fromisoformat(on), offices=offices)


@pytest.mark.requirement("R44")
@pytest.mark.parametrize("offices", [SIGNING, NAMED, (*NAMED, "组织部")])
def test_a_guide_that_three_departments_signed_is_enacted(offices: Sequence[str]) -> None:
    story = nowhere_special()
    enact(story, offices)
    assert story.book("220200").settings.pay_guide.levels["junior"].low == "5000.00"
    edition = story.ledger.events("rulebook-220200")[-1]
    assert tuple(one.office for one in edition.said.approvals) == tuple(offices)


@pytest.mark.requirement("R44", shows="refusal")
@pytest.mark.parametrize(
    ("offices", "zh"),
    [
        ((), "工会、民政部门、人力资源社会保障部门"),
        (NAMED[:1], "民政部门、人力资源社会保障部门"),
        (NAMED[1:], "工会"),
        (("union", "human_resources"), "民政部门"),
    ],
)
def test_a_guide_that_wants_a_signature_is_refused_by_what_is_missing(
    offices: Sequence[str], zh: str
) -> None:
    story = nowhere_special()
    size = len(story.ledger.log)
    with pytest.raises(Refused) as told:
        enact(story, offices)
    refusal = told.value.refusals[0]
    assert refusal.rule == "impossible.guide_not_signed"
    assert refusal.zh.endswith(f"：{zh}")
    assert "五(一)" in refusal.clause
    assert refusal.satisfied_zh
    assert refusal.satisfied_en
    assert len(story.ledger.log) == size


def test_an_edition_that_leaves_the_guide_alone_needs_no_new_signature() -> None:
    story = nowhere_special()
    enact(story, SIGNING)
    draft = read_draft(book("220200", pay_guide=GUIDE, secondment={"maximum_months": 6}))
    story.enact(draft, date(2023, 7, 1), offices=())
    raised = {**GUIDE["levels"], "junior": {**GUIDE["levels"]["junior"], "low": "5200.00"}}
    with pytest.raises(Refused):
        enact(story, (), "2024-01-01", levels=raised)
    enact(story, SIGNING, "2024-01-01", levels=raised)
    lows = [
        story.book("220200", date(year, 6, 1)).settings.pay_guide.levels["junior"].low
        for year in (2023, 2024)
    ]
    assert lows == ["5000.00", "5200.00"]


def test_departments_are_known_by_code_and_by_name() -> None:
    assert unsigned(SIGNING) == []
    assert unsigned(["示例人社局"]) == ["union", "civil_affairs"]


def level(low: str, high: str, *grades: str) -> dict[str, Any]:
    return {**NAMES, "low": low, "high": high, "grades": list(grades)}


def test_a_guide_is_right_in_itself() -> None:
    assert faults(pay_guide=GUIDE) == set()
    assert faults(pay_guide={**GUIDE, "period_to": "2022-12-31"}) == {"/settings/pay_guide/period_to"}
    assert faults(pay_guide={"levels": {"a": level("2.00", "1.99")}}) == {"/settings/pay_guide/levels/a/high"}
    twice = {"a": level("1.00", "2.00", "junior_1"), "b": level("1.00", "2.00", "junior_1")}
    assert faults(pay_guide={"levels": twice}) == {"/settings/pay_guide/levels/b/grades"}


def test_the_grades_of_a_guide_are_on_its_ladder() -> None:
    story = nowhere_special()
    parents = story.book("220000")
    for guide, field in (
        ({"ladder": "unheard_of", "levels": {}}, "/settings/pay_guide/ladder"),
        (
            {"ladder": "steps", "levels": {"a": level("1.00", "2.00", "junior_9")}},
            "/settings/pay_guide/levels/a",
        ),
        (
            {"ladder": "steps", "levels": {"junior_9": level("1.00", "2.00")}},
            "/settings/pay_guide/levels/junior_9",
        ),
    ):
        problems = check_against(read_draft(book("220200", pay_guide=guide)), parents)
        assert {one.field for one in problems} == {field}
    assert check_against(read_draft(book("220200", pay_guide=GUIDE)), parents) == []


def test_insurance_names_known_kinds() -> None:
    assert faults(insurance={"within_days": 30, "kinds": ["pension", "lottery"]}) == {
        "/settings/insurance/kinds"
    }
