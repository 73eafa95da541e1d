"""Leave and suspension of somebody who stays engaged (R71). Each ends with the engagement at the latest."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType, Shape
from domain.timeline import Standing
from domain.values import Code, Day
from domain.worker.facets import Absence
from domain.worker.handling import Handling, engaged, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World


class LeaveGrounds(Shape):
    """Why somebody is on leave: `kind` such as annual, sick, injury, maternity, nursing, study, personal.

    `protected`: the law forbids to end the contract meanwhile, and puts off its end (劳动合同法 art. 42, 45).
    """

    kind: Code
    protected: bool


class LeaveStarted(EventData):
    """On leave from the effective date; `until` is the last day foreseen, where one is."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R71; 劳动合同法 art. 42"})

    until: Day | None = None
    grounds: Annotated[Token | LeaveGrounds, Hide(Disclosure.HEALTH)]


class LeaveEnded(EventData):
    """The leave `leave` is over: the effective date is the first day back."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R71 六(一)"})

    leave: UUID


class WorkerSuspended(EventData):
    """Suspended from work by decision from the effective date; `until` is the last day foreseen, where one is."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R71"})

    until: Day | None = None
    reason_code: Code


class SuspensionEnded(EventData):
    """The suspension `suspension` is over: the effective date is the first day back."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R71 六(一)"})

    suspension: UUID


LEAVE_STARTED: Final = EventType(
    "worker.leave_started",
    LeaveStarted,
    "worker",
    "休假开始",
    "leave started",
    about_person=True,
    command="leaves",
)
LEAVE_ENDED: Final = EventType(
    "worker.leave_ended",
    LeaveEnded,
    "worker",
    "休假结束",
    "leave ended",
    ending=True,
    about_person=True,
    command="leave-ends",
)
SUSPENDED: Final = EventType(
    "worker.suspended",
    WorkerSuspended,
    "worker",
    "停职",
    "suspended",
    about_person=True,
    command="suspensions",
)
SUSPENSION_ENDED: Final = EventType(
    "worker.suspension_ended",
    SuspensionEnded,
    "worker",
    "停职结束",
    "suspension ended",
    ending=True,
    about_person=True,
    command="suspension-ends",
)


def _guard_started(state: WorkerState, standing: Standing, _world: World) -> None:
    engaged(state)
    until = standing.data.until
    if until is not None and until < standing.effective_on:
        raise impossible("term_backwards", "终止日期早于起始日期", "the last day is before the first")
    suspended = standing.type is SUSPENDED
    running = next((a for a in state.particulars.absences if a.open and a.suspended == suspended), None)
    if running is None:
        return
    zh, en = ("停职", "suspension") if suspended else ("休假", "leave")
    raise impossible(
        f"{en}_running",
        f"自 {running.since} 起的{zh}尚未结束",
        f"the {en} of {running.since} has not ended",
        f"先记录该{zh}结束，或改用其后的日期",
        "record its end first, or choose a later date",
    )


def _fold_started(state: WorkerState, standing: Standing) -> WorkerState:
    suspended = standing.type is SUSPENDED
    absence = Absence(
        standing.event_id,
        suspended,
        standing.effective_on,
        standing.data.until,
        None if suspended else standing.hidden("grounds"),
    )
    return noting(state, absences=(*state.particulars.absences, absence))


def _ends(standing: Standing) -> UUID:
    """The event that began what this one ends."""
    data = standing.data
    named_by: UUID = data.suspension if standing.type is SUSPENSION_ENDED else data.leave
    return named_by


def _guard_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    suspended = standing.type is SUSPENSION_ENDED
    zh, en = ("停职", "suspension") if suspended else ("休假", "leave")
    same_sort = tuple(a for a in state.particulars.absences if a.suspended == suspended)
    absence = named(same_sort, _ends(standing), zh, en)
    if not absence.open:
        raise impossible(f"{en}_closed", f"该{zh}已结束", f"that {en} has ended already")


def _fold_ended(state: WorkerState, standing: Standing) -> WorkerState:
    absences = state.particulars.absences
    old = next((a for a in absences if a.event_id == _ends(standing)), None)
    if old is None:
        return state
    return noting(state, absences=replacing(absences, old, old._replace(ended_on=standing.effective_on)))


HANDLINGS: Final = (
    Handling(LEAVE_STARTED, _guard_started, _fold_started),
    Handling(LEAVE_ENDED, _guard_ended, _fold_ended),
    Handling(SUSPENDED, _guard_started, _fold_started),
    Handling(SUSPENSION_ENDED, _guard_ended, _fold_ended),
)
