"""The catalogue of duties (R24) and the credentials that some of them ask for (R25)."""

import pytest

from domain.codes import CREDENTIAL, CREDENTIALS_ASKED, DUTY, DUTY_GROUP, CodeError, checked_duty, duty_group


def test_seven_groups_hold_all_duties() -> None:
    assert len(DUTY_GROUP) == 7
    assert list(dict.fromkeys(duty_group(code) for code in DUTY)) == list(DUTY_GROUP)


def test_every_duty_is_named_in_both_languages() -> None:
    for code in DUTY:
        label = DUTY.label(code)
        assert any("一" <= letter <= "鿿" for letter in label.zh)
        assert label.en.isascii()


def test_representation_and_counselling_ask_for_a_credential() -> None:
    assert CREDENTIALS_ASKED["legal.representation"] == ("legal_profession",)
    assert CREDENTIALS_ASKED["care.counselling"] == ("counsellor",)


def test_what_asks_and_what_is_asked_for_are_in_the_lists() -> None:
    assert set(CREDENTIALS_ASKED) <= set(DUTY)
    assert {kind for kinds in CREDENTIALS_ASKED.values() for kind in kinds} == set(CREDENTIAL)


def test_a_duty_outside_the_catalogue_is_refused() -> None:
    assert checked_duty("legal.aid") == "legal.aid"
    with pytest.raises(CodeError):
        checked_duty("legal")
