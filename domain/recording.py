"""The use case behind every command: read, judge at its place in time, claim, record; judged again if overtaken.

The data's way: an order's commands become events; each is judged on the state just before its place (what cannot be
otherwise, then the rulebook of the union that manages the worker on that day); the later standing events are folded
again; the new fold's claims are compared with what others hold; the store takes all or none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from domain.acting import check_represented
from domain.canonical import canonical
from domain.catalogue import event_type
from domain.claims import Claim, ClaimKind, conflict
from domain.cycle.deciding import admit_cycle, place_refused
from domain.errors import (
    Contended,
    Forbidden,
    InvalidInput,
    NotFound,
    Refused,
    StaleVersion,
    SubjectErased,
    impossible,
)
from domain.hidden import is_subject
from domain.judging import WorkerJudge
from domain.ledger import Draft, Ledger, LostRace, Receipt
from domain.merging import check_merged, other_side, survivor_of
from domain.orders import Command, CommandBody, Order, event_id_of, faults_of
from domain.organisation.seats import seats_occupied
from domain.owned import admit_owned
from domain.plan.filling import filled
from domain.purchase.places import places_refused
from domain.reading import Reading, Shelf
from domain.record import PROVISIONAL, Event
from domain.timeline import Correction, Timeline
from domain.volunteer.deciding import admit_volunteer, volunteer_known
from domain.worker.life import changes_claims, worker_claims
from domain.worker.state import WorkerState

ATTEMPTS: Final = 3

Authorise = Callable[[Reading, Timeline[Any]], None]
"""Asked with the timeline before the order whether the principal may act on it; raises Forbidden or NotFound."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A judged order: what to record, and the timeline as it will then be."""

    draft: Draft
    timeline: Timeline[Any]


def record_order(ledger: Ledger, shelf: Shelf, order: Order, authorise: Authorise) -> Sequence[Receipt]:
    """Record an order and return a receipt for each event, the first receipts if it was recorded before.

    Raises Refused, StaleVersion, IdempotencyConflict, SubjectErased, Contended, NotFound, and what `authorise` raises.
    """
    prior = ledger.prior(order.first_event_id, order.key)
    if prior is not None:
        return prior
    for _ in range(ATTEMPTS):
        reading = Reading(ledger, shelf)
        try:
            decision = decide(reading, order, authorise)
        except (Forbidden, NotFound, Refused, StaleVersion):
            # What says no may have looked at a timeline of the shelf that others have moved on.
            if shelf.drop_stale(ledger, reading.reads):
                continue
            raise
        try:
            receipts = ledger.record(decision.draft)
        except LostRace as lost:
            shelf.forget(lost.streams)
        else:
            shelf.forget(receipt.stream_id for receipt in receipts)
            return receipts
    raise Contended


def decide(reading: Reading, order: Order, authorise: Authorise) -> Decision:
    """Judge an order on what is known now. Nothing is recorded."""
    prefix = order.stream_id.split("-", 1)[0]
    timeline = reading.timeline(order.stream_id)
    if timeline.version == 0 and not any(command.type.first for command in order.commands):
        raise NotFound("没有这份记录", "there is no such record")
    authorise(reading, timeline)
    _check_version(order, timeline)
    check_represented(reading, order.commands)
    events = tuple(
        _event(order, command, ordinal, timeline) for ordinal, command in enumerate(order.commands)
    )
    if prefix == "worker":
        return _decide_worker(reading, order, timeline, events, authorise)
    if prefix == "cycle":
        cycle, places = admit_cycle(reading, timeline, events, _bodies(order, events))
        return _decision(reading, order, timeline, cycle, places, checked=True)
    if prefix == "volunteer":
        volunteer, numbers = admit_volunteer(reading, timeline, events)
        return _decision(reading, order, timeline, volunteer, numbers)
    judged = admit_owned(prefix, reading, timeline, events, _bodies(order, events), order.today)
    return _decision(reading, order, timeline, *judged)


def _check_version(order: Order, timeline: Timeline[Any]) -> None:
    if order.expected_version is not None and order.expected_version != timeline.version:
        raise StaleVersion(order.stream_id, order.expected_version, timeline.version)


def _event(order: Order, command: Command, ordinal: int, timeline: Timeline[Any]) -> Event:
    body = command.body
    data = body.data
    if isinstance(data, Correction):
        data = _typed_correction(data)
    version = timeline.version + ordinal + 1
    said = command.type.statement()(
        event_id=event_id_of(order.first_event_id, ordinal),
        effective_on=body.effective_on,
        actor=order.principal,
        on_behalf_of=body.on_behalf_of,
        approvals=body.approvals,
        basis=body.basis,
        reason=body.reason,
        correlation_id=order.correlation_id,
        evidence=body.evidence,
        data=data,
    )
    return Event(command.type, order.stream_id, said, PROVISIONAL + version, version)


def _typed_correction(correction: Correction) -> Correction:
    """The correction with its content read as the target's type says. Raises InvalidInput."""
    try:
        content = event_type(correction.type).data.model_validate_json(canonical(correction.data))
    except ValidationError as error:
        raise InvalidInput(faults_of(error)) from None
    return correction.model_copy(update={"data": content})


