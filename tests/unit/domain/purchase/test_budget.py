"""What places cost by a pay guide, against sums worked out by hand."""

from datetime import date
from fractions import Fraction

import orjson
import pytest

from domain.purchase.budget import guide_cost_fen, levels_unknown, months_exact
from domain.purchase.state import Place, Stretch, Term
from domain.rulebook.pay_guide import PayGuide
from tests.unit.domain.purchase.desk import GUIDE


def guide() -> PayGuide:
    return PayGuide.model_validate_json(orjson.dumps(GUIDE))


def term(until: str, *stretches: tuple[str, dict[str, int]]) -> Term:
    made = tuple(
        Stretch(date.fromisoformat(day), tuple(Place(level=code, count=n) for code, n in counts.items()))
        for day, counts in stretches
    )
    return Term(made[0].since, date.fromisoformat(until), "0", made)


@pytest.mark.parametrize(
    ("first", "after", "months"),
    [
        ("2023-01-01", "2024-01-01", Fraction(12)),
        ("2023-01-15", "2023-02-15", Fraction(1)),
        ("2023-01-01", "2023-01-16", Fraction(15, 31)),
        ("2023-01-31", "2023-02-28", Fraction(1)),
        ("2023-02-01", "2023-03-15", 1 + Fraction(14, 31)),
    ],
)
def test_months_count_exactly(first: str, after: str, months: Fraction) -> None:
    assert months_exact(date.fromisoformat(first), date.fromisoformat(after)) == months


def test_a_year_of_two_levels() -> None:
    # 12 x (2 x 5000 + 1 x 8000)
    assert (
        guide_cost_fen(term("2023-12-31", ("2023-01-01", {"junior": 2, "senior": 1})), guide()) == 216_000_00
    )


def test_places_that_change_cost_what_each_had() -> None:
    # 6 x 2 x 5000 + 6 x (3 x 5000 + 8000)
    changed = term("2023-12-31", ("2023-01-01", {"junior": 2}), ("2023-07-01", {"junior": 3, "senior": 1}))
    assert guide_cost_fen(changed, guide()) == 198_000_00


def test_a_part_of_a_fen_counts_whole() -> None:
    # 5000 x 10 / 31 = 1612.9032...
    assert guide_cost_fen(term("2023-01-10", ("2023-01-01", {"junior": 1})), guide()) == 1612_91


def test_levels_that_the_guide_does_not_have_are_told() -> None:
    unknown = term("2023-12-31", ("2023-01-01", {"junior": 1, "chief": 1}))
    assert levels_unknown(unknown, guide()) == ["chief"]
    assert guide_cost_fen(unknown, guide()) == 60_000_00
