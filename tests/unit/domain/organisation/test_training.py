"""Providers accredited for a time (R64), and places of training planned by year and level (R66)."""

from datetime import date

import pytest

from domain.organisation.training import accreditations
from tests.memory import Desk, Said, say
from tests.specification import COUNTY
from tests.unit.domain.organisation.support import corrected, on, refused, rescinded


def accredited(day: str = "2021-01-01", until: str | None = "2025-12-31", kind: str = "college") -> Said:
    more = {"until": until} if until else {}
    return say("organisation.provider_accredited", day, f"accredited {day}", kind=kind, **more)


def planned(day: str = "2023-01-10", places: int = 30, level: str = "basic", year: int = 2023) -> Said:
    return say("organisation.training_planned", day, f"planned {day}", year=year, level=level, places=places)


def given(*commands: Said) -> Desk:
    desk = Desk()
    for command in commands:
        desk.do(command, stream_id=COUNTY)
    return desk


def in_force(desk: Desk, day: str) -> list[str]:
    return [one.value for one in accreditations(on(desk, day), date.fromisoformat(day))]


@pytest.mark.requirement("R64")
def test_an_accreditation_holds_on_both_days_of_its_period() -> None:
    desk = given(accredited(), accredited("2024-01-01", None, "national_base"))
    assert in_force(desk, "2020-12-31") == []
    assert in_force(desk, "2021-01-01") == ["college"]
    assert in_force(desk, "2025-12-31") == ["college", "national_base"]
    assert in_force(desk, "2026-01-01") == ["national_base"]


def test_an_accreditation_that_is_corrected_or_rescinded() -> None:
    desk = given(accredited(), corrected("accredited 2021-01-01", accredited(until="2022-12-31")))
    assert in_force(desk, "2023-01-01") == []
    assert in_force(given(accredited(), rescinded("accredited 2021-01-01")), "2022-01-01") == []


def test_a_period_does_not_end_before_it_begins() -> None:
    assert refused(Desk(), accredited(until="2020-12-31")) == "impossible.ends_before_start"


@pytest.mark.requirement("R66")
def test_a_plan_said_again_counts_from_its_own_day_and_another_level_is_another_plan() -> None:
    desk = given(planned(), planned("2023-06-01", 20), planned("2023-07-01", 5, "senior"))
    places = {
        day: [(one.level, one.places) for one in on(desk, day).particulars.training_plans]
        for day in ("2023-05-31", "2023-06-01", "2023-07-01")
    }
    assert places == {
        "2023-05-31": [("basic", 30)],
        "2023-06-01": [("basic", 20)],
        "2023-07-01": [("basic", 20), ("senior", 5)],
    }


@pytest.mark.parametrize(("day", "possible"), [("2023-12-31", True), ("2024-01-01", False)])
def test_nothing_is_planned_for_a_year_that_is_over(day: str, *, possible: bool) -> None:
    if possible:
        assert on(given(planned(day)), day).particulars.training_plans
    else:
        assert refused(Desk(), planned(day)) == "impossible.plan_of_the_past"
