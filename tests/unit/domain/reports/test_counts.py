"""Counts of heads, against people counted by hand."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.hidden import Disclosure
from domain.reports.career import Career
from domain.reports.table import REPORTS
from tests.unit.domain.reports.support import asked, position, report
from tests.unit.domain.rulebook.steps import graded, hired, qualified, registered, seconded, separated
from tests.unit.domain.rulebook.story import CITY, COMPANY, COUNTY, WORKER, Step, Story, nowhere_special


def structure(story: Story, on: str, **members: Any) -> Mapping[str, str]:
    """The one value of each part."""
    rows = report(story, "structure", on, **members)
    assert all(row["heads"] == 1 for row in rows)
    return {row["part"]: row["value"] for row in rows}


def working(**more: Any) -> Story:
    return nowhere_special().given(registered(**more), hired())


@pytest.mark.requirement("R17", shows="report")
def test_one_head_has_one_value_of_each_part() -> None:
    person = {"birth_on": "1990-06-15", "sex": "2", "ethnic_group": "01", "political_status": "01"}
    story = working(person=person).given(graded(), qualified("2022-05-01"))
    assert structure(story, "2023-03-01") == {
        "age": "30_to_39",
        "sex": "2",
        "ethnic_group": "01",
        "political_status": "01",
        "education": "21",
        "certificate": "junior_social_worker",
        "tenure": "1_to_2",
        "grade": "steps/junior_1",
        "organisation_level": "county",
    }


def test_bands_begin_on_the_birthday_and_on_the_day_of_hiring() -> None:
    story = working()
    assert structure(story, "2022-06-14")["tenure"] == "under_1"
    assert structure(story, "2030-06-14")["age"] == "30_to_39"
    assert structure(story, "2030-06-15")["age"] == "40_to_49"
    assert structure(story, "2032-03-01")["tenure"] == "10_and_over"


def test_every_value_but_a_grade_is_told_in_both_languages() -> None:
    for row in report(working(), "structure", "2023-01-01"):
        assert any("一" <= letter <= "鿿" for letter in row["zh"]), row
        assert row["en"].isascii(), row


def test_what_a_role_may_not_see_is_not_divided() -> None:
    rows = report(working(), "structure", "2023-01-01", classes=frozenset({Disclosure.NAME}))
    hidden = {row["part"] for row in rows if row["value"] == "hidden"}
    assert hidden == {"age", "sex", "ethnic_group", "political_status"}


def test_an_erased_person_is_counted_as_erased() -> None:
    story = working()
    story.ledger.erased.add(WORKER)
    found = structure(story, "2023-01-01")
    assert found["sex"] == found["age"] == "erased"
    assert found["education"] == "21"


def test_a_secondee_counts_at_home_and_whoever_left_not_at_all() -> None:
    story = working().given(seconded("2022-06-01"), separated("2024-01-01"))
    assert report(story, "structure", "2022-07-01", within={CITY}) == []
    assert structure(story, "2022-07-01", within={COUNTY})["sex"] == "2"
    assert report(story, "structure", "2024-01-01") == []


def test_a_value_rests_on_the_hiring_and_on_what_says_it() -> None:
    story = working().given(qualified("2022-05-01"))
    rows = {row["part"]: row["rests_on"] for row in report(story, "structure", "2023-01-01")}
    hiring = position(story, "worker.hired")
    assert rows["certificate"] == [hiring, position(story, "worker.qualification_obtained")]
    assert rows["sex"] == [position(story, "worker.registered"), hiring]
    assert rows["tenure"] == [hiring]


@pytest.mark.requirement("R19", shows="report")
def test_heads_add_up_over_workers() -> None:
    story = working()
    question = asked(story, "2023-01-01")
    careers = [Career(story.reading().worker(WORKER), question) for _ in range(3)]
    rows = list(REPORTS["modes"].rows(careers, question))
    assert [(row["mode"], row["regime"], row["heads"]) for row in rows] == [
        ("direct_hire", "labour_contract", 3)
    ]


@pytest.mark.requirement("R2", shows="report")
@pytest.mark.requirement("R2")
def test_whoever_gives_several_services_is_counted_under_each() -> None:
    story = nowhere_special().given(registered(), hired(service_domains=["rights", "training"]))
    rows = report(story, "service_domains", "2023-01-01")
    assert [(row["service_domain"], row["heads"]) for row in rows] == [("rights", 1), ("training", 1)]
    assert [row["service_domain"] for row in report(working(), "service_domains", "2023-01-01")] == ["none"]


@pytest.mark.requirement("R3", shows="report")
def test_an_adopted_worker_is_counted_by_the_former_title_and_the_present_mode() -> None:
    adopted = {
        "mode": "purchased_post",
        "legal_employer": COMPANY,
        "host": COUNTY,
        "source": "old_register",
        "former_title": "negotiation_guide",
        "engaged_since": "2018-03-01",
    }
    story = nowhere_special().given(registered(), Step("worker.adopted", "2023-01-01", adopted, "adopted"))
    (row,) = report(story, "former_titles", "2023-01-01")
    assert (row["former_title"], row["mode"], row["heads"]) == ("negotiation_guide", "purchased_post", 1)
    assert structure(story, "2023-01-01")["tenure"] == "3_to_4"
    assert report(working(), "former_titles", "2023-01-01") == []
