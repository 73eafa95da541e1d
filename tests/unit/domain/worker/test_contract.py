"""Labour contracts: signed, renewed, ended (劳动合同法; R94)."""

import pytest

from tests.specification import AGENCY, Fact, cited, contract, fact, given, hired, registered, separated


def renewal(on: str, until: str | None, of: str = "contract", label: str = "renewal") -> Fact:
    kind = "fixed_term" if until else "open_ended"
    term = {"until": until} if until else {}
    return fact("worker.contract_renewed", on, label, contract=cited(of), kind=kind, **term)


HIRED = (registered(), hired("2020-03-01"))


@pytest.mark.requirement("R94")
@pytest.mark.requirement("R7")
def test_a_contract_covers_both_its_days() -> None:
    given(*HIRED).when(contract("2020-03-01", "2023-02-28")).then(
        lambda worker: (
            worker.contract.since.isoformat() == "2020-03-01"
            and worker.contract.until.isoformat() == "2023-02-28"
        )
    )


def test_only_the_legal_employer_contracts() -> None:
    given(*HIRED).when(contract("2020-03-01", "2023-02-28", employer=AGENCY)).then_refused(
        "impossible.other_employer"
    )


def test_a_contract_needs_an_engagement() -> None:
    given(registered()).when(contract("2020-03-01", "2023-02-28")).then_refused("impossible.not_engaged")


def test_terms_must_make_sense() -> None:
    given(*HIRED).when(contract("2020-03-01", None, kind="fixed_term")).then_refused(
        "impossible.term_missing"
    )
    given(*HIRED).when(contract("2020-03-01", "2023-02-28", kind="open_ended")).then_refused(
        "impossible.term_given"
    )
    given(*HIRED).when(contract("2020-03-01", "2020-02-28")).then_refused("impossible.term_backwards")
    given(*HIRED).when(contract("2020-03-01", "2020-03-31", probation_until="2020-04-01")).then_refused(
        "impossible.probation_beyond_term"
    )
    given(*HIRED).when(contract("2020-03-01", "2023-02-28", probation_until="2020-02-01")).then_refused(
        "impossible.probation_backwards"
    )


def test_a_second_contract_waits_for_the_end_of_the_first() -> None:
    story = given(*HIRED, contract("2020-03-01", "2023-02-28"))
    story.when(contract("2022-01-01", "2024-12-31", "second")).then_refused("impossible.contract_running")


def test_a_renewal_begins_after_the_old_term() -> None:
    story = given(*HIRED, contract("2020-03-01", "2023-02-28"))
    story.when(renewal("2023-02-28", "2026-02-28")).then_refused("impossible.renewal_overlaps")
    story.when(renewal("2023-03-01", "2026-02-28")).then(lambda worker: worker.contract.renewals == 1)


def test_what_was_renewed_is_not_renewed_again() -> None:
    story = given(*HIRED, contract("2020-03-01", "2023-02-28"), renewal("2023-03-01", "2026-02-28"))
    story.when(renewal("2026-03-01", None, label="third")).then_refused("impossible.contract_closed")
    story.when(renewal("2026-03-01", None, of="renewal", label="third")).then(
        lambda worker: worker.contract.renewals == 2 and worker.contract.until is None
    )


def test_nothing_ends_by_time_alone() -> None:
    given(*HIRED).when(contract("2020-03-01", "2021-02-28")).then_on(
        "2025-01-01", lambda worker: worker.contract.open
    )


def test_a_contract_ends_on_the_day_after_its_last() -> None:
    ended = fact("worker.contract_ended", "2021-04-01", contract=cited("contract"), reason_code="agreed")
    given(*HIRED, contract("2020-03-01", "2023-02-28")).when(ended).then_on(
        "2021-03-31", lambda worker: worker.contract is not None
    ).then_on("2021-04-01", lambda worker: worker.contract is None)


def test_an_end_comes_after_the_first_day() -> None:
    early = fact("worker.contract_ended", "2020-03-01", contract=cited("contract"), reason_code="agreed")
    given(*HIRED, contract("2020-03-01", "2023-02-28")).when(early).then_refused(
        "impossible.unknown_reference"
    )


def test_a_separation_ends_the_contract_too() -> None:
    given(*HIRED, contract("2020-03-01", "2023-02-28")).when(separated("2021-01-01")).then(
        lambda worker: worker.contract is None and worker.contracts[0].ended_on.isoformat() == "2021-01-01"
    )


def test_contracts_with_one_employer_never_overlap_whatever_is_recorded_late() -> None:
    """Two contracts from March 2020 and March 2023; nothing that comes later may stretch into the second."""
    story = given(*HIRED, contract("2020-03-01", "2023-02-28"), renewal("2023-03-01", "2026-02-28"))
    longer = {"contract": cited("contract"), "until": "2023-03-01", "ground": "agreed"}
    story.when(fact("worker.contract_extended", "2023-02-01", **longer)).then_refused(
        "impossible.renewal_overlaps", naming="renewal"
    )
    later = given(*HIRED, contract("2023-03-01", "2026-02-28", "later"))
    later.when(contract("2020-03-01", "2023-02-28", "earlier")).then_refused(
        "impossible.contract_running", naming="later"
    )
    ended = fact("worker.contract_ended", "2023-03-01", contract=cited("earlier"), reason_code="expired")
    later.when(contract("2020-03-01", "2023-02-28", "earlier"), ended).then(
        lambda worker: [c.ended_on is None for c in worker.contracts] == [False, True]
    )
