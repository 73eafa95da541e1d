"""Probation ended, contract extended, contract not renewed (劳动合同法 arts. 19, 44, 45)."""

from datetime import date

import pytest

from tests.specification import (
    Fact,
    Story,
    cited,
    contract,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    separated,
)

CONTRACT = contract("2020-03-01", "2023-02-28", probation_until="2020-05-31")


def story(*more: Fact) -> Story:
    return given(registered(), hired("2020-03-01"), CONTRACT, *more)


def probation_ended(on: str, *, passed: bool = True, label: str = "probation over") -> Fact:
    return fact("worker.probation_ended", on, label, contract=cited("contract"), passed=passed)


def extended(on: str, until: str, ground: str = "protected", label: str = "extended") -> Fact:
    return fact("worker.contract_extended", on, label, contract=cited("contract"), until=until, ground=ground)


def not_renewed(on: str, decided_by: str = "employer", label: str = "not renewed") -> Fact:
    return fact("worker.contract_not_renewed", on, label, contract=cited("contract"), decided_by=decided_by)


class TestProbation:
    def test_is_over_from_the_first_day_after_it(self) -> None:
        story().when(probation_ended("2020-06-01")).then_on(
            "2020-05-31", lambda worker: worker.contract.probation_passed is None
        ).then_on(
            "2020-06-01",
            lambda worker: (
                worker.contract.probation_passed is True
                and worker.contract.probation_ended_on == date(2020, 6, 1)
            ),
        )

    def test_that_was_not_passed_is_followed_by_the_separation_on_the_same_day(self) -> None:
        story().when(probation_ended("2020-05-20", passed=False), separated("2020-05-20")).then(
            lambda worker: (
                worker.contracts[0].probation_passed is False
                and worker.contracts[0].ended_on == date(2020, 5, 20)
            )
        )

    def test_ends_once(self) -> None:
        story(probation_ended("2020-06-01")).when(probation_ended("2020-06-02", label="again")).then_refused(
            "impossible.probation_over"
        )
        story(probation_ended("2020-06-01")).when(rescinded("probation over")).then(
            lambda worker: worker.contract.probation_passed is None
        )

    def test_ends_where_there_was_one(self) -> None:
        given(registered(), hired("2020-03-01"), contract("2020-03-01", "2023-02-28")).when(
            probation_ended("2020-06-01")
        ).then_refused("impossible.no_probation")

    def test_ends_in_the_course_of_its_contract(self) -> None:
        story().when(probation_ended("2020-03-01")).then_refused("impossible.unknown_reference")
        story(separated("2020-04-01")).when(probation_ended("2020-06-01")).then_refused(
            "impossible.contract_closed"
        )


class TestExtension:
    def test_moves_the_last_day_and_keeps_the_earlier_one_with_its_ground(self) -> None:
        story(extended("2023-03-01", "2023-08-31")).when(
            extended("2023-09-01", "2023-12-31", "agreed", "further")
        ).then(
            lambda worker: (
                worker.contract.until == date(2023, 12, 31)
                and worker.contract.extensions
                == ((date(2023, 2, 28), "protected"), (date(2023, 8, 31), "agreed"))
            )
        ).then_on("2023-02-28", lambda worker: worker.contract.until == date(2023, 2, 28))

    def test_is_later_than_the_present_last_day(self) -> None:
        story().when(extended("2023-03-01", "2023-02-28")).then_refused("impossible.extension_shortens")

    def test_is_of_a_contract_with_a_term_that_runs(self) -> None:
        open_ended = given(registered(), hired("2020-03-01"), contract("2020-03-01", None, kind="open_ended"))
        open_ended.when(extended("2023-03-01", "2023-08-31")).then_refused("impossible.no_term")
        story(not_renewed("2023-03-01")).when(extended("2023-03-02", "2023-08-31")).then_refused(
            "impossible.contract_closed"
        )

    def test_puts_a_renewal_off(self) -> None:
        renewal = fact("worker.contract_renewed", "2023-03-01", contract=cited("contract"), kind="open_ended")
        story(extended("2023-02-01", "2023-08-31")).when(renewal).then_refused("impossible.renewal_overlaps")

    def test_corrected_says_the_new_last_day(self) -> None:
        story(extended("2023-03-01", "2023-08-31")).when(
            corrected("extended", extended("2023-03-01", "2023-06-30"))
        ).then(lambda worker: worker.contract.until == date(2023, 6, 30))


class TestNonRenewal:
    def test_ends_the_contract_and_not_the_engagement(self) -> None:
        story().when(not_renewed("2023-03-01")).then_on(
            "2023-02-28", lambda worker: worker.contract is not None
        ).then(
            lambda worker: (
                worker.contract is None
                and worker.contracts[0].ended_on == date(2023, 3, 1)
                and worker.engagement.since == date(2020, 3, 1)
            )
        )

    @pytest.mark.parametrize("extension", [(), (extended("2023-02-01", "2023-08-31"),)])
    def test_is_effective_after_the_terms_last_day(self, extension: tuple[Fact, ...]) -> None:
        day = "2023-08-31" if extension else "2023-02-28"
        story(*extension).when(not_renewed(day)).then_refused("impossible.term_not_over")

    def test_is_of_a_contract_with_a_term_that_runs(self) -> None:
        open_ended = given(registered(), hired("2020-03-01"), contract("2020-03-01", None, kind="open_ended"))
        open_ended.when(not_renewed("2023-03-01")).then_refused("impossible.no_term")
        story(not_renewed("2023-03-01")).when(not_renewed("2023-03-01", label="again")).then_refused(
            "impossible.contract_closed"
        )

    def test_rescinded_lets_the_contract_run_on(self) -> None:
        story(not_renewed("2023-03-01")).when(rescinded("not renewed")).then(
            lambda worker: worker.contract is not None
        )
