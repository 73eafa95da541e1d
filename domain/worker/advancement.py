"""Grades: assigned, promoted and lowered (R31, R55). Which grades there are, and who may rise when, is rulebook data."""

from typing import Final

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code
from domain.worker.handling import Handling, engaged
from domain.worker.state import Graded, WorkerState
from domain.world import World


class GradeAssigned(EventData):
    """The worker holds `grade` of `ladder` from the effective date: a first grade, or a change of ladder."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R31 四(一)"})

    ladder: Code
    grade: Code


class GradePromoted(EventData):
    """The worker rises to `grade` of the ladder that they stand on, from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R31, R32 四(一), R55 五(二)"})

    ladder: Code
    grade: Code


class GradeLowered(EventData):
    """The worker is lowered to `grade` of the ladder that they stand on, from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R31 四(一), R55 五(二)"})

    ladder: Code
    grade: Code
    reason_code: Code


ASSIGNED: Final = EventType(
    "worker.grade_assigned",
    GradeAssigned,
    "worker",
    "定级",
    "grade assigned",
    about_person=True,
    command="grades",
)
PROMOTED: Final = EventType(
    "worker.promoted", GradePromoted, "worker", "晋级", "promoted", about_person=True, command="promotions"
)
LOWERED: Final = EventType(
    "worker.grade_lowered",
    GradeLowered,
    "worker",
    "降级",
    "grade lowered",
    about_person=True,
    command="grade-lowerings",
)


def _guard_assigned(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    if isinstance(state.grade, Graded) and state.grade.ladder == standing.data.ladder:
        raise impossible(
            "graded_already",
            f"该人员已在该等级序列（{state.grade.grade}）",
            f"the worker already stands on this ladder ({state.grade.grade})",
            "使用晋级，或更正原定级",
            "promote, or correct the grade assigned",
        )


def _guard_moved(state: WorkerState, standing: Standing, _world: World) -> None:
    """Up or down: on the ladder that the worker stands on, to another grade."""
    engaged(state)
    grade = state.grade
    if not isinstance(grade, Graded):
        raise impossible(
            "not_graded", "该人员尚未定级", "the worker has no grade yet", "先定级", "assign a first grade"
        )
    if grade.ladder != standing.data.ladder:
        raise impossible(
            "other_ladder",
            f"该人员的等级序列为 {grade.ladder}",
            f"the worker stands on the ladder {grade.ladder}",
            "在本人的等级序列内办理",
            "choose a grade of the ladder that the worker stands on",
        )
    if grade.grade == standing.data.grade:
        raise impossible("same_grade", "该人员已是此等级", "the worker already holds this grade")


def _fold_grade(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    return state._replace(grade=Graded(data.ladder, data.grade, standing.effective_on, standing.event_id))


HANDLINGS: Final = (
    Handling(ASSIGNED, _guard_assigned, _fold_grade),
    Handling(PROMOTED, _guard_moved, _fold_grade),
    Handling(LOWERED, _guard_moved, _fold_grade),
)
