"""The same seed gives the same population; nobody in it can be taken for a real person."""

from collections import Counter
from typing import Any, Final

from domain.codes import checked_credit_code, parse_citizen_id
from ops.demo.careers import TODAY
from ops.demo.population import batch_name, population
from ops.divisions import load_divisions

ROWS: Final = list(population(120, 3))


def data_of(command: str) -> list[dict[str, Any]]:
    return [row["body"]["data"] for row in ROWS if row["command"] == command]


def test_a_seed_decides_every_row() -> None:
    assert list(population(40, 7)) == list(population(40, 7))
    assert list(population(40, 7)) != list(population(40, 8))
    assert batch_name(40, 7) != batch_name(40, 8) != batch_name(41, 8)


def test_rows_are_numbered_as_they_stand() -> None:
    assert [row["row"] for row in ROWS] == list(range(1, len(ROWS) + 1))


def test_everybody_is_plainly_generated() -> None:
    people = data_of("workers")
    assert len(people) == 120
    numbers = [person["document"]["number"] for person in people]
    assert len(set(numbers)) == len(numbers)
    for person in people:
        assert "示例" in person["name"]
        assert person["contact"]["phone"].startswith("100")
        parsed = parse_citizen_id(person["document"]["number"])
        assert parsed.division == "100000"
        assert (parsed.birth_on.isoformat(), parsed.sex) == (
            person["person"]["birth_on"],
            person["person"]["sex"],
        )


def test_no_division_has_the_first_six_digits_of_their_numbers() -> None:
    assert "100000" not in load_divisions()
    assert not any(division.code.startswith("10") for division in load_divisions())


def test_organisations_stand_in_real_divisions_under_one_root() -> None:
    organisations = data_of("organisations")
    assert sum("parent" not in data for data in organisations) == 1
    assert all(data["division"] in load_divisions() for data in organisations)
    assert {data["kind"] for data in organisations} == {
        "union", "enterprise_union", "union_institution", "social_organisation", "enterprise",
    }  # fmt: skip
    assert {data["level"] for data in organisations} >= {"national", "province", "city", "county", "street"}
    for data in organisations:
        if "credit_code" in data:
            assert checked_credit_code(data["credit_code"])


def test_careers_hold_every_kind_of_event() -> None:
    commands = Counter(row["command"] for row in population(600, 1))
    assert commands.keys() >= {
        "workers", "hirings", "contracts", "renewals", "grades", "promotions", "assessments",
        "assessment-confirmations", "secondments", "secondment-extensions", "secondment-ends", "commendations",
        "commendation-revocations", "qualifications", "profile-changes", "separations", "corrections", "rescissions",
        "adoptions", "retirements", "transfers-out", "contract-extensions", "leaves", "leave-ends",
        "ability-assessments",
    }  # fmt: skip
    assert commands["hirings"] + commands["adoptions"] > commands["workers"], "somebody came back"


def test_careers_have_up_to_some_forty_events_over_eight_years() -> None:
    rows = list(population(600, 1))
    lengths = Counter(row["ref"] for row in rows if row["ref"].startswith("w"))
    assert 25 < max(lengths.values()) < 50
    assert all(row["body"]["effective_on"] <= TODAY.isoformat() for row in rows)
