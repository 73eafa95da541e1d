"""Training completed and practice done (R62, R65, R66)."""

from typing import Annotated, Final

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, CourseId, OrganisationId
from domain.worker.facets import Practicum, Training
from domain.worker.handling import Handling, active_organisation, noting, registered
from domain.worker.state import WorkerState
from domain.world import World

SOCIAL_WORK: Final = "social_work"
"""The kind of training whose share in all training is reported (R63)."""
DEGREE: Final = "degree"
"""The kind of training that is a degree in social work, of which continuing education counts one."""


class TrainingCompleted(EventData):
    """The worker completed training on the effective date: of a course in the ledger, or elsewhere.

    `hours` are those attended; `credited` tells that there is proof of a pass, so that they count as continuing
    education. `level` is the one it counts for, where the course is for several.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R63 R65 R66 五(三); 民发〔2009〕123号"})

    course: CourseId | None = None
    kind: Code
    hours: Annotated[int, Field(ge=1, le=10_000)]
    credited: bool
    level: Code | None = None


class PracticumCompleted(EventData):
    """The worker completed `months` of practice (实训) with a provider; it may precede the hiring."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R62 五(三)"})

    provider: OrganisationId
    months: Annotated[int, Field(ge=1, le=60)]


TRAINED: Final = EventType(
    "worker.training_completed",
    TrainingCompleted,
    "worker",
    "完成培训",
    "training completed",
    about_person=True,
    command="trainings",
)
PRACTISED: Final = EventType(
    "worker.practicum_completed",
    PracticumCompleted,
    "worker",
    "完成实训",
    "practicum completed",
    about_person=True,
    command="practica",
)


def _guard_trained(state: WorkerState, standing: Standing, world: World) -> None:
    registered(state)
    data = standing.data
    if data.course is None:
        return
    _check_course(standing, world)
    if any(
        (one.course, one.on) == (data.course, standing.effective_on) for one in state.particulars.trainings
    ):
        raise impossible(
            "trained_twice",
            "该人员当日完成此课程已有记录",
            "that the worker completed this course on that day is on record already",
            "更正或撤销已有记录",
            "correct or rescind the record that stands",
        )


def _check_course(standing: Standing, world: World) -> None:
    """A completion agrees with its course: offered that day, of that kind, not longer, for one of its levels."""
    data, on = standing.data, standing.effective_on
    course = world.course(data.course).as_of(on)
    if course is None or not course.offered(on):
        raise impossible(
            "course_not_offered",
            f"课程 {data.course} 在 {on} 没有开设",
            f"the course {data.course} is not offered on {on}",
            "核对课程与完成日期；不在课程库中的培训不填课程",
            "check the course and the day; training outside the course registry names no course",
        )
    if data.kind != course.kind or data.hours > course.hours:
        raise impossible(
            "training_differs",
            f"该课程类别为 {course.kind}、共 {course.hours} 学时",
            f"the course is of the kind {course.kind} and has {course.hours} hours",
            "填写与课程一致的类别、不超过课程的学时",
            "state its kind, and no more than its hours",
        )
    if data.level is not None and data.level not in course.levels:
        raise impossible(
            "level_not_offered",
            f"该课程面向的层次为 {'、'.join(course.levels)}",
            f"the course is for the levels {', '.join(course.levels)}",
            "填写其中一个层次",
            "state one of them",
        )


def _fold_trained(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    done = Training(
        standing.event_id,
        data.kind,
        data.hours,
        standing.effective_on,
        data.credited,
        data.course,
        data.level,
    )
    return noting(state, trainings=(*state.particulars.trainings, done))


def _guard_practised(state: WorkerState, standing: Standing, world: World) -> None:
    registered(state)
    active_organisation(world, standing.data.provider, standing)


def _fold_practised(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    done = Practicum(standing.event_id, data.provider, data.months, standing.effective_on)
    return noting(state, practica=(*state.particulars.practica, done))


HANDLINGS: Final = (
    Handling(TRAINED, _guard_trained, _fold_trained),
    Handling(PRACTISED, _guard_practised, _fold_practised),
)
