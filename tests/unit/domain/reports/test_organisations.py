"""Reports about organisations, against figures counted by hand."""

from typing import Any

import pytest

from tests.memory import Said, beside, say
from tests.specification import POST
from tests.unit.domain.cycle.desk import worker_id
from tests.unit.domain.organisation.support import cite
from tests.unit.domain.reports.unions import (
    AGENCY,
    CITY,
    COUNTY,
    OTHER_COUNTY,
    OTHER_SOCIAL,
    SOCIAL,
    STREET,
    Town,
    told,
)


@pytest.fixture
def town() -> Town:
    return Town()


def position(town: Town, type_name: str) -> int:
    return next(one.position for one in reversed(town.ledger.log) if one.type.name == type_name)


@pytest.mark.requirement("R1", shows="report")
def test_the_directory_has_each_organisation_in_its_place_on_the_day(town: Town) -> None:
    town.of(STREET, "reparented", "2021-01-01", "moved", parent=OTHER_COUNTY)
    town.of(COUNTY, "merged", "2022-01-01", "merger", into=OTHER_COUNTY)
    town.of(SOCIAL, "supervisory_unit_set", "2020-01-01", "unit", unit="示例民政局")
    columns = ("parent", "ended_on", "merged_into", "supervisory_unit")

    def row(of: str, on: str) -> tuple[Any, ...]:
        (found,) = [one for one in town.report("organisations", on) if one["organisation"] == of]
        return tuple(found[column] for column in columns)

    assert len(town.report("organisations", "2020-06-01")) == 7
    assert town.report("organisations", "1999-12-31") == []
    assert row(STREET, "2020-12-31") == (COUNTY, None, None, None)
    assert row(STREET, "2021-01-01") == (OTHER_COUNTY, None, None, None)
    assert row(COUNTY, "2021-12-31") == (CITY, None, None, None)
    assert row(COUNTY, "2022-01-01") == (CITY, "2022-01-01", OTHER_COUNTY, None)
    assert row(SOCIAL, "2022-01-01") == (CITY, None, None, "示例民政局")
    (merged,) = [one for one in town.report("organisations", "2022-01-01") if one["merged_into"]]
    assert position(town, "organisation.merged") in merged["rests_on"]
    assert len(town.report("organisations", "2020-06-01", within={COUNTY})) == 2


def test_whoever_is_engaged_with_what_has_ended_is_listed_until_moved(town: Town) -> None:
    town.take(1, COUNTY)
    town.take(2, STREET, employer=COUNTY)
    town.take(3, OTHER_COUNTY)
    town.of(COUNTY, "merged", "2022-01-01", "merger", into=OTHER_COUNTY)
    assert town.report("workers_to_move", "2021-12-31") == []
    rows = town.report("workers_to_move", "2022-01-01")
    assert sorted(told(rows, "worker", "engaged_as", "organisation", "merged_into")) == sorted(
        [
            (worker_id(1), "host", COUNTY, OTHER_COUNTY),
            (worker_id(1), "employer", COUNTY, OTHER_COUNTY),
            (worker_id(2), "employer", COUNTY, OTHER_COUNTY),
        ]
    )
    assert all(position(town, "organisation.merged") in row["rests_on"] for row in rows)
    change = {
        "mode": "direct_hire",
        "legal_employer": OTHER_COUNTY,
        "host": OTHER_COUNTY,
        "seniority_carried": True,
    }
    town.do(say("worker.engagement_changed", "2022-02-01", "moved 1", **change), stream_id=worker_id(1))
    assert told(town.report("workers_to_move", "2022-02-01"), "worker") == [(worker_id(2),)]
    assert len(town.report("workers_to_move", "2022-01-15", within={OTHER_COUNTY})) == 3


@pytest.mark.requirement("R15", shows="report")
@pytest.mark.requirement("R15")
def test_organisations_heads_posts_and_seats_by_kind(town: Town) -> None:
    town.take(1, COUNTY)
    town.take(2, COUNTY)
    town.take(3, SOCIAL)
    rows = town.report("organisation_kinds", "2020-06-01")
    assert told(rows, "kind", "organisations", "heads", "posts", "seats") == [
        ("enterprise", 1, 0, 0, 0),
        ("social_organisation", 2, 1, 0, 0),
        ("union", 4, 2, 1, 1),
    ]
    town.of(COUNTY, "merged", "2022-01-01", "merger", into=OTHER_COUNTY)
    later = {row["kind"]: row for row in town.report("organisation_kinds", "2022-01-01")}
    assert (later["union"]["organisations"], later["union"]["heads"]) == (3, 2)


