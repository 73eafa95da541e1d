"""Concurrent posts (R57) and public roles (R60): several at once, and still one head."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.worker.life import at_home_or_host
from domain.worker.state import WorkerState
from tests.specification import (
    AGENCY,
    CITY,
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

HIRED = (registered(), hired("2020-03-01"))


def post(on: str = "2021-01-01", label: str = "post", **changes: Any) -> Fact:
    data = {"office": "chair", "union": COUNTY, "full_time": False, **changes}
    return fact("worker.concurrent_post_taken", on, label, **data)


def post_ended(on: str, of: str = "post", label: str = "") -> Fact:
    return fact("worker.concurrent_post_ended", on, label, post=cited(of), reason_code="resigned")


def role(on: str = "2021-01-01", code: str = "14", label: str = "role", **changes: Any) -> Fact:
    return fact("worker.public_role_taken", on, label, role=code, **changes)


def role_ended(on: str, of: str = "role", label: str = "") -> Fact:
    return fact("worker.public_role_ended", on, label, role=cited(of), reason_code="term_reached")


def held(worker: WorkerState) -> list[str]:
    return [one.kind for one in worker.particulars.offices if one.open]


@pytest.mark.requirement("R57")
def test_a_post_is_held_from_its_day_until_the_day_before_its_end() -> None:
    given(*HIRED, post()).when(post_ended("2023-01-01")).then_on(
        "2020-12-31", lambda worker: held(worker) == []
    ).then_on("2021-01-01", lambda worker: held(worker) == ["chair"]).then_on(
        "2022-12-31", lambda worker: held(worker) == ["chair"]
    ).then_on("2023-01-01", lambda worker: held(worker) == [])


def test_several_at_once_are_still_one_head_at_home() -> None:
    elsewhere = post("2021-06-01", "elsewhere", union=CITY, office="committee_member")
    given(*HIRED, post(), role()).when(elsewhere).then(
        lambda worker: held(worker) == ["chair", "14", "committee_member"]
    ).then(lambda worker: at_home_or_host(worker) == (COUNTY,))


def test_the_same_office_is_not_taken_twice() -> None:
    story = given(*HIRED, post(until="2022-12-31"))
    story.when(post("2023-06-01", "again")).then_refused("impossible.office_held")
    story.when(post_ended("2023-01-01"), post("2023-01-01", "again")).then(
        lambda worker: held(worker) == ["chair"]
    )


def test_a_term_that_ran_out_is_overdue_until_its_end_is_recorded() -> None:
    given(*HIRED, post(until="2022-12-31")).when(role("2024-01-01")).then(
        lambda worker: held(worker) == ["chair", "14"]
    )


def test_a_union_has_chairs_and_other_organisations_have_not() -> None:
    given(*HIRED).when(post(union=AGENCY)).then_refused("impossible.not_a_union")
    given(*HIRED).when(post(union=AGENCY, office="other")).then(lambda worker: held(worker) == ["other"])
    given(*HIRED).when(post(union=f"organisation-{cited('nowhere')}")).then_refused(
        "impossible.organisation_unknown"
    )


def test_terms_make_sense_and_whoever_holds_a_post_is_engaged() -> None:
    given(*HIRED).when(post(until="2020-12-31")).then_refused("impossible.term_backwards")
    given(*HIRED).when(role(until="2020-12-31")).then_refused("impossible.term_backwards")
    given(registered()).when(post()).then_refused("impossible.not_engaged")


@pytest.mark.parametrize(("begun", "end"), [(post(), post_ended), (role(), role_ended)])
def test_what_ends_was_held_and_ends_once(begun: Fact, end: Callable[..., Fact]) -> None:
    given(*HIRED).when(end("2022-01-01")).then_refused("impossible.unknown_reference")
    given(*HIRED, begun).when(end("2021-01-01")).then_refused("impossible.unknown_reference")
    given(*HIRED, begun, end("2022-01-01", label="end")).when(end("2023-01-01")).then_refused(
        "impossible.office_ended"
    )


def test_a_post_is_no_public_role() -> None:
    given(*HIRED, post()).when(role_ended("2022-01-01", "post")).then_refused("impossible.unknown_reference")
    given(*HIRED, role()).when(post_ended("2022-01-01", "role")).then_refused("impossible.unknown_reference")


def test_the_level_of_a_role_is_told_by_its_code_or_stated() -> None:
    delegate = role("2021-06-01", "union_congress", "delegate", level="city")
    given(*HIRED, role()).when(delegate).then(
        lambda worker: [one.level for one in worker.particulars.offices] == ["county", "city"]
    )


@pytest.mark.parametrize(
    "data", [{"code": "union_congress"}, {"code": "14", "level": "city"}, {"code": "99"}]
)
def test_a_role_without_a_sensible_level_or_code_is_no_role(data: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"level|GB/T 2261\.6"):
        given(*HIRED).when(role(**data))


@pytest.mark.requirement("R60")
def test_leaving_ends_the_posts_and_not_the_public_roles() -> None:
    given(*HIRED, post(), role()).when(separated("2022-05-01")).then(lambda worker: held(worker) == ["14"])


def test_a_post_corrected_or_rescinded_is_as_if_it_had_been_said_so() -> None:
    story = given(*HIRED, post())
    story.when(corrected("post", post(office="vice_chair"))).then(
        lambda worker: held(worker) == ["vice_chair"]
    )
    story.when(rescinded("post")).then(lambda worker: held(worker) == [])
    given(*HIRED, post(), post_ended("2022-01-01", label="end")).when(rescinded("post")).then_refused(
        "impossible.unknown_reference", naming="end"
    )
