"""The quota of the top grade: over the enrolled, held by claims at the closing, rebuilt from the events."""

from typing import Any

import pytest

from domain.cycle.quota import TOP_SHARE, WITHOUT_LIMIT, quota_key
from domain.errors import Refused
from tests.memory import beside
from tests.specification import CYCLE
from tests.unit.domain.cycle.desk import (
    CycleDesk,
    assessed,
    closed,
    corrected,
    enrolled,
    opened,
    rescinded,
    worker_id,
)


def running(workers: int = 10, percent: int = 20, tops: int = 0) -> CycleDesk:
    """A cycle in which the first workers have the top grade."""
    desk = CycleDesk(workers, percent)
    desk.run(opened())
    desk.run(enrolled(*range(1, workers + 1)))
    for number in range(1, tops + 1):
        desk.of(number, assessed(number, "excellent"))
    return desk


def places(desk: CycleDesk) -> dict[str, int]:
    """Who holds a place of the cycle, and of how many it was asked for."""
    return {one.stream_id: one.capacity for one in desk.ledger.claims([quota_key(CYCLE)])}


def test_whoever_has_the_top_grade_takes_one_place() -> None:
    desk = running(4, tops=2)
    desk.of(3, assessed(3, "good"))
    desk.of(4, assessed(4, None))
    assert places(desk) == {worker_id(1): WITHOUT_LIMIT, worker_id(2): WITHOUT_LIMIT}
    desk.assert_claims_rebuilt()


def test_a_result_without_a_cycle_takes_none() -> None:
    desk = running(1)
    plain = assessed(1, "excellent")
    desk.of(1, type(plain)(plain.type, plain.on, {k: v for k, v in plain.data.items() if k != "cycle"}, "x"))
    assert places(desk) == {}


@pytest.mark.parametrize(
    ("workers", "percent", "quota"), [(10, 20, 2), (9, 20, 1), (4, 20, 0), (5, 20, 1), (3, 100, 3), (7, 0, 0)]
)
def test_the_quota_is_the_whole_number_that_the_share_reaches(workers: int, percent: int, quota: int) -> None:
    desk = running(workers, percent, tops=quota)
    desk.run(closed())
    closing = desk.state().closed
    assert closing is not None
    assert closing.quota == quota
    assert places(desk)[CYCLE] == quota + 1
    desk.assert_claims_rebuilt()


def test_more_of_the_top_grade_than_the_quota_refuse_the_closing() -> None:
    desk = running(tops=3)
    told = desk.refused(TOP_SHARE, closed())
    assert told.strength == "principle"
    assert told.clause == "示例考核办法 示例〔2016〕1号"
    assert "10 × 20 %" in told.zh
    assert "2 places" in told.en
    assert "3 hold it" in told.en
    assert "no more than 2" in told.satisfied_en
    assert "2 人" in told.satisfied_zh
    desk.of(3, corrected("assessed 3", assessed(3, "good")))
    desk.run(closed())
    desk.assert_claims_rebuilt()


def test_rescinding_the_top_grade_frees_its_place() -> None:
    desk = running(tops=3)
    desk.of(2, rescinded("assessed 2"))
    assert worker_id(2) not in places(desk)
    desk.run(closed())


def test_after_the_closing_a_place_is_taken_only_when_one_is_free() -> None:
    desk = running(tops=1)
    for number in (2, 3):
        desk.of(number, assessed(number, "good"))
    desk.run(closed())
    desk.of(2, corrected("assessed 2", assessed(2, "excellent")))
    told = desk.refused(TOP_SHARE, corrected("assessed 3", assessed(3, "excellent")), of=3)
    assert "2 hold it" in told.en
    assert told.clause
    assert places(desk) == {worker_id(1): WITHOUT_LIMIT, worker_id(2): 3, CYCLE: 3}
    desk.of(1, corrected("assessed 1", assessed(1, "good")))
    desk.of(3, corrected("assessed 3", assessed(3, "excellent"), label="now"))
    assert set(places(desk)) == {worker_id(2), worker_id(3), CYCLE}
    desk.assert_claims_rebuilt()


def test_a_result_given_to_a_closed_cycle_by_correction_takes_a_place_too() -> None:
    desk = running(5, tops=1)
    outside = {key: value for key, value in assessed(2, "excellent").data.items() if key != "cycle"}
    plain = assessed(2, "excellent")
    desk.of(2, type(plain)(plain.type, plain.on, outside, plain.label))
    desk.run(closed())
    desk.refused(TOP_SHARE, corrected("assessed 2", assessed(2, "excellent")), of=2)


def test_who_held_a_place_at_the_closing_keeps_it_whatever_else_is_recorded() -> None:
    desk = running(tops=2)
    desk.run(closed())
    desk.of(1, corrected("assessed 1", assessed(1, "excellent", months_worked=11)))
    assert places(desk)[worker_id(1)] == WITHOUT_LIMIT


def test_rescinding_the_closing_opens_all_places() -> None:
    desk = running(tops=2)
    desk.run(closed())
    desk.run(rescinded("closed"))
    desk.of(3, assessed(3, "excellent"))
    assert set(places(desk)) == {worker_id(1), worker_id(2), worker_id(3)}
    desk.refused(TOP_SHARE, closed(label="closed anew"))
    desk.assert_claims_rebuilt()


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (
            {
                "exceptions": [
                    {
                        "rule": TOP_SHARE,
                        "authority": "示例市总工会",
                        "document": "示例〔2024〕5号",
                        "reason": "考核优秀单位",
                    }
                ]
            },
            "exceptions",
        ),
        ({"fact": {"approver": "approver_1", "document": "示例〔2024〕6号"}}, "breaches"),
    ],
)
def test_an_exception_or_a_fact_already_done_closes_with_more_and_says_so(
    members: dict[str, Any], said: str
) -> None:
    desk = running(tops=3)
    desk.of(4, assessed(4, "good"))
    desk.run(beside(closed(), **members))

    closing = desk.timeline().events[-1]
    assert [one.rule for one in getattr(closing.said, said)] == [TOP_SHARE]
    assert (closing.data.quota, len(places(desk))) == (2, 4)
    desk.refused(TOP_SHARE, corrected("assessed 4", assessed(4, "excellent")), of=4)
    desk.of(1, corrected("assessed 1", assessed(1, "excellent", months_worked=11)))
    desk.run(corrected("opened", opened(due_on="2024-04-30")))
    desk.assert_claims_rebuilt()


def test_what_is_not_needed_is_not_said() -> None:
    desk = running(tops=2)
    desk.run(beside(closed(), fact={"approver": "approver_1", "document": "示例〔2024〕6号"}))
    assert desk.timeline().events[-1].said.breaches == ()
    assert places(desk)[CYCLE] == 3


def test_a_refused_closing_records_nothing() -> None:
    desk = running(tops=3)
    size = len(desk.ledger.log)
    with pytest.raises(Refused):
        desk.run(closed())
    assert len(desk.ledger.log) == size
    assert CYCLE not in places(desk)
