"""Social insurance and housing fund: which kinds the employer enrolled the worker in, until they are stopped (R47, R58)."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.worker.facets import Enrolment
from domain.worker.handling import Handling, engaged, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World

InsuranceKind = Literal["pension", "medical", "unemployment", "work_injury", "maternity", "housing_fund"]
"""The kinds of social insurance (社会保险法), and the housing fund (住房公积金)."""


def _each_once(kinds: tuple[InsuranceKind, ...]) -> tuple[InsuranceKind, ...]:
    if len(set(kinds)) < len(kinds):
        raise ValueError("a kind is named twice")
    return kinds


Kinds = Annotated[tuple[InsuranceKind, ...], Field(min_length=1, max_length=6), AfterValidator(_each_once)]


class InsuranceEnrolled(EventData):
    """The employer enrolled the worker in these kinds from the effective date.

    `scheme` is whose insurance it is: that of enterprises' employees (R58), or of public institutions and organs.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R47 五(一), R58 五(二)"})

    kinds: Kinds
    scheme: Literal["enterprise_employees", "public_institution"]


class InsuranceStopped(EventData):
    """The worker is no longer enrolled in these kinds of an enrolment: the effective date is the first day without them."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R47 五(一)"})

    enrolment: UUID
    kinds: Kinds


ENROLLED: Final = EventType(
    "worker.insurance_enrolled",
    InsuranceEnrolled,
    "worker",
    "社会保险和公积金参保",
    "enrolled in insurance and housing fund",
    about_person=True,
    command="insurances",
)
STOPPED: Final = EventType(
    "worker.insurance_stopped",
    InsuranceStopped,
    "worker",
    "社会保险和公积金停保",
    "insurance and housing fund stopped",
    ending=True,
    about_person=True,
    command="insurance-stops",
)


def insured(state: WorkerState) -> frozenset[str]:
    """The kinds in which the worker is enrolled."""
    return frozenset(kind for one in state.particulars.enrolments for kind in one.kinds)


def _guard_enrolled(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    again = [kind for kind in standing.data.kinds if kind in insured(state)]
    if again:
        raise impossible(
            "insured_already",
            f"已参保：{'、'.join(again)}",
            f"enrolled already: {', '.join(again)}",
            "只填尚未参保的项目，或先记录停保",
            "name only kinds without enrolment, or record first that they stopped",
        )


def _fold_enrolled(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    enrolment = Enrolment(standing.event_id, data.scheme, standing.effective_on, data.kinds)
    return noting(state, enrolments=(*state.particulars.enrolments, enrolment))


def _guard_stopped(state: WorkerState, standing: Standing, _world: World) -> None:
    enrolment = named(state.particulars.enrolments, standing.data.enrolment, "参保", "enrolment")
    missing = [kind for kind in standing.data.kinds if kind not in enrolment.kinds]
    if missing:
        raise impossible(
            "not_insured",
            f"该次参保中没有或已停：{'、'.join(missing)}",
            f"not or no longer enrolled by that: {', '.join(missing)}",
            "只填该次参保中仍有效的项目",
            "name kinds of that enrolment that still run",
        )


def _fold_stopped(state: WorkerState, standing: Standing) -> WorkerState:
    enrolments, data = state.particulars.enrolments, standing.data
    old = next((one for one in enrolments if one.event_id == data.enrolment), None)
    if old is None:
        return state
    left = tuple(kind for kind in old.kinds if kind not in data.kinds)
    return noting(state, enrolments=replacing(enrolments, old, old._replace(kinds=left)))


def without_insurance(enrolments: tuple[Enrolment, ...]) -> tuple[Enrolment, ...]:
    """The enrolments of whoever leaves: what the employer paid ends with the employment."""
    return tuple(one._replace(kinds=()) if one.kinds else one for one in enrolments)


HANDLINGS: Final = (
    Handling(ENROLLED, _guard_enrolled, _fold_enrolled),
    Handling(STOPPED, _guard_stopped, _fold_stopped),
)
