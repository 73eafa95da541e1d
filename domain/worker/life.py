"""A worker's whole timeline: the table of all handlings, folding, what can never be, and what is claimed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Protocol

from pydantic import TypeAdapter

from domain.claims import Claim, ClaimKey, ClaimKind
from domain.cycle.quota import worker_places
from domain.hidden import Erased, Opener, reveal
from domain.organisation.seats import seat_claims
from domain.plan.filling import fillings
from domain.purchase.places import worker_places as purchase_places
from domain.record import Event
from domain.timeline import CORRECTED, RESCINDED, Standing, Timeline
from domain.values import EARLIEST
from domain.worker import (
    absence,
    advancement,
    appointment,
    assessment,
    assessment_course,
    certificate_registration,
    conduct,
    contract,
    contract_course,
    cost,
    departure,
    development,
    distinction,
    duplicates,
    engagement,
    erasure,
    examination,
    insurance,
    movement,
    office,
    pay,
    purchase_assignment,
    qualification,
    recognition,
    registration,
    secondment,
    training,
)
from domain.worker.handling import Handling
from domain.worker.state import Engaged, Separated, WorkerState
from domain.world import World

HANDLINGS: Final[Mapping[str, Handling]] = MappingProxyType(
    {
        handling.type.name: handling
        for module in (
            registration,
            engagement,
            contract,
            secondment,
            assessment,
            advancement,
            recognition,
            qualification,
            erasure,
            contract_course,
            movement,
            departure,
            absence,
            certificate_registration,
            examination,
            appointment,
            distinction,
            development,
            office,
            conduct,
            pay,
            purchase_assignment,
            insurance,
            cost,
            assessment_course,
            duplicates,
            training,
        )
        for handling in module.HANDLINGS
    }
)

ENTERING: Final = frozenset({engagement.HIRED.name, movement.ADOPTED.name, movement.CHANGED.name})
"""Types of events that bring a worker to the host, and into the post, that they name."""

LEAVING: Final = frozenset(
    {
        engagement.SEPARATED.name,
        departure.RETIRED.name,
        departure.DIED.name,
        departure.TRANSFERRED_OUT.name,
    }
)
"""Types of events that end an engagement."""

_OF_IDENTITY: Final = frozenset(
    {registration.PROFILE_CHANGED.name, erasure.ERASED.name, duplicates.MERGED.name, duplicates.ABSORBED.name}
)
"""What still folds on a merged duplicate: who it is. All else of it counts no more."""

_AFTER_DEATH: Final = frozenset({recognition.COMMENDED.name, recognition.REVOKED.name, erasure.ERASED.name})

CLAIMING: Final = frozenset(
    {
        registration.REGISTERED.name,
        registration.PROFILE_CHANGED.name,
        *ENTERING,
        *LEAVING,
        qualification.OBTAINED.name,
        purchase_assignment.ASSIGNED.name,
        purchase_assignment.ENDED.name,
        erasure.ERASED.name,
        duplicates.MERGED.name,
        duplicates.ABSORBED.name,
        CORRECTED,
        RESCINDED,
    }
)
"""Types of events that can change what a worker claims."""


def changes_claims(event: Event) -> bool:
    """Whether the event can change what its worker claims: of results, only those of a cycle do."""
    if event.type.name == assessment.RECORDED.name:
        return event.data.cycle is not None
    return event.type.name in CLAIMING


INITIAL: Final = WorkerState()


def evolve(state: WorkerState, standing: Standing) -> WorkerState:
    """Fold one standing event into a worker's state. Never raises."""
    if state.particulars.merged_into is not None and standing.type.name not in _OF_IDENTITY:
        return state
    return HANDLINGS[standing.type.name].fold(state, standing)


