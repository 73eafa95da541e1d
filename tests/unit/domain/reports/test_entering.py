"""Procedures, tests of ability cited, preferences and experience, counted by hand."""

from typing import Any

import pytest

from domain.reports.entering import CODE_LENGTH
from tests.memory import beside, say
from tests.unit.domain.reports.town import Town, organisation, worker

YEAR = {"since": "2023-01-01", "until": "2023-12-31"}
OPEN = {"kind": "open_recruitment", "notice_number": "示例招〔2023〕1号"}


@pytest.fixture
def town() -> Town:
    made = Town()
    made.organisation("county", level="county", division="220621")
    return made


def hired(town: Town, name: str, on: str = "2023-02-01", reason: str | None = None, **data: Any) -> None:
    town.registered(name, on)
    where = organisation("county")
    entry = {"mode": "direct_hire", "legal_employer": where, "host": where, "procedure": OPEN, **data}
    done = {"approver": "approver", "document": "示例〔2023〕2号"}
    said = beside(say("worker.hired", on, f"hired {name}", **entry), fact=done)
    town.do(beside(said, reason=reason) if reason else said, worker(name))


@pytest.mark.requirement("R22", shows="report")
def test_hirings_are_counted_by_procedure(town: Town) -> None:
    hired(town, "甲", procedure={**OPEN, "examination_on": "2023-01-10", "publicity_from": "2023-01-15"})
    hired(town, "乙")
    hired(town, "丙", procedure={"kind": "recommended"})
    hired(town, "丁", on="2022-12-31")
    names = ("procedure", "hires", "with_notice", "examined", "publicised")
    found = [tuple(row[name] for name in names) for row in town.report("recruitment", **YEAR)]
    assert found == [("open_recruitment", 2, 2, 1, 1), ("recommended", 1, 0, 0, 0)]
    assert town.report("recruitment", within=["city"], **YEAR) == []


@pytest.mark.requirement("R53", shows="report")
def test_a_decision_cites_a_test_or_gives_a_reason_or_does_neither(town: Town) -> None:
    town.registered("甲", "2023-01-01")
    test = {"instrument": "interview", "sufficient": True, "assessors": ["assessor_1"]}
    town.do(say("worker.ability_assessed", "2023-01-10", "tested", **test), worker("甲"))
    where = organisation("county")
    entry = {"mode": "direct_hire", "legal_employer": where, "host": where, "procedure": OPEN}
    citing = beside(say("worker.hired", "2023-02-01", "hired 甲", **entry), evidence=["tested"])
    town.do(citing, worker("甲"))
    hired(town, "乙", reason="示例理由")
    hired(town, "丙")
    (row,) = town.report("ability_cited", **YEAR)
    assert row["type"] == "worker.hired"
    assert [row[name] for name in ("decisions", "citing", "with_reason", "neither")] == [3, 1, 1, 1]


@pytest.mark.requirement("R56", shows="report")
def test_hirings_are_counted_by_the_preference_applied(town: Town) -> None:
    hired(town, "甲", priority=["union_social_work", "party_member"])
    hired(town, "乙")
    found = [
        (row["priority"], row["hires"], row["of_all"], row["percent"])
        for row in town.report("preferences", **YEAR)
    ]
    assert found == [
        ("none", 1, 2, "50.0"),
        ("party_member", 1, 2, "50.0"),
        ("union_social_work", 1, 2, "50.0"),
    ]


@pytest.mark.requirement("R56", shows="report")
def test_experience_is_told_with_its_months_employers_and_hosts(town: Town) -> None:
    town.hired("甲", "city", "2020-01-01")
    county = organisation("county")
    move = {"mode": "direct_hire", "legal_employer": county, "host": county, "seniority_carried": True}
    town.already("甲", "worker.engagement_changed", "2021-01-01", **move)
    town.already("甲", "worker.separated", "2022-07-01", reason_code="resigned")
    (row,) = town.report("service_experience", "2023-01-01")
    assert (row["months"], row["since"], row["until"]) == (30, "2020-01-01", "2022-07-01")
    assert row["hosts"] == row["employers"] == [organisation("city"), county]
    (earlier,) = town.report("service_experience", "2021-06-30")
    assert (earlier["months"], earlier["until"]) == (17, None)


def test_a_code_is_the_same_until_something_in_the_row_changes(town: Town) -> None:
    town.hired("甲", "city", "2020-01-01")
    (row,) = town.report("service_experience", "2023-01-01")
    (again,) = town.report("service_experience", "2023-01-01")
    assert len(row["code"]) == CODE_LENGTH
    assert row["code"] == again["code"]
    town.already("甲", "worker.separated", "2022-12-01", reason_code="resigned")
    (after,) = town.report("service_experience", "2023-01-01")
    assert after["code"] != row["code"]
