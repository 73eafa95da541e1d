"""Counts for the public: what is withheld cannot be worked out from what is told."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reports.public import public_counts, withheld
from tests.unit.domain.reports.test_deidentified import record

cells = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 30), max_size=8)


@given(cells, st.integers(3, 8))
def test_no_small_cell_is_told_and_none_can_be_computed_from_the_total(
    found: dict[str, int], least: int
) -> None:
    told = withheld(found, least)
    for value, heads in told.items():
        assert heads is None or heads == found[value] >= least
    hidden = [value for value, heads in told.items() if heads is None]
    if any(heads < least for heads in found.values()):
        assert told == {} or len(hidden) >= 2
        # What is left of the total is shared by cells of at least one head each, in more than one way.
        assert sum(found[value] for value in hidden) > len(hidden) or told == {}
    else:
        assert told == found


def test_the_smallest_of_the_others_is_withheld_with_a_small_one() -> None:
    assert withheld({"a": 3, "b": 9, "c": 7}, 5) == {"a": None, "b": 9, "c": None}
    assert withheld({"a": 5, "b": 9}, 5) == {"a": 5, "b": 9}
    assert withheld({"a": 4, "b": 4}, 5) == {}
    assert withheld({}, 5) == {}


@pytest.mark.requirement("R82", shows="report")
def test_tables_are_of_one_member_each_and_regions_are_cities() -> None:
    people = [*[record()] * 6, *[record(region="220605")] * 2, *[record(region="370102", sex="1")] * 5]
    told = public_counts(people, 5)
    assert told["total"] == 13
    assert told["tables"]["region"] == [{"value": "220600", "heads": 8}, {"value": "370100", "heads": 5}]
    assert told["tables"]["sex"] == [{"value": "1", "heads": 5}, {"value": "2", "heads": 8}]
    for table in told["tables"].values():
        shown = [cell["heads"] for cell in table]
        assert None in shown or sum(shown) == told["total"]


def test_of_few_nothing_is_told() -> None:
    assert public_counts([record()] * 4, 5) == {"total": None, "tables": {}}


@given(st.lists(st.sampled_from(["1", "2"]), max_size=30))
def test_a_table_without_anything_withheld_adds_up(sexes: list[str]) -> None:
    told = public_counts([record(sex=sex) for sex in sexes], 5)
    counted = Counter(sexes)
    if told["total"] and all(heads >= 5 for heads in counted.values()):
        assert {cell["value"]: cell["heads"] for cell in told["tables"]["sex"]} == counted
