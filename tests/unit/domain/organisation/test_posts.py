"""Posts over time: adjusted, frozen, abolished, designated, described and put on file (R27 to R30, R75)."""

from datetime import date
from typing import Any

import pytest

from domain.errors import InvalidInput, Refused
from domain.organisation.state import PostState
from domain.reading import Reading
from tests.memory import Desk, Said, event_id, say
from tests.specification import COUNTY, POST, post_id

APPROVED = {"approval_number": "示例编〔2024〕1号"}


@pytest.fixture
def desk() -> Desk:
    """The county's post was set up with one seat in 2000."""
    return Desk()


def adjusted(on: str, label: str = "adjusted", /, **data: Any) -> Said:
    return say("post.adjusted", on, label, **APPROVED, **data)


def described(on: str, version: str, *duties: str) -> Said:
    text = {"standards": "示例标准", "conditions": "示例条件"}
    return say(
        "post.described", on, f"described {version} {on}", version=version, duties=list(duties), **text
    )


def designated(on: str, label: str, kind: str = "professional") -> Said:
    return say("post.designated", on, label, kind=kind, document_number="示例工发〔2024〕6号")


def do(desk: Desk, *said: Said, post: str = POST) -> None:
    for one in said:
        desk.do(one, stream_id=post)


def on(desk: Desk, day: str, post: str = POST) -> PostState:
    state = Reading(desk.ledger, desk.shelf).post(post, date.fromisoformat(day))
    assert state is not None
    return state


def refused(desk: Desk, *said: Said, post: str = POST) -> str:
    size = len(desk.ledger.log)
    with pytest.raises(Refused) as why:
        desk.do(*said, stream_id=post)
    assert len(desk.ledger.log) == size, "nothing was recorded"
    first = why.value.refusals[0]
    assert first.zh
    assert first.en
    return first.rule


def rescinded(label: str, on: str = "2025-01-01") -> Said:
    return say("event.rescinded", on, f"rescind {label}", target=str(event_id(label)))


def corrected(label: str, to: Said, on: str = "2025-01-01") -> Said:
    return say(
        "event.corrected",
        on,
        f"correct {label}",
        target=str(event_id(label)),
        type=to.type,
        effective_on=to.on,
        data=to.data,
    )


@pytest.mark.requirement("R28", "R29")
def test_an_adjustment_holds_from_its_day_and_leaves_the_rest(desk: Desk) -> None:
    do(desk, adjusted("2024-03-01", seats=3, grade_low="12", grade_high="8"))
    before, after = on(desk, "2024-02-29"), on(desk, "2024-03-01")
    assert (before.seats, before.grade_low) == (1, None)
    assert (after.seats, after.grade_low, after.grade_high) == (3, "12", "8")
    assert after.title == before.title


