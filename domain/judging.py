"""Judging an event: what cannot be otherwise, then the rulebook of the union that manages the worker or organisation.

A must refuses, unless the command records a fact already done: then the breach is said in the event. A principle
(原则上) refuses unless the command carries an exception for it. All rules that stand against an event are told at once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from domain.codes import chain as division_chain
from domain.errors import Refused
from domain.orders import CommandBody
from domain.organisation.state import OrganisationState
from domain.reading import Reading
from domain.record import Breach, Event, ExceptionMade
from domain.rulebook.book import Finding, ResolvedBook, Strength
from domain.rulebook.case import Case
from domain.rulebook.evaluation import evaluate
from domain.timeline import Standing
from domain.worker.life import ENTERING, guard
from domain.worker.state import Engaged, Separated, WorkerState
from domain.world import World

NATION: Final = "CN"


class WorkerJudge:
    """The judge of one order; `bodies` gives, by event id, what was asked with each of its events."""

    def __init__(self, reading: Reading, bodies: Mapping[UUID, CommandBody[Any]]) -> None:
        self._reading = reading
        self._bodies = bodies

    def __call__(self, state: WorkerState, standing: Standing, fresh: bool) -> Event | None:
        """Refuse, or return the fresh event with its book, exceptions and breaches said."""
        guard(state, standing, self._reading)
        if not fresh:
            return None
        return _judged(case_of(state, standing, self._reading), self._reading, self._bodies)


Guard = Callable[[Any, Standing, World], None]
"""Raises Refused for what cannot be otherwise, on the state just before the event's place."""

Owner = Callable[[Any, Standing], str | None]
"""The organisation whose union's book judges the event; None where only the nation's does."""


class OrganisationJudge:
    """The judge of an order on a stream that belongs to an organisation: that organisation's own, a post, a purchase.

    The book is that of the union that manages the organisation on the effective date. Facts about a worker have their
    neutral values.
    """

    def __init__(
        self, reading: Reading, bodies: Mapping[UUID, CommandBody[Any]], guard: Guard, owner: Owner
    ) -> None:
        self._reading = reading
        self._bodies = bodies
        self._guard = guard
        self._owner = owner

    def __call__(self, state: Any, standing: Standing, fresh: bool) -> Event | None:
        """Refuse, or return the fresh event with its book, exceptions and breaches said."""
        self._guard(state, standing, self._reading)
        if not fresh:
            return None
        path = path_of(self._owner(state, standing), standing, self._reading)
        evidence = standing.source.said.evidence
        case = Case(WorkerState(), standing, path, self._reading, self._reading, evidence, subject=state)
        return _judged(case, self._reading, self._bodies)


def _judged(case: Case, reading: Reading, bodies: Mapping[UUID, CommandBody[Any]]) -> Event:
    """The event with its book, exceptions and breaches said. Raises Refused."""
    standing = case.standing
    event = standing.source
    book = reading.books(jurisdictions(case.path)).on(standing.effective_on)
    if book is None:
        return event
    findings = evaluate(book, case)
    reading.rules_asked += len(book.judging(standing.type.name))
    exceptions, breaches = _settle(findings, bodies.get(event.event_id))
    return event.saying(rulebook=book.ref, exceptions=exceptions, breaches=breaches)


def case_of(state: WorkerState, standing: Standing, reading: Reading) -> Case:
    """The case that rules judge: the event, the state just before it, and the union that manages the worker then."""
    path = managing_path(state, standing, reading)
    return Case(state, standing, path, reading, reading, standing.source.said.evidence)


def book_named(standing: Standing, reading: Reading) -> ResolvedBook | None:
    """The book that judged an event when it was recorded, as it was known then; None when none did."""
    named = standing.source.said.rulebook
    if named is None:
        return None
    books = reading.books(division_chain(named.jurisdiction)).at(named.position)
    return books.on(standing.effective_on)


def managing_path(state: WorkerState, standing: Standing, reading: Reading) -> Sequence[OrganisationState]:
    """The organisation of the union that manages the worker on the event's date, and those above; empty for none."""
    if standing.type.name in ENTERING:
        host: str | None = standing.data.host
    elif isinstance(state.engagement, Engaged):
        host = state.engagement.host
    elif isinstance(state.engagement, Separated):
        host = state.engagement.last.host
    else:
        host = None
    return path_of(host, standing, reading)


def path_of(organisation: str | None, standing: Standing, reading: Reading) -> Sequence[OrganisationState]:
    """The union that manages an organisation on the event's date, and those above; empty for none."""
    if organisation is None:
        return ()
    union = reading.managing_union(organisation, standing.effective_on)
    return reading.path(union.organisation_id, standing.effective_on) if union else ()


def book_for(reading: Reading, organisation_id: str, on: date) -> ResolvedBook | None:
    """The book that holds for an organisation on a day: that of the union that manages its workers."""
    union = reading.managing_union(organisation_id, on)
    path = reading.path(union.organisation_id, on) if union is not None else ()
    return reading.books(jurisdictions(path)).on(on)


def jurisdictions(path: Sequence[OrganisationState]) -> Sequence[str]:
    """The chain of jurisdictions whose books apply, county to nation."""
    return division_chain(path[0].division) if path else (NATION,)


def _settle(
    findings: Sequence[Finding], body: CommandBody[Any] | None
) -> tuple[tuple[ExceptionMade, ...], tuple[Breach, ...]]:
    """Which exceptions and breaches the event has to say. Raises Refused with every finding that stands."""
    asked = {exception.rule: exception for exception in body.exceptions} if body else {}
    fact = body.fact if body else None
    exceptions: list[ExceptionMade] = []
    breaches: list[Breach] = []
    standing = []
    for finding in findings:
        rule = finding.rule
        exception = asked.get(rule.id)
        if rule.strength is Strength.PRINCIPLE and exception is not None:
            exceptions.append(ExceptionMade(**exception.model_dump()))
        elif fact is not None:
            breaches.append(Breach(rule=rule.id, approver=fact.approver, document=fact.document))
        else:
            standing.append(finding.refusal)
    if standing:
        raise Refused(*standing)
    return tuple(exceptions), tuple(breaches)
