"""Hiring and separation: who engages the worker, in which mode, by which procedure (R19, R21, R22, R96).

How an engagement begins, and what closes with it, is shared by all events that begin or end one.
"""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, model_validator

from domain.errors import impossible
from domain.organisation.post_life import post_abolished
from domain.plan.filling import check_fits_plan
from domain.plan.lines import PlanLineRef
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Day, Line, Months, OrganisationId, PostId, Sha256Hex
from domain.worker.appointment import without_technical_staff
from domain.worker.distinction import without_backbone
from domain.worker.handling import Handling, active_organisation, closing, engaged, noting, registered
from domain.worker.insurance import without_insurance
from domain.worker.office import without_posts
from domain.worker.state import Engaged, EngagementMode, Particulars, Separated, WorkerState
from domain.world import World


class Procedure(Shape):
    """How the worker was found (R22): the kind of procedure, its notice, examination and public notice (公示)."""

    kind: Code
    notice_number: Line | None = None
    examination_on: Day | None = None
    publicity_from: Day | None = None
    publicity_to: Day | None = None
    evidence_sha256: Sha256Hex | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Procedure":
        if self.publicity_from and self.publicity_to and self.publicity_to < self.publicity_from:
            raise ValueError("publicity_to is before publicity_from")
        return self


class WorkerHired(EventData):
    """The worker begins to work for `host`, employed by `legal_employer`, from the effective date.

    `relaxations` names the relaxations of eligibility that the candidate is entitled to, `priority` the preferences
    applied in equal conditions; `experience_months` is work experience before this engagement; `plan` is the line of the
    hiring plan that it fills; `shortage` the entry of the catalogue of shortages that it relieves.
    """

    model_config = ConfigDict(
        json_schema_extra={"x-clause": "R2 一; R11 二(二); R19, R21, R22 三(一); R56 五(二)"}
    )

    mode: EngagementMode
    legal_employer: OrganisationId
    host: OrganisationId
    post: PostId | None = None
    procedure: Procedure
    priority: tuple[Code, ...] = ()
    relaxations: tuple[Code, ...] = ()
    experience_months: Months | None = None
    service_domains: tuple[Code, ...] = ()
    weekly_hours: Annotated[int, Field(ge=1, le=60)] | None = None
    plan: PlanLineRef | None = None
    shortage: Code | None = None


class WorkerSeparated(EventData):
    """The engagement ended: the effective date is the first day on which the worker is no longer engaged (R96)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R4 一, R96; 劳动合同法 art. 36 to 44, 50"})

    reason_code: Code
    handover_done: bool | None = None


def _to_schema_2(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 adds `plan`: what was hired before cites none."""
    return data


def _to_schema_3(data: dict[str, Any]) -> dict[str, Any]:
    """Schema 3 adds `shortage`: what was hired before names none."""
    return data


HIRED: Final = EventType(
    "worker.hired",
    WorkerHired,
    "worker",
    "录用",
    "hired",
    schema=3,
    upcasts=(_to_schema_2, _to_schema_3),
    about_person=True,
    command="hirings",
)
SEPARATED: Final = EventType(
    "worker.separated",
    WorkerSeparated,
    "worker",
    "离职",
    "separated",
    ending=True,
    about_person=True,
    command="separations",
)


def guard_beginning(state: WorkerState, standing: Standing, world: World) -> None:
    """Refuse who is not registered, or engaged already, and a place that is not there on that day."""
    registered(state)
    if isinstance(state.engagement, Engaged):
        raise impossible(
            "already_engaged",
            f"该人员自 {state.engagement.since} 起已在岗",
            f"the worker has been engaged since {state.engagement.since}",
            "先办理离职",
            "record the separation first",
        )
    check_place(standing, world)


def check_place(standing: Standing, world: World, *, held: str | None = None) -> None:
    """Refuse a host, legal employer or post that is not there on that day, or a post of another organisation.

    Nobody comes into a frozen post; whoever holds it (`held`) stays.
    """
    data = standing.data
    active_organisation(world, data.host, standing)
    active_organisation(world, data.legal_employer, standing)
    if data.post is not None:
        _check_post(data.post, data.host, standing, world, held)


