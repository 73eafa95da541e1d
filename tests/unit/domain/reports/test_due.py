"""Each kind of the work list: from which event, until which day, and what ends it."""

from datetime import date
from typing import Any

import pytest

from domain.hidden import Disclosure
from tests.unit.domain.reports.support import career, listed, position
from tests.unit.domain.rulebook.steps import hired, qualified, registered
from tests.unit.domain.rulebook.story import CITY, WORKER, Step, Story, named, nowhere_special

DUE = "2024-06-30"


def step(type_name: str, on: str, label: str, /, **data: Any) -> Step:
    return Step(type_name, on, data, label)


def working(*steps: Step) -> Story:
    return nowhere_special().given(registered(), hired(), *steps)


TERMS = [
    pytest.param(
        "concurrent_post_end",
        step(
            "worker.concurrent_post_taken",
            "2022-07-01",
            "term",
            office="other",
            union=CITY,
            until=DUE,
            full_time=False,
        ),
        step(
            "worker.concurrent_post_ended",
            "2024-07-10",
            "end",
            post=str(named("term")),
            reason_code="term_over",
        ),
        id="concurrent post",
    ),
    pytest.param(
        "public_role_end",
        step("worker.public_role_taken", "2022-07-01", "term", role="14", until=DUE),
        step(
            "worker.public_role_ended",
            "2024-07-10",
            "end",
            role=str(named("term")),
            reason_code="term_over",
        ),
        id="public role",
    ),
    pytest.param(
        "leave_end",
        step(
            "worker.leave_started",
            "2022-07-01",
            "term",
            until=DUE,
            grounds={"kind": "study", "protected": False},
        ),
        step("worker.leave_ended", "2024-07-10", "end", leave=str(named("term"))),
        id="leave",
    ),
    pytest.param(
        "suspension_end",
        step("worker.suspended", "2022-07-01", "term", until=DUE, reason_code="inquiry"),
        step("worker.suspension_ended", "2024-07-10", "end", suspension=str(named("term"))),
        id="suspension",
    ),
    pytest.param(
        "sanction_end",
        step(
            "worker.sanctioned",
            "2022-07-01",
            "term",
            sanction={"kind": "warning", "grounds": "示例"},
            until=DUE,
            document_number="示例〔2022〕9号",
        ),
        step("worker.sanction_lifted", "2024-07-10", "end", sanction=str(named("term"))),
        id="sanction",
    ),
    pytest.param(
        "upgrade_plan_end",
        step("worker.upgrade_planned", "2022-07-01", "term", goals=["junior_social_worker"], until=DUE),
        step("worker.upgrade_closed", "2024-07-10", "end", plan=str(named("term")), reached=True),
        id="upgrade plan",
    ),
    pytest.param(
        "secondment_end",
        step(
            "worker.secondment_started",
            "2022-07-01",
            "term",
            host=CITY,
            kind="secondment",
            direction="up",
            until=DUE,
            full_time=False,
        ),
        step(
            "worker.secondment_ended",
            "2024-07-10",
            "end",
            secondment=str(named("term")),
            reason_code="term_over",
        ),
        id="part-time secondment",
    ),
]


@pytest.mark.parametrize(("kind", "begun", "ended"), TERMS)
def test_a_term_is_overdue_until_its_end_is_recorded(kind: str, begun: Step, ended: Step) -> None:
    story = working(begun)
    assert kind not in listed(story, "2022-07-01")
    item = listed(story, DUE)[kind]
    assert (item.due_on and item.due_on.isoformat(), item.overdue) == (DUE, False)
    assert item.rests_on == (position(story, begun.type),)
    story.given(ended)
    assert listed(story, "2024-07-09")[kind].overdue
    assert kind not in listed(story, "2024-07-10")


def test_a_technical_post_of_a_term_falls_due() -> None:
    story = working(
        qualified("2022-04-01"),
        step(
            "worker.technical_post_appointed",
            "2022-07-01",
            "term",
            certificate=str(named("qualified junior_social_worker")),
            level="junior_social_worker",
            until=DUE,
        ),
    )
    assert listed(story, "2024-04-01")["technical_post_end"].stage == 90
    ended = {"appointment": str(named("term")), "reason_code": "term_over"}
    story.given(Step("worker.technical_post_ended", "2024-07-01", ended, "end"))
    assert "technical_post_end" not in listed(story, "2024-07-01")


def test_a_pass_that_counts_for_a_time_falls_due_unless_the_certificate_follows() -> None:
    entered = {"kind": "social_worker", "level": "senior_social_worker", "session": "2022"}
    result = {"examination": str(named("exam")), "passed": True, "valid_until": "2025-08-31"}
    story = working(
        Step("worker.examination_entered", "2022-06-01", entered, "exam"),
        Step("worker.examination_result", "2022-09-01", result, "result"),
    )
    assert "examination_validity" not in listed(story, "2025-03-03")
    item = listed(story, "2025-03-04")["examination_validity"]
    assert (item.stage, item.due_on and item.due_on.isoformat()) == (180, "2025-08-31")
    assert item.rests_on == (
        position(story, "worker.examination_entered"),
        position(story, "worker.examination_result"),
    )
    story.given(qualified("2025-05-01", "senior_social_worker"))
    assert "examination_validity" not in listed(story, "2025-05-01")