@pytest.mark.requirement("R16", shows="report")
def test_a_social_organisation_brought_up_counts_whom_it_employs_or_hosts_once(town: Town) -> None:
    town.of(SOCIAL, "incubation_started", "2020-01-01", "started", union=CITY)
    town.take(1, SOCIAL)
    town.take(2, COUNTY, employer=SOCIAL)
    town.take(3, COUNTY)
    (row,) = town.report("incubation", "2020-06-01")
    assert (row["organisation"], row["union"], row["workers"], row["graduated_on"]) == (SOCIAL, CITY, 2, None)
    town.of(SOCIAL, "incubation_graduated", "2021-01-01", "graduated", incubation=cite("started"))
    assert told(town.report("incubation", "2021-01-01"), "graduated_on") == [("2021-01-01",)]


@pytest.mark.requirement("R39", "R40", shows="report")
def test_coverage_is_a_share_of_all_social_organisations(town: Town) -> None:
    town.of(SOCIAL, "party_organisation_set", "2020-01-01", "party", form="branch")
    town.of(OTHER_SOCIAL, "party_organisation_set", "2020-01-01", "no party", form="none")
    town.of(SOCIAL, "union_form_set", "2021-01-01", "union", form="own_committee")
    columns = ("part", "form", "organisations", "of", "percent")
    assert told(town.report("social_organisation_coverage", "2021-01-01"), *columns) == [
        ("party_organisation", "branch", 1, 2, "50.0"),
        ("party_organisation", "covered", 1, 2, "50.0"),
        ("party_organisation", "none", 1, 2, "50.0"),
        ("union", "covered", 1, 2, "50.0"),
        ("union", "own_committee", 1, 2, "50.0"),
        ("union", "unknown", 1, 2, "50.0"),
    ]
    before = told(town.report("social_organisation_coverage", "2020-06-01"), *columns)
    assert before[-1] == ("union", "unknown", 2, 2, "100.0")


@pytest.mark.requirement("R41", shows="report")
def test_inspections_ratings_and_listings_with_the_current_ones_marked(town: Town) -> None:
    for year, result in ((2020, "qualified"), (2021, "unqualified")):
        said = {"result": result, "document_number": f"示例{year}"}
        town.of(SOCIAL, "inspected", f"{year}-06-30", f"inspected {year}", **said)
    town.of(SOCIAL, "rated", "2020-12-01", "rated", rating="4a", until="2021-11-30")
    town.of(SOCIAL, "listed_abnormal", "2021-07-01", "listed", reason_code="report_not_filed")
    town.of(SOCIAL, "abnormal_cleared", "2021-09-01", "cleared", listing=cite("listed"))
    columns = ("matter", "value", "current")
    assert told(town.report("supervision", "2021-08-01"), *columns) == [
        ("inspection", "qualified", False),
        ("inspection", "unqualified", True),
        ("rating", "4a", True),
        ("abnormal", "report_not_filed", True),
    ]
    assert told(town.report("supervision", "2021-12-01"), *columns)[2:] == [
        ("rating", "4a", False),
        ("abnormal", "report_not_filed", False),
    ]


@pytest.mark.requirement("R42", shows="report")
def test_tax_statuses_and_ratings_run_out_the_soonest_first(town: Town) -> None:
    town.of(SOCIAL, "tax_status_set", "2020-01-01", "old", status="nonprofit_exempt", until="2020-12-31")
    town.of(SOCIAL, "tax_status_set", "2021-01-01", "new", status="nonprofit_exempt", until="2023-12-31")
    town.of(OTHER_SOCIAL, "rated", "2020-06-01", "rated", rating="3a", until="2021-05-31")
    town.of(SOCIAL, "rated", "2020-06-01", "for good", rating="5a")
    columns = ("organisation", "matter", "until", "days_left", "expired")
    assert told(town.report("expiring", "2021-05-01"), *columns) == [
        (OTHER_SOCIAL, "rating", "2021-05-31", 30, False),
        (SOCIAL, "tax_status", "2023-12-31", 974, False),
    ]
    assert told(town.report("expiring", "2021-06-01"), *columns)[0] == (
        OTHER_SOCIAL,
        "rating",
        "2021-05-31",
        0,
        True,
    )
    assert told(town.report("expiring", "2020-12-31"), *columns)[0] == (
        SOCIAL,
        "tax_status",
        "2020-12-31",
        0,
        False,
    )


