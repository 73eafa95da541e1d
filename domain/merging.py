"""Merging a duplicate: one command, one draft over two streams; undone in one command as well (R14).

The duplicate claims nothing any more, and the worker that goes on claims its identity documents too, so that the same
person can be registered under neither. What each side's events are called follows from the command's own event, so a
rescission finds its other side.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from domain.errors import Refused, SubjectErased, impossible
from domain.hidden import Erased, reveal
from domain.orders import event_id_of
from domain.reading import Reading
from domain.record import PROVISIONAL, Event, EventData, EventType
from domain.timeline import CORRECTED, META, RESCINDED, Rescission, Timeline
from domain.worker.duplicates import ABSORBED, MERGED, DuplicateAbsorbed
from domain.worker.erasure import ERASED
from domain.worker.registration import Document
from domain.worker.state import Engaged, Separated, WorkerState

_DOCUMENT = TypeAdapter(Document)


def check_merged(timeline: Timeline[WorkerState], events: Sequence[Event]) -> None:
    """Refuse whatever would be recorded on a merged duplicate, but for what is about the merge, and an erasure."""
    into = timeline.end.particulars.merged_into
    if into is None:
        return
    known = {event.event_id: event for event in timeline.events}
    for event in events:
        if event.type is not ERASED and not (event.type.name in META and _named(event, known) is MERGED):
            raise _is_merged(timeline.stream_id, into)


def survivor_of(timeline: Timeline[WorkerState], events: Sequence[Event]) -> str | None:
    """The worker on whose stream these events have another side: of a merge or its rescission; None for all others.

    Raises Refused for what a merge allows to neither side.
    """
    known = {event.event_id: event for event in timeline.events}
    found = [into for event in events if (into := _survivor(event, known)) is not None]
    if found and len(events) > 1:
        raise impossible(
            "merge_alone",
            "合并及其撤销须单独办理",
            "a merge, and its rescission, is a command of its own",
            "将其余事项另行办理",
            "send the rest as another command",
        )
    if timeline.stream_id in found:
        raise impossible(
            "merged_into_itself",
            "不能并入本人自己的记录",
            "a record cannot be merged into itself",
            "写明继续使用的另一份记录",
            "name the other record, which goes on",
        )
    return found[0] if found else None


def other_side(
    reading: Reading, duplicate: Timeline[WorkerState], survivor: Timeline[WorkerState], event: Event
) -> tuple[Event, ...]:
    """What is recorded on the worker that goes on, beside a merge or its rescission on the duplicate.

    Raises Refused, SubjectErased.
    """
    if survivor.end.erased_on is not None:
        raise SubjectErased(survivor.stream_id)
    further = survivor.end.particulars.merged_into
    if further is not None:
        raise _is_merged(survivor.stream_id, further)
    if event.type.name == RESCINDED:
        return tuple(_rescissions(survivor, event))
    _check_duplicate(duplicate, event)
    said = [
        DuplicateAbsorbed(duplicate=worker_id, document=document)
        for worker_id, document in _documents(reading, duplicate)
    ]
    return tuple(_beside(ABSORBED, survivor, event, place, data) for place, data in enumerate(said, 1))


def _named(event: Event, known: Mapping[UUID, Event]) -> EventType | None:
    """The type of what a correction or rescission is about in the end."""
    named: Event | None = event
    while named is not None and named.type.name in META:
        named = known.get(named.data.target)
    return None if named is None else named.type


def _survivor(event: Event, known: Mapping[UUID, Event]) -> str | None:
    """The worker on the other side of one event, None when it has none."""
    if event.type is MERGED:
        return str(event.data.into)
    if event.type.name not in META:
        return None
    about, target = _named(event, known), known.get(event.data.target)
    if about is ABSORBED:
        raise impossible(
            "other_side_of_merge",
            "此事项是合并的一方，不能单独更正或撤销",
            "this is one side of a merge and is neither corrected nor rescinded alone",
            "在被并入的重复记录上撤销合并，两方即一并撤销",
            "rescind the merge on the duplicate's record: both sides go together",
        )
    if about is not MERGED or target is None:
        return None
    if event.type.name == CORRECTED:
        _check_correction(event, target, known)
        return None
    if target.type is MERGED:
        return str(target.data.into)
    if target.type.name == RESCINDED:
        raise impossible(
            "merge_anew",
            "已撤销的合并不能恢复",
            "a merge that was rescinded is not restored",
            "如确为同一人，重新办理合并",
            "if it is the same person after all, merge anew",
        )
    return None


def _check_correction(event: Event, target: Event, known: Mapping[UUID, Event]) -> None:
    """A corrected merge keeps the record that it names; what is corrected are its words and its date."""
    while target.type.name in META:
        target = known[target.data.target]
    if event.data.type == MERGED.name and event.data.data.into != target.data.into:
        raise impossible(
            "other_survivor",
            "更正不能改变并入的记录",
            "a correction keeps the record that a duplicate was merged into",
            "撤销合并后重新办理",
            "rescind the merge and merge anew",
        )


def _check_duplicate(duplicate: Timeline[WorkerState], event: Event) -> None:
    engagement, on = duplicate.end.engagement, event.effective_on
    if isinstance(engagement, Engaged) or (isinstance(engagement, Separated) and engagement.since > on):
        raise impossible(
            "duplicate_engaged",
            f"重复记录在 {on} 当日或之后仍在岗",
            f"the duplicate is engaged on {on} or after it",
            "先在重复记录上办理离职，合并日期不早于离职生效日期",
            "record the separation on the duplicate first, and date the merge on its first day or later",
        )


def _documents(reading: Reading, duplicate: Timeline[WorkerState]) -> Iterator[tuple[str, Document]]:
    """Every document that the duplicate is known by, with the record that it comes from."""
    state = duplicate.end
    if state.identity is None:
        return
    taken_over = zip(state.particulars.absorbed, state.particulars.other_documents, strict=True)
    for worker_id, sealed in ((duplicate.stream_id, state.identity.document), *taken_over):
        document = reveal(reading, sealed, _DOCUMENT)
        if not isinstance(document, Erased):
            yield worker_id, document


def _rescissions(survivor: Timeline[WorkerState], event: Event) -> Iterator[Event]:
    """The rescission of each event that the merge recorded on the other stream."""
    known = {one.event_id for one in survivor.events}
    place = 1
    while (target := event_id_of(event.data.target, place)) in known:
        yield _beside(event.type, survivor, event, place, Rescission(target=target))
        place += 1


def _beside(
    kind: EventType, survivor: Timeline[WorkerState], event: Event, place: int, data: EventData
) -> Event:
    """One event on the other stream, said by the same command."""
    said = event.said
    members: dict[str, Any] = {
        member: getattr(said, member)
        for member in (
            "effective_on",
            "actor",
            "on_behalf_of",
            "approvals",
            "basis",
            "reason",
            "correlation_id",
        )
    }
    event_id = event_id_of(event.event_id, place)
    statement = kind.statement()(**members, event_id=event_id, causation_id=event.event_id, data=data)
    version = survivor.version + place
    return Event(kind, survivor.stream_id, statement, PROVISIONAL + version, version)


def _is_merged(worker_id: str, into: str) -> Refused:
    return impossible(
        "merged",
        f"{worker_id} 是重复记录，已并入 {into}，不能再记录",
        f"{worker_id} was a duplicate and has been merged into {into}; nothing more is recorded on it",
        f"在 {into} 的记录上办理",
        f"act on the record of {into}",
    )
