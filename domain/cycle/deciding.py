"""Deciding on a cycle: what the book gives is filled in, the workers are looked at, the top grades are counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.claims import Claim, conflict
from domain.cycle.events import CLOSED, ENROLLED, OPENED, evolve_cycle, guard_cycle, listed, quota_of
from domain.cycle.quota import TOP_SHARE, closing_places
from domain.cycle.state import Closing, CycleState
from domain.errors import Refusal, Refused, impossible
from domain.judging import book_for
from domain.orders import CommandBody
from domain.reading import Reading
from domain.record import Breach, Event, ExceptionMade
from domain.rulebook.book import ResolvedBook
from domain.rulebook.rule import Strength
from domain.rulebook.settings import AssessmentScheme
from domain.timeline import Correction, Standing, Timeline, check_targets, resolve
from domain.worker.life import at_home_or_host

CycleTimeline = Timeline[CycleState | None]


def admit_cycle(
    reading: Reading,
    timeline: CycleTimeline,
    events: Sequence[Event],
    bodies: Mapping[UUID, CommandBody[Any]],
) -> tuple[CycleTimeline, Sequence[Claim]]:
    """The timeline with new events taken in, and what the cycle then claims. Raises Refused."""

    def judge(state: CycleState | None, standing: Standing, fresh: bool) -> None:
        guard_cycle(state, standing, reading)
        if fresh and state is not None and standing.type.name == ENROLLED.name:
            _check_held(state, standing, reading)

    admitted = timeline.admit(_completed(reading, timeline, events), judge)
    _check_results_kept(timeline, admitted, reading)
    return _counted(reading, timeline, admitted, bodies)


def _completed(reading: Reading, timeline: CycleTimeline, events: Sequence[Event]) -> Sequence[Event]:
    """The new events with the numbers and grades that the ledger says: they rest on what comes before them."""
    check_targets(timeline.events, events)
    fresh = {event.event_id: event for event in events}
    state: CycleState | None = None
    for standing in resolve((*timeline.events, *events)):
        event = fresh.get(standing.source.event_id)
        if event is not None:
            fresh[event.event_id] = _complete(reading, state, standing, event)
        state = evolve_cycle(state, standing)
    return tuple(fresh.values())


def _complete(reading: Reading, state: CycleState | None, standing: Standing, event: Event) -> Event:
    if standing.type.name == OPENED.name:
        opened = standing.data
        book = book_for(reading, opened.organisation, standing.effective_on)
        scheme = _scheme(book, opened.scheme)
        if book is not None and scheme is None:
            raise impossible(
                "scheme_unknown",
                f"规则书中没有考核办法 {opened.scheme}",
                f"the rulebook has no assessment scheme {opened.scheme}",
                "选择规则书中的考核办法",
                "choose a scheme of the rulebook",
            )
        top = tuple(grade.code for grade in scheme.grades if grade.top) if scheme else ()
        return _saying(event, book, standing.data, {"top_grades": top})
    if standing.type.name == CLOSED.name and state is not None:
        book = book_for(reading, state.organisation, standing.effective_on)
        percent = _percent(book, state.scheme)
        enrolled = len(state.enrolled)
        numbers = {"enrolled": enrolled, "top_share_percent": percent, "quota": quota_of(enrolled, percent)}
        return _saying(event, book, standing.data, numbers)
    return event


def _saying(event: Event, book: ResolvedBook | None, data: Any, known: Mapping[str, Any]) -> Event:
    """The event with what the ledger knows filled in; refused where it was sent and is something else."""
    wrong = {name: value for name, value in known.items() if getattr(data, name) not in {None, value}}
    if wrong:
        told = ", ".join(f"{name}: {value}" for name, value in wrong.items())
        raise impossible(
            "numbers_differ",
            f"与账本和规则书所得不符，应为 {told}",
            f"the ledger and its rulebook say {told}",
            "不填这些项目，由账本填写",
            "leave them out: the ledger fills them in",
        )
    content = data.model_copy(update=dict(known))
    if isinstance(event.data, Correction):
        content = event.data.model_copy(update={"data": content})
    return event.saying(data=content, rulebook=book.ref if book is not None else None)


def _scheme(book: ResolvedBook | None, scheme: str) -> AssessmentScheme | None:
    return book.settings.assessment_schemes.get(scheme) if book is not None else None


def _percent(book: ResolvedBook | None, scheme: str) -> int:
    """The share of the top grade; where no book says one, there is no limit."""
    found = _scheme(book, scheme)
    return found.top_share_percent if found is not None else 100


def top_share_percent(reading: Reading, cycle: CycleState, on: date) -> int:
    """The share of the top grade that would hold if the cycle were closed on that day."""
    return _percent(book_for(reading, cycle.organisation, on), cycle.scheme)


def _check_held(state: CycleState, standing: Standing, reading: Reading) -> None:
    """Whoever is enrolled works in the cycle's organisation or below it on that day: a quota counts no strangers."""
    on = standing.effective_on
    strangers = [
        worker
        for worker, timeline in reading.workers(standing.data.workers).items()
        if not any(
            above.organisation_id == state.organisation
            for holder in at_home_or_host(timeline.as_of(on))
            for above in reading.path(holder, on)
        )
    ]
    if strangers:
        raise impossible(
            "not_of_organisation",
            f"以下人员在 {on} 不在该组织及其下级在岗：{listed(strangers)}",
            f"not engaged in the cycle's organisation or below it on {on}: {listed(strangers)}",
            "只列入在岗人员，或更正生效日期",
            "enrol only those who are, or correct the effective date",
        )


