"""Commendations (R61) and certificates (R49)."""

import pytest

from tests.specification import Fact, cited, fact, given, hired, registered

HIRED = (registered(), hired("2020-03-01"))


def commended(on: str) -> Fact:
    return fact(
        "worker.commended",
        on,
        "commended",
        level="city",
        title="优秀工会工作者",
        issuer="示例市",
        document_number="2021-7",
    )


def revoked(on: str, label: str = "revoked") -> Fact:
    return fact(
        "worker.commendation_revoked", on, label, commendation=cited("commended"), reason_code="found_false"
    )


def obtained(on: str, label: str = "obtained", number: str = "2021-AB-0001") -> Fact:
    return fact(
        "worker.qualification_obtained", on, label, kind="social_worker", level="social_worker", number=number
    )


def test_the_history_shows_an_honour_and_its_revocation() -> None:
    given(*HIRED, commended("2021-05-01")).when(revoked("2023-05-01")).then(
        lambda worker: worker.commendations[0].revoked_on.isoformat() == "2023-05-01"
    ).then_on("2023-04-30", lambda worker: worker.commendations[0].revoked_on is None)


def test_an_honour_is_revoked_once() -> None:
    given(*HIRED, commended("2021-05-01"), revoked("2023-05-01")).when(
        revoked("2024-05-01", "again")
    ).then_refused("impossible.revoked_twice")


def test_who_never_worked_is_not_commended() -> None:
    given(registered()).when(commended("2021-05-01")).then_refused("impossible.never_engaged")


@pytest.mark.requirement("R49")
def test_a_certificate_is_held_from_its_day() -> None:
    given(registered()).when(obtained("2021-10-20")).then_on(
        "2021-10-19", lambda worker: not worker.qualifications
    ).then(lambda worker: worker.qualifications[0].number == "2021-AB-0001")


def test_one_certificate_of_a_kind_and_level() -> None:
    given(registered(), obtained("2021-10-20")).when(obtained("2022-10-20", "second")).then_refused(
        "impossible.qualified_already"
    )
