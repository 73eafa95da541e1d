"""What rests on sand: standing events whose evidence or rule no longer holds since something earlier changed.

Facts must be recordable, so a back-dated event, a correction or a rescission never removes what came later; it is
listed instead. A pure function of the timeline and of the books that its events name.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.judging import book_named, case_of
from domain.orders import event_id_of
from domain.reading import Reading
from domain.record import Event
from domain.rulebook.evaluation import ask, refusal_of
from domain.timeline import META, Standing, Timeline, resolve
from domain.worker.state import WorkerState


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an event is questioned: `why` is the id of a rule that no longer holds, or of an event cited as evidence that
    no longer stands or is questioned itself.
    """

    why: str
    zh: str
    en: str
    evidence: UUID | None = None
    """The event cited, where that is why."""


@dataclass(frozen=True, slots=True)
class Questioned:
    """A standing event that would not be recorded as it is today. It stands until someone corrects or rescinds it."""

    event_id: UUID
    position: int
    type: str
    effective_on: date
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """The ids of the rules and the evidence that no longer hold."""
        return tuple(reason.why for reason in self.reasons)

    @property
    def evidence(self) -> tuple[UUID, ...]:
        """The events it cites that no longer stand or are questioned themselves."""
        return tuple(reason.evidence for reason in self.reasons if reason.evidence is not None)

    @property
    def zh(self) -> str:
        """All reasons in Chinese."""
        return "；".join(reason.zh for reason in self.reasons)

    @property
    def en(self) -> str:
        """All reasons in English."""
        return "; ".join(reason.en for reason in self.reasons)


def questioned(timeline: Timeline[WorkerState], reading: Reading) -> list[Questioned]:
    """The questioned events of a worker, in the order of the timeline.

    A rule is asked again only where something earlier changed after it was asked; exceptions and breaches that the
    event lists are not asked again, and a rule whose input was erased questions nothing. Nothing of a merged duplicate is
    questioned: it counts no more.
    """
    if timeline.end.particulars.merged_into is not None:
        return []
    doubts: dict[UUID, list[Reason]] = {}
    for standing, state in _to_judge_again(timeline):
        doubts.setdefault(standing.event_id, []).extend(_broken_rules(standing, state, reading))
    stands = {standing.event_id for standing in timeline.standing}
    for standing in timeline.standing:
        lost = [_lost(cited) for cited in standing.source.said.evidence if cited not in stands]
        doubts.setdefault(standing.event_id, []).extend(lost)
    _spread(timeline.standing, doubts)
    return [
        _told(standing, doubts[standing.event_id])
        for standing in timeline.standing
        if doubts[standing.event_id]
    ]


def _lost(cited: UUID) -> Reason:
    return Reason(
        str(cited),
        f"所引依据（事件 {cited}）已不再有效",
        f"the evidence it cites (event {cited}) no longer stands",
        cited,
    )


def _spread(standing: Sequence[Standing], doubts: Mapping[UUID, list[Reason]]) -> None:
    """Question what cites a questioned event, to any depth."""
    citing: dict[UUID, list[UUID]] = {}
    for one in standing:
        for cited in one.source.said.evidence:
            citing.setdefault(cited, []).append(one.event_id)
    waiting = [event_id for event_id, found in doubts.items() if found]
    spread: set[UUID] = set()
    while waiting:
        sand = waiting.pop()
        if sand in spread:
            continue
        spread.add(sand)
        for resting in citing.get(sand, ()):
            if all(doubt.why != str(sand) for doubt in doubts[resting]):
                doubts[resting].append(
                    Reason(
                        str(sand),
                        f"所引依据（事件 {sand}）本身存疑",
                        f"the evidence it cites (event {sand}) is questioned itself",
                        sand,
                    )
                )
            waiting.append(resting)


def _told(standing: Standing, doubts: Sequence[Reason]) -> Questioned:
    return Questioned(
        standing.event_id,
        standing.position,
        standing.type.name,
        standing.effective_on,
        tuple(doubts),
    )


def _broken_rules(standing: Standing, state: WorkerState, reading: Reading) -> Iterator[Reason]:
    """The rules of the book that the event names, as it was known then, that do not hold on the state before it."""
    book = book_named(standing, reading)
    if book is None:
        return
    said = standing.source.said
    settled = {one.rule for one in said.exceptions} | {one.rule for one in said.breaches}
    for rule, result in ask(book, case_of(state, standing, reading)):
        if not result.holds and not result.erased and rule.id not in settled:
            refusal = refusal_of(rule, result)
            yield Reason(
                rule.id,
                f"规则 {rule.id} 不再成立：{refusal.zh}",
                f"rule {rule.id} no longer holds: {refusal.en}",
            )


def _to_judge_again(timeline: Timeline[WorkerState]) -> Iterator[tuple[Standing, WorkerState]]:
    """The standing events before which something changed after they were judged, each with the state before it."""
    if _in_order(timeline):
        return
    seen = _judged_with(timeline.events)
    for index, (standing, state) in enumerate(timeline.walk()):
        if _changed_before(timeline, index, seen[standing.source.event_id]):
            yield standing, state


def _in_order(timeline: Timeline[WorkerState]) -> bool:
    """Whether everything was recorded in the order in which it holds: then nothing ever changed before anything."""
    if any(event.type.name in META for event in timeline.events):
        return False
    positions = [standing.position for standing in timeline.standing]
    return positions == sorted(positions)


def _changed_before(timeline: Timeline[WorkerState], index: int, known: int) -> bool:
    """Whether what stands before this place differs from what stood there when `known` events were recorded."""
    order = timeline.standing[index].order
    then = [one for one in resolve(timeline.events[:known]) if one.order < order and not one.type.timeless]
    now = [one for one in timeline.standing[:index] if not one.type.timeless]
    if len(then) != len(now):
        return True
    return any(
        old.event_id != new.event_id or old.source.event_id != new.source.event_id
        for old, new in zip(then, now, strict=True)
    )


def _judged_with(events: Sequence[Event]) -> Mapping[UUID, int]:
    """How many events of the stream each event was judged with: all up to the last one of its command."""
    last: dict[UUID, int] = {}
    command: list[UUID] = []
    for count, event in enumerate(events, 1):
        if not command or event_id_of(command[0], len(command)) != event.event_id:
            command = []
        command.append(event.event_id)
        last.update(dict.fromkeys(command, count))
    return last
