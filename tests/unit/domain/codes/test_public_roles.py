"""Public roles: the codes of GB/T 2261.6 and the ledger's own, and the level that each tells."""

import pytest

from domain.codes import PUBLIC_ROLE, CodeError, checked_public_role, level_of_public_role


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("11", "national"),
        ("12", "province"),
        ("13", "city"),
        ("14", "county"),
        ("21", "national"),
        ("24", "county"),
        ("township_congress", "township"),
        ("party_congress", None),
        ("union_congress", None),
    ],
)
def test_a_code_tells_its_level_but_for_delegates(code: str, level: str | None) -> None:
    assert level_of_public_role(checked_public_role(code)) == level


@pytest.mark.parametrize("code", ["", "1", "10", "15", "25", "31", "congress"])
def test_no_other_code_is_known(code: str) -> None:
    with pytest.raises(CodeError, match=r"GB/T 2261\.6"):
        checked_public_role(code)


def test_every_role_is_named_in_both_languages() -> None:
    for code in PUBLIC_ROLE:
        assert all(PUBLIC_ROLE.label(code))
