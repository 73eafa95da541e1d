"""When a certificate is to be registered (民发〔2009〕44号 art. 4): one way of counting, for rules and for lists."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.codes import SOCIAL_WORKER
from domain.months import months_begun, plus_months
from domain.rulebook.settings import RegistrationTerms
from domain.worker.certificate_registration import last_registration
from domain.worker.facets import Registration
from domain.worker.state import Qualification, WorkerState


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
