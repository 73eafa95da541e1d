"""What a union office does to a contract's term (工会法 art. 19), day by day."""

from datetime import date
from typing import Any

import pytest

from domain.worker.contract_terms import UNION_OFFICE, contract_until, end_unsettled
from domain.worker.state import WorkerState
from tests.specification import COUNTY, Fact, cited, contract, fact, given, hired, registered

CONTRACT = contract("2020-03-01", "2023-02-28")
HIRED = (registered(), hired("2020-03-01"))


def post(on: str, until: str | None = None, label: str = "post", **changes: Any) -> Fact:
    data = {"office": "chair", "union": COUNTY, "full_time": True, **changes}
    return fact("worker.concurrent_post_taken", on, label, **data | ({"until": until} if until else {}))


def post_ended(on: str, of: str = "post") -> Fact:
    return fact("worker.concurrent_post_ended", on, post=cited(of), reason_code="resigned")


def state(*facts: Fact, on: str = "2023-02-28") -> WorkerState:
    return given(*HIRED, *facts).timeline.as_of(date.fromisoformat(on))


def until(*facts: Fact, on: str = "2023-02-28") -> str | None:
    found = contract_until(state(*facts, on=on), date.fromisoformat(on))
    return found.isoformat() if found else None


def test_without_an_office_the_term_is_the_contract_s() -> None:
    assert until(CONTRACT) == "2023-02-28"
    assert until() is None
    assert until(contract("2020-03-01", None)) is None


@pytest.mark.parametrize(
    ("ended_on", "last_day"),
    [
        ("2021-03-02", "2023-03-01"),
        ("2021-04-01", "2023-03-31"),
        ("2022-03-01", "2024-02-29"),
        ("2022-03-02", "2024-03-01"),
    ],
)
def test_a_full_time_office_lengthens_it_by_the_time_served(ended_on: str, last_day: str) -> None:
    assert until(CONTRACT, post("2021-03-01"), post_ended(ended_on)) == last_day


def test_where_the_office_outlasts_the_contract_the_time_counts_from_the_office_s_end() -> None:
    served = (CONTRACT, post("2021-07-01", "2024-06-30"))
    assert until(*served) == "2027-06-30"
    assert until(*served, post_ended("2024-07-01"), on="2025-01-01") == "2027-06-30"
    assert until(*served, post_ended("2022-07-01")) == "2024-02-29"


def test_an_office_that_goes_on_counts_to_its_term_or_to_the_day() -> None:
    assert until(CONTRACT, post("2021-03-01", "2022-02-28"), on="2021-03-01") == "2024-02-29"
    assert until(CONTRACT, post("2021-03-01"), on="2021-03-31") == "2023-03-31"
    overdue = (CONTRACT, post("2021-03-01", "2022-02-28"))
    assert until(*overdue, on="2022-03-31") == "2024-03-31"


@pytest.mark.parametrize(
    ("term", "last_day"),
    [("2023-02-27", "2023-02-28"), ("2023-02-28", "2023-02-28"), ("2023-03-01", "2023-03-01")],
)
def test_a_part_time_office_takes_it_to_the_end_of_the_term_of_office_if_later(
    term: str, last_day: str
) -> None:
    assert until(CONTRACT, post("2021-03-01", term, full_time=False)) == last_day


def test_a_part_time_office_counts_while_it_is_held_and_within_its_term() -> None:
    part_time = post("2021-03-01", "2024-06-30", full_time=False)
    assert until(CONTRACT, part_time, post_ended("2022-01-01")) == "2023-02-28"
    assert until(CONTRACT, part_time, post_ended("2023-06-01"), on="2023-07-01") == "2023-05-31"
    assert until(CONTRACT, part_time, on="2025-01-01") == "2024-06-30"
    assert until(CONTRACT, part_time, post_ended("2024-12-01"), on="2025-01-01") == "2024-06-30"
    assert until(CONTRACT, post("2021-03-01", full_time=False), on="2023-05-05") == "2023-05-05"


