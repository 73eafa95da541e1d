"""What follows an assessment: acknowledged once, a review asked for and decided by someone who did not assess."""

from datetime import date

from domain.worker.assessment_course import unsettled
from domain.worker.state import WorkerState
from tests.specification import (
    Fact,
    assessed,
    cited,
    confirmed,
    corrected,
    fact,
    given,
    hired,
    registered,
    rescinded,
)

ASSESSED = (registered(), hired("2020-03-01"), assessed("2021-01-10", 2020))


def acknowledged(on: str = "2021-01-12", *, agrees: bool = True, label: str = "acknowledged") -> Fact:
    data = {"assessment": cited("assessed"), "agrees": agrees}
    return Fact("worker.assessment_acknowledged", on, data, label)


def review(on: str = "2021-01-15", label: str = "review") -> Fact:
    data = {"assessment": cited("assessed"), "grounds": "示例理由"}
    return Fact("worker.assessment_review_requested", on, data, label)


def decided(
    on: str = "2021-02-01",
    *,
    upheld: bool,
    of: str = "review",
    label: str = "decided",
    actor: str = "approver",
) -> Fact:
    data = {"review": cited(of), "upheld": upheld}
    return Fact("worker.assessment_review_decided", on, data, label, actor)


def open_to_doubt(state: WorkerState) -> bool:
    return unsettled(state, state.assessments[0])


def test_the_worker_acknowledges_a_result_once() -> None:
    story = given(*ASSESSED, acknowledged(agrees=False))
    story.when(fact("worker.profile_changed", "2021-03-01", education="21")).then_on(
        "2021-01-11", lambda worker: worker.particulars.acknowledgements == ()
    ).then_on("2021-01-12", lambda worker: not worker.particulars.acknowledgements[0].agrees)
    story.when(acknowledged("2021-01-20", label="again")).then_refused("impossible.acknowledged_twice")
    story.when(corrected("acknowledged", acknowledged(agrees=True))).then(
        lambda worker: worker.particulars.acknowledgements[0].agrees
    )
    story.when(rescinded("acknowledged"), acknowledged("2021-01-20", label="again")).then(
        lambda worker: worker.particulars.acknowledgements[0].on == date(2021, 1, 20)
    )


def test_what_is_named_has_to_be_there() -> None:
    story = given(registered(), hired("2020-03-01"))
    story.when(acknowledged()).then_refused("impossible.unknown_reference")
    story.when(review()).then_refused("impossible.unknown_reference")
    given(*ASSESSED).when(decided(upheld=True)).then_refused("impossible.unknown_reference")
    given(*ASSESSED, review()).when(rescinded("assessed")).then_refused(
        "impossible.unknown_reference", naming="review"
    )


def test_a_result_is_open_to_doubt_while_its_review_is_undecided() -> None:
    story = given(*ASSESSED, review())
    story.when(decided(upheld=True)).then_on("2021-01-14", lambda worker: not open_to_doubt(worker)).then_on(
        "2021-01-15", open_to_doubt
    ).then_on("2021-01-31", open_to_doubt).then_on("2021-02-01", lambda worker: not open_to_doubt(worker))


def test_a_result_that_was_not_upheld_stays_so_until_it_is_corrected() -> None:
    better = assessed("2021-01-10", 2020, "qualified")
    story = given(*ASSESSED, review(), decided(upheld=False))
    story.when(confirmed("2021-02-10")).then(open_to_doubt)
    story.when(corrected("assessed", better)).then(lambda worker: not open_to_doubt(worker))
    given(*ASSESSED, review()).when(corrected("assessed", better), decided(upheld=False)).then(
        lambda worker: not open_to_doubt(worker)
    )
    given(*ASSESSED, review()).when(decided(upheld=False), corrected("assessed", better)).then(
        lambda worker: not open_to_doubt(worker)
    )


def test_a_result_that_was_not_upheld_is_rescinded_with_what_hangs_on_it() -> None:
    story = given(*ASSESSED, review(), decided(upheld=False))
    story.when(rescinded("assessed")).then_refused("impossible.unknown_reference", naming="review")
    story.when(rescinded("decided"), rescinded("review"), rescinded("assessed")).then(
        lambda worker: worker.assessments == () and worker.particulars.assessment_reviews == ()
    )


def test_a_correction_before_the_review_settles_nothing() -> None:
    same = assessed("2021-01-10", 2020, months_worked=11)
    given(*ASSESSED, corrected("assessed", same, on="2021-01-11"), review()).when(decided(upheld=False)).then(
        open_to_doubt
    )


def test_one_review_at_a_time() -> None:
    story = given(*ASSESSED, review())
    story.when(review("2021-01-20", "second")).then_refused("impossible.review_open")
    given(*ASSESSED, review(), decided(upheld=True)).when(review("2021-03-01", "second")).then(open_to_doubt)


def test_a_review_is_decided_once_by_someone_who_did_not_assess() -> None:
    story = given(*ASSESSED, review())
    story.when(decided(upheld=True, actor="assessor_1")).then_refused("impossible.review_by_assessor")
    given(*ASSESSED, review(), decided(upheld=True)).when(
        decided("2021-03-01", upheld=False, label="again")
    ).then_refused("impossible.review_decided_twice")
    given(*ASSESSED, review(), decided(upheld=True)).when(corrected("decided", decided(upheld=False))).then(
        open_to_doubt
    )
    given(*ASSESSED, review(), decided(upheld=True)).when(rescinded("decided")).then(open_to_doubt)
