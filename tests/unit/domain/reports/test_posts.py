"""Reports on posts: seats and vacancies, structure of grades, duties, credentials (R24, R25, R28, R29)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.reports.workforce import ratio, shares
from tests.unit.domain.reports.town import Town, post

APPROVED = {"approval_number": "示例编〔2024〕1号"}


@pytest.fixture
def town() -> Town:
    return Town()


def rows(town: Town, on: str = "2024-06-30") -> dict[str, dict[str, Any]]:
    return {row["post"]: row for row in town.report("posts", on)}


@pytest.mark.requirement("R28", shows="report")
def test_vacancies_are_seats_without_their_holders(town: Town) -> None:
    town.post("甲岗", seats=3)
    town.hired("甲", on="2020-01-01", post=post("甲岗"))
    town.hired("乙", on="2022-01-01", post=post("甲岗"))
    town.told("甲岗", "post.adjusted", "2023-01-01", seats=4, **APPROVED)
    for on, seats, occupied in (("2019-12-31", 3, 0), ("2020-01-01", 3, 1), ("2022-12-31", 3, 2)):
        row = rows(town, on)[post("甲岗")]
        assert (row["seats"], row["occupied"], row["vacant"]) == (seats, occupied, seats - occupied)
    row = rows(town)[post("甲岗")]
    assert (row["seats"], row["occupied"], row["vacant"]) == (4, 2, 2)


def test_whoever_is_seconded_keeps_the_seat(town: Town) -> None:
    other = town.organisation("other", level="county")
    town.post("甲岗")
    town.hired("甲", post=post("甲岗"))
    away = {"host": other, "kind": "secondment", "direction": "down", "until": "2024-12-31"}
    town.of("甲", "worker.secondment_started", "2024-01-01", **away)
    assert rows(town)[post("甲岗")]["occupied"] == 1


def test_a_post_is_listed_from_its_beginning_until_its_end(town: Town) -> None:
    town.post("甲岗", on="2022-01-01")
    town.told("甲岗", "post.abolished", "2024-01-01")
    assert [bool(rows(town, on)) for on in ("2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01")] == [
        *(False, True),
        *(True, False),
    ]


def test_a_frozen_post_tells_who_came_before_the_freezing_was_known(town: Town) -> None:
    town.post("甲岗", seats=2)
    town.hired("甲", on="2020-01-01", post=post("甲岗"))
    town.hired("乙", on="2023-06-01", post=post("甲岗"))
    town.told("甲岗", "post.frozen", "2023-01-01", reason_code="restructuring")
    row = rows(town)[post("甲岗")]
    assert (row["frozen"], row["occupied"], row["entered_while_frozen"]) == (True, 2, 1)
    assert rows(town, "2022-12-31")[post("甲岗")]["frozen"] is False


@pytest.mark.requirement("R27", "R30", "R75", shows="report")
def test_designations_descriptions_and_filings_are_told(town: Town) -> None:
    town.post("甲岗")
    designation = {"kind": "professional", "document_number": "示例工发〔2024〕6号"}
    town.told("甲岗", "post.designated", "2023-01-01", **designation)
    filing = {"authority": "示例市人力资源和社会保障局", "number": "示例备〔2024〕2号"}
    town.told("甲岗", "post.filed", "2023-01-01", **filing)
    row = rows(town)[post("甲岗")]
    assert (row["designations"], row["filed"], row["description"]) == (
        ["professional"],
        ["示例备〔2024〕2号"],
        None,
    )


def graded(town: Town, name: str, seats: int, low: str, high: str | None = None) -> None:
    town.post(name, seats=seats)
    grades = {"grade_low": low, **({"grade_high": high} if high else {})}
    town.told(name, "post.adjusted", "2022-01-01", **grades, **APPROVED)


def structure(town: Town) -> dict[str, tuple[Any, ...]]:
    return {
        row["band"]: (row["seats"], row["occupied"], row["share_percent"], row["over"])
        for row in town.report("post_structure")
    }


@pytest.mark.requirement("R29", shows="report")
def test_the_structure_of_seats_by_band(town: Town) -> None:
    graded(town, "高", 1, "7", "5")
    graded(town, "中", 3, "10", "8")
    graded(town, "初", 5, "13", "11")
    graded(town, "跨", 1, "12", "8")
    town.post("未定", seats=2)
    town.hired("甲", post=post("中"))
    assert structure(town) == {
        "associate_senior": (1, 0, "8.3", False),
        "intermediate": (3, 1, "25.0", False),
        "junior": (5, 0, "41.7", False),
        "across": (1, 0, "8.3", False),
        "ungraded": (2, 0, "16.7", False),
    }


def test_more_seats_of_a_band_than_the_book_allows(town: Town) -> None:
    town.enact(
        "220600", "2023-01-01", staffing={"band_percent": {"associate_senior": 10, "intermediate": 30}}
    )
    graded(town, "高", 2, "7", "5")
    graded(town, "中", 3, "10", "8")
    graded(town, "初", 5, "13", "11")
    found = structure(town)
    assert found["associate_senior"] == (2, 0, "20.0", True)
    assert found["intermediate"] == (3, 0, "30.0", False)


@given(st.lists(st.integers(0, 10_000), max_size=12))
@settings(max_examples=200, deadline=None)
def test_shares_are_one_hundred_together(counts: list[int]) -> None:
    told = [Decimal(share) for share in shares(counts)]
    assert sum(told) == (100 if sum(counts) else 0)
    for share, count in zip(told, counts, strict=True):
        assert abs(share * sum(counts) - 100 * count) <= sum(counts) / Decimal(10)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (5, 5, "100.0"), (1, 0, None)],
)
def test_a_ratio_is_half_up_to_one_digit(part: int, whole: int, told: str | None) -> None:
    assert ratio(part, whole) == told


def described(town: Town, name: str, *duties: str) -> None:
    text = {"version": "1", "standards": "示例标准", "conditions": "示例条件"}
    town.told(name, "post.described", "2022-01-01", duties=list(duties), **text)


@pytest.mark.requirement("R24", shows="report")
@pytest.mark.requirement("R26", shows="report")
def test_duties_by_posts_and_heads(town: Town) -> None:
    town.post("甲岗", seats=2)
    town.post("乙岗")
    described(town, "甲岗", "legal.aid", "care.counselling")
    described(town, "乙岗", "legal.aid")
    town.hired("甲", post=post("甲岗"))
    found = [
        (row["group"], row["duty"], row["posts"], row["seats"], row["heads"]) for row in town.report("duties")
    ]
    assert found == [("legal", "legal.aid", 2, 3, 1), ("care", "care.counselling", 1, 2, 1)]
    assert town.report("duties", "2021-12-31") == []


def missing(town: Town, on: str = "2024-06-30") -> list[tuple[str, list[str]]]:
    return [(row["duty"], row["expired"]) for row in town.report("duty_credentials", on)]


def obtained(town: Town, kind: str, on: str, until: str | None = None) -> None:
    data = {
        "kind": kind,
        "level": "general",
        "number": f"2020-{kind[:4]}",
        **({"until": until} if until else {}),
    }
    town.of("甲", "worker.qualification_obtained", on, **data)


@pytest.mark.requirement("R25", shows="report")
def test_who_stands_for_workers_in_court_holds_the_credential(town: Town) -> None:
    town.post("甲岗")
    described(town, "甲岗", "legal.representation", "digital.services")
    town.hired("甲", post=post("甲岗"))
    assert missing(town, "2021-12-31") == []
    assert missing(town) == [("legal.representation", [])]
    obtained(town, "legal_profession", "2023-01-01")
    assert missing(town, "2022-12-31") == [("legal.representation", [])]
    assert missing(town) == []


def test_any_of_the_credentials_will_do_for_mediation(town: Town) -> None:
    town.post("甲岗")
    described(town, "甲岗", "legal.mediation")
    town.hired("甲", post=post("甲岗"))
    obtained(town, "counsellor", "2023-01-01")
    assert missing(town) == [("legal.mediation", [])]
    obtained(town, "mediator", "2023-01-01")
    assert missing(town) == []


def test_a_credential_that_has_run_out_is_none(town: Town) -> None:
    town.post("甲岗")
    described(town, "甲岗", "care.counselling")
    town.hired("甲", post=post("甲岗"))
    obtained(town, "counsellor", "2021-01-01", "2023-12-31")
    assert missing(town, "2023-12-31") == []
    assert missing(town, "2024-01-01") == [("care.counselling", ["counsellor"])]


@pytest.mark.requirement("R25")
def test_a_credential_that_ran_out_is_obtained_anew(town: Town) -> None:
    town.post("甲岗")
    described(town, "甲岗", "care.counselling")
    town.hired("甲", post=post("甲岗"))
    obtained(town, "counsellor", "2021-01-01", "2023-12-31")
    town.of(
        "甲",
        "worker.qualification_obtained",
        "2024-01-01",
        kind="counsellor",
        level="general",
        number="2024-0009",
    )
    assert missing(town) == []