@pytest.mark.requirement("R43", shows="report")
def test_honours_of_organisations_in_a_period(town: Town) -> None:
    honour = {"level": "city", "title": "先进社会组织"}
    town.of(SOCIAL, "commendation_nominated", "2022-11-01", "nominated", **honour, grounds=["service"])
    award = {**honour, "issuer": "示例市", "document_number": "1", "nomination": cite("nominated")}
    town.of(SOCIAL, "commended", "2023-01-05", "commended", **award)
    columns = ("matter", "title", "issuer", "effective_on")
    assert told(town.report("organisation_honours", "2023-12-31"), *columns) == [
        ("nominated", "先进社会组织", None, "2022-11-01"),
        ("commended", "先进社会组织", "示例市", "2023-01-05"),
    ]
    assert len(town.report("organisation_honours", "2023-12-31", since="2023-01-01")) == 1
    assert len(town.report("organisation_honours", "2022-12-31")) == 1
    town.of(SOCIAL, "commendation_revoked", "2024-01-01", commendation=cite("commended"), reason_code="false")
    assert told(town.report("organisation_honours", "2023-12-31"), "revoked_on") == [(None,), (None,)]
    assert told(town.report("organisation_honours", "2024-01-01"), "revoked_on") == [(None,), ("2024-01-01",)]


@pytest.mark.requirement("R69", "R73", shows="report")
def test_who_runs_a_union_together_and_what_each_department_does(town: Town) -> None:
    terms = {"with_body": "示例公司", "organisation": AGENCY, "duties": ["mediation", "aid"]}
    town.of(COUNTY, "co_management_agreed", "2020-01-01", "agreed", **terms)
    town.of(COUNTY, "co_management_ended", "2021-01-01", "ended", agreement=cite("agreed"))
    columns = ("organisation", "body", "duties", "since", "ended_on")
    assert told(town.report("co_management", "2020-06-01"), *columns) == [
        (COUNTY, AGENCY, ["mediation", "aid"], "2020-01-01", None)
    ]
    assert told(town.report("co_management", "2021-01-01"), "ended_on") == [("2021-01-01",)]
    for department, role in (("union", "carry_out"), ("organisation_department", "lead")):
        said = {"department": department, "area": "recruitment", "role": role}
        town.of(CITY, "department_role_set", "2020-01-01", department, **said)
    assert told(town.report("department_roles", "2020-01-01"), "area", "department", "role") == [
        ("recruitment", "organisation_department", "lead"),
        ("recruitment", "union", "carry_out"),
    ]


@pytest.mark.requirement("R80", shows="report")
def test_experience_is_listed_with_its_text(town: Town) -> None:
    town.of(COUNTY, "practice_noted", "2023-05-01", "noted", title="示例经验", text="示例做法")
    assert told(town.report("practice_notes", "2023-05-01"), "title", "text") == [("示例经验", "示例做法")]
    assert town.report("practice_notes", "2023-12-31", until="2023-04-30") == []


def on_behalf(said: Said) -> Said:
    return beside(said, on_behalf_of=COUNTY)


@pytest.mark.requirement("R73", shows="report")
def test_what_one_union_did_for_another_is_told(town: Town) -> None:
    town.take(1, COUNTY)
    honour = {"level": "city", "title": "优秀", "issuer": "示例市", "document_number": "1"}
    town.do(on_behalf(say("worker.commended", "2021-03-01", **honour)), stream_id=worker_id(1), actor="city")
    noted = say("organisation.practice_noted", "2021-04-01", title="示例", text="示例")
    town.do(on_behalf(noted), stream_id=COUNTY)
    filed = say("post.filed", "2021-05-01", authority="示例局", number="示例备〔2021〕1号")
    town.do(on_behalf(filed), stream_id=POST)
    rows = town.report("acted_on_behalf", "2021-12-31")
    assert told(rows, "subject", "type", "actor", "on_behalf_of") == [
        (worker_id(1), "worker.commended", "city", COUNTY),
        (COUNTY, "organisation.practice_noted", "clerk", COUNTY),
        (POST, "post.filed", "clerk", COUNTY),
    ]
    assert {row["on_behalf_of_name"] for row in rows} == {"示例县总工会"}
    assert len(town.report("acted_on_behalf", "2021-12-31", since="2021-04-01")) == 2
    assert town.report("acted_on_behalf", "2021-12-31", within={OTHER_COUNTY}) == []
