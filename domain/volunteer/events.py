"""What can be recorded of a volunteer or activist, what makes it impossible, and how it folds (R67, R68)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Final, Protocol

from pydantic import ConfigDict, StringConstraints, TypeAdapter

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.errors import SubjectErased, impossible
from domain.hidden import Disclosure, Erased, Hide, Token, reveal
from domain.record import Event, EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import Code, Name, OrganisationId, WorkerId
from domain.volunteer.state import VolunteerKind, VolunteerState
from domain.worker.erasure import ERASED
from domain.worker.handling import active_organisation
from domain.worker.life import Indexer
from domain.worker.state import Engaged, WorkerState
from domain.world import World

NationalId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9\-]{4,40}$")]


class VolunteerRegistered(EventData):
    """A person joins as an activist or volunteer of an organisation, on the effective date.

    `national_id` is the number in the national volunteer registry (hidden); `lead` the worker whose team it is.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R67 五(三)"})

    kind: VolunteerKind
    name: Annotated[Token | Name, Hide(Disclosure.NAME)]
    national_id: Annotated[Token | NationalId, Hide(Disclosure.CERTIFICATE)] | None = None
    organisation: OrganisationId
    lead: WorkerId | None = None


class VolunteerLeadSet(EventData):
    """From the effective date the person is on the team of the worker `lead`; without one, on nobody's."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R67 五(三)"})

    lead: WorkerId | None = None


class VolunteerEnded(EventData):
    """The person is no longer an activist or volunteer from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R67 五(三)"})

    reason_code: Code


class VolunteerHired(EventData):
    """The person is engaged as the worker `worker` from the effective date, and no volunteer any more."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R68 五(三)"})

    worker: WorkerId


REGISTERED: Final = EventType(
    "volunteer.registered",
    VolunteerRegistered,
    "volunteer",
    "志愿者登记",
    "volunteer registered",
    first=True,
    about_person=True,
)
LEAD_SET: Final = EventType(
    "volunteer.lead_set",
    VolunteerLeadSet,
    "volunteer",
    "变更带队人员",
    "volunteer's lead set",
    about_person=True,
    command="leads",
)
ENDED: Final = EventType(
    "volunteer.ended",
    VolunteerEnded,
    "volunteer",
    "志愿者退出",
    "volunteer ended",
    ending=True,
    about_person=True,
    command="ends",
)
HIRED: Final = EventType(
    "volunteer.hired",
    VolunteerHired,
    "volunteer",
    "志愿者录用",
    "volunteer hired",
    about_person=True,
    command="hirings",
)

EVENTS: Final = (REGISTERED, LEAD_SET, ENDED, HIRED)


class People(World, Protocol):
    """The world, and the workers in it."""

    def worker(self, worker_id: str) -> Timeline[WorkerState]:
        """A worker's timeline; empty when there is no such worker."""
        ...


def evolve_volunteer(state: VolunteerState | None, standing: Standing) -> VolunteerState | None:
    """Fold one standing event of a volunteer. Never raises."""
    data = standing.data
    match standing.type.name:
        case REGISTERED.name:
            return VolunteerState(
                standing.origin.stream_id,
                data.kind,
                standing.hidden("name"),
                data.organisation,
                standing.effective_on,
                standing.hidden("national_id"),
                data.lead,
            )
        case LEAD_SET.name if state:
            return replace(state, lead=data.lead)
        case ENDED.name if state:
            return replace(state, ended_on=standing.effective_on)
        case HIRED.name if state:
            return replace(state, hired_on=standing.effective_on, worker=data.worker)
        case ERASED.name if state:
            return replace(state, erased_on=standing.effective_on)
    return state


def volunteer_timeline(volunteer_id: str, events: Iterable[Event]) -> Timeline[VolunteerState | None]:
    """A volunteer's timeline from the events of its stream, in version order."""
    return Timeline.of(volunteer_id, tuple(events), None, evolve_volunteer)


