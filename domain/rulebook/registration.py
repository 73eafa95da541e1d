"""When a certificate is to be registered (民发〔2009〕44号 art. 4), and what continuing education of a term is on record
(民发〔2009〕123号): one way of counting, for rules and for lists.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.codes import SOCIAL_WORKER
from domain.months import months_begun, plus_months
from domain.rulebook.settings import RegistrationTerms
from domain.worker.certificate_registration import last_registration
from domain.worker.facets import Registration
from domain.worker.state import Qualification, WorkerState
from domain.worker.training import DEGREE


class RegistrationDue(NamedTuple):
    """A registration that can be applied for from `opens_on` to `due_on`, both days included.

    `hours` of continuing education are asked for by then; `first` tells a first registration from a further term.
    """

    certificate: UUID
    level: str
    first: bool
    opens_on: date
    due_on: date
    hours: int


def months_before_expiry(term: Registration, applied_on: date) -> int:
    """Months, a begun one whole, from an application to the end of a term; 0 once the term is over."""
    return months_begun(applied_on, term.until + timedelta(1))


def registration_due(state: WorkerState, terms: RegistrationTerms, day: date) -> tuple[RegistrationDue, ...]:
    """The registrations of this worker that can or should be applied for on a day; those overdue stay in.

    Nothing is due of a certificate whose registration lapsed: that is the holder's choice.
    """
    found = (
        _due(certificate, last_registration(state, certificate.event_id), terms)
        for certificate in state.qualifications
        if certificate.level in SOCIAL_WORKER
    )
    return tuple(due for due in found if due is not None and due.opens_on <= day)


def _due(
    certificate: Qualification, last: Registration | None, terms: RegistrationTerms
) -> RegistrationDue | None:
    named = (certificate.event_id, certificate.level)
    if last is None:
        if terms.first_within_months == 0:
            return None
        due_on = plus_months(certificate.on, terms.first_within_months)
        return RegistrationDue(*named, True, certificate.on, due_on, 0)
    if last.lapsed_on is not None or terms.window_months == 0:
        return None
    hours = terms.hours.get(certificate.level, 0)
    return RegistrationDue(*named, False, window_opens(last, terms), last.until, hours)


def window_opens(term: Registration, terms: RegistrationTerms) -> date:
    """The first day on which the term after this one can be applied for."""
    day = plus_months(term.until + timedelta(1), -terms.window_months)
    # From 28 February it is more than three months to 31 May, though three months before that are 28 February.
    while months_before_expiry(term, day) > terms.window_months:
        day += timedelta(1)
    return day


class Credit(NamedTuple):
    """Hours of continuing education on record in a period, and the events that say so."""

    hours: int
    events: tuple[UUID, ...]


class TermEducation(NamedTuple):
    """A running registration, or one overdue, whose level asks for `required` hours in its term.

    `window_from` is the first day on which the next one can be applied for.
    """

    registration: Registration
    level: str
    required: int
    credit: Credit
    window_from: date

    @property
    def missing(self) -> int:
        """The hours that are not on record yet."""
        return max(self.required - self.credit.hours, 0)


def credited(state: WorkerState, since: date, until: date, terms: RegistrationTerms) -> Credit:
    """The hours of credited training completed in a period, both days included.

    Of degrees only the first ever recorded counts: it gives the hours that the book sets for one.
    """
    found: list[tuple[int, UUID]] = []
    degree = False
    for one in state.particulars.trainings:
        counts = one.credited and not (one.kind == DEGREE and degree)
        degree = degree or (one.credited and one.kind == DEGREE)
        if counts and since <= one.on <= until:
            given = terms.degree_hours if one.kind == DEGREE else 0
            found.append((given or one.hours, one.event_id))
    return Credit(sum(hours for hours, _ in found), tuple(event_id for _, event_id in found))


def term_education(state: WorkerState, terms: RegistrationTerms) -> Iterator[TermEducation]:
    """What is on record of each certificate's last registration whose level asks for hours, those lapsed left out."""
    levels = {one.event_id: one.level for one in state.qualifications}
    last = {one.certificate: one for one in state.particulars.registrations}
    for one in last.values():
        level = levels.get(one.certificate, "")
        required = terms.hours.get(level, 0)
        if one.lapsed_on is None and required:
            credit = credited(state, one.since, one.until, terms)
            window = window_opens(one, terms) if terms.window_months else one.since
            yield TermEducation(one, level, required, credit, window)
