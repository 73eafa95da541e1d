"""Examinations entered and their results, and tests of practical ability (R50, R53)."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Day, PrincipalId, Score
from domain.worker.facets import Ability, Examination
from domain.worker.handling import Handling, named, noting, registered, replacing
from domain.worker.state import WorkerState
from domain.world import World


class SubjectScore(Shape):
    """What was scored in one subject of an examination, 0 to 999.99."""

    subject: Code
    score: Score


class ExaminationScores(Shape):
    """The scores of an examination, subject by subject."""

    subjects: Annotated[tuple[SubjectScore, ...], Field(min_length=1, max_length=10)]


class ExaminationEntered(EventData):
    """The worker has entered the examination `kind` for `level` in `session` (its year, or year and month)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R50 五(二)"})

    kind: Code
    level: Code
    session: Code


class ExaminationResult(EventData):
    """The result, effective on the day it was given out; `valid_until` is the last day on which a pass counts."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R50 五(二); 人社部规〔2018〕2号"})

    examination: UUID
    passed: bool
    valid_until: Day | None = None
    scores: Annotated[Token | ExaminationScores, Hide(Disclosure.SCORES)] | None = None


class AbilityAssessed(EventData):
    """A test of practical ability (实务能力考核) by an instrument; it may precede the hiring that refers to it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R53 五(二)"})

    instrument: Code
    sufficient: bool
    assessors: Annotated[tuple[PrincipalId, ...], Field(min_length=1, max_length=30)]
    score: Annotated[Token | Score, Hide(Disclosure.SCORES)] | None = None


ENTERED: Final = EventType(
    "worker.examination_entered",
    ExaminationEntered,
    "worker",
    "报名考试",
    "examination entered",
    about_person=True,
    command="examinations",
)
RESULT: Final = EventType(
    "worker.examination_result",
    ExaminationResult,
    "worker",
    "考试成绩",
    "examination result",
    about_person=True,
    command="examination-results",
)
ABILITY: Final = EventType(
    "worker.ability_assessed",
    AbilityAssessed,
    "worker",
    "实务能力考核",
    "practical ability assessed",
    about_person=True,
    command="ability-assessments",
)


def _guard_entered(state: WorkerState, standing: Standing, _world: World) -> None:
    registered(state)
    data = standing.data
    if any(
        (one.kind, one.level, one.session) == (data.kind, data.level, data.session)
        for one in state.particulars.examinations
    ):
        raise impossible(
            "entered_twice",
            "该人员已报名此次考试",
            "the worker has entered this examination already",
            "更正或撤销已有报名",
            "correct or rescind the entry that stands",
        )


def _fold_entered(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    entered = Examination(
        standing.event_id, data.kind, data.level, data.session, entered_on=standing.effective_on
    )
    return noting(state, examinations=(*state.particulars.examinations, entered))


def _guard_result(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    examination = named(state.particulars.examinations, data.examination, "报名", "examination entered")
    if examination.passed is not None:
        raise impossible(
            "result_twice",
            "该次考试已有成绩",
            "that examination has its result already",
            "更正已有成绩",
            "correct the result that stands",
        )
    if data.valid_until is None:
        return
    if not data.passed:
        raise impossible(
            "validity_without_pass",
            "考试未合格，没有有效期",
            "only a pass has a last day of validity",
            "取消有效期",
            "leave out the last day of validity",
        )
    if data.valid_until < standing.effective_on:
        raise impossible("validity_backwards", "有效期早于成绩日期", "the pass would end before the result")


def _fold_result(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    old = next((one for one in state.particulars.examinations if one.event_id == data.examination), None)
    if old is None:
        return state
    new = old._replace(
        passed=data.passed,
        valid_until=data.valid_until,
        result_on=standing.effective_on,
        scores=standing.hidden("scores"),
    )
    return noting(state, examinations=replacing(state.particulars.examinations, old, new))


def _guard_ability(state: WorkerState, _standing: Standing, _world: World) -> None:
    registered(state)


def _fold_ability(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    test = Ability(
        standing.event_id,
        data.instrument,
        standing.effective_on,
        data.sufficient,
        standing.hidden("score"),
    )
    return noting(state, abilities=(*state.particulars.abilities, test))


HANDLINGS: Final = (
    Handling(ENTERED, _guard_entered, _fold_entered),
    Handling(RESULT, _guard_result, _fold_result),
    Handling(ABILITY, _guard_ability, _fold_ability),
)
