"""Technical posts, inclusion among technical staff, competence recognised (R20, R51, R52).

Which certificate an appointment or an inclusion needs is a rule: a certificate that is rescinded later leaves what
rested on it standing and questioned.
"""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day
from domain.worker.facets import Appointment, Recognition
from domain.worker.handling import Handling, engaged, named, noting, registered, replacing
from domain.worker.state import WorkerState
from domain.world import World

Ground = Literal["certificate", "degree", "training", "ability"]
COMPETENCE: Final = "competence"
TECHNICAL_STAFF: Final = "technical_staff"


class TechnicalPostAppointed(EventData):
    """The worker holds a technical post of `level`, on the strength of `certificate`, from the effective date on.

    `until` is the term's last day. An appointment is the unit's choice (可根据工作需要): no certificate makes one.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R33 四(一), R52 五(二)"})

    certificate: UUID
    level: Code
    until: Day | None = None


class TechnicalPostEnded(EventData):
    """The effective date is the first day on which the worker no longer holds the technical post."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R52 五(二)"})

    appointment: UUID
    reason_code: Code


class CompetenceRecognised(EventData):
    """The worker has the professional competence that the policy asks for, on these grounds."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R20 三(一)"})

    grounds: Annotated[tuple[Ground, ...], Field(min_length=1, max_length=4)]


class TechnicalStaffIncluded(EventData):
    """The worker is managed as technical staff (纳入专业技术人员管理范围), on the strength of `certificate`."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R51 五(二)"})

    certificate: UUID


class TechnicalStaffEnded(EventData):
    """The effective date is the first day on which the worker is no longer managed as technical staff."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R51 五(二)"})

    inclusion: UUID
    reason_code: Code


APPOINTED: Final = EventType(
    "worker.technical_post_appointed",
    TechnicalPostAppointed,
    "worker",
    "聘任专业技术职务",
    "technical post appointed",
    about_person=True,
    command="technical-posts",
)
POST_ENDED: Final = EventType(
    "worker.technical_post_ended",
    TechnicalPostEnded,
    "worker",
    "解聘专业技术职务",
    "technical post ended",
    ending=True,
    about_person=True,
    command="technical-post-ends",
)
RECOGNISED: Final = EventType(
    "worker.competence_recognised",
    CompetenceRecognised,
    "worker",
    "认定专业能力",
    "competence recognised",
    about_person=True,
    command="recognitions",
)
INCLUDED: Final = EventType(
    "worker.technical_staff_included",
    TechnicalStaffIncluded,
    "worker",
    "纳入专业技术人员管理",
    "included among technical staff",
    about_person=True,
    command="technical-staff",
)
STAFF_ENDED: Final = EventType(
    "worker.technical_staff_ended",
    TechnicalStaffEnded,
    "worker",
    "退出专业技术人员管理",
    "no longer among technical staff",
    ending=True,
    about_person=True,
    command="technical-staff-ends",
)


def _guard_appointed(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    until = standing.data.until
    if until is not None and until < standing.effective_on:
        raise impossible("term_backwards", "聘期早于起始日期", "the term ends before it starts")
    running = next((one for one in state.particulars.appointments if one.open), None)
    if running is not None:
        raise impossible(
            "appointed_already",
            f"自 {running.since} 起聘任的专业技术职务尚未解聘",
            f"the technical post held since {running.since} has not ended",
            "先记录解聘",
            "record its end first",
        )


def _fold_appointed(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    post = Appointment(standing.event_id, data.certificate, data.level, standing.effective_on, data.until)
    return noting(state, appointments=(*state.particulars.appointments, post))


def _guard_post_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    post = named(state.particulars.appointments, standing.data.appointment, "聘任", "appointment")
    if not post.open:
        raise impossible("appointment_closed", "该职务已解聘", "that appointment has ended already")


def _fold_post_ended(state: WorkerState, standing: Standing) -> WorkerState:
    posts = state.particulars.appointments
    old = next((one for one in posts if one.event_id == standing.data.appointment), None)
    if old is None:
        return state
    return noting(state, appointments=replacing(posts, old, old._replace(ended_on=standing.effective_on)))


def _guard_recognised(state: WorkerState, standing: Standing, _world: World) -> None:
    registered(state)
    known = {
        ground for one in state.particulars.recognitions if one.kind == COMPETENCE for ground in one.grounds
    }
    if known.issuperset(standing.data.grounds):
        raise impossible(
            "recognised_already",
            "已按这些依据认定专业能力",
            "competence has been recognised on these grounds already",
            "更正或撤销已有认定",
            "correct or rescind the recognition that stands",
        )


def _fold_recognised(state: WorkerState, standing: Standing) -> WorkerState:
    found = Recognition(standing.event_id, COMPETENCE, standing.effective_on, grounds=standing.data.grounds)
    return noting(state, recognitions=(*state.particulars.recognitions, found))


def technical_staff(state: WorkerState) -> Recognition | None:
    """The inclusion among technical staff that holds, None when there is none."""
    included = (one for one in state.particulars.recognitions if one.kind == TECHNICAL_STAFF)
    return next((one for one in included if one.open), None)


def without_technical_staff(recognitions: tuple[Recognition, ...], on: date) -> tuple[Recognition, ...]:
    """The same with the inclusion among technical staff ended on a day: whoever left is managed by nobody here."""
    return tuple(
        one._replace(ended_on=on) if one.kind == TECHNICAL_STAFF and one.open else one for one in recognitions
    )


def _guard_included(state: WorkerState, _standing: Standing, _world: World) -> None:
    engaged(state)
    held = technical_staff(state)
    if held is not None:
        raise impossible(
            "included_already",
            f"该人员自 {held.on} 起已纳入专业技术人员管理",
            f"the worker is among the technical staff since {held.on}",
            "更正或撤销已有记录",
            "correct or rescind the record that stands",
        )


def _fold_included(state: WorkerState, standing: Standing) -> WorkerState:
    included = Recognition(
        standing.event_id,
        TECHNICAL_STAFF,
        standing.effective_on,
        certificate=standing.data.certificate,
    )
    return noting(state, recognitions=(*state.particulars.recognitions, included))


def _guard_staff_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    included = tuple(one for one in state.particulars.recognitions if one.kind == TECHNICAL_STAFF)
    found = named(included, standing.data.inclusion, "专业技术人员记录", "inclusion among technical staff")
    if not found.open:
        raise impossible(
            "inclusion_closed", "该记录已终止", "that inclusion among technical staff has ended already"
        )


def _fold_staff_ended(state: WorkerState, standing: Standing) -> WorkerState:
    all_of_them = state.particulars.recognitions
    old = next((one for one in all_of_them if one.event_id == standing.data.inclusion), None)
    if old is None:
        return state
    new = old._replace(ended_on=standing.effective_on)
    return noting(state, recognitions=replacing(all_of_them, old, new))


HANDLINGS: Final = (
    Handling(APPOINTED, _guard_appointed, _fold_appointed),
    Handling(POST_ENDED, _guard_post_ended, _fold_post_ended),
    Handling(RECOGNISED, _guard_recognised, _fold_recognised),
    Handling(INCLUDED, _guard_included, _fold_included),
    Handling(STAFF_ENDED, _guard_staff_ended, _fold_staff_ended),
)