def _decide_worker(
    reading: Reading,
    order: Order,
    timeline: Timeline[WorkerState],
    events: tuple[Event, ...],
    authorise: Authorise,
) -> Decision:
    if timeline.end.erased_on is not None:
        raise SubjectErased(order.stream_id)
    check_merged(timeline, events)
    _check_evidence(timeline, events)
    judge = WorkerJudge(reading, _bodies(order, events))
    survivor = survivor_of(timeline, events)
    if survivor is not None:
        return _decide_both(reading, order, timeline, events, judge, reading.worker(survivor), authorise)
    admitted = timeline.admit(events, judge)
    claims = None
    if any(changes_claims(event) for event in events):
        claims = worker_claims(admitted, reading, reading)
    return _decision(reading, order, timeline, admitted, claims)


def _decide_both(
    reading: Reading,
    order: Order,
    duplicate: Timeline[WorkerState],
    events: tuple[Event, ...],
    judge: WorkerJudge,
    survivor: Timeline[WorkerState],
    authorise: Authorise,
) -> Decision:
    """A merge, or its rescission: both records change in one draft, and the principal has to hold both."""
    if survivor.version == 0:
        raise NotFound("没有这份记录", "there is no such record")
    authorise(reading, survivor)
    beside = other_side(reading, duplicate, survivor, events[0])
    sides = (duplicate.admit(events, judge), survivor.admit(beside, judge))
    claims = tuple(claim for side in sides for claim in worker_claims(side, reading, reading))
    claimants = frozenset(side.stream_id for side in sides)
    _check_claims(reading, claims, claimants)
    draft = Draft(
        events=tuple(event for side in sides for event in side.events if not event.recorded),
        reads=dict(reading.reads),
        claims=claims,
        claimants=claimants,
        key=order.key,
    )
    return Decision(draft, sides[0])


def _bodies(order: Order, events: Sequence[Event]) -> Mapping[UUID, CommandBody[Any]]:
    """What was asked with each of the order's events."""
    return {event.event_id: command.body for event, command in zip(events, order.commands, strict=True)}


def _check_evidence(timeline: Timeline[WorkerState], events: Sequence[Event]) -> None:
    if not any(event.said.evidence for event in events):
        return
    known = {standing.event_id for standing in timeline.standing} | {event.event_id for event in events}
    for event in events:
        unknown = [
            str(cited) for cited in event.said.evidence if cited not in known or cited == event.event_id
        ]
        if unknown:
            raise impossible(
                "evidence_unknown",
                f"所引依据不是本人的有效记录：{'、'.join(unknown)}",
                f"the evidence cited is no standing event of this worker: {', '.join(unknown)}",
                "引用本人记录中有效事件的编号",
                "cite standing events of this same worker by their ids",
            )


def _decision(
    reading: Reading,
    order: Order,
    before: Timeline[Any],
    admitted: Timeline[Any],
    claims: Sequence[Claim] | None,
    *,
    checked: bool = False,
) -> Decision:
    """The draft: `claims` None leaves those of the stream as they are; `checked` ones were compared with the others'."""
    if claims and not checked:
        _check_claims(reading, claims, frozenset({order.stream_id}))
    opened = before.version == 0 and is_subject(order.stream_id)
    draft = Draft(
        events=admitted.events[before.version :],
        reads=dict(reading.reads),
        claims=tuple(claims or ()),
        claimants=frozenset({order.stream_id}) if claims is not None else frozenset(),
        key=order.key,
        new_subjects=frozenset({order.stream_id}) if opened else frozenset(),
    )
    return Decision(draft, admitted)


_TAKEN: Final = {
    ClaimKind.PERSON: (
        "person_known",
        "该身份证件已在人才信息库登记",
        "this identity document is in the ledger already",
        "查找已有记录并在其上办理",
        "find that record and act on it",
    ),
    ClaimKind.SEAT: (
        "seat_taken",
        "该岗位在该期间已满员",
        "all seats of the post are taken on some of these days",
        "选择有空缺的岗位，或改用其他日期",
        "choose a post with a vacancy, or other dates",
    ),
    ClaimKind.CERTIFICATE: (
        "certificate_known",
        "该证书编号已登记在他人名下",
        "this certificate number is recorded for someone else",
        "核对证书编号",
        "check the certificate's number",
    ),
    ClaimKind.CREDIT_CODE: (
        "credit_code_known",
        "该统一社会信用代码已登记",
        "this unified social credit code is registered already",
        "使用已有组织记录",
        "use the organisation's existing record",
    ),
}


def _check_claims(reading: Reading, claims: Sequence[Claim], claimants: frozenset[str]) -> None:
    """Refuse what others hold, one of the claimants another's included; what they hold now these claims replace."""
    held = [one for one in reading.claims([claim.key for claim in claims]) if one.stream_id not in claimants]
    held.extend(claims)
    for claim in claims:
        others = conflict(claim, [other for other in held if other.key == claim.key])
        if others:
            raise _taken(reading, claim, others)


def _taken(reading: Reading, claim: Claim, others: Sequence[Claim]) -> Refused:
    if claim.key.kind is ClaimKind.QUOTA:
        return place_refused(reading, claim, others)
    if claim.key.kind is ClaimKind.SEAT and claim.stream_id == claim.key.key:
        return seats_occupied(claim, others)
    if claim.key.kind is ClaimKind.CERTIFICATE and claim.stream_id.startswith("volunteer-"):
        return volunteer_known()
    if claim.key.kind is ClaimKind.PLAN_LINE:
        return filled(claim)
    if claim.key.kind is ClaimKind.PLACE:
        return places_refused(claim)
    return impossible(*_TAKEN[claim.key.kind])
