"""The same seed gives the same population; nobody in it can be taken for a real person."""

from collections import Counter
from typing import Any, Final

from domain.catalogue import CATALOGUE
from domain.codes import checked_credit_code, parse_citizen_id
from ops.demo.days import TODAY
from ops.demo.guides import provinces
from ops.demo.places import FIRST_CITIES
from ops.demo.population import batch_name, population
from ops.divisions import load_divisions

ROWS: Final = list(population(120, 3))


def data_of(command: str) -> list[dict[str, Any]]:
    return [row["body"]["data"] for row in ROWS if row["command"] == command]


def test_a_seed_decides_every_row() -> None:
    assert list(population(40, 7)) == list(population(40, 7))
    assert list(population(40, 7)) != list(population(40, 8))
    assert batch_name(40, 7) != batch_name(40, 8) != batch_name(41, 8)


def test_every_row_has_its_number() -> None:
    assert sorted(row["row"] for row in ROWS) == list(range(1, len(ROWS) + 1))


def test_whoever_is_in_a_cycle_is_enrolled_before_the_result() -> None:
    enrolled = {
        worker: place
        for place, row in enumerate(ROWS)
        if row["command"] == "enrolments"
        for worker in row["body"]["data"]["workers"]
    }
    results = {
        f"@{row['ref']}": place
        for place, row in enumerate(ROWS)
        if row["command"] == "assessments" and "cycle" in row["body"]["data"]
    }
    assert results.keys() == enrolled.keys()
    assert all(enrolled[worker] < place for worker, place in results.items())


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
    roots = [data for data in organisations if "parent" not in data]
    assert [data["kind"] for data in roots] == ["union", *["authority"] * 3]
    assert all(data["division"] in load_divisions() for data in organisations)
    assert {data["kind"] for data in organisations} == {
        "union", "enterprise_union", "union_institution", "social_organisation", "enterprise", "authority",
    }  # fmt: skip
    assert {data["level"] for data in organisations} >= {"national", "province", "city", "county", "street"}
    for data in organisations:
        if "credit_code" in data:
            assert checked_credit_code(data["credit_code"])


NOT_TOLD = {
    "contract-ends", "corrections", "deaths", "engagement-changes", "grade-lowerings", "non-renewals", "secondment-recalls",
    "suspensions", "suspension-ends", "merges", "rescissions", "backbone-ends", "exemplar-withdrawals",
    "technical-post-ends", "technical-staff-ends", "concurrent-post-ends", "public-role-ends", "insurance-stops",
    "assessment-acknowledgements", "assessment-reviews", "assessment-review-decisions",
}  # fmt: skip
"""What no worker of the demo has to have."""


def test_careers_hold_nearly_every_kind_of_event() -> None:
    commands = Counter(row["command"] for row in population(600, 1))
    of_workers = {kind.command for kind in CATALOGUE.values() if kind.stream == "worker" and kind.command}
    assert commands.keys() >= of_workers - NOT_TOLD
    assert commands.keys() >= {"corrections", "rescissions"}
    assert commands["hirings"] + commands["adoptions"] > commands["workers"], "somebody came back"


def test_a_small_demo_holds_what_is_beside_the_careers_too() -> None:
    opened = Counter(row["command"] for row in population(12, 1))
    assert opened.keys() >= {"posts", "plans", "courses", "purchases", "cycles", "volunteers"}


def test_careers_have_up_to_some_eighty_events_over_eight_years() -> None:
    rows = list(population(600, 1))
    lengths = Counter(row["ref"] for row in rows if row["ref"].startswith("w"))
    assert 40 < max(lengths.values()) < 90
    assert all(row["body"]["effective_on"] <= TODAY.isoformat() for row in rows)


def test_workers_are_in_three_provinces() -> None:
    assert provinces(FIRST_CITIES) == ["220000", "320000", "620000"]
    names = {data["division"][:2] for data in data_of("organisations") if data["level"] == "street"}
    assert names == {"22", "32", "62"}