def _check_results_kept(before: CycleTimeline, after: CycleTimeline, reading: Reading) -> None:
    """A result in the cycle keeps its worker enrolled and the cycle's terms as they are."""
    was, now = before.end, after.end
    if was is None:
        return
    same = now is not None and now.terms == was.terms
    enrolled = now.enrolled if now is not None else frozenset()
    touched = was.enrolled - enrolled if same else was.enrolled | enrolled
    assessed = [
        worker
        for worker, timeline in reading.workers(sorted(touched)).items()
        if any(one.cycle == was.cycle_id for one in timeline.end.assessments)
    ]
    if assessed:
        raise impossible(
            "results_recorded",
            f"以下人员在该周期已有考核结果：{listed(assessed)}",
            f"there are results in the cycle of {listed(assessed)}",
            "先更正或撤销这些考核结果",
            "correct or rescind those results first",
        )


def _counted(
    reading: Reading, before: CycleTimeline, after: CycleTimeline, bodies: Mapping[UUID, CommandBody[Any]]
) -> tuple[CycleTimeline, Sequence[Claim]]:
    """What the cycle claims; too many of the top grade refuse the closing, or are a breach of a fact already done."""
    claims = closing_places(after)
    cycle = after.end
    if not claims or cycle is None or cycle.closed is None:
        return after, claims
    held = conflict(claims[0], reading.claims([claims[0].key]))
    if not held:
        return after, claims
    closing = next(one for one in after.standing if one.type.name == CLOSED.name).source
    lifted = _lifted(bodies.get(closing.event_id))
    if lifted is None:
        raise _share_refused(reading, cycle, cycle.closed, len(held))
    marked = [
        event.saying(**lifted) if event.event_id == closing.event_id else event
        for event in after.events[before.version :]
    ]
    over = before.admit(marked, lambda *_: None)
    return over, closing_places(over)


def _lifted(body: CommandBody[Any] | None) -> dict[str, Any] | None:
    """What a closing says of a share (一般不超过) that more hold: an authority's exception, or a breach of a fact done."""
    if body is None:
        return None
    asked = next((one for one in body.exceptions if one.rule == TOP_SHARE), None)
    if asked is not None:
        return {"exceptions": (ExceptionMade(**asked.model_dump()),)}
    if body.fact is not None:
        return {
            "breaches": (Breach(rule=TOP_SHARE, approver=body.fact.approver, document=body.fact.document),)
        }
    return None


def place_refused(reading: Reading, claim: Claim, others: Sequence[Claim]) -> Refused:
    """A result of the top grade finds no place any more, since the others hold all that the closing left."""
    cycle = reading.cycle(claim.key.key).end
    if cycle is None or cycle.closed is None:
        return impossible("quota_full", "最高等次名额已满", "all places of the top grade are taken")
    tops = sum(1 for other in others if other.stream_id != cycle.cycle_id)
    return _share_refused(reading, cycle, cycle.closed, tops)


def _share_refused(reading: Reading, cycle: CycleState, closing: Closing, tops: int) -> Refused:
    """Too many of the top grade: the share with its source, the numbers, and what would satisfy it."""
    book = book_for(reading, cycle.organisation, closing.on)
    editions = book.editions if book is not None else ()
    sources = (one for one in editions if cycle.scheme in one.settings.get("assessment_schemes", {}))
    clause = next((f"{one.title} {one.document}" for one in sources), "")
    share = f"{closing.enrolled} × {closing.top_share_percent} %"
    return Refused(
        Refusal(
            TOP_SHARE,
            Strength.PRINCIPLE.value,
            f"最高等次名额为 {closing.quota} 个（列入考核人数 {share}，只取整数），现已有 {tops} 人",
            f"the top grade has {closing.quota} places ({share} of the enrolled, whole ones), and {tops} hold it",
            clause,
            f"更正考核结果，使最高等次不超过 {closing.quota} 人；结束时确需更多的，附批准机关、文件和理由",
            f"correct the results until no more than {closing.quota} are of the top grade; a closing may carry an "
            "exception with authority, document and reason",
        )
    )
