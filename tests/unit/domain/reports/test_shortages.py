"""The catalogue of shortages with what is vacant and who came, counted by hand (R11)."""

from typing import Any

import pytest

from tests.unit.domain.reports.town import Town, organisation, post

NAMES = {"zh": "示例紧缺", "en": "an example"}
YEAR = {"since": "2023-01-01", "until": "2023-12-31"}


@pytest.fixture
def town() -> Town:
    """A city whose book lists mediators; two posts of it are such, three seats in all, one of them taken."""
    made = Town()
    made.enact("220600", "2020-01-01", shortages={"mediators": {**NAMES, "kind": "skill"}})
    made.organisation("far", None, level="county", division="220102")
    made.post("甲岗", seats=2)
    made.post("乙岗")
    for name in ("甲岗", "乙岗"):
        made.told(name, "post.shortage_set", "2022-01-01", shortage="mediators")
    made.hired("甲", post=post("甲岗"))
    return made


def hired(town: Town, name: str, on: str, **data: Any) -> None:
    town.registered(name, on)
    where = organisation("city")
    procedure = {"kind": "open_recruitment", "notice_number": "示例招〔2023〕1号"}
    entry = {"mode": "direct_hire", "legal_employer": where, "host": where, "procedure": procedure}
    town.already(name, "worker.hired", on, **{**entry, **data})


def figures(town: Town, on: str = "2024-06-30", **period: str) -> dict[str, tuple[Any, ...]]:
    names = ("jurisdiction", "posts", "seats", "vacant", "heads", "hires", "secondments")
    return {
        row["shortage"]: tuple(row[name] for name in names) for row in town.report("shortages", on, **period)
    }


@pytest.mark.requirement("R11", shows="report")
def test_each_entry_tells_its_vacancies_and_who_came_in_the_period(town: Town) -> None:
    hired(town, "乙", "2023-02-01", post=post("乙岗"))
    hired(town, "丙", "2023-03-01", shortage="urgent_area")
    hired(town, "丁", "2022-12-31", shortage="urgent_area")
    away = {"host": organisation("far"), "kind": "secondment", "direction": "across", "until": "2024-12-31"}
    town.already("甲", "worker.secondment_started", "2023-05-01", **away, shortage="urgent_area")
    assert figures(town, **YEAR) == {
        "mediators": ("220600", 2, 3, 1, 2, 1, 0),
        "urgent_area": ("CN", 0, 0, 0, 0, 1, 1),
        "urgent_industry": ("CN", 0, 0, 0, 0, 0, 0),
        "urgent_skill": ("CN", 0, 0, 0, 0, 0, 0),
    }
    assert figures(town, "2023-01-31", since="2023-01-01")["mediators"] == ("220600", 2, 3, 2, 1, 0, 0)


def test_a_post_counts_while_it_is_marked(town: Town) -> None:
    town.told("乙岗", "post.shortage_set", "2023-06-01")
    assert figures(town, "2023-05-31")["mediators"][1:4] == (2, 3, 2)
    assert figures(town, "2023-06-01")["mediators"][1:4] == (1, 2, 1)


def test_a_code_of_before_the_catalogue_is_told_as_listed_by_nobody(town: Town) -> None:
    hired(town, "乙", "2023-02-01", shortage="rural")
    (row,) = [row for row in town.report("shortages", **YEAR) if row["shortage"] == "rural"]
    assert (row["jurisdiction"], row["kind"], row["zh"], row["hires"]) == (None, None, "rural", 1)


def test_what_leads_elsewhere_is_not_counted_here(town: Town) -> None:
    hired(town, "乙", "2023-02-01", shortage="urgent_area")
    rows = town.report("shortages", within=["far"], **YEAR)
    assert {row["shortage"]: row["hires"] for row in rows}["urgent_area"] == 0
