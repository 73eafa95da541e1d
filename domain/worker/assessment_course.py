"""What follows an assessment: the worker has seen it, a review is asked for and decided (R54).

A result whose review is undecided is no sufficient evidence; nor is one that was not upheld, until its content has been
corrected since the review was asked for. 事业单位人事管理条例 art. 38 (复核), art. 39 (回避).
"""

from collections.abc import Iterable
from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Text
from domain.worker.facets import Acknowledgement, AssessmentReview
from domain.worker.handling import Handling, named, noting, replacing
from domain.worker.state import Assessment, WorkerState
from domain.world import World


class AssessmentAcknowledged(EventData):
    """The worker has seen the result, and agrees with it or does not."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    assessment: UUID
    agrees: bool


class AssessmentReviewRequested(EventData):
    """The worker asks for a review (复核) of the result."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二); 事业单位人事管理条例 art. 38"})

    assessment: UUID
    grounds: Annotated[Token | Text, Hide(Disclosure.TEXT)]


class AssessmentReviewDecided(EventData):
    """The result is upheld or not. One that is not is corrected, in the same command or later.

    It may be rescinded instead, together with the review and this decision, which name it.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二); 事业单位人事管理条例 art. 38, 39"})

    review: UUID
    upheld: bool


ACKNOWLEDGED: Final = EventType(
    "worker.assessment_acknowledged",
    AssessmentAcknowledged,
    "worker",
    "考核结果签收",
    "assessment acknowledged",
    about_person=True,
    command="assessment-acknowledgements",
)
REVIEW_REQUESTED: Final = EventType(
    "worker.assessment_review_requested",
    AssessmentReviewRequested,
    "worker",
    "申请考核复核",
    "assessment review requested",
    about_person=True,
    command="assessment-reviews",
)
REVIEW_DECIDED: Final = EventType(
    "worker.assessment_review_decided",
    AssessmentReviewDecided,
    "worker",
    "考核复核决定",
    "assessment review decided",
    about_person=True,
    command="assessment-review-decisions",
)


def unsettled(state: WorkerState, assessment: Assessment) -> bool:
    """Whether a review keeps the result from being sufficient: undecided, or not upheld and not corrected since."""
    return any(
        review.upheld is None or (not review.upheld and assessment.said_at < review.asked_at)
        for review in _reviews(state.particulars.assessment_reviews, assessment.event_id)
    )


def _reviews(reviews: Iterable[AssessmentReview], assessment: UUID) -> Iterable[AssessmentReview]:
    return (review for review in reviews if review.assessment == assessment)


def _guard_acknowledged(state: WorkerState, standing: Standing, _world: World) -> None:
    assessment = named(state.assessments, standing.data.assessment, "考核", "assessment")
    if any(one.assessment == assessment.event_id for one in state.particulars.acknowledgements):
        raise impossible(
            "acknowledged_twice",
            "本人已签收该考核结果",
            "the worker has acknowledged that assessment already",
            "更正已有签收",
            "correct the acknowledgement that stands",
        )


def _fold_acknowledged(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    seen = Acknowledgement(standing.event_id, data.assessment, standing.effective_on, data.agrees)
    return noting(state, acknowledgements=(*state.particulars.acknowledgements, seen))


def _guard_requested(state: WorkerState, standing: Standing, _world: World) -> None:
    assessment = named(state.assessments, standing.data.assessment, "考核", "assessment")
    open_ones = _reviews(state.particulars.assessment_reviews, assessment.event_id)
    if any(review.upheld is None for review in open_ones):
        raise impossible(
            "review_open",
            "该考核已在复核中",
            "a review of that assessment is under way",
            "等待复核决定",
            "wait for its decision",
        )


def _fold_requested(state: WorkerState, standing: Standing) -> WorkerState:
    review = AssessmentReview(
        standing.event_id, standing.data.assessment, standing.effective_on, asked_at=standing.position
    )
    return noting(state, assessment_reviews=(*state.particulars.assessment_reviews, review))


def _guard_decided(state: WorkerState, standing: Standing, _world: World) -> None:
    review = named(state.particulars.assessment_reviews, standing.data.review, "复核申请", "review")
    if review.upheld is not None:
        raise impossible(
            "review_decided_twice",
            "该复核已有决定",
            "that review has been decided already",
            "更正已有决定",
            "correct the decision that stands",
        )
    assessment = named(state.assessments, review.assessment, "考核", "assessment")
    if standing.source.said.actor in assessment.assessors:
        raise impossible(
            "review_by_assessor",
            "考核人不能复核自己作出的考核（事业单位人事管理条例第三十九条 回避）",
            "an assessor cannot review the assessment they made (事业单位人事管理条例 art. 39, recusal)",
            "由考核人以外的人决定",
            "let someone who did not assess decide",
        )


def _fold_decided(state: WorkerState, standing: Standing) -> WorkerState:
    reviews = state.particulars.assessment_reviews
    old = next((review for review in reviews if review.event_id == standing.data.review), None)
    if old is None:
        return state
    new = old._replace(decided_on=standing.effective_on, upheld=standing.data.upheld)
    return noting(state, assessment_reviews=replacing(reviews, old, new))


HANDLINGS: Final = (
    Handling(ACKNOWLEDGED, _guard_acknowledged, _fold_acknowledged),
    Handling(REVIEW_REQUESTED, _guard_requested, _fold_requested),
    Handling(REVIEW_DECIDED, _guard_decided, _fold_decided),
)
