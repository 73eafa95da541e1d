"""De-identified rows: no combination is that of fewer than `least` people, whoever they are."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reports.deidentified import MEMBERS, SUPPRESSED, Record, deidentified, records
from tests.unit.domain.reports.town import Town

NOTHING: Record = (SUPPRESSED,) * len(MEMBERS)


def record(**members: str) -> Record:
    """A woman of 30 to 39 in a county of 白山, unless told otherwise."""
    said = {
        "age": "30_to_39",
        "sex": "2",
        "education": "bachelor",
        "certificate": "social_worker",
        "tenure": "3_to_4",
        "organisation_level": "county",
        "mode": "direct_hire",
        "region": "220602",
    }
    return tuple({**said, **members}[name] for name in MEMBERS)


def member(row: Record, name: str) -> str:
    return row[MEMBERS.index(name)]


people = st.builds(
    record,
    age=st.sampled_from(["under_30", "30_to_39", "40_to_49", "erased"]),
    sex=st.sampled_from(["1", "2"]),
    education=st.sampled_from(["bachelor", "none"]),
    certificate=st.sampled_from(["none", "social_worker"]),
    tenure=st.sampled_from(["under_1", "5_to_9"]),
    region=st.sampled_from(["220602", "220605", "220600", "220000", "370102"]),
)


@given(st.lists(people, max_size=60), st.integers(2, 8))
def test_every_combination_is_that_of_enough_people_and_nobody_is_told_twice(
    found: list[Record], least: int
) -> None:
    rows = deidentified(found, least)
    assert all(heads >= least for heads in Counter(rows).values())
    assert len(rows) == (len(found) if len(found) >= least else 0)
    assert rows == sorted(rows)


@given(st.lists(people, max_size=40))
def test_the_order_of_people_tells_nothing(found: list[Record]) -> None:
    assert deidentified(found[::-1]) == deidentified(found)


def test_what_enough_people_share_is_told_as_it_is() -> None:
    assert deidentified([record()] * 5) == [record()] * 5
    assert deidentified([record()] * 4) == []


@pytest.mark.requirement("R79", shows="report")
def test_few_of_a_county_are_told_by_their_city_and_coarser_bands() -> None:
    rows = deidentified([record()] * 3 + [record(region="220605", age="under_30")] * 2)
    assert rows == [record(region="220600", age="under_40", tenure="under_5")] * 5


def test_one_who_is_unlike_all_others_is_told_by_nothing_and_takes_a_combination_along() -> None:
    common, rare = [record()] * 7, record(sex="1", region="370102", age="60_and_over")
    assert deidentified([*common, *[record(region="320505")] * 5, rare]) == sorted([*common, *[NOTHING] * 6])


def test_records_of_a_question_hold_no_identity() -> None:
    town = Town()
    town.hired("甲", on="2020-01-01")
    town.hired("乙", on="2020-01-01")
    town.of("乙", "worker.separated", "2024-01-01", reason_code="resigned")
    (row,) = records(town.careers(town.asked("2024-06-30")))
    assert dict(zip(MEMBERS, row, strict=True)) == {
        "age": "30_to_39",
        "sex": "1",
        "education": "unknown",
        "certificate": "none",
        "tenure": "3_to_4",
        "organisation_level": "city",
        "mode": "direct_hire",
        "region": "220600",
    }
