"""Quality of the data by organisation (R13): what is missing, overdue, entered late, unconfirmed or contradictory.

Every item is about one worker and is listed; the score of an organisation is the share of its heads that no item is
about. What the reader's role may not see is not looked at, so a role that sees less may be told of fewer items.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta, timezone
from typing import Final, NamedTuple

from domain.questioned import questioned
from domain.reports.career import Asked, Career, Row
from domain.reports.decisions import LATE_DAYS
from domain.reports.indicators import period_of
from domain.reports.people import mismatches
from domain.reports.workforce import ratio
from domain.reports.worklist import items
from domain.worker.registration import Person
from domain.worker.state import Engaged

CLASSES: Final = ("missing", "overdue", "late", "unconfirmed", "contradiction")
"""The kinds of items, in the order of the columns that count them."""

_CHINA: Final = timezone(timedelta(hours=8))


class Flaw(NamedTuple):
    """One item: its class, what it is about, and the positions it rests on."""

    kind: str
    what: str
    rests_on: list[int]


def data_quality(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """By organisation of engagement: heads, items of each class, and the percentage of heads without any."""
    heads: Counter[str] = Counter()
    sound: Counter[str] = Counter()
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    resting: defaultdict[str, set[int]] = defaultdict(set)
    for career, engagement, flaws in _judged(careers):
        heads[engagement.host] += 1
        sound[engagement.host] += not flaws
        resting[engagement.host].update(career.rests_on(engagement.event_id))
        for flaw in flaws:
            counted[engagement.host][flaw.kind] += 1
            resting[engagement.host].update(flaw.rests_on)
    for host in sorted(heads):
        state = asked.reading.organisation(host, asked.on)
        yield {
            "organisation": host,
            "organisation_name": state.name if state else None,
            "heads": heads[host],
            **{kind: counted[host][kind] for kind in CLASSES},
            "items": counted[host].total(),
            "without_items": sound[host],
            "score_percent": ratio(sound[host], heads[host]),
            "rests_on": sorted(resting[host]),
        }


def data_quality_items(careers: Iterable[Career], _asked: Asked) -> Iterator[Row]:
    """The items themselves, worker by worker."""
    for career, engagement, flaws in _judged(careers):
        for flaw in flaws:
            yield {
                **career.head(),
                "organisation": engagement.host,
                "class": flaw.kind,
                "item": flaw.what,
                "rests_on": flaw.rests_on,
            }


def _judged(careers: Iterable[Career]) -> Iterator[tuple[Career, Engaged, list[Flaw]]]:
    for career in careers:
        engagement = career.engagement
        if engagement is not None and career.counted:
            found = (_missing, _overdue, _late, _unconfirmed, _contradictions)
            yield career, engagement, [flaw for find in found for flaw in find(career, engagement)]


def _missing(career: Career, engagement: Engaged) -> Iterator[Flaw]:
    """What registration and engagement leave open, and reports on structure, posts and services need."""
    identity, person = career.state.identity, career.person
    members = {"education": identity.education if identity else None}
    if isinstance(person, Person):
        members |= {"ethnic_group": person.ethnic_group, "political_status": person.political_status}
    for name, value in members.items():
        if value is None:
            yield Flaw("missing", name, career.rests_on(*career.identified_by))
    began = career.event(engagement.event_id)
    needed = {"post": engagement.post}
    if began is not None and hasattr(began.data, "service_domains"):
        needed |= {"service_domains": began.data.service_domains}
    for name, given in needed.items():
        if not given:
            yield Flaw("missing", name, career.rests_on(engagement.event_id))


def _overdue(career: Career, _engagement: Engaged) -> Iterator[Flaw]:
    """What stands on the work list past its day."""
    for item in items(career):
        if item.overdue:
            yield Flaw("overdue", item.kind, sorted(item.rests_on))


def _late(career: Career, _engagement: Engaged) -> Iterator[Flaw]:
    """What took effect in the period and was recorded more than 30 days after."""
    period = period_of(career.asked)
    for event in career.timeline.events:
        if event.recorded_at is None or not period.since <= event.effective_on <= period.until:
            continue
        if not career.sees(event.effective_on):
            continue
        days = (event.recorded_at.astimezone(_CHINA).date() - event.effective_on).days
        if days > LATE_DAYS:
            yield Flaw("late", event.type.name, [event.position])


def _unconfirmed(career: Career, _engagement: Engaged) -> Iterator[Flaw]:
    """Assessments with a result that nobody has confirmed."""
    for one in career.state.assessments:
        if not one.confirmed and career.sees(one.effective_on):
            yield Flaw("unconfirmed", "assessment", career.rests_on(one.event_id))


def _contradictions(career: Career, engagement: Engaged) -> Iterator[Flaw]:
    """A contract with another employer than the engagement's, a grade above the certificate, a questioned decision."""
    contract = career.state.contract
    if contract is not None and contract.employer != engagement.employer:
        yield Flaw(
            "contradiction", "contract_employer", career.rests_on(contract.event_id, engagement.event_id)
        )
    for row in mismatches((career,), career.asked):
        yield Flaw("contradiction", "grade_without_certificate", row["rests_on"])
    for doubt in questioned(career.timeline, career.asked.reading):
        if doubt.effective_on <= career.asked.on and career.sees(doubt.effective_on):
            yield Flaw(
                "contradiction", "questioned_decision", career.rests_on(doubt.event_id, *doubt.evidence)
            )
