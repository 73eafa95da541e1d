"""What can be recorded of a course, what makes it impossible, and how it folds (R62)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Final

from pydantic import AfterValidator, ConfigDict, Field

from domain.errors import impossible
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.training.state import CourseState
from domain.values import Code, Line, OrganisationId
from domain.worker.handling import active_organisation
from domain.world import World


def _each_once(levels: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(levels)) < len(levels):
        raise ValueError("a level is named twice")
    return levels


Hours = Annotated[int, Field(ge=1, le=10_000)]
"""Whole hours of training (学时)."""
Levels = Annotated[tuple[Code, ...], Field(min_length=1, max_length=20), AfterValidator(_each_once)]


class CourseOffered(EventData):
    """A provider offers a course from the effective date, for workers of these levels; `hours` is its length.

    The kind `social_work` is what counts as training in social work (R63).
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R62 五(三)"})

    provider: OrganisationId
    title: Line
    kind: Code
    levels: Levels
    hours: Hours


class CourseWithdrawn(EventData):
    """The course is no longer offered from the effective date; what was completed before stands."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R62 五(三)"})

    reason_code: Code


OFFERED: Final = EventType(
    "course.offered", CourseOffered, "course", "课程开设", "course offered", first=True
)
WITHDRAWN: Final = EventType(
    "course.withdrawn",
    CourseWithdrawn,
    "course",
    "课程停开",
    "course withdrawn",
    ending=True,
    command="withdrawals",
)

EVENTS: Final = (OFFERED, WITHDRAWN)


def evolve_course(state: CourseState | None, standing: Standing) -> CourseState | None:
    """Fold one standing event of a course. Never raises."""
    data = standing.data
    match standing.type.name:
        case OFFERED.name:
            return CourseState(
                standing.origin.stream_id,
                data.provider,
                data.title,
                data.kind,
                data.levels,
                data.hours,
                standing.effective_on,
            )
        case WITHDRAWN.name if state:
            return replace(state, withdrawn_on=standing.effective_on)
    return state


def course_timeline(course_id: str, events: Iterable[Event]) -> Timeline[CourseState | None]:
    """A course's timeline from the events of its stream, in version order."""
    return Timeline.of(course_id, tuple(events), None, evolve_course)


def guard_course(state: CourseState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be: a course offered twice or by nobody, and one withdrawn twice or before it was offered."""
    if standing.type.name == OFFERED.name:
        if state is not None:
            raise impossible("course_offered", "该课程已开设", "the course is offered already")
        active_organisation(world, standing.data.provider, standing)
        return
    if state is None:
        raise impossible("course_unknown", "没有这门课程", "there is no such course")
    if state.withdrawn_on is not None:
        raise impossible(
            "course_withdrawn",
            f"该课程已于 {state.withdrawn_on} 停开",
            f"the course was withdrawn on {state.withdrawn_on}",
            "如需更改日期，请更正已有记录",
            "to change the day, correct the record that stands",
        )
    if standing.effective_on <= state.offered_on:
        raise impossible(
            "ended_before_start",
            f"停开日期须晚于开设日期 {state.offered_on}",
            f"the course is withdrawn after the day on which it was first offered, {state.offered_on}",
            "如从未开设，请撤销其开设",
            "if it never was offered, rescind that it was",
        )