def guard(state: WorkerState, standing: Standing, world: World) -> None:
    """Refuse what cannot be otherwise, on the state just before the event's place."""
    name = standing.type.name
    if state.particulars.merged_into is not None and name not in _OF_IDENTITY:
        return  # What counts no more stands in nobody's way; nothing new is taken in beside it.
    if name not in _AFTER_DEATH:
        departure.guard_alive(state, standing)
    HANDLINGS[name].guard(state, standing, world)


def worker_timeline(worker_id: str, events: Sequence[Event]) -> Timeline[WorkerState]:
    """A worker's timeline from the events of its stream, in version order."""
    return Timeline.of(worker_id, events, INITIAL, evolve)


class Indexer(Opener, Protocol):
    """Opens sealed values and makes their keyed index."""

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value: equal for equal values, and nothing else is told."""
        ...


_DOCUMENT: Final = TypeAdapter(registration.Document)
_NUMBER: Final = TypeAdapter(str)


def worker_claims(timeline: Timeline[WorkerState], world: World, indexer: Indexer) -> tuple[Claim, ...]:
    """All that this worker holds alone or among few: the person, certificate numbers, seats, top grades in cycles, lines of
    hiring plans, places of purchases.

    A hidden value that was erased claims nothing any more, and a merged duplicate nothing at all.
    """
    state = timeline.end
    if state.identity is None or state.particulars.merged_into is not None:
        return ()
    documents = (state.identity.document, *state.particulars.other_documents)
    persons = dict.fromkeys(person_key(document, indexer) for document in documents)
    claims = [Claim(person, timeline.stream_id, EARLIEST) for person in persons if person is not None]
    for held in state.qualifications:
        number = reveal(indexer, held.number, _NUMBER)
        if not isinstance(number, Erased):
            key = ClaimKey(ClaimKind.CERTIFICATE, indexer.blind("certificate", f"{held.kind}|{number}"))
            claims.append(Claim(key, timeline.stream_id, EARLIEST))
    claims.extend(_seats(timeline, world))
    claims.extend(worker_places(timeline, world))
    cited = (one.data.plan for one in timeline.standing if one.type is engagement.HIRED)
    claims.extend(fillings((plan for plan in cited if plan is not None), timeline.stream_id, world))
    claims.extend(purchase_places(timeline, world))
    return tuple(claims)


def person_key(document: Any, indexer: Indexer) -> ClaimKey | None:
    """The key under which a person is claimed: a keyed index of the identity document; None when it is erased."""
    opened = reveal(indexer, document, _DOCUMENT)
    if isinstance(opened, Erased):
        return None
    return ClaimKey(ClaimKind.PERSON, indexer.blind("person", f"{opened.kind}|{opened.number}"))


def _seats(timeline: Timeline[WorkerState], world: World) -> Iterator[Claim]:
    """The seats taken over time: from each event that put the worker into a post until the next move, or the end."""
    entered: Standing | None = None
    for standing in timeline.standing:
        name = standing.type.name
        if name not in ENTERING and name not in LEAVING:
            continue
        if entered is not None:
            yield from _seat(timeline.stream_id, entered, standing.effective_on, world)
        entered = standing if name in ENTERING else None
    if entered is not None:
        yield from _seat(timeline.stream_id, entered, None, world)


def _seat(worker_id: str, entered: Standing, until: date | None, world: World) -> Iterator[Claim]:
    if entered.data.post is not None:
        post = world.post_timeline(entered.data.post)
        yield from seat_claims(post, worker_id, entered.effective_on, until)


def at_home_or_host(state: WorkerState) -> tuple[str, ...]:
    """The organisations that hold the worker in this state: the home, and the host of each running secondment."""
    if not isinstance(state.engagement, Engaged):
        return ()
    return (state.engagement.host, *(s.host for s in state.secondments if s.open))


def holders(state: WorkerState) -> tuple[str, ...]:
    """The organisations that a worker's record belongs to: where they are, or last were when they have left."""
    if isinstance(state.engagement, Separated):
        return (state.engagement.last.host,)
    return at_home_or_host(state)
