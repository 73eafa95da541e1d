"""Exchanges of two secondments (R59): a pair whose halves name one another, and what is one-sided."""

from uuid import UUID

from domain.worker.exchange import Missing, one_sided
from domain.worker.state import WorkerState
from tests.specification import (
    WORKER,
    Fact,
    cited,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
    seconded,
)

OTHER = f"worker-{cited('other worker')}"
HIRED = (registered(), hired("2020-03-01"))


def paired(own: str, counterpart: str, other: str, label: str = "pair", exchange: str = "exchange") -> Fact:
    return fact(
        "worker.secondment_paired",
        "2021-01-01",
        label,
        secondment=cited(own),
        exchange=cited(exchange),
        counterpart=counterpart,
        counterpart_secondment=cited(other),
    )


def half(own: str, *more: Fact) -> WorkerState:
    return given(*HIRED, seconded("2021-01-01", "2021-06-30", own), *more).timeline.end


MINE = half("mine", paired("mine", OTHER, "theirs"))


def missing(other: WorkerState | None) -> list[Missing]:
    return [one.missing for one in one_sided({WORKER: MINE} | ({OTHER: other} if other else {}))]


def test_halves_that_name_one_another_are_a_pair() -> None:
    assert missing(half("theirs", paired("theirs", WORKER, "mine"))) == []


def test_what_does_not_name_back_is_told_with_what_is_missing() -> None:
    assert missing(None) == [Missing.WORKER]
    assert missing(half("another")) == [Missing.SECONDMENT]
    assert missing(half("theirs")) == [Missing.PAIR]
    otherwise = half("theirs", paired("theirs", WORKER, "another of mine"))
    assert missing(otherwise) == [Missing.SAME, Missing.SECONDMENT]
    assert missing(half("theirs", paired("theirs", WORKER, "mine", exchange="another"))) == [
        Missing.SAME,
        Missing.SAME,
    ]


def test_a_one_sided_half_says_whose_it_is_and_what_it_names() -> None:
    [one] = one_sided({WORKER: MINE, OTHER: half("theirs")})
    assert (one.worker_id, one.secondment) == (WORKER, UUID(cited("mine")))
    assert (one.exchange.counterpart, one.exchange.counterpart_secondment) == (OTHER, UUID(cited("theirs")))


def test_a_secondment_is_paired_once_with_another_worker_s() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30", "mine"), paired("mine", OTHER, "theirs"))
    story.when(paired("mine", OTHER, "theirs", "again")).then_refused("impossible.paired_already")
    alone = given(*HIRED, seconded("2021-01-01", "2021-06-30", "mine"))
    alone.when(paired("mine", WORKER, "theirs")).then_refused("impossible.paired_with_self")
    alone.when(paired("nobody's", OTHER, "theirs")).then_refused("impossible.unknown_reference")


def test_a_pair_is_mended_by_correction_and_undone_by_rescission() -> None:
    story = given(*HIRED, seconded("2021-01-01", "2021-06-30", "mine"), paired("mine", OTHER, "theirs"))
    story.when(corrected("pair", paired("mine", OTHER, "theirs too"))).then(
        lambda worker: str(worker.secondments[0].exchange.counterpart_secondment) == cited("theirs too")
    )
    story.when(rescinded("pair")).then(lambda worker: worker.secondments[0].exchange is None)
