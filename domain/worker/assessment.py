"""Assessment and its confirmation (R54). A confirmed, standing assessment is what later decisions may rest on."""

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from domain.cycle.fitting import check_fits_cycle
from domain.cycle.standard import StandardRef
from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, CycleId, Day, PrincipalId, Score, Text
from domain.worker.handling import Handling, engaged, named, replacing
from domain.worker.state import Assessment, WorkerState
from domain.world import World


class Scores(Shape):
    """The three compulsory dimensions (policy 五(二): 履行职责、学习进修、职业发展) and the scheme's own, 0 to 100."""

    duties: Score
    learning: Score
    development: Score
    satisfaction: Score | None = None
    total: Score | None = None


class AssessmentRecorded(EventData):
    """The result for a period, effective on the day of the result. `grade` is a code of `scheme`.

    `months_worked` in the period decides whether a grade may be given at all. `cycle` is the assessment cycle it is a
    result of, `standard` the standard it was judged by where that is not the cycle's.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    kind: Literal["annual", "term", "regular"]
    scheme: Code
    period_from: Day
    period_to: Day
    grade: Code | None = None
    scores: Annotated[Token | Scores, Hide(Disclosure.SCORES)]
    remarks: Annotated[Token | Text, Hide(Disclosure.SCORES)] | None = None
    assessors: Annotated[tuple[PrincipalId, ...], Field(min_length=1, max_length=30)]
    recused: tuple[PrincipalId, ...] = ()
    months_worked: Annotated[int, Field(ge=0, le=60)]
    cycle: CycleId | None = None
    standard: StandardRef | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "AssessmentRecorded":
        if self.period_to < self.period_from:
            raise ValueError("period_to is before period_from")
        if set(self.recused) & set(self.assessors):
            raise ValueError("a recused person is among the assessors")
        return self


class AssessmentConfirmed(EventData):
    """The organisation confirms the result; from then on decisions may cite it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R54 五(二)"})

    assessment: UUID


def _to_schema_2(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 adds `cycle` and `standard`: what was recorded before named neither."""
    return data


RECORDED: Final = EventType(
    "worker.assessed",
    AssessmentRecorded,
    "worker",
    "考核",
    "assessed",
    schema=2,
    upcasts=(_to_schema_2,),
    about_person=True,
    command="assessments",
)
CONFIRMED: Final = EventType(
    "worker.assessment_confirmed",
    AssessmentConfirmed,
    "worker",
    "考核确认",
    "assessment confirmed",
    about_person=True,
    command="assessment-confirmations",
)


def _guard_recorded(state: WorkerState, standing: Standing, world: World) -> None:
    data = standing.data
    if state.first_engaged_on is None or state.first_engaged_on > data.period_to:
        engaged(state)
        raise impossible(
            "assessed_before_engaged",
            "考核期内该人员尚未录用",
            "the worker was not engaged in the period assessed",
        )
    if standing.effective_on < data.period_from:
        raise impossible(
            "assessed_before_period",
            "考核结果早于考核期",
            "the result is dated before the period it assesses",
        )
    if any(
        a.kind == data.kind and a.period_from <= data.period_to and data.period_from <= a.period_to
        for a in state.assessments
    ):
        raise impossible(
            "assessed_twice",
            "该考核期已有同类考核",
            "there is an assessment of this kind for these days already",
            "更正或撤销已有考核",
            "correct or rescind the one that stands",
        )
    if data.cycle is not None:
        check_fits_cycle(state, standing, world)


def _fold_recorded(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    assessment = Assessment(
        standing.event_id,
        data.kind,
        data.scheme,
        data.period_from,
        data.period_to,
        data.grade,
        data.assessors,
        standing.effective_on,
        standing.hidden("scores"),
        cycle=data.cycle,
        said_at=standing.source.position,
    )
    return state._replace(assessments=(*state.assessments, assessment))


def _guard_confirmed(state: WorkerState, standing: Standing, _world: World) -> None:
    assessment = named(state.assessments, standing.data.assessment, "考核", "assessment")
    if assessment.confirmed:
        raise impossible("confirmed_twice", "该考核已确认", "that assessment has been confirmed already")
    if standing.source.said.actor in assessment.assessors:
        raise impossible(
            "confirmed_by_assessor",
            "考核人不能确认自己作出的考核（事业单位人事管理条例第三十九条 回避）",
            "an assessor cannot confirm the assessment they made (事业单位人事管理条例 art. 39, recusal)",
            "由考核人以外的人确认",
            "let someone who did not assess confirm it",
        )


def _fold_confirmed(state: WorkerState, standing: Standing) -> WorkerState:
    old = next((a for a in state.assessments if a.event_id == standing.data.assessment), None)
    if old is None:
        return state
    new = old._replace(confirmed_on=standing.effective_on)
    return state._replace(assessments=replacing(state.assessments, old, new))


HANDLINGS: Final = (
    Handling(RECORDED, _guard_recorded, _fold_recorded),
    Handling(CONFIRMED, _guard_confirmed, _fold_confirmed),
)
