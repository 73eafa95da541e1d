"""Division codes by their shape: levels, parents and chains, and what no division can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import CodeError, DivisionLevel, chain, checked_division, division_level, is_within, parent


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("CN", ["CN"]),
        ("220000", ["220000", "CN"]),
        ("220602", ["220602", "220600", "220000", "CN"]),
        ("220602001", ["220602001", "220602", "220600", "220000", "CN"]),
        ("220602001003", ["220602001003", "220602001", "220602", "220600", "220000", "CN"]),
        ("110101", ["110101", "110000", "CN"]),
        ("500229", ["500229", "500000", "CN"]),
        ("429004", ["429004", "420000", "CN"]),
        ("659001001", ["659001001", "659001", "650000", "CN"]),
        ("441900003", ["441900003", "441900", "440000", "CN"]),
    ],
)
def test_chains_lead_to_the_country(code: str, codes: list[str]) -> None:
    assert chain(code) == codes
    assert all(is_within(code, outer) for outer in codes)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("CN", DivisionLevel.NATION),
        ("110000", DivisionLevel.PROVINCE),
        ("320500", DivisionLevel.PREFECTURE),
        ("320508", DivisionLevel.COUNTY),
        ("320508017", DivisionLevel.TOWNSHIP),
        ("320508017002", DivisionLevel.COMMUNITY),
    ],
)
def test_levels(code: str, level: DivisionLevel) -> None:
    assert division_level(code) is level
    assert checked_division(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "",
        "cn",
        "22",
        "2206",
        "22060",
        "2206020",
        "22060200100",
        "2206020010030",
        "020602",
        "920602",
        "22060x",
        "220602 ",
        "220602\n",
        "\u0662\u0662\u0660\u0666\u0660\u0662",
        "220002",
        "110100",
        "500200",
        "429000",
        "220602000",
        "220602001000",
        "220602000001",
        "220000001",
        "110100001",
    ],
)
def test_what_no_division_can_be(code: str) -> None:
    for use in (division_level, checked_division, parent, chain):
        with pytest.raises(CodeError) as refused:
            use(code)
        assert refused.value.zh


def test_a_neighbour_is_not_within() -> None:
    assert not is_within("220602", "220605")
    assert not is_within("220600", "220602")


@given(st.text() | st.from_regex(r"[0-9]{6}([0-9]{3}){0,3}", fullmatch=True))
def test_every_code_is_refused_or_one_level_below_a_division(code: str) -> None:
    try:
        level = division_level(code)
    except CodeError:
        return
    above = parent(code)
    assert above is None or division_level(above) < level
