"""Money in whole fen: read, written, split without a rest."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies

from domain.money import apportioned, fen, fen_up, yuan


@pytest.mark.parametrize(
    ("amount", "fen_"), [("0", 0), ("12", 1200), ("12.05", 1205), ("999999999999.99", 99999999999999)]
)
def test_yuan_are_read_as_fen(amount: str, fen_: int) -> None:
    assert fen(amount) == fen_
    assert fen(yuan(fen_)) == fen_


def test_fen_are_written_with_both_decimals() -> None:
    assert [yuan(fen_) for fen_ in (0, 5, 100, -5, -12345)] == ["0.00", "0.05", "1.00", "-0.05", "-123.45"]


def test_a_part_of_a_fen_counts_whole() -> None:
    assert [fen_up(Fraction(fen_, 3)) for fen_ in (3, 4, 5, 6)] == [1, 2, 2, 2]


def test_a_sum_is_split_by_largest_remainders() -> None:
    assert apportioned(100, [1, 1, 1]) == [34, 33, 33]
    assert apportioned(10, [60, 40]) == [6, 4]
    assert apportioned(7, [50, 50]) == [4, 3]
    assert apportioned(7, [0, 0]) == [0, 0]


@given(
    strategies.integers(0, 10**12),
    strategies.lists(strategies.integers(0, 10**6), min_size=1, max_size=8).filter(any),
)
def test_the_parts_always_sum_to_the_whole(total: int, weights: list[int]) -> None:
    parts = apportioned(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(
        abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True)
    )
