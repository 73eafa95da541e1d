"""A change of the signing key names two different keys of one log."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.handover import KeyRotated
from domain.notes import VerifierKey
from tests.samples.ledger import KEYS

OLD, NEW = KEYS["old"], KEYS["new"]
ELSEWHERE = VerifierKey("other.example/ledger", bytes(32)).text()


def test_two_keys_of_one_log_are_a_change() -> None:
    assert KeyRotated(old=OLD, new=NEW).new == NEW


@pytest.mark.parametrize(
    "said",
    [
        {"old": OLD, "new": OLD},
        {"old": OLD, "new": ELSEWHERE},
        {"old": OLD, "new": NEW[:-4] + "AAA="},
        {"old": OLD, "new": ""},
        {"old": OLD},
    ],
    ids=["the same", "another log's", "misspelt", "nothing", "left out"],
)
def test_anything_else_is_none(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KeyRotated(**said)