@pytest.mark.parametrize("office", ["vice_chair", "committee_member"])
def test_vice_chairs_and_committee_members_are_protected_alike(office: str) -> None:
    assert until(CONTRACT, post("2021-03-01", office=office), post_ended("2022-03-01")) == "2024-02-29"


@pytest.mark.parametrize("changes", [{"office": "other"}, {"base_union": False}])
def test_other_posts_and_other_unions_change_nothing(changes: dict[str, Any]) -> None:
    assert until(CONTRACT, post("2021-03-01", **changes), post_ended("2022-03-01")) == "2023-02-28"


def test_days_in_two_offices_at_once_count_once() -> None:
    second = post("2021-09-01", label="second", office="committee_member")
    both = (
        CONTRACT,
        post("2021-03-01"),
        second,
        post_ended("2022-03-01"),
        post_ended("2022-03-01", "second"),
    )
    assert until(*both) == "2024-02-29"


def test_two_terms_that_follow_one_another_both_count() -> None:
    second = post("2022-03-01", label="second")
    served = (
        CONTRACT,
        post("2021-03-01"),
        post_ended("2022-03-01"),
        second,
        post_ended("2023-03-01", "second"),
    )
    assert until(*served, on="2023-03-01") == "2025-02-28"


def test_an_office_taken_after_the_term_ran_out_changes_nothing() -> None:
    assert until(CONTRACT, post("2023-02-28", "2023-03-27")) == "2023-04-27"
    assert until(CONTRACT, post("2023-03-01", "2024-02-29"), on="2023-03-01") == "2023-02-28"


def test_a_further_contract_counts_the_office_from_its_own_first_day() -> None:
    renewed = fact(
        "worker.contract_renewed",
        "2023-03-01",
        "renewed",
        contract=cited("contract"),
        kind="fixed_term",
        until="2025-02-28",
    )
    served = (CONTRACT, post("2022-03-01", "2024-02-29"), renewed)
    assert until(*served, on="2023-03-01") == "2026-02-28"


def extended(to: str, ground: str) -> Fact:
    return fact("worker.contract_extended", "2023-01-10", contract=cited("contract"), until=to, ground=ground)


@pytest.mark.parametrize(
    ("to", "ground", "last_day"),
    [
        ("2024-02-29", UNION_OFFICE, "2024-02-29"),
        ("2023-08-31", UNION_OFFICE, "2024-02-29"),
        ("2024-02-29", "agreed", "2025-02-28"),
    ],
)
def test_an_effect_that_was_recorded_is_not_added_again(to: str, ground: str, last_day: str) -> None:
    served = (CONTRACT, post("2021-03-01"), post_ended("2022-03-01"))
    assert until(*served, extended(to, ground)) == last_day


@pytest.mark.parametrize(
    ("office", "unsettled"),
    [
        (post("2021-03-01"), True),
        (post("2021-03-01", "2023-03-01"), False),
        (post("2021-03-01", "2023-02-28"), True),
        (post("2021-03-01", "2023-02-27", full_time=False), False),
        (post("2021-03-01", full_time=False), True),
        (post("2021-03-01", base_union=False), False),
    ],
)
def test_the_end_is_unsettled_while_an_office_goes_on_without_a_known_end(
    office: Fact, *, unsettled: bool
) -> None:
    day = date(2023, 3, 1)
    assert end_unsettled(state(CONTRACT, office, on="2023-03-01"), day) is unsettled
    assert not end_unsettled(state(CONTRACT, office, post_ended("2022-03-01")), day)
    assert not end_unsettled(state(contract("2020-03-01", None), office), day)
    assert not end_unsettled(state(office), day)


def test_the_end_is_unsettled_before_the_contract_s_own_last_day_too() -> None:
    assert end_unsettled(state(CONTRACT, post("2021-03-01", full_time=False)), date(2021, 4, 1))


def test_an_office_taken_after_the_term_ran_out_unsettles_nothing() -> None:
    assert not end_unsettled(state(CONTRACT, post("2023-03-01"), on="2023-03-01"), date(2023, 3, 1))
