"""A worker from hiring to commendation: what is recorded, and what is refused on the way with its clause."""

from typing import Any

import pytest

from tests.integration.api.served import Served
from tests.journeys.career import Career


def roster(api: Served, organisation: str, on: str) -> dict[str, Any]:
    """The roster of an organisation and all below it on a day."""
    answer = api.send("GET", f"/v1/roster?organisation={organisation}&as_of={on}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.requirement("R21")
def test_a_street_hires_under_purchase_of_service_by_exception_only(api: Served) -> None:
    career = Career(api)
    career.register()
    rules = career.refused("hirings", "2023-01-01", **career.hiring())
    assert "hire.coordinated_allocation" in rules
    career.join()
    assert [row["worker_id"] for row in roster(api, career.street, "2023-01-01")["rows"]] == [career.worker]
    assert roster(api, career.street, "2022-12-31")["rows"] == []


def test_a_certificate_is_obtained_and_registered_within_a_year(api: Served) -> None:
    career = Career(api)
    career.register()
    career.join()
    certificate = career.does(
        "qualifications", "2023-10-01", kind="social_worker", level="social_worker", number="EX-20230001"
    )
    assert career.refused("registrations", "2024-10-02", certificate=certificate, until="2027-10-01")
    career.does("registrations", "2023-11-01", certificate=certificate, until="2026-10-31")


def test_a_secondment_shows_on_both_rosters_and_counts_one_head(api: Served) -> None:
    career = Career(api)
    career.register()
    career.join()
    term = {"host": career.centre, "kind": "secondment", "direction": "up", "until": "2024-07-31"}
    secondment = career.does("secondments", "2024-02-01", **term)
    overlapping = career.refused("secondments", "2024-03-01", **term | {"host": career.county})
    assert all(rule.startswith("impossible.") for rule in overlapping)

    at_home, at_host = roster(api, career.street, "2024-03-01"), roster(api, career.centre, "2024-03-01")
    assert [row["worker_id"] for row in at_home["rows"]] == [career.worker]
    assert [row["worker_id"] for row in at_host["rows"]] == [career.worker]
    assert (at_home["heads"], at_host["heads"]) == (1, 0)
    assert roster(api, career.city, "2024-03-01")["heads"] == 1

    career.does("secondment-ends", "2024-08-01", secondment=secondment, reason_code="term_reached")
    assert roster(api, career.centre, "2024-08-01")["rows"] == []


@pytest.mark.requirement("R55")
def test_promotion_and_renewal_rest_on_assessment_and_the_next_contract_has_no_term(api: Served) -> None:
    career = Career(api)
    career.register()
    career.join()
    too_early = career.refused("promotions", "2024-02-01", ladder="steps", grade="junior_2")
    assert {"promotion.months_in_grade", "promotion.assessment"} <= set(too_early)

    assessment = career.assess()
    contract = career.events["contracts"]
    unsupported = career.refused(
        "renewals", "2025-01-01", contract=contract, kind="fixed_term", until="2026-06-30"
    )
    assert unsupported == ["renewal.assessment"]

    career.rise(assessment)
    third = {"contract": career.events["renewals"], "kind": "fixed_term", "until": "2028-06-30"}
    assert career.refused("renewals", "2026-07-01", **third, evidence=[assessment]) == [
        "contract.open_ended_after_fixed_terms"
    ]
    career.does("commendations", "2025-03-01", **HONOUR)


def test_a_second_probation_with_the_same_employer_is_refused(api: Served) -> None:
    career = Career(api)
    career.register()
    career.join()
    career.does("contract-ends", "2024-01-01", contract=career.events["contracts"], reason_code="agreed")
    again = {"employer": career.society, "kind": "fixed_term", "until": "2025-12-31"}
    rules = career.refused("contracts", "2024-01-01", **again, probation_until="2024-02-29")
    assert rules == ["contract.probation_once"]
    career.does("contracts", "2024-01-01", "second contract", **again)


HONOUR = {
    "level": "city",
    "title": "优秀工会社会工作者",
    "issuer": "示例市总工会",
    "document_number": "示例工发〔2025〕3号",
}
