"""苏州 2019: 18 posts, for a degree, under 35, city household; under 40 with union work or an honour."""

from typing import Final

import pytest

from tests.scenarios.recruitment import Recruitment, hiring

CITY: Final = "320500"
SEATS: Final = {"320506": 2, "320507": 2, "320508": 2, "320576": 2, "320505": 2, "centre": 8}
ON: Final = "2019-07-01"
NOTICE: Final = "苏州市总工会公开招聘公告"


@pytest.fixture
def suzhou(recruitment: Recruitment) -> Recruitment:
    recruitment.union("CN", "national")
    recruitment.union("320000", "province", "CN")
    recruitment.union(CITY, "city", "320000")
    recruitment.beside("centre", "苏州市职工服务中心", "union_institution", CITY)
    for host, seats in SEATS.items():
        if host != "centre":
            recruitment.union(host, "county", CITY)
        recruitment.post(host, seats)
    return recruitment


def hired(host: str = "320508", **changes: object) -> dict[str, object]:
    return hiring("direct_hire", host, host, experience_months=0, **changes)


def test_eighteen_are_hired_and_the_nineteenth_finds_no_seat(suzhou: Recruitment) -> None:
    assert sum(SEATS.values()) == 18
    for host, seats in SEATS.items():
        for _ in range(seats):
            suzhou.say("hirings", suzhou.candidate("1992-06-01", CITY), ON, hired(host))
    (refusal,) = suzhou.refusals("hirings", suzhou.candidate("1992-06-01", CITY), ON, hired("centre"))
    assert refusal.rule == "impossible.seat_taken"


def test_thirty_five_is_one_day_too_old(suzhou: Recruitment) -> None:
    suzhou.say("hirings", suzhou.candidate("1984-07-02", CITY), ON, hired())
    (refusal,) = suzhou.refusals("hirings", suzhou.candidate("1984-07-01", CITY), ON, hired())
    assert (refusal.rule, refusal.strength) == ("hire.age", "must")
    assert NOTICE in refusal.clause
    assert "三十五周岁以下" in refusal.zh


@pytest.mark.parametrize(
    "relaxation", ["union_work_three_years", "model_worker", "labour_medal", "outstanding_union_worker"]
)
def test_union_work_or_an_honour_relaxes_the_age_to_forty(suzhou: Recruitment, relaxation: str) -> None:
    relaxed = hired(relaxations=[relaxation])
    suzhou.say("hirings", suzhou.candidate("1979-07-02", CITY), ON, relaxed)
    too_old = suzhou.candidate("1979-07-01", CITY)
    assert [r.rule for r in suzhou.refusals("hirings", too_old, ON, relaxed)] == ["hire.age"]


def test_a_relaxation_of_another_city_relaxes_nothing(suzhou: Recruitment) -> None:
    candidate = suzhou.candidate("1982-07-01", CITY)
    foreign = hired(relaxations=["child_of_migrant_worker"])
    assert [r.rule for r in suzhou.refusals("hirings", candidate, ON, foreign)] == ["hire.age"]


def test_junior_college_is_not_a_degree(suzhou: Recruitment) -> None:
    (refusal,) = suzhou.refusals("hirings", suzhou.candidate("1992-06-01", CITY, "31"), ON, hired())
    assert refusal.rule == "hire.education"
    assert NOTICE in refusal.clause


def test_another_citys_household_is_refused(suzhou: Recruitment) -> None:
    (refusal,) = suzhou.refusals("hirings", suzhou.candidate("1992-06-01", "320100"), ON, hired())
    assert refusal.rule == "hire.household"
    assert NOTICE in refusal.clause


def test_a_preference_is_recorded_and_never_required(suzhou: Recruitment) -> None:
    member = suzhou.candidate("1992-06-01", CITY, political="01")
    receipt = suzhou.say("hirings", member, ON, hired(priority=["party_member"]))
    event = suzhou.ledger.find_event(receipt.event_id)
    assert event is not None
    assert event.data.priority == ("party_member",)
    suzhou.say("hirings", suzhou.candidate("1992-06-02", CITY), ON, hired())


def test_without_a_notice_it_is_no_open_recruitment(suzhou: Recruitment) -> None:
    """The nation's principle, inherited by the city."""
    candidate = suzhou.candidate("1992-06-01", CITY)
    unannounced = hired(procedure={"kind": "open_recruitment"})
    (refusal,) = suzhou.refusals("hirings", candidate, ON, unannounced)
    assert (refusal.rule, refusal.strength) == ("hire.open_recruitment", "principle")
    assert "总工发〔2016〕37号" in refusal.clause