def test_a_credential_is_listed_before_it_runs_out_until_it_is_obtained_anew() -> None:
    def counsellor(on: str, until: str, number: str) -> Step:
        data = {"kind": "counsellor", "level": "general", "number": number, "until": until}
        return Step("worker.qualification_obtained", on, data, f"counsellor {on}")

    story = working(counsellor("2023-01-01", "2025-12-31", "2023-0007"))
    assert "credential_end" not in listed(story, "2025-10-01")
    item = listed(story, "2025-10-02")["credential_end"]
    assert (item.stage, item.due_on and item.due_on.isoformat()) == (90, "2025-12-31")
    assert listed(story, "2026-01-01")["credential_end"].overdue
    story.given(counsellor("2026-01-01", "2028-12-31", "2026-0007"))
    assert "credential_end" not in listed(story, "2026-01-01")


def registered_until(on: str, until: str, label: str, again: bool = False, **more: Any) -> Step:
    name = "worker.certificate_reregistered" if again else "worker.certificate_registered"
    data = {"certificate": str(named("qualified junior_social_worker")), "until": until, **more}
    return Step(name, on, data, label)


def trained(on: str, hours: int) -> Step:
    data = {"kind": "social_work", "hours": hours, "credited": True}
    return Step("worker.training_completed", on, data, f"trained {on}")


def test_a_certificate_is_listed_until_it_is_first_registered() -> None:
    story = working(qualified("2022-04-01"))
    assert "registration_first" not in listed(story, "2022-10-02")
    item = listed(story, "2022-10-03")["registration_first"]
    assert (item.due_on and item.due_on.isoformat(), item.stage) == ("2023-04-01", 180)
    assert not listed(story, "2023-04-01")["registration_first"].overdue
    assert listed(story, "2023-04-02")["registration_first"].overdue
    story.given(registered_until("2023-05-01", "2026-04-30", "first"))
    assert "registration_first" not in listed(story, "2023-05-01")


def test_continuing_education_is_listed_in_the_last_half_year_of_a_term_until_its_hours_are_on_record() -> (
    None
):
    story = working(qualified("2022-04-01"), registered_until("2022-07-01", "2025-06-30", "first"))
    assert "training_gap" not in listed(story, "2024-12-31")
    assert listed(story, "2025-01-01")["training_gap"].stage == 180
    story.given(trained("2024-10-01", 70))
    assert listed(story, "2025-01-01")["training_gap"].rests_on[-1] == position(
        story, "worker.training_completed"
    )
    story.given(trained("2025-02-01", 2))
    assert "training_gap" in listed(story, "2025-01-31")
    assert "training_gap" not in listed(story, "2025-02-01")
    story.given(registered_until("2025-07-01", "2028-06-30", "second", again=True, hours=72))
    assert "training_gap" not in listed(story, "2025-07-01")


def test_a_registration_is_listed_in_its_last_three_months_and_until_the_next() -> None:
    story = working(qualified("2022-04-01"), registered_until("2022-07-01", "2025-06-30", "first"))
    assert "registration_end" not in listed(story, "2025-03-31")
    item = listed(story, "2025-04-01")["registration_end"]
    assert (item.window_from and item.window_from.isoformat(), item.stage) == ("2025-04-01", 90)
    assert listed(story, "2025-07-01")["registration_end"].overdue
    story.given(registered_until("2025-07-01", "2028-06-30", "second", again=True, hours=72))
    assert "registration_end" not in listed(story, "2025-07-01")
    story.given(
        Step(
            "worker.registration_lapsed",
            "2028-07-01",
            {"certificate": str(named("qualified junior_social_worker"))},
            "lapsed",
        )
    )
    assert listed(story, "2028-06-30")["registration_end"].stage == 30
    assert "registration_end" not in listed(story, "2028-07-01")


@pytest.mark.parametrize(
    ("kind", "needs"), [("leave_end", Disclosure.HEALTH), ("sanction_end", Disclosure.SANCTION)]
)
def test_leave_and_sanctions_are_for_those_who_may_see_them(kind: str, needs: Disclosure) -> None:
    begun = next(one.values[1] for one in TERMS if one.values[0] == kind)
    assert isinstance(begun, Step)
    story = working(begun)
    assert kind in listed(story, DUE, classes=frozenset({needs}))
    assert kind not in listed(story, DUE, classes=frozenset(Disclosure) - {needs})


def test_retirement_falls_due_on_the_day_of_the_statutory_age_for_those_who_may_see_births() -> None:
    person = {"birth_on": "1972-03-15", "sex": "1"}
    story = nowhere_special().given(registered(person=person), hired())
    item = listed(story, "2034-01-01")["retirement"]
    assert item.due_on == date(2034, 1, 15), "61 years and 10 months"
    assert item.rests_on == (position(story, "worker.registered"), position(story, "worker.hired"))
    assert "retirement" not in listed(story, "2030-01-01")
    unseen = frozenset(Disclosure) - {Disclosure.PERSON}
    assert "retirement" not in listed(story, "2034-01-01", classes=unseen)
    story.ledger.erased.add(WORKER)
    assert "retirement" not in listed(story, "2034-01-01")


def test_whoever_was_never_hired_has_nothing_that_falls_due() -> None:
    assert not career(nowhere_special().given(registered()), DUE).held
