"""Teams of activists and volunteers, and where those hired came from, counted by hand."""

import pytest

from domain.hidden import Disclosure
from tests.unit.domain.reports.school import School, volunteer
from tests.unit.domain.reports.town import organisation, worker


@pytest.fixture
def school() -> School:
    """A lead with an activist and two volunteers, one volunteer without a lead, and one in a street."""
    made = School()
    made.organisation("street")
    made.hired("甲")
    made.volunteer("子", kind="activist", lead=worker("甲"))
    made.volunteer("丑", lead=worker("甲"))
    made.volunteer("寅", on="2023-01-01", lead=worker("甲"))
    made.volunteer("卯")
    made.volunteer("辰", where="street")
    return made


@pytest.mark.requirement("R67", shows="report")
def test_each_lead_has_a_team_at_each_organisation_and_the_rest_stand_apart(school: School) -> None:
    found = [
        (row["organisation"], row["lead"], row["activists"], row["volunteers"], row["heads"])
        for row in school.rows("volunteer_teams")
    ]
    city, street = organisation("city"), organisation("street")
    assert sorted(found, key=str) == sorted(
        [(city, None, 0, 1, 1), (city, worker("甲"), 1, 2, 3), (street, None, 0, 1, 1)], key=str
    )
    assert [row["heads"] for row in school.rows("volunteer_teams", within=["street"])] == [1]


def test_a_team_is_that_of_the_lead_of_the_day(school: School) -> None:
    school.hired("乙")
    school.of_volunteer("丑", "volunteer.lead_set", "2024-01-01", lead=worker("乙"))

    def heads(on: str) -> dict[str | None, int]:
        return {row["lead"]: row["heads"] for row in school.rows("volunteer_teams", on, ["city"])}

    assert heads("2023-12-31") == {worker("甲"): 3, None: 1}
    assert heads("2024-01-01") == {worker("甲"): 2, worker("乙"): 1, None: 1}


def test_the_register_is_of_a_day_and_names_are_for_those_who_may_see_them(school: School) -> None:
    school.of_volunteer("丑", "volunteer.ended", "2022-01-01", reason_code="moved_away")
    named = {row["volunteer"]: row["name"] for row in school.rows("volunteers", "2021-12-31")}
    assert set(named) == {volunteer(one) for one in "子丑卯辰"}
    assert named[volunteer("丑")] == "示例丑"
    later = school.rows("volunteers", "2022-01-01", classes=frozenset(Disclosure) - {Disclosure.NAME})
    assert {row["volunteer"] for row in later} == {volunteer(one) for one in "子卯辰"}
    assert {row["name"] for row in later} == {"hidden"}
    school.desk.ledger.erased.add(volunteer("卯"))
    assert "erased" in {row["name"] for row in school.rows("volunteers", "2022-01-01")}


def hired(school: School, name: str, on: str, kind: str = "open_recruitment") -> None:
    where = organisation("city")
    person = {
        "name": f"示例{name}",
        "document": {"kind": "passport", "number": f"H{school._count():08d}"},
        "person": {"birth_on": "1992-01-01", "sex": "2"},
    }
    entry = {
        "mode": "union_institution",
        "legal_employer": where,
        "host": where,
        "procedure": {"kind": kind, "notice_number": "示例招〔2023〕1号"},
    }
    school.said(name, "worker.registered", on, f"registered {name}", **person)
    school.said(name, "worker.hired", on, f"hired {name}", **entry)
    school.workers.append(worker(name))


@pytest.mark.requirement("R68", shows="report")
def test_those_hired_came_from_the_teams_or_by_the_procedure(school: School) -> None:
    """Four hires of 2023: one activist, one volunteer, one by recruitment, one by transfer; 甲 was adopted in 2020."""
    for name, kind in (
        ("乙", "open_recruitment"),
        ("丙", "open_recruitment"),
        ("丁", "open_recruitment"),
        ("戊", "transfer"),
    ):
        hired(school, name, "2023-03-01", kind)
    school.of_volunteer("子", "volunteer.hired", "2023-03-01", worker=worker("乙"))
    school.of_volunteer("卯", "volunteer.hired", "2023-04-01", worker=worker("丙"))
    found = school.rows("hire_sources", period=("2023-01-01", "2023-12-31"))
    assert [(row["source"], row["hires"], row["of_all"]) for row in found] == [
        ("activist", 1, 4),
        ("open_recruitment", 1, 4),
        ("transfer", 1, 4),
        ("volunteer", 1, 4),
    ]
    school.of("乙", "worker.separated", "2023-06-01", reason_code="resigned")
    where = organisation("city")
    again = {"mode": "direct_hire", "legal_employer": where, "host": where, "procedure": {"kind": "transfer"}}
    school.said("乙", "worker.hired", "2023-09-01", "hired 乙 again", **again)
    anew = {
        row["source"]: row["hires"]
        for row in school.rows("hire_sources", period=("2023-01-01", "2023-12-31"))
    }
    assert (anew["activist"], anew["transfer"]) == (1, 2), "only the first engagement came from the team"
    earlier = school.rows("hire_sources", period=("2020-01-01", "2020-12-31"))
    assert [(row["source"], row["hires"]) for row in earlier] == [("adopted", 1)]
    before = school.rows("hire_sources", "2023-03-31", period=("2023-01-01", "2023-12-31"))
    told = {row["source"]: row["hires"] for row in before}
    assert told == {"activist": 1, "open_recruitment": 2, "transfer": 1}, "not linked yet on that day"