def test_an_adjustment_adjusts_something(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        do(desk, adjusted("2024-03-01"))
    assert refused(desk, adjusted("2024-03-01", seats=1)) == "impossible.nothing_changed"


@pytest.mark.requirement("R29", shows="refusal")
@pytest.mark.parametrize("grade", ["0", "14", "junior"])
def test_grades_are_those_of_professional_posts(desk: Desk, grade: str) -> None:
    with pytest.raises(InvalidInput):
        do(desk, adjusted("2024-03-01", grade_low=grade))


def test_the_lowest_grade_is_not_above_the_highest(desk: Desk) -> None:
    assert refused(desk, adjusted("2024-03-01", grade_low="8", grade_high="9")) == "impossible.grades_crossed"
    do(desk, adjusted("2024-03-01", grade_high="9"))
    assert refused(desk, adjusted("2024-04-01", "x", grade_low="8")) == "impossible.grades_crossed"
    do(desk, adjusted("2024-04-01", "y", grade_low="9"))


def test_a_frozen_post_is_open_again_from_the_day_it_is_unfrozen(desk: Desk) -> None:
    do(desk, say("post.frozen", "2024-01-01", "frozen", reason_code="restructuring"))
    assert refused(desk, say("post.frozen", "2024-02-01", reason_code="x")) == "impossible.frozen_already"
    do(desk, say("post.unfrozen", "2024-06-01", "unfrozen"))
    frozen = on(desk, "2024-05-31").frozen
    assert frozen is not None
    assert frozen.since == date(2024, 1, 1)
    assert on(desk, "2024-06-01").frozen is None
    assert refused(desk, say("post.unfrozen", "2024-07-01", "again")) == "impossible.not_frozen"
    assert refused(desk, rescinded("frozen")) == "impossible.not_frozen"


def test_a_freezing_that_was_wrong_is_rescinded(desk: Desk) -> None:
    do(desk, say("post.frozen", "2024-01-01", "frozen", reason_code="restructuring"), rescinded("frozen"))
    assert on(desk, "2024-01-01").frozen is None


def test_nothing_is_recorded_of_a_post_after_its_end_or_before_its_beginning(desk: Desk) -> None:
    do(desk, say("post.abolished", "2024-06-01", "abolished"))
    assert on(desk, "2024-05-31").active
    assert (on(desk, "2024-06-01").active, on(desk, "2024-06-01").places) == (False, 0)
    for later in (adjusted("2024-06-01", seats=2), say("post.abolished", "2024-07-01", "twice")):
        assert refused(desk, later) == "impossible.post_abolished"
    assert refused(desk, adjusted("1999-12-31", seats=2)) == "impossible.before_creation"
    do(desk, adjusted("2024-05-31", seats=2))


def test_an_abolition_makes_what_comes_after_impossible(desk: Desk) -> None:
    do(desk, adjusted("2024-06-01", seats=2))
    assert refused(desk, say("post.abolished", "2024-05-01", "abolished")) == "impossible.post_abolished"


@pytest.mark.requirement("R27", "R37")
def test_a_designation_stands_until_it_is_withdrawn(desk: Desk) -> None:
    do(desk, designated("2024-01-01", "one"), designated("2024-01-01", "main", "main_professional"))
    assert [one.kind for one in on(desk, "2024-01-01").designations] == ["professional", "main_professional"]
    assert refused(desk, designated("2024-02-01", "again")) == "impossible.designated_already"
    withdrawal = {"designation": str(event_id("one")), "reason_code": "duties_changed"}
    do(desk, say("post.designation_withdrawn", "2024-03-01", "withdrawn", **withdrawal))
    assert [one.kind for one in on(desk, "2024-02-29").designations] == ["professional", "main_professional"]
    assert [one.kind for one in on(desk, "2024-03-01").designations] == ["main_professional"]
    twice = say("post.designation_withdrawn", "2024-04-01", "twice", **withdrawal)
    assert refused(desk, twice) == "impossible.unknown_reference"
    do(desk, designated("2024-04-01", "anew"))


@pytest.mark.requirement("R24", "R30")
def test_descriptions_are_versions_and_the_last_is_in_force(desk: Desk) -> None:
    do(desk, described("2024-01-01", "1", "legal.aid"), described("2024-07-01", "2", "care.counselling"))
    assert on(desk, "2023-12-31").duties == ()
    assert on(desk, "2024-06-30").duties == ("legal.aid",)
    assert on(desk, "2024-07-01").duties == ("care.counselling",)
    assert [one.version for one in on(desk, "2024-07-01").descriptions] == ["1", "2"]
    assert refused(desk, described("2024-08-01", "2", "legal.aid")) == "impossible.version_described"


@pytest.mark.requirement("R24", shows="refusal")
def test_duties_are_those_of_the_catalogue(desk: Desk) -> None:
    with pytest.raises(InvalidInput):
        do(desk, described("2024-01-01", "1", "legal.poetry"))
    with pytest.raises(InvalidInput):
        do(desk, described("2024-01-01", "1"))


def test_before_a_description_the_duties_are_those_it_was_set_up_for(desk: Desk) -> None:
    new = post_id("new")
    data = {"organisation": COUNTY, "title": "示例岗位", "category": "professional", "seats": 1}
    do(desk, say("post.created", "2024-01-01", new, **data, duties=["legal.aid"]), post=new)
    assert on(desk, "2024-01-01", new).duties == ("legal.aid",)


@pytest.mark.requirement("R75")
def test_a_post_is_put_on_file_once_under_a_number(desk: Desk) -> None:
    filing = {"authority": "示例市人力资源和社会保障局", "number": "示例备〔2024〕2号"}
    do(desk, say("post.filed", "2024-02-01", "filed", **filing))
    assert [(one.number, one.on) for one in on(desk, "2024-02-01").filings] == [
        ("示例备〔2024〕2号", date(2024, 2, 1))
    ]
    assert on(desk, "2024-01-31").filings == ()
    assert refused(desk, say("post.filed", "2024-03-01", "again", **filing)) == "impossible.filed_already"


def test_a_correction_says_it_anew_at_its_place(desk: Desk) -> None:
    do(desk, adjusted("2024-03-01", seats=3))
    do(desk, corrected("adjusted", adjusted("2024-05-01", seats=4)))
    assert on(desk, "2024-04-30").seats == 1
    assert on(desk, "2024-05-01").seats == 4
    do(desk, rescinded("adjusted"))
    assert on(desk, "2024-05-01").seats == 1


def shortage(on: str, code: str | None = None) -> Said:
    return say("post.shortage_set", on, f"shortage {code} {on}", **({"shortage": code} if code else {}))


@pytest.mark.requirement("R11")
def test_a_post_is_of_a_shortage_until_it_is_no_longer(desk: Desk) -> None:
    do(desk, shortage("2023-01-01", "urgent_skill"), shortage("2024-01-01"))
    found = [on(desk, day).shortage for day in ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01")]
    assert found == [None, "urgent_skill", "urgent_skill", None]


def test_a_shortage_that_changes_nothing_is_refused(desk: Desk) -> None:
    assert refused(desk, shortage("2023-01-01")) == "impossible.shortage_set_already"
    do(desk, shortage("2023-01-01", "urgent_skill"))
    assert refused(desk, shortage("2023-02-01", "urgent_skill")) == "impossible.shortage_set_already"
    do(desk, rescinded("shortage urgent_skill 2023-01-01"))
    do(desk, shortage("2023-02-01", "urgent_skill"))
    assert on(desk, "2023-01-31").shortage is None
