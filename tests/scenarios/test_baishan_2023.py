"""白山 2023: 20 posts in five counties, for 大专 or above, under 40, two years' experience as a rule, local household.

The measure of 2021-08-13 has the labour contract signed by an HR company, for three years at first.
"""

from typing import Final

import pytest

from tests.scenarios.recruitment import Recruitment, hiring

CITY: Final = "220600"
SEATS: Final = {"220602": 7, "220681": 4, "220621": 3, "220623": 1, "220622": 5}
ON: Final = "2023-03-01"
MEASURE: Final = "白山市工会社会工作者管理办法（试行）"
JUNIOR_COLLEGE: Final = "31"


@pytest.fixture
def baishan(recruitment: Recruitment) -> Recruitment:
    recruitment.union("CN", "national")
    recruitment.union("220000", "province", "CN")
    recruitment.union(CITY, "city", "220000")
    recruitment.beside("company", "示例人力资源有限公司", "enterprise", CITY)
    for county, seats in SEATS.items():
        recruitment.union(county, "county", CITY)
        recruitment.post(county, seats)
    return recruitment


def hired(county: str = "220602", **changes: object) -> dict[str, object]:
    return hiring("purchased_post", "company", county, **changes)


def test_twenty_are_hired_and_the_twenty_first_finds_no_seat(baishan: Recruitment) -> None:
    for county, seats in SEATS.items():
        for _ in range(seats):
            candidate = baishan.candidate("1995-06-01", county, JUNIOR_COLLEGE)
            baishan.say("hirings", candidate, ON, hired(county))
            term = {"employer": "@company", "kind": "fixed_term", "until": "2026-02-28"}
            baishan.say("contracts", candidate, ON, term)
    one_more = baishan.candidate("1995-06-01", "220623", JUNIOR_COLLEGE)
    (refusal,) = baishan.refusals("hirings", one_more, ON, hired("220623"))
    assert refusal.rule == "impossible.seat_taken"


def test_the_notice_takes_who_was_born_on_its_day_and_nobody_a_day_older(baishan: Recruitment) -> None:
    baishan.say("hirings", baishan.candidate("1983-02-01", CITY, JUNIOR_COLLEGE), ON, hired())
    too_old = baishan.candidate("1983-01-31", CITY, JUNIOR_COLLEGE)
    (refusal,) = baishan.refusals("hirings", too_old, ON, hired())
    assert (refusal.rule, refusal.strength) == ("hire.age", "must")
    assert MEASURE in refusal.clause
    assert "四十周岁以下" in refusal.zh
    assert "under forty" in refusal.en


def test_apart_from_that_notice_forty_is_one_day_too_old(baishan: Recruitment) -> None:
    later = "2024-03-01"
    baishan.say("hirings", baishan.candidate("1984-03-02", CITY, JUNIOR_COLLEGE), later, hired())
    too_old = baishan.candidate("1984-03-01", CITY, JUNIOR_COLLEGE)
    assert [r.rule for r in baishan.refusals("hirings", too_old, later, hired())] == ["hire.age"]


def test_eighteen_is_old_enough_and_a_day_less_is_not(baishan: Recruitment) -> None:
    baishan.say("hirings", baishan.candidate("2005-03-01", CITY, JUNIOR_COLLEGE), ON, hired())
    too_young = baishan.candidate("2005-03-02", CITY, JUNIOR_COLLEGE)
    assert [r.rule for r in baishan.refusals("hirings", too_young, ON, hired())] == ["hire.age"]


def test_senior_high_school_is_not_enough(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1995-06-01", CITY, "61")
    (refusal,) = baishan.refusals("hirings", candidate, ON, hired())
    assert refusal.rule == "hire.education"
    assert MEASURE in refusal.clause
    assert "大专" in refusal.zh


def test_another_citys_household_is_refused(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1995-06-01", "220500", JUNIOR_COLLEGE)
    (refusal,) = baishan.refusals("hirings", candidate, ON, hired())
    assert refusal.rule == "hire.household"
    assert MEASURE in refusal.clause


def test_everything_that_stands_against_a_candidate_is_told_at_once(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1970-01-01", "110000", "61")
    refusals = baishan.refusals("hirings", candidate, ON, hired(experience_months=0))
    assert {r.rule for r in refusals} == {"hire.age", "hire.education", "hire.household", "hire.experience"}


def test_little_experience_needs_an_exception_with_authority(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1999-06-01", CITY, JUNIOR_COLLEGE)
    short = hired(experience_months=12)
    (refusal,) = baishan.refusals("hirings", candidate, ON, short)
    assert (refusal.rule, refusal.strength) == ("hire.experience", "principle")
    assert refusal.satisfied_zh
    assert refusal.satisfied_en
    exception = {
        "rule": "hire.experience",
        "authority": "白山市总工会",
        "document": "示例〔2023〕3号",
        "reason": "示例：基层急需",
    }
    receipt = baishan.say("hirings", candidate, ON, short, exceptions=[exception])
    event = baishan.ledger.find_event(receipt.event_id)
    assert event is not None
    assert [(made.rule, made.authority) for made in event.said.exceptions] == [
        ("hire.experience", "白山市总工会")
    ]


def test_a_must_is_not_set_aside_by_an_exception(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1980-01-01", CITY, JUNIOR_COLLEGE)
    exception = {"rule": "hire.age", "authority": "白山市总工会", "document": "示例1号", "reason": "示例"}
    refusals = baishan.refusals("hirings", candidate, ON, hired(), exceptions=[exception])
    assert [r.rule for r in refusals] == ["hire.age"]


def test_what_was_done_against_a_must_is_recorded_with_its_breach(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1980-01-01", CITY, JUNIOR_COLLEGE)
    done = {"approver": "approver_1", "document": "示例〔2023〕9号"}
    receipt = baishan.say("hirings", candidate, ON, hired(), fact=done)
    event = baishan.ledger.find_event(receipt.event_id)
    assert event is not None
    assert [breach.rule for breach in event.said.breaches] == ["hire.age"]


def test_the_union_itself_cannot_employ_on_a_purchased_post(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1995-06-01", CITY, JUNIOR_COLLEGE)
    refusals = baishan.refusals("hirings", candidate, ON, hired(legal_employer="@220602"))
    assert {r.rule for r in refusals} == {"hire.purchased_post_employer", "hire.contracting_company"}


@pytest.mark.parametrize("until", ["2025-02-28", "2026-03-01"])
def test_the_first_contract_runs_three_years(baishan: Recruitment, until: str) -> None:
    candidate = baishan.candidate("1995-06-01", CITY, JUNIOR_COLLEGE)
    baishan.say("hirings", candidate, ON, hired())
    term = {"employer": "@company", "kind": "fixed_term", "until": until}
    refusals = baishan.refusals("contracts", candidate, ON, term)
    assert "contract.first_term" in {r.rule for r in refusals}
    assert MEASURE in next(r.clause for r in refusals if r.rule == "contract.first_term")


def test_the_measure_does_not_judge_what_was_before_it(baishan: Recruitment) -> None:
    candidate = baishan.candidate("1995-06-01", "110000", "61", on="2019-01-01")
    baishan.say("hirings", candidate, "2021-08-12", hired(experience_months=0))
