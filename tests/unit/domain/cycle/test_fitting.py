"""A result that names a cycle fits it: its terms, its period, the enrolled, and its closing."""

from typing import Any

import pytest

from tests.specification import CYCLE, SPACE
from tests.unit.domain.cycle.desk import (
    CycleDesk,
    assessed,
    closed,
    corrected,
    enrolled,
    opened,
    rescinded,
    worker_id,
)


def running() -> CycleDesk:
    desk = CycleDesk(3)
    desk.run(opened())
    desk.run(enrolled(1, 2))
    return desk


def test_a_result_of_a_cycle_is_recorded() -> None:
    desk = running()
    desk.of(1, assessed(1, standard={"title": "示例考核标准", "version": "2023"}))
    (result,) = desk.worker(worker_id(1)).end.assessments
    assert (result.cycle, result.grade) == (CYCLE, "good")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("cycle_other_scheme", {"kind": "regular"}),
        ("cycle_other_scheme", {"scheme": "another"}),
        ("cycle_other_period", {"period_from": "2022-12-31"}),
        ("cycle_other_period", {"period_to": "2024-01-01"}),
        ("cycle_other_standard", {"standard": {"title": "示例考核标准", "version": "2022"}}),
        ("cycle_unknown", {"cycle": f"cycle-{SPACE}"}),
    ],
)
def test_a_result_that_does_not_fit_is_refused(rule: str, changes: dict[str, Any]) -> None:
    running().refused(f"impossible.{rule}", assessed(1, **changes), of=1)


def test_a_shorter_period_inside_the_cycles_fits() -> None:
    desk = running()
    desk.of(1, assessed(1, period_from="2023-04-01"))
    desk.refused(
        "impossible.assessed_twice_in_cycle",
        assessed(1, period_to="2023-03-31", label="second"),
        of=1,
    )


def test_only_the_enrolled_have_results_from_their_day_on() -> None:
    desk = running()
    desk.refused("impossible.not_enrolled", assessed(3), of=3)
    desk.refused("impossible.not_enrolled", assessed(1, on="2023-12-04"), of=1)
    desk.refused("impossible.cycle_unknown", assessed(1, on="2023-11-30"), of=1)


def test_after_the_closing_a_result_is_corrected_and_none_is_new() -> None:
    desk = running()
    desk.of(1, assessed(1))
    desk.run(closed())
    desk.refused("impossible.cycle_closed", assessed(2, on="2024-01-20"), of=2)
    desk.refused("impossible.cycle_closed", rescinded("assessed 1"), assessed(1, label="anew"), of=1)
    desk.of(1, corrected("assessed 1", assessed(1, months_worked=11)))
    desk.run(rescinded("closed"))
    desk.of(2, assessed(2))
