"""Enrolment in social insurance and the housing fund (R47, R58)."""

from typing import Any

import pytest

from tests.specification import (
    AGENCY,
    COUNTY,
    Fact,
    cited,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    separated,
)

HIRED = (registered(), hired("2023-01-01"))


def enrolled(on: str, *kinds: str, label: str = "enrolment", scheme: str = "enterprise_employees") -> Fact:
    return fact("worker.insurance_enrolled", on, label, kinds=list(kinds), scheme=scheme)


def stopped(on: str, *kinds: str, label: str = "stop") -> Fact:
    return fact("worker.insurance_stopped", on, label, enrolment=cited("enrolment"), kinds=list(kinds))


def kinds(worker: Any) -> list[str]:
    return [kind for one in worker.particulars.enrolments for kind in one.kinds]


@pytest.mark.requirement("R47", "R58")
def test_each_kind_runs_until_the_day_it_stops() -> None:
    given(*HIRED, enrolled("2023-01-10", "pension", "medical")).when(
        stopped("2023-06-01", "medical")
    ).then_on("2023-01-09", lambda worker: kinds(worker) == []).then_on(
        "2023-05-31", lambda worker: kinds(worker) == ["pension", "medical"]
    ).then(lambda worker: kinds(worker) == ["pension"])


@pytest.mark.requirement("R47", shows="refusal")
def test_nobody_is_enrolled_twice_in_a_kind() -> None:
    story = given(*HIRED, enrolled("2023-01-10", "pension"))
    story.when(enrolled("2023-02-01", "medical", "pension", label="again")).then_refused(
        "impossible.insured_already"
    )
    story.when(enrolled("2023-02-01", "medical", label="more")).then(
        lambda worker: kinds(worker) == ["pension", "medical"]
    )


def test_only_what_runs_is_stopped() -> None:
    story = given(*HIRED, enrolled("2023-01-10", "pension", "medical"), stopped("2023-06-01", "medical"))
    story.when(stopped("2023-07-01", "medical", label="again")).then_refused("impossible.not_insured")
    given(*HIRED).when(stopped("2023-07-01", "medical")).then_refused("impossible.unknown_reference")


def test_only_the_engaged_are_enrolled() -> None:
    given(registered()).when(enrolled("2023-01-10", "pension")).then_refused("impossible.not_engaged")


def test_what_the_employer_paid_ends_with_the_employment() -> None:
    given(*HIRED, enrolled("2023-01-10", "pension")).when(separated("2023-06-01")).then_on(
        "2023-05-31", lambda worker: kinds(worker) == ["pension"]
    ).then(lambda worker: kinds(worker) == [])
    change: dict[str, Any] = {
        "mode": "purchased_post",
        "legal_employer": AGENCY,
        "host": COUNTY,
        "seniority_carried": True,
    }
    given(*HIRED, enrolled("2023-01-10", "pension")).when(
        fact("worker.engagement_changed", "2023-06-01", **change)
    ).then(lambda worker: kinds(worker) == [])


def test_corrected_and_rescinded() -> None:
    story = given(*HIRED, enrolled("2023-01-10", "pension"))
    story.when(corrected("enrolment", enrolled("2023-02-01", "medical"))).then_on(
        "2023-01-31", lambda worker: kinds(worker) == []
    ).then(lambda worker: kinds(worker) == ["medical"])
    given(*HIRED, enrolled("2023-01-10", "pension"), stopped("2023-06-01", "pension")).when(
        rescinded("enrolment")
    ).then_refused("impossible.unknown_reference", naming="stop")


def test_kinds_and_schemes_are_known_ones() -> None:
    for wrong in (enrolled("2023-01-10", "lottery"), enrolled("2023-01-10", "pension", "pension")):
        with pytest.raises(ValueError, match="kind"):
            given(*HIRED).when(wrong)
    with pytest.raises(ValueError, match="scheme"):
        given(*HIRED).when(enrolled("2023-01-10", "pension", scheme="none"))
