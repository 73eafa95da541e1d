"""Which part of a worker's pay the unions of each level bear (R78)."""

from typing import Any

import pytest

from tests.specification import Fact, corrected, fact, given, hired, registered, rescinded, separated

HIRED = (registered(), hired("2023-01-01"))


def shares(on: str, label: str = "shares", /, until: str | None = None, **percent: Any) -> Fact:
    said = [{"level": level, "percent": part} for level, part in percent.items()]
    return fact("worker.cost_shares_set", on, label, shares=said, **({"until": until} if until else {}))


def borne(worker: Any) -> dict[str, int]:
    set_ = worker.particulars.cost_shares
    return dict(set_.percent) if set_ else {}


@pytest.mark.requirement("R78")
def test_the_shares_of_a_day_are_the_last_ones_set() -> None:
    given(*HIRED, shares("2023-01-01", city=60, county=40)).when(
        shares("2023-07-01", "later", province=20, city=30, county=50)
    ).then_on("2023-06-30", lambda worker: borne(worker) == {"city": 60, "county": 40}).then(
        lambda worker: borne(worker) == {"province": 20, "city": 30, "county": 50}
    )


@pytest.mark.requirement("R78", shows="refusal")
@pytest.mark.parametrize("percent", [{"city": 60, "county": 39}, {"city": 60, "county": 41}, {"city": 99}])
def test_shares_that_are_not_whole_are_refused_by_the_clause(percent: dict[str, Any]) -> None:
    outcome = given(*HIRED).when(shares("2023-01-01", **percent)).then_refused("impossible.shares_not_whole")
    assert outcome.refused is not None
    refusal = outcome.refused.refusals[0]
    assert refusal.clause == "总工发〔2016〕37号 六(二)"
    assert str(sum(percent.values())) in refusal.zh
    assert refusal.satisfied_en


def test_the_last_day_is_not_before_the_first() -> None:
    given(*HIRED).when(shares("2023-01-02", until="2023-01-01", city=100)).then_refused(
        "impossible.term_backwards"
    )
    given(*HIRED).when(shares("2023-01-01", until="2023-01-01", city=100)).then(
        lambda worker: borne(worker) == {"city": 100}
    )


def test_a_level_is_named_once() -> None:
    twice = [{"level": "city", "percent": 50}, {"level": "city", "percent": 50}]
    with pytest.raises(ValueError, match="twice"):
        given(*HIRED).when(fact("worker.cost_shares_set", "2023-01-01", shares=twice))


def test_they_are_the_engaged_one_s_and_end_with_the_engagement() -> None:
    given(registered()).when(shares("2023-01-01", city=100)).then_refused("impossible.not_engaged")
    given(*HIRED, shares("2023-01-01", city=100)).when(separated("2023-06-01")).then_on(
        "2023-05-31", lambda worker: borne(worker) == {"city": 100}
    ).then(lambda worker: borne(worker) == {})


def test_corrected_and_rescinded() -> None:
    story = given(*HIRED, shares("2023-01-01", city=100))
    story.when(corrected("shares", shares("2023-01-01", county=100))).then(
        lambda worker: borne(worker) == {"county": 100}
    )
    story.when(corrected("shares", shares("2023-01-01", county=90))).then_refused(
        "impossible.shares_not_whole"
    )
    story.when(rescinded("shares")).then(lambda worker: borne(worker) == {})
