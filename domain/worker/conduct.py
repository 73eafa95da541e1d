"""Conduct and what others say of it: sanctions (R17), political review (R6), satisfaction of those served (R9).

What a sanction is and what a review found are hidden, each in its own disclosure class; that there is one is not.
"""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Day, Line, PrincipalId, Score, Text
from domain.worker.facets import Review, Sanction, Satisfaction
from domain.worker.handling import Handling, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World


class SanctionContent(Shape):
    """What the sanction is, a code of the rules it was given under, and what for."""

    kind: Code
    grounds: Text


class Sanctioned(EventData):
    """A sanction in force from the effective date; `until` is the last day of its term where it has one."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R17 二(三)"})

    sanction: Annotated[Token | SanctionContent, Hide(Disclosure.SANCTION)]
    until: Day | None = None
    document_number: Line


class SanctionLifted(EventData):
    """The sanction `sanction` no longer holds from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R17 二(三)"})

    sanction: UUID


class ReviewResult(Shape):
    """What a political review found."""

    result: Literal["qualified", "unqualified"]
    remarks: Text | None = None


class PoliticallyReviewed(EventData):
    """A political review, effective on the day of its result; it may come before the hiring."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R6 二(二)"})

    review: Annotated[Token | ReviewResult, Hide(Disclosure.POLITICAL_REVIEW)]
    reviewer: PrincipalId


class SatisfactionRecorded(EventData):
    """What those served said of the worker in a period: the instrument, how many answered, and the score (0 to 100)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R9 二(二)"})

    instrument: Code
    period_from: Day
    period_to: Day
    sample: Annotated[int, Field(ge=1, le=10_000_000)]
    score: Annotated[Token | Score, Hide(Disclosure.SCORES)]

    @model_validator(mode="after")
    def _ordered(self) -> "SatisfactionRecorded":
        if self.period_to < self.period_from:
            raise ValueError("period_to is before period_from")
        return self


SANCTIONED: Final = EventType(
    "worker.sanctioned", Sanctioned, "worker", "处分", "sanctioned", about_person=True, command="sanctions"
)
LIFTED: Final = EventType(
    "worker.sanction_lifted",
    SanctionLifted,
    "worker",
    "解除处分",
    "sanction lifted",
    ending=True,
    about_person=True,
    command="sanction-liftings",
)
REVIEWED: Final = EventType(
    "worker.politically_reviewed",
    PoliticallyReviewed,
    "worker",
    "政治审查",
    "politically reviewed",
    about_person=True,
    command="political-reviews",
)
SATISFACTION: Final = EventType(
    "worker.satisfaction_recorded",
    SatisfactionRecorded,
    "worker",
    "满意度测评",
    "satisfaction recorded",
    about_person=True,
    command="satisfactions",
)


def _guard_sanctioned(state: WorkerState, standing: Standing, _world: World) -> None:
    if state.first_engaged_on is None:
        raise impossible(
            "never_engaged",
            "该人员从未录用，不能受处分",
            "the worker has never been engaged and cannot be sanctioned",
            "先办理录用，或更正生效日期",
            "hire the worker first, or correct the effective date",
        )
    until = standing.data.until
    if until is not None and until < standing.effective_on:
        raise impossible(
            "term_backwards", "处分期满早于处分之日", "the sanction's term ends before it starts"
        )


def _fold_sanctioned(state: WorkerState, standing: Standing) -> WorkerState:
    sanction = Sanction(
        standing.event_id, standing.effective_on, standing.data.until, standing.hidden("sanction")
    )
    return noting(state, sanctions=(*state.particulars.sanctions, sanction))


def _guard_lifted(state: WorkerState, standing: Standing, _world: World) -> None:
    sanction = named(state.particulars.sanctions, standing.data.sanction, "处分", "sanction")
    if not sanction.open:
        raise impossible("lifted_twice", "该处分已解除", "that sanction has been lifted already")


def _fold_lifted(state: WorkerState, standing: Standing) -> WorkerState:
    sanctions = state.particulars.sanctions
    old = next((one for one in sanctions if one.event_id == standing.data.sanction), None)
    if old is None:
        return state
    return noting(state, sanctions=replacing(sanctions, old, old._replace(lifted_on=standing.effective_on)))


def _guard_reviewed(state: WorkerState, _standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")


def _fold_reviewed(state: WorkerState, standing: Standing) -> WorkerState:
    review = Review(standing.event_id, standing.effective_on, standing.hidden("review"))
    return noting(state, reviews=(*state.particulars.reviews, review))


def _guard_satisfaction(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    if state.first_engaged_on is None or state.first_engaged_on > data.period_to:
        raise impossible(
            "surveyed_before_engaged",
            "测评期内该人员尚未录用",
            "the worker was not engaged in the period surveyed",
            "核对测评期和录用日期",
            "check the period and the day of the hiring",
        )
    if standing.effective_on < data.period_from:
        raise impossible(
            "surveyed_before_period",
            "测评结果早于测评期",
            "the result is dated before the period it is about",
        )
    if any(
        (one.instrument, one.period_from, one.period_to)
        == (data.instrument, data.period_from, data.period_to)
        for one in state.particulars.satisfactions
    ):
        raise impossible(
            "surveyed_twice",
            "该测评期已有同一测评工具的结果",
            "there is a result of this instrument for this period already",
            "更正或撤销已有结果",
            "correct or rescind the one that stands",
        )


def _fold_satisfaction(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    said = Satisfaction(
        standing.event_id,
        data.instrument,
        data.period_from,
        data.period_to,
        data.sample,
        standing.effective_on,
        standing.hidden("score"),
    )
    return noting(state, satisfactions=(*state.particulars.satisfactions, said))


HANDLINGS: Final = (
    Handling(SANCTIONED, _guard_sanctioned, _fold_sanctioned),
    Handling(LIFTED, _guard_lifted, _fold_lifted),
    Handling(REVIEWED, _guard_reviewed, _fold_reviewed),
    Handling(SATISFACTION, _guard_satisfaction, _fold_satisfaction),
)