def _check_post(post_id: str, host: str, standing: Standing, world: World, held: str | None) -> None:
    post = world.post(post_id, standing.effective_on)
    if post is None or standing.effective_on < post.created_on:
        raise impossible(
            "post_unknown",
            "该岗位在该日期尚未设立",
            "the post does not exist on that date",
            "先设立岗位",
            "create the post first",
        )
    if post.organisation != host:
        raise impossible(
            "post_elsewhere",
            "该岗位不属于用人组织",
            "the post belongs to another organisation than the host",
            "选择用人组织自己的岗位",
            "choose a post of the host organisation",
        )
    if not post.active:
        raise post_abolished(post)
    # Who came before the ledger learnt of a freezing that holds from an earlier day is listed, and not undone.
    if post.frozen is not None and post_id != held and standing.source.position > post.frozen.position:
        raise impossible(
            "post_frozen",
            f"该岗位自 {post.frozen.since} 起冻结，不能进入",
            f"the post is frozen from {post.frozen.since} on: nobody is taken into it",
            "选择其他岗位，或先解冻",
            "choose another post, or unfreeze it first",
        )


def placed(standing: Standing, since: date) -> Engaged:
    """The engagement that an event says, since a day."""
    data: Any = standing.data
    return Engaged(since, data.mode, data.legal_employer, data.host, data.post, standing.event_id)


def begun(state: WorkerState, standing: Standing, worked_since: date | None = None) -> WorkerState:
    """Engaged from the event's day; `worked_since` is the first day that counts with the employer, if before."""
    on = standing.effective_on
    known = state.particulars
    if known.left_for_good is not None or known.seniority_since != worked_since:
        state = noting(state, left_for_good=None, seniority_since=worked_since)
    return state._replace(
        engagement=placed(standing, on), first_engaged_on=state.first_engaged_on or worked_since or on
    )


def _guard_hired(state: WorkerState, standing: Standing, world: World) -> None:
    guard_beginning(state, standing, world)
    check_fits_plan(standing, world)


def _fold_hired(state: WorkerState, standing: Standing) -> WorkerState:
    return begun(state, standing)


def guard_leaving(state: WorkerState, standing: Standing, _world: World) -> None:
    """Refuse who is not engaged, and an end that is not after the first day."""
    if engaged(state).since >= standing.effective_on:
        raise impossible(
            "separated_before_start",
            "离职日期须晚于录用日期",
            "the separation must be after the first day of engagement",
            "如从未到岗，请撤销录用",
            "if the worker never started, rescind the hiring",
        )


def left(state: WorkerState, on: date, reason_code: str) -> WorkerState:
    """No longer engaged from `on`: what runs with the engagement ends then too. Whoever is not engaged stays so."""
    engagement = state.engagement
    if not isinstance(engagement, Engaged):
        return state
    if state.particulars != Particulars():
        state = state._replace(particulars=_without_work(state.particulars, on))
    return state._replace(
        engagement=Separated(on, reason_code, engagement),
        contracts=closing(state.contracts, on),
        secondments=closing(state.secondments, on),
    )


def _without_work(known: Particulars, on: date) -> Particulars:
    """What is left of the particulars: competence, honours and registrations are the person's own."""
    return known._replace(
        absences=closing(known.absences, on),
        appointments=closing(known.appointments, on),
        offices=without_posts(known.offices, on),
        recognitions=without_technical_staff(known.recognitions, on),
        distinctions=without_backbone(known.distinctions, on),
        purchase_assignments=closing(known.purchase_assignments, on),
        enrolments=without_insurance(known.enrolments),
        cost_shares=None,
        plans=tuple(one._replace(closed_on=on) if one.open else one for one in known.plans),
    )


def _fold_separated(state: WorkerState, standing: Standing) -> WorkerState:
    return left(state, standing.effective_on, standing.data.reason_code)


HANDLINGS: Final = (
    Handling(HIRED, _guard_hired, _fold_hired),
    Handling(SEPARATED, guard_leaving, _fold_separated),
)
