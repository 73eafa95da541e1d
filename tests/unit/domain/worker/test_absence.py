"""Leave and suspension of somebody who stays engaged (R71)."""

from datetime import date

import pytest

from domain.worker.state import Engaged
from tests.specification import (
    Fact,
    Story,
    cited,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    separated,
)

SICK = {"kind": "sick", "protected": True}


def story(*more: Fact) -> Story:
    return given(registered(), hired("2020-03-01"), *more)


def on_leave(on: str, until: str | None = "2021-03-31", label: str = "leave") -> Fact:
    term = {"until": until} if until else {}
    return fact("worker.leave_started", on, label, grounds=SICK, **term)


def back(on: str, leave: str = "leave") -> Fact:
    return fact("worker.leave_ended", on, f"back from {leave}", leave=cited(leave))


def suspended(on: str, until: str | None = None, label: str = "suspension") -> Fact:
    term = {"until": until} if until else {}
    return fact("worker.suspended", on, label, reason_code="under_inquiry", **term)


def resumed(on: str, suspension: str = "suspension") -> Fact:
    return fact("worker.suspension_ended", on, f"{suspension} over", suspension=cited(suspension))


@pytest.mark.requirement("R71")
def test_a_leave_lasts_until_the_first_day_back() -> None:
    story(on_leave("2021-03-01")).when(back("2021-03-20")).then_on(
        "2021-02-28", lambda worker: worker.particulars.absences == ()
    ).then_on("2021-03-19", lambda worker: worker.particulars.absences[0].open).then(
        lambda worker: worker.particulars.absences[0].ended_on == date(2021, 3, 20)
    ).then(lambda worker: isinstance(worker.engagement, Engaged))


def test_a_leave_goes_on_beyond_its_foreseen_last_day_until_its_end_is_recorded() -> None:
    story().when(on_leave("2021-03-01")).then_on(
        "2021-06-01", lambda worker: worker.particulars.absences[0].open
    )


def test_leave_needs_an_engagement_and_a_term_that_runs_forward() -> None:
    given(registered()).when(on_leave("2021-03-01")).then_refused("impossible.not_engaged")
    story().when(on_leave("2021-03-01", "2021-02-28")).then_refused("impossible.term_backwards")


def test_one_leave_and_one_suspension_may_run_together_and_no_two_of_a_sort() -> None:
    absent = story(on_leave("2021-03-01"), suspended("2021-03-05"))
    absent.when(on_leave("2021-03-10", label="more")).then_refused("impossible.leave_running")
    absent.when(suspended("2021-03-10", label="more")).then_refused("impossible.suspension_running")
    absent.when(back("2021-03-10"), on_leave("2021-03-10", label="more")).then(
        lambda worker: [one.open for one in worker.particulars.absences] == [False, True, True]
    )


def test_a_leave_recorded_late_must_not_reach_into_one_that_stands() -> None:
    story(on_leave("2021-03-01")).when(on_leave("2021-02-01", label="earlier")).then_refused(
        "impossible.leave_running", naming="leave"
    )


@pytest.mark.parametrize(
    ("start", "end", "closed"),
    [(on_leave, back, "leave_closed"), (suspended, resumed, "suspension_closed")],
)
def test_each_ends_once_and_after_its_first_day(start: object, end: object, closed: str) -> None:
    assert callable(start)
    assert callable(end)
    story(start("2021-03-01")).when(end("2021-03-02")).then(
        lambda worker: not worker.particulars.absences[0].open
    )
    story(start("2021-03-01"), end("2021-03-02")).when(
        Fact(**{**vars(end("2021-03-03")), "label": "again"})
    ).then_refused(f"impossible.{closed}")


def test_what_ends_names_what_began_of_its_own_sort() -> None:
    absent = story(on_leave("2021-03-01"), suspended("2021-03-01"))
    absent.when(back("2021-03-05", "suspension")).then_refused("impossible.unknown_reference")
    absent.when(resumed("2021-03-05", "leave")).then_refused("impossible.unknown_reference")


def test_an_end_is_not_moved_before_the_start() -> None:
    story(on_leave("2021-03-01"), back("2021-03-20")).when(
        corrected("leave", on_leave("2021-03-20"))
    ).then_refused("impossible.unknown_reference", naming="back from leave")


def test_both_end_with_the_engagement_and_a_rescinded_end_reopens() -> None:
    absent = story(on_leave("2021-03-01"), suspended("2021-03-01"))
    absent.when(separated("2021-03-10")).then(
        lambda worker: [one.ended_on for one in worker.particulars.absences] == [date(2021, 3, 10)] * 2
    )
    story(suspended("2021-03-01"), resumed("2021-03-10")).when(rescinded("suspension over")).then(
        lambda worker: worker.particulars.absences[0].open
    )
