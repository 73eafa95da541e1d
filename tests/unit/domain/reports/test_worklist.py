"""The work list: there on every day of its window and after it until something ends it; each stage told once (R95)."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.hidden import Disclosure
from domain.reports.due import KINDS, Due
from domain.reports.worklist import Item, entered, items, stages_of
from domain.rulebook.reminders import Reminders
from tests.unit.domain.reports.support import NOTHING, career, day, listed, position
from tests.unit.domain.rulebook.steps import (
    assessed,
    confirmed,
    corrected,
    graded,
    hired,
    promoted,
    registered,
    renewed,
    rescinded,
    seconded,
    separated,
    signed,
)
from tests.unit.domain.rulebook.story import CITY, COUNTY, STREET, Step, Story, named, nowhere_special

DAY = timedelta(1)
SOURCE = UUID(int=1)


def contracted(until: str = "2025-02-28") -> Story:
    return nowhere_special().given(registered(), hired(), signed(until=until))


def test_a_contract_is_listed_from_ninety_days_before_its_last_day_until_it_is_renewed() -> None:
    story = contracted()
    assert "contract_end" not in listed(story, "2024-11-29")
    first = listed(story, "2024-11-30")["contract_end"]
    assert (first.due_on, first.window_from) == (day("2025-02-28"), day("2024-11-30"))
    assert (first.stage, first.overdue) == (90, False)
    assert listed(story, "2024-12-30")["contract_end"].stage == 60
    assert listed(story, "2025-02-28")["contract_end"].overdue is False
    late = listed(story, "2026-06-01")["contract_end"]
    assert (late.stage, late.overdue) == (30, True)
    assert late.rests_on == (position(story, "worker.contract_signed"),)
    assert late.key == first.key

    story.given(renewed("2025-03-01", "2028-02-29"))
    assert "contract_end" not in listed(story, "2025-03-01")
    assert listed(story, "2025-02-28")["contract_end"].key == first.key


def test_a_union_office_puts_the_end_of_the_contract_off_and_keeps_it_off_the_list_while_nobody_knows_till_when() -> (
    None
):
    office = {"office": "chair", "union": STREET, "until": "2025-08-31", "full_time": False}
    taken = Step("worker.concurrent_post_taken", "2022-09-01", office, "post")
    story = contracted().given(taken)
    assert "contract_end" not in listed(story, "2025-06-01")
    item = listed(story, "2025-06-02")["contract_end"]
    assert (item.due_on, item.stage) == (day("2025-08-31"), 90)
    assert set(item.rests_on) == {
        position(story, "worker.contract_signed"),
        position(story, "worker.concurrent_post_taken"),
    }
    story.given(corrected("post", taken.changed(full_time=True)))
    assert listed(story, "2025-08-31").get("contract_end") is None, "the time in office comes on top"
    assert "contract_end" not in listed(story, "2029-01-01"), "the office goes on beyond its term"
    ended = {"post": str(named("post")), "reason_code": "term_reached"}
    story.given(Step("worker.concurrent_post_ended", "2025-09-01", ended, "post over"))
    assert listed(story, "2028-08-31")["contract_end"].due_on == day("2028-08-31")


def test_whoever_has_left_has_no_terms_any_more() -> None:
    story = contracted().given(separated("2025-03-01"))
    assert "contract_end" in listed(story, "2025-02-28")
    assert items(career(story, "2025-03-01")) == []


def test_a_book_may_remind_earlier_and_a_worker_under_none_is_reminded_on_the_day() -> None:
    story = contracted()
    story.under(jurisdiction="220202", reminders={"contract_end": [120]})
    assert listed(story, "2024-10-31")["contract_end"].stage == 120
    assert listed(story, "2024-12-30")["contract_end"].stage == 120, "a list of stages is one member"
    assert Reminders().contract_end == ()
    assert stages_of(Due(SOURCE, day("2025-02-28"), day("2022-03-01")), ()) == (0,)


def test_probation_and_secondment_fall_due_until_they_are_ended() -> None:
    story = nowhere_special().given(
        registered(), hired(), signed(probation="2022-05-31"), seconded(until="2023-05-31")
    )
    assert "probation_end" not in listed(story, "2022-04-30")
    assert listed(story, "2022-05-01")["probation_end"].stage == 30
    assert listed(story, "2022-06-01")["probation_end"].overdue
    assert "secondment_end" not in listed(story, "2023-03-31")
    assert listed(story, "2023-04-01")["secondment_end"].stage == 60


def test_a_year_without_a_confirmed_assessment_is_listed_until_it_has_one() -> None:
    story = nowhere_special().given(registered(), hired())
    assert "assessment_due" not in listed(story, "2023-01-29")
    item = listed(story, "2023-01-30")["assessment_due"]
    assert (item.due_on, item.stage) == (day("2023-03-31"), 60)
    story.given(assessed("2023-02-10", 2022))
    waiting = listed(story, "2023-02-10")["assessment_due"]
    assert waiting.key == item.key
    assert waiting.rests_on == (position(story, "worker.hired"), position(story, "worker.assessed"))
    story.given(confirmed("2023-04-05"))
    assert listed(story, "2023-04-04")["assessment_due"].overdue
    assert "assessment_due" not in listed(story, "2023-04-05")


def test_a_decision_on_sand_is_listed_at_once_for_those_who_have_left_too() -> None:
    story = nowhere_special().given(
        registered(),
        hired(),
        graded(),
        assessed("2023-01-10", 2022),
        confirmed("2023-01-20"),
        promoted().citing("assessed"),
    )
    assert "questioned" not in listed(story, "2023-06-01")
    story.given(rescinded("confirmed assessed"), rescinded("assessed"), separated("2025-01-01"))
    item = listed(story, "2026-01-02")["questioned"]
    assert (item.due_on, item.stage, item.overdue) == (None, None, False)
    assert set(item.rests_on) >= {position(story, "worker.promoted"), position(story, "event.rescinded")}
    assert [one.stage for one in entered([], [item])] == [None]
    assert entered([item], [item]) == []


def test_kinds_that_a_role_may_not_see_are_left_out() -> None:
    story = contracted()
    assert list(listed(story, "2025-01-01", classes=NOTHING)) == ["contract_end", "assessment_due"]
    assert listed(story, "2025-01-01", classes=NOTHING)["contract_end"].name == "hidden"
    assert KINDS["leave_end"].needs is Disclosure.HEALTH
    assert KINDS["sanction_end"].needs is Disclosure.SANCTION


def test_a_worker_is_on_the_list_of_those_who_hold_them() -> None:
    story = contracted().given(seconded(until="2025-05-31"))
    assert career(story, "2025-01-01", within={COUNTY}).held
    assert career(story, "2025-01-01", within={CITY}).held
    assert not career(story, "2025-01-01", within={CITY}).counted
    assert not career(story, "2022-01-01", within={COUNTY}).held


def test_an_item_speaks_plainly() -> None:
    row = listed(contracted(), "2025-01-01")["contract_end"].row()
    assert row["label"] == {"zh": "劳动合同期满", "en": "contract runs out"}
    assert row["due_on"] == "2025-02-28"
    assert row["name"] == "示例甲"


# Any term, any stages -------------------------------------------------------------------------------------------------

days = st.dates(date(2022, 3, 1), date(2026, 12, 31))
stage_lists = st.lists(st.integers(0, 400), max_size=4).map(tuple)


def item_on(on: date, due: Due, stages: tuple[int, ...]) -> Item | None:
    """The item of a term, as the day tells it: the brute-force reading of a reminder table."""
    assert due.due_on is not None
    opened = [
        stage for stage in stages_of(due, stages) if max(due.due_on - timedelta(stage), due.since) <= on
    ]
    return (
        Item("worker-1", "", "contract_end", SOURCE, due.due_on, None, tuple(opened), on > due.due_on, ())
        if opened
        else None
    )


@settings(max_examples=25, deadline=None)
@given(until=days, reminders=stage_lists, offset=st.integers(-500, 500))
def test_a_term_is_listed_on_each_day_of_its_window_and_beyond(
    until: date, reminders: tuple[int, ...], offset: int
) -> None:
    story = contracted(until.isoformat())
    story.under(jurisdiction="220202", reminders={"contract_end": list(reminders)})
    on = until + timedelta(offset)
    opens = max(until - timedelta(max(reminders, default=0)), date(2022, 3, 1))
    item = listed(story, on.isoformat()).get("contract_end")
    assert (item is not None) is (on >= opens)
    if item is not None:
        assert item.window_from == opens
        assert item.overdue is (on > until)
        assert item.stage in ({*reminders} or {0})


@pytest.mark.requirement("R95")
@settings(max_examples=200, deadline=None)
@given(
    terms=st.lists(
        st.tuples(days, st.integers(0, 800)), min_size=1, max_size=4, unique_by=lambda one: one[0]
    ),
    reminders=stage_lists,
    polls=st.lists(st.integers(1, 120), max_size=12),
)
def test_however_seldom_somebody_asks_each_stage_comes_once(
    terms: list[tuple[date, int]], reminders: tuple[int, ...], polls: list[int]
) -> None:
    dues = [Due(SOURCE, due_on, due_on - timedelta(length)) for due_on, length in terms]
    start, end = date(2019, 1, 1), date(2028, 1, 1)
    asking = [start]
    while asking[-1] < end and polls:
        asking.append(asking[-1] + timedelta(polls[len(asking) % len(polls)] * 10))
    asking.append(end + timedelta(1200))

    def at(on: date) -> list[Item]:
        return [item for due in dues if (item := item_on(on, due, reminders)) is not None]

    told = [
        (entry.item.key, entry.stage)
        for then, now in pairwise(asking)
        for entry in entered(at(then), at(now))
    ]
    expected = {(item.key, stage) for item in at(asking[-1]) for stage in item.opened}
    assert len(told) == len(set(told)), "none twice"
    assert set(told) == expected, "none missed"


def test_what_was_recorded_late_comes_at_the_next_question() -> None:
    story = nowhere_special().given(registered(), hired())
    before = items(career(story, "2025-02-20"))
    story.given(signed(until="2025-02-28"))
    now = items(career(story, "2025-02-20"))
    assert [(one.item.kind, one.stage) for one in entered(before, now)] == [
        ("contract_end", 90),
        ("contract_end", 60),
        ("contract_end", 30),
    ]
    assert entered(now, items(career(story, "2025-02-21"))) == []


def test_a_term_shorter_than_its_reminders_begins_with_the_stage_in_force() -> None:
    due = Due(SOURCE, day("2025-02-28"), day("2025-01-15"))
    assert stages_of(due, (90, 60, 30)) == (60, 30)
    assert stages_of(Due(SOURCE, day("2025-02-28"), day("2025-02-20")), (90, 60, 30)) == (30,)
    assert stages_of(Due(SOURCE, day("2025-02-28"), day("2024-12-30")), (90, 60, 30)) == (60, 30)


def test_an_item_rests_on_the_correction_of_its_term_whenever_that_was_decided() -> None:
    story = contracted().given(corrected("contract", signed(until="2025-01-31"), on="2026-01-01"))
    item = listed(story, "2025-01-01")["contract_end"]
    assert item.due_on == day("2025-01-31")
    assert item.rests_on == (
        position(story, "worker.contract_signed"),
        position(story, "event.corrected"),
    )


def test_a_registration_is_renewed_in_its_last_three_months_to_the_day() -> None:
    due = Due(SOURCE, day("2027-06-30"), day("2024-07-01"), day("2027-04-01"))
    assert stages_of(due, (30,)) == (90, 30)
