"""Overdue assessments over workers and cycles, counted by hand."""

from datetime import date

import pytest

from domain.reading import Reading
from domain.reports.career import Asked, Career, Row
from domain.reports.table import REPORTS
from domain.rulebook.drafts import read_draft
from tests.memory import say
from tests.specification import CITY, COUNTY, CYCLE, cited
from tests.unit.domain.cycle.desk import CycleDesk, assessed, enrolled, opened, worker_id
from tests.unit.domain.reports.support import report
from tests.unit.domain.rulebook.steps import assessed as assessed_for
from tests.unit.domain.rulebook.steps import confirmed, hired, registered
from tests.unit.domain.rulebook.story import nowhere_special


@pytest.fixture
def desk() -> CycleDesk:
    """Four workers, three enrolled: the first has a confirmed result, the second an unconfirmed one."""
    made = CycleDesk(4)
    made.run(opened())
    made.run(enrolled(1, 2, 3))
    for number in (1, 2):
        made.of(number, assessed(number))
    made.of(
        1,
        say("worker.assessment_confirmed", "2024-01-20", "confirmed 1", assessment=cited("assessed 1")),
        actor="approver",
    )
    return made


def overdue(desk: CycleDesk, on: str, within: str = COUNTY) -> list[Row]:
    reading = Reading(desk.ledger, desk.shelf)
    day = date.fromisoformat(on)
    asked = Asked(day, reading, lambda one, _: one == within, cycles=lambda: [reading.cycle(CYCLE)])
    careers = [Career(desk.worker(worker_id(number)), asked) for number in range(1, 5)]
    report = REPORTS["overdue_assessments"]
    rows = list(report.rows(careers, asked))
    for row in rows:
        assert set(row) == {*report.columns, "rests_on"}
    return rows


def position(desk: CycleDesk, label: str) -> int:
    found = next(event for event in desk.ledger.log if str(event.event_id) == cited(label))
    return found.position


@pytest.mark.requirement("R54", shows="report")
def test_the_enrolled_are_overdue_from_the_day_after_the_cycle_s(desk: CycleDesk) -> None:
    assert [row for row in overdue(desk, "2024-03-31") if row["cycle"]] == []
    second, third = sorted(
        (row for row in overdue(desk, "2024-04-02") if row["cycle"]), key=lambda row: not row["recorded"]
    )
    assert (second["worker"], second["recorded"], second["days"]) == (worker_id(2), True, 2)
    assert (third["worker"], third["recorded"], third["due_on"]) == (worker_id(3), False, "2024-03-31")
    opening = [position(desk, "opened"), position(desk, "enrolled (1, 2, 3)")]
    assert third["rests_on"] == opening
    assert second["rests_on"] == [*opening, position(desk, "assessed 2")]


def test_a_year_without_a_cycle_is_overdue_by_the_day_of_the_rulebook() -> None:
    story = nowhere_special().given(registered(), hired())
    assert report(story, "overdue_assessments", "2023-03-31") == []
    (row,) = report(story, "overdue_assessments", "2023-04-01")
    assert (row["cycle"], row["due_on"], row["days"], row["recorded"]) == (None, "2023-03-31", 1, False)
    story.given(assessed_for("2023-04-10", 2022))
    assert report(story, "overdue_assessments", "2023-04-10")[0]["recorded"]
    story.given(confirmed("2023-04-20"))
    assert report(story, "overdue_assessments", "2023-04-20") == []


def test_a_year_is_listed_once_where_a_cycle_of_it_is(desk: CycleDesk) -> None:
    with_reminders = {
        "jurisdiction": "CN",
        "title": "示例考核办法",
        "document": "示例〔2016〕2号",
        "rules": [],
        "settings": {"reminders": {"assessment_by": "03-31"}},
    }
    desk.enact(read_draft(with_reminders), "2016-12-06")
    rows = overdue(desk, "2024-04-02")
    assert [(row["worker"], row["cycle"]) for row in rows if row["worker"] == worker_id(3)] == [
        (worker_id(3), CYCLE)
    ]
    assert [(row["worker"], row["cycle"]) for row in rows if row["worker"] == worker_id(4)] == [
        (worker_id(4), None)
    ]


def test_workers_of_others_are_not_listed(desk: CycleDesk) -> None:
    assert overdue(desk, "2024-04-02", within=CITY) == []
