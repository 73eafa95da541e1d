"""Pay (R46): determined first, then raised; always the whole of it."""

import pytest

from tests.specification import Fact, corrected, fact, given, hired, registered, rescinded

HIRED = (registered(), hired("2020-03-01"))


def pay(on: str, base: str, label: str = "pay", kind: str = "worker.pay_determined") -> Fact:
    parts = [{"code": "base", "amount": base}, {"code": "post", "amount": "600.50"}]
    return fact(kind, on, label, pay={"parts": parts, "factors": [{"code": "education", "value": "21"}]})


def raised(on: str, base: str) -> Fact:
    return pay(on, base, "raise", "worker.pay_raised")


@pytest.mark.requirement("R46")
@pytest.mark.requirement("R45")
def test_the_pay_of_a_day_is_the_last_one_determined_by_then() -> None:
    given(*HIRED, pay("2020-03-01", "3800.00")).when(raised("2023-02-01", "4200.00")).then_on(
        "2023-01-31", lambda worker: [one.raised for one in worker.particulars.pays] == [False]
    ).then(
        lambda worker: (
            worker.particulars.pays[-1].raised
            and worker.particulars.pays[-1].amounts.parts[0].amount == "4200.00"
        )
    )


def test_only_a_pay_that_was_determined_is_raised() -> None:
    given(*HIRED).when(raised("2023-02-01", "4200.00")).then_refused("impossible.pay_not_determined")
    given(*HIRED, pay("2020-03-01", "3800.00"), raised("2023-02-01", "4200.00")).when(
        rescinded("pay")
    ).then_refused("impossible.pay_not_determined", naming="raise")


def test_only_the_engaged_are_paid() -> None:
    given(registered()).when(pay("2020-03-01", "3800.00")).then_refused("impossible.not_engaged")


def test_a_corrected_pay_holds_from_its_new_day() -> None:
    given(*HIRED, pay("2020-03-01", "3800.00")).when(corrected("pay", pay("2020-04-01", "3900.00"))).then_on(
        "2020-03-31", lambda worker: not worker.particulars.pays
    ).then(lambda worker: worker.particulars.pays[0].amounts.parts[0].amount == "3900.00")


@pytest.mark.parametrize("member", ["parts", "factors"])
def test_each_part_and_factor_is_named_once(member: str) -> None:
    content = {
        "parts": [{"code": "base", "amount": "3800.00"}],
        "factors": [{"code": "education", "value": "21"}],
    }
    content[member] *= 2
    with pytest.raises(ValueError, match="twice"):
        given(*HIRED).when(fact("worker.pay_determined", "2020-03-01", pay=content))
