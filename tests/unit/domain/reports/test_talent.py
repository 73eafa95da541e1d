"""The talent pool, plans to qualify and examinations, against histories counted by hand."""

from typing import Any

import pytest

from domain.reports.career import Career
from domain.reports.table import REPORTS
from tests.unit.domain.reports.support import asked, position, report
from tests.unit.domain.rulebook.steps import graded, hired, qualified, registered, separated
from tests.unit.domain.rulebook.story import WORKER, Step, Story, named, nowhere_special


def working(*steps: Step) -> Story:
    return nowhere_special().given(registered(), hired(), *steps)


BACKBONE = Step("worker.backbone_designated", "2023-05-01", {}, "backbone")


@pytest.mark.requirement("R10", "R81", shows="report")
def test_the_pool_holds_backbone_staff_with_certificate_and_grade_until_it_ends() -> None:
    story = working(graded(), qualified("2023-03-01"), BACKBONE)
    assert report(story, "talent_pool", "2023-04-30") == []
    (row,) = report(story, "talent_pool", "2023-05-01")
    assert (row["kind"], row["since"]) == ("backbone", "2023-05-01")
    assert (row["certificate"], row["grade"]) == ("junior_social_worker", "steps/junior_1")
    assert row["rests_on"] == sorted(
        position(story, name)
        for name in ("worker.grade_assigned", "worker.qualification_obtained", "worker.backbone_designated")
    )
    ended = {"designation": str(named("backbone")), "reason_code": "review"}
    story.given(Step("worker.backbone_ended", "2024-01-01", ended, "ended"))
    assert report(story, "talent_pool", "2024-01-01") == []


def test_whoever_has_left_is_in_no_pool() -> None:
    story = working(BACKBONE, separated("2024-01-01"))
    assert len(report(story, "talent_pool", "2023-12-31")) == 1
    assert report(story, "talent_pool", "2024-01-01") == []


@pytest.mark.requirement("R72", shows="report")
def test_a_plan_to_qualify_is_shown_while_it_was_open_and_says_how_it_ended() -> None:
    plan = {"goals": ["junior_social_worker"], "until": "2024-06-30"}
    story = working(Step("worker.upgrade_planned", "2023-01-10", plan, "plan"))
    (row,) = report(story, "upgrade_plans", "2024-07-01")
    assert (row["goals"], row["overdue"], row["reached"]) == (["junior_social_worker"], True, None)
    closing = {"plan": str(named("plan")), "reached": True}
    story.given(Step("worker.upgrade_closed", "2024-08-01", closing, "closed"))
    (row,) = report(story, "upgrade_plans", "2024-12-31")
    assert (row["closed_on"], row["reached"], row["overdue"]) == ("2024-08-01", True, False)
    assert row["rests_on"] == [
        position(story, "worker.upgrade_planned"),
        position(story, "worker.upgrade_closed"),
    ]
    assert len(report(story, "upgrade_plans", "2024-12-31", since="2024-08-01")) == 1
    assert report(story, "upgrade_plans", "2024-12-31", since="2024-08-02") == []
    assert report(story, "upgrade_plans", "2024-12-31", until="2023-01-09") == []


def entered(session: str, on: str) -> Step:
    data = {"kind": "social_worker", "level": "junior_social_worker", "session": session}
    return Step("worker.examination_entered", on, data, f"entered {session}")


def result(session: str, on: str, *, passed: bool) -> Step:
    data: dict[str, Any] = {"examination": str(named(f"entered {session}")), "passed": passed}
    return Step("worker.examination_result", on, data, f"result {session}")


@pytest.mark.requirement("R50", shows="report")
def test_examinations_are_counted_by_session_with_the_rate_of_known_results() -> None:
    story = working(
        entered("2022", "2022-06-01"),
        result("2022", "2022-09-01", passed=False),
        entered("2023", "2023-06-01"),
        result("2023", "2023-09-01", passed=True),
    )
    failed, passed = report(story, "examinations", "2023-12-31")
    assert (failed["session"], failed["entered"], failed["failed"], failed["pass_percent"]) == (
        "2022",
        1,
        1,
        0,
    )
    assert (passed["passed"], passed["pass_percent"]) == (1, 100)
    assert passed["rests_on"] == [
        position(story, "worker.examination_entered"),
        position(story, "worker.examination_result"),
    ]
    _, waiting = report(story, "examinations", "2023-08-31")
    assert (waiting["waiting"], waiting["pass_percent"]) == (1, None)
    assert len(report(story, "examinations", "2023-12-31", since="2023-01-01")) == 1


def test_the_rate_is_of_all_heads_of_a_session() -> None:
    passing = working(entered("2022", "2022-06-01"), result("2022", "2022-09-01", passed=True))
    failing = working(entered("2022", "2022-06-01"), result("2022", "2022-09-01", passed=False))
    question = asked(passing, "2023-01-01")
    careers = [Career(one.reading().worker(WORKER), question) for one in (passing, failing, failing)]
    (row,) = REPORTS["examinations"].rows(careers, question)
    assert (row["entered"], row["passed"], row["failed"], row["pass_percent"]) == (3, 1, 2, 33)
