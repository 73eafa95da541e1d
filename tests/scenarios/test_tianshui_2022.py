"""天水 2022: 17 posts, for a degree, under 30, local household, graduates of the year as a rule, two months' probation."""

from typing import Final

import pytest

from tests.scenarios.recruitment import Recruitment, hiring

CITY: Final = "620500"
SEATS: Final = {"620502": 9, "620503": 3, "620522": 1, "620523": 1, "620524": 1, "620521": 1, "620525": 1}
ON: Final = "2022-09-01"
NOTICE: Final = "天水市总工会公开招聘公告"
GRADUATE: Final = {"priority": ["graduate_of_the_year"]}


@pytest.fixture
def tianshui(recruitment: Recruitment) -> Recruitment:
    recruitment.union("CN", "national")
    recruitment.union("620000", "province", "CN")
    recruitment.union(CITY, "city", "620000")
    for county, seats in SEATS.items():
        recruitment.union(county, "county", CITY)
        recruitment.post(county, seats)
    return recruitment


def hired(county: str = "620502", **changes: object) -> dict[str, object]:
    return hiring("direct_hire", county, county, experience_months=0, **{**GRADUATE, **changes})


def contract(probation_until: str) -> dict[str, str]:
    return {
        "employer": "@620502",
        "kind": "fixed_term",
        "until": "2025-08-31",
        "probation_until": probation_until,
    }


def test_seventeen_are_hired_and_the_eighteenth_finds_no_seat(tianshui: Recruitment) -> None:
    assert sum(SEATS.values()) == 17
    for county, seats in SEATS.items():
        for _ in range(seats):
            tianshui.say("hirings", tianshui.candidate("1999-06-01", county), ON, hired(county))
    one_more = tianshui.candidate("1999-06-01", "620525")
    (refusal,) = tianshui.refusals("hirings", one_more, ON, hired("620525"))
    assert refusal.rule == "impossible.seat_taken"


def test_who_was_born_a_day_before_the_notice_asks_is_refused(tianshui: Recruitment) -> None:
    tianshui.say("hirings", tianshui.candidate("1992-08-02", CITY), ON, hired())
    (refusal,) = tianshui.refusals("hirings", tianshui.candidate("1992-08-01", CITY), ON, hired())
    assert (refusal.rule, refusal.strength) == ("hire.age", "must")
    assert NOTICE in refusal.clause
    assert "三十周岁以下" in refusal.zh


def test_junior_college_is_not_a_degree(tianshui: Recruitment) -> None:
    (refusal,) = tianshui.refusals("hirings", tianshui.candidate("1999-06-01", CITY, "31"), ON, hired())
    assert refusal.rule == "hire.education"
    assert NOTICE in refusal.clause


def test_another_citys_household_is_refused(tianshui: Recruitment) -> None:
    (refusal,) = tianshui.refusals("hirings", tianshui.candidate("1999-06-01", "620100"), ON, hired())
    assert refusal.rule == "hire.household"


def test_who_graduated_earlier_needs_a_relaxation_or_an_exception(tianshui: Recruitment) -> None:
    earlier = tianshui.candidate("1996-06-01", CITY)
    (refusal,) = tianshui.refusals("hirings", earlier, ON, hired(priority=[]))
    assert (refusal.rule, refusal.strength) == ("hire.graduates", "principle")
    relaxed = hired(priority=[], relaxations=["child_of_laid_off_worker"])
    tianshui.say("hirings", earlier, ON, relaxed)
    another = tianshui.candidate("1996-07-01", CITY)
    exception = {
        "rule": "hire.graduates",
        "authority": "天水市总工会",
        "document": "示例〔2022〕8号",
        "reason": "示例：两次公告无人报名",
    }
    tianshui.say("hirings", another, ON, hired(priority=[]), exceptions=[exception])


def test_a_relaxation_that_the_book_does_not_know_relaxes_nothing(tianshui: Recruitment) -> None:
    earlier = tianshui.candidate("1996-06-01", CITY)
    unknown = hired(priority=[], relaxations=["union_work_three_years"])
    assert [r.rule for r in tianshui.refusals("hirings", earlier, ON, unknown)] == ["hire.graduates"]


def test_the_probation_is_two_months(tianshui: Recruitment) -> None:
    candidate = tianshui.candidate("1999-06-01", CITY)
    tianshui.say("hirings", candidate, ON, hired())
    for until in ("2022-09-30", "2022-11-30"):
        (refusal,) = tianshui.refusals("contracts", candidate, ON, contract(until))
        assert refusal.rule == "contract.probation_local"
        assert NOTICE in refusal.clause
    tianshui.say("contracts", candidate, ON, contract("2022-10-31"))