def guard_volunteer(state: VolunteerState | None, standing: Standing, people: People) -> None:
    """Refuse what cannot be: registered twice, ended or hired twice or before they began, a worker who is not engaged."""
    name = standing.type.name
    if name == REGISTERED.name:
        if state is not None:
            raise impossible("volunteer_registered", "该志愿者已登记", "the volunteer is registered already")
        active_organisation(people, standing.data.organisation, standing)
        if standing.data.lead is not None:
            _engaged(people, standing.data.lead, standing.effective_on)
        return
    if state is None:
        raise impossible("volunteer_unknown", "没有这名志愿者", "there is no such volunteer")
    if name == ERASED.name:
        if state.erased_on is not None:
            raise SubjectErased(standing.origin.stream_id)
        return
    _check_serving(state, standing)
    if name == LEAD_SET.name:
        _check_lead(state, standing, people)
    if name == HIRED.name:
        _check_hired(state, standing, people)


def _check_serving(state: VolunteerState, standing: Standing) -> None:
    if state.until is not None:
        raise impossible(
            "volunteer_over",
            f"该志愿者已于 {state.until} 退出或录用",
            f"the person ended as a volunteer, or was hired, on {state.until}",
            "如需更改，请更正或撤销已有记录",
            "to change that, correct or rescind the record that stands",
        )
    if standing.effective_on < state.since or (
        standing.type is ENDED and standing.effective_on == state.since
    ):
        raise impossible(
            "ended_before_start",
            f"日期不得早于登记之日 {state.since}，退出须在其后",
            f"the day is not before that of the registration, {state.since}, and an end is after it",
            "更正生效日期；如从未加入，请撤销其登记",
            "correct the effective date; if they never joined, rescind the registration",
        )


def _check_lead(state: VolunteerState, standing: Standing, people: People) -> None:
    lead = standing.data.lead
    if lead == state.lead:
        raise impossible(
            "lead_set_already",
            "带队人员与现状相同",
            "that is who leads the person already",
            "写明另一名带队人员，或更正已有记录",
            "name another lead, or correct the record that stands",
        )
    if lead is not None:
        _engaged(people, lead, standing.effective_on)


def _check_hired(state: VolunteerState, standing: Standing, people: People) -> None:
    engagement = _engaged(people, standing.data.worker, standing.effective_on)
    if engagement.since < state.since:
        raise impossible(
            "engaged_before",
            f"该人员自 {engagement.since} 起在岗，早于志愿者登记之日 {state.since}",
            f"that worker is engaged since {engagement.since}, before the volunteer was registered on {state.since}",
            "写明由志愿者录用的人员，或更正登记日期",
            "name the worker who was hired from the volunteers, or correct the day of the registration",
        )


def _engaged(people: People, worker_id: str, on: date) -> Engaged:
    engagement = people.worker(worker_id).as_of(on).engagement
    if isinstance(engagement, Engaged):
        return engagement
    raise impossible(
        "worker_not_engaged",
        f"人员 {worker_id} 在 {on} 不在岗",
        f"the worker {worker_id} is not engaged on {on}",
        "先办理录用，或更正生效日期",
        "hire the worker first, or correct the effective date",
    )


_NUMBER: Final = TypeAdapter(str)


def volunteer_claims(timeline: Timeline[VolunteerState | None], indexer: Indexer) -> tuple[Claim, ...]:
    """A number of the national volunteer registry is one person's, and that person is in one team at a time."""
    state = timeline.end
    if state is None or state.national_id is None:
        return ()
    number = reveal(indexer, state.national_id, _NUMBER)
    if isinstance(number, Erased):
        return ()
    key = ClaimKey(ClaimKind.CERTIFICATE, indexer.blind("certificate", f"national_volunteer|{number}"))
    return (Claim(key, timeline.stream_id, state.since, state.until),)
