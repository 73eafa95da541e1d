"""Retirement, death, transfer out (R96)."""

from datetime import date
from typing import Any

import pytest

from domain.worker.state import Engaged, Separated
from tests.specification import (
    CITY,
    Fact,
    Story,
    contract,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    separated,
)


def story(*more: Fact) -> Story:
    return given(registered(), hired("2020-03-01"), contract("2020-03-01", "2023-02-28"), *more)


def retired(on: str) -> Fact:
    return fact("worker.retired", on, "retired", kind="statutory")


def died(on: str) -> Fact:
    return fact("worker.died", on, "died")


def transferred(on: str) -> Fact:
    return fact("worker.transferred_out", on, "transferred", to="示例街道办事处", to_kind="government")


def commended(on: str) -> Fact:
    return fact(
        "worker.commended", on, "honour", level="city", title="示例", issuer="示例市", document_number="1"
    )


SECONDED = fact(
    "worker.secondment_started",
    "2020-06-01",
    host=CITY,
    kind="secondment",
    direction="up",
    until="2021-05-31",
)
APPLIES: Any = pytest.mark.parametrize(
    ("ending", "how"), [(retired, "retired"), (died, "died"), (transferred, "transferred_out")]
)


@pytest.mark.requirement("R96")
@APPLIES
@pytest.mark.requirement("R4")
def test_each_ends_the_engagement_and_what_runs_with_it(ending: Any, how: str) -> None:
    leave = fact("worker.leave_started", "2020-12-01", grounds={"kind": "sick", "protected": True})
    on = date(2021, 1, 1)
    story(SECONDED, leave).when(ending("2021-01-01")).then_on(
        "2020-12-31",
        lambda worker: isinstance(worker.engagement, Engaged) and worker.particulars.left_for_good is None,
    ).then(
        lambda worker: (
            isinstance(worker.engagement, Separated)
            and (worker.engagement.since, worker.engagement.reason_code) == (on, how)
            and worker.particulars.left_for_good == how
            and worker.contracts[0].ended_on == on
            and worker.secondments[0].ended_on == on
            and worker.particulars.absences[0].ended_on == on
        )
    )


@pytest.mark.parametrize("ending", [retired, transferred])
def test_nobody_leaves_on_the_first_day(ending: Any) -> None:
    given(registered(), hired("2020-03-01")).when(ending("2020-03-01")).then_refused("impossible.not_engaged")
    given(registered(), hired("2020-03-01")).when(ending("2020-03-02")).then(
        lambda worker: isinstance(worker.engagement, Separated)
    )


def test_whoever_died_on_the_first_day_was_not_engaged_that_day() -> None:
    given(registered(), hired("2020-03-01")).when(died("2020-03-01")).then_refused(
        "impossible.died", naming="hired"
    )


@pytest.mark.parametrize("ending", [retired, transferred])
def test_who_is_not_engaged_neither_retires_nor_moves_away(ending: Any) -> None:
    given(registered()).when(ending("2021-01-01")).then_refused("impossible.not_engaged")
    story(separated("2020-12-01")).when(ending("2021-01-01")).then_refused("impossible.not_engaged")


@pytest.mark.parametrize("ending", [retired, transferred, separated])
def test_whoever_left_alive_may_come_back(ending: Any) -> None:
    story(ending("2021-01-01")).when(hired("2022-01-01", "again")).then(
        lambda worker: isinstance(worker.engagement, Engaged) and worker.particulars.left_for_good is None
    ).then(lambda worker: worker.first_engaged_on == date(2020, 3, 1))


def test_whoever_died_does_not_come_back() -> None:
    story(died("2021-01-01")).when(hired("2022-01-01", "again")).then_refused("impossible.died")


@pytest.mark.parametrize("on", ["2021-01-01", "2021-06-01"])
def test_nothing_but_an_honour_is_effective_from_the_day_of_a_death(on: str) -> None:
    dead = story(died("2021-01-01"))
    for told in (retired(on), separated(on), SECONDED, fact("worker.profile_changed", on, education="21")):
        late = Fact(told.type, on, told.data, "late")
        dead.when(late).then_refused("impossible.died")
    dead.when(commended(on)).then(lambda worker: len(worker.commendations) == 1)
    dead.when(commended(on), fact("worker.commendation_revoked", on, "revoked", **_revoking())).then_refused(
        "impossible.unknown_reference"
    )


def test_the_dead_can_be_erased() -> None:
    erased = fact("subject.erased", "2051-01-01", ground="retention_over")
    story(died("2021-01-01")).when(erased).then(lambda worker: worker.erased_on == date(2051, 1, 1))


def _revoking() -> dict[str, Any]:
    return {"commendation": "00000000-0000-4000-8000-000000000000", "reason_code": "found_false"}


def test_what_was_before_the_death_may_still_be_recorded_corrected_and_rescinded() -> None:
    dead = story(died("2021-01-01"))
    dead.when(fact("worker.profile_changed", "2020-12-31", education="21")).then(
        lambda worker: worker.identity.education == "21"
    )
    dead.when(corrected("contract", contract("2020-03-01", "2024-02-29"), on="2022-01-01")).then(
        lambda worker: worker.contracts[0].until == date(2024, 2, 29)
    )
    dead.when(rescinded("died", on="2022-01-01")).then(lambda worker: isinstance(worker.engagement, Engaged))


def test_a_death_recorded_late_does_not_undo_what_came_after() -> None:
    story(retired("2021-01-01"), hired("2022-01-01", "again")).when(died("2021-06-01")).then_refused(
        "impossible.died", naming="again"
    )


def test_whoever_left_before_may_die_and_stays_separated_as_they_were() -> None:
    story(retired("2021-01-01")).when(died("2022-01-01")).then(
        lambda worker: (
            (worker.engagement.since, worker.engagement.reason_code) == (date(2021, 1, 1), "retired")
            and worker.particulars.left_for_good == "died"
        )
    )
    given(registered()).when(died("2022-01-01")).then(
        lambda worker: worker.particulars.left_for_good == "died"
    )
    given().when(died("2022-01-01")).then_refused("impossible.not_registered")
