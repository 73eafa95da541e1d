"""The base of records, the books that judged, absences and insurance schemes, counted by hand."""

import pytest

from tests.unit.domain.reports.town import Town, organisation, worker


@pytest.fixture
def town() -> Town:
    """A city with a street: 甲 and 乙 in the city, 丙 in the street."""
    made = Town()
    made.organisation("street")
    for name, host in (("甲", "city"), ("乙", "city"), ("丙", "street")):
        made.hired(name, host)
    return made


def insured(town: Town, name: str, scheme: str, on: str = "2020-02-01") -> None:
    town.already(name, "worker.insurance_enrolled", on, kinds=["pension", "medical"], scheme=scheme)


@pytest.mark.requirement("R14", shows="report")
def test_each_record_is_of_one_person_by_how_they_stand_on_the_day(town: Town) -> None:
    town.already("乙", "worker.separated", "2023-01-01", reason_code="resigned")
    town.registered("丁", "2023-01-01")

    def found(on: str, within: list[str] | None = None) -> dict[str, int]:
        return {row["situation"]: row["records"] for row in town.report("registry", on, within)}

    assert found("2022-12-31") == {"engaged": 3}
    assert found("2023-01-01") == {"engaged": 2, "separated": 1}, "nobody holds 丁 yet"
    assert found("2023-01-01", ["street"]) == {"engaged": 1}


@pytest.mark.requirement("R12", shows="report")
def test_decisions_are_told_by_the_edition_that_judged_them(town: Town) -> None:
    town.enact("220600", "2022-01-01", secondment={"maximum_months": 6})
    town.enact("220600", "2023-01-01", secondment={"maximum_months": 9})
    for name, on in (("甲", "2021-06-01"), ("乙", "2022-06-01"), ("丙", "2023-06-01")):
        town.already(name, "worker.grade_assigned", on, ladder="professional", grade="12")
    period = {"since": "2021-01-01", "until": "2023-12-31"}
    found = [
        (row["jurisdiction"], row["enacted_by"], row["since"], row["decisions"])
        for row in town.report("decisions_by_book", **period)
    ]
    assert found == [
        ("220600", "220600", "2022-01-01", 1),
        ("220600", "220600", "2023-01-01", 1),
        ("220600", "CN", "2010-01-01", 1),
    ]


@pytest.mark.requirement("R71", shows="report")
def test_who_is_away_is_listed_until_back_and_overdue_after_the_last_day(town: Town) -> None:
    leave = {"grounds": {"kind": "sick", "protected": True}, "until": "2023-03-31"}
    town.already("甲", "worker.leave_started", "2023-01-01", **leave)
    town.already("乙", "worker.suspended", "2023-02-01", reason_code="investigation")

    def found(on: str) -> list[tuple[str, str, bool]]:
        return [(row["worker"], row["kind"], row["overdue"]) for row in town.report("absences", on)]

    assert found("2022-12-31") == []
    assert found("2023-03-31") == [(worker("甲"), "leave", False), (worker("乙"), "suspended", False)]
    assert found("2023-04-01")[0] == (worker("甲"), "leave", True)


@pytest.mark.requirement("R58", shows="report")
def test_heads_by_mode_and_scheme(town: Town) -> None:
    insured(town, "甲", "enterprise_employees")
    insured(town, "丙", "enterprise_employees")
    found = {(row["mode"], row["scheme"]): row["heads"] for row in town.report("insurance_schemes")}
    assert found == {("direct_hire", "enterprise_employees"): 2, ("direct_hire", "unknown"): 1}


def test_what_lies_elsewhere_is_not_counted(town: Town) -> None:
    insured(town, "甲", "enterprise_employees")
    assert [row["heads"] for row in town.report("insurance_schemes", within=["street"])] == [1]
    assert organisation("street") != organisation("city")
