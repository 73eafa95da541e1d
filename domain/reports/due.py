"""What falls due for a worker (R95): each kind of matter, and how it is found in the state on the day."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from domain.hidden import Disclosure
from domain.questioned import questioned
from domain.reports.career import Career
from domain.rulebook.registration import registration_due, term_education, window_opens
from domain.rulebook.reminders import Reminders
from domain.rulebook.settings import RegistrationTerms
from domain.worker.contract_terms import contract_until, end_unsettled, protects


class Due(NamedTuple):
    """A matter that falls due: the event it comes from, its last day, and the first day on which the facts hold.

    `opens_on` is where a rule sets the beginning of the window itself; `rests_on` further events it rests on. Without
    `due_on` it is to be looked at at once.
    """

    event_id: UUID
    due_on: date | None
    since: date
    opens_on: date | None = None
    rests_on: tuple[UUID, ...] = ()


Find = Callable[[Career, Reminders], Iterator[Due]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: its words, its source, how it is found, and who may see it. Stages stand under its code.

    Terms run for whoever is engaged; a kind that `outlasts` the engagement is found for those who have left too.
    """

    code: str
    zh: str
    en: str
    clause: str
    find: Find
    needs: Disclosure | None = None
    outlasts: bool = False


def _questioned(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """Decisions that rest on sand."""
    for doubt in questioned(career.timeline, career.asked.reading):
        if doubt.effective_on <= career.asked.on:
            yield Due(doubt.event_id, None, doubt.effective_on, None, doubt.evidence)


def _contract_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The last day with what a union office adds; while one without a known end goes on, nothing falls due."""
    contract = career.state.contract
    until = contract_until(career.state, career.asked.on)
    if contract is not None and until is not None and not end_unsettled(career.state, career.asked.on):
        offices = [one.event_id for one in career.state.particulars.offices if protects(one)]
        yield Due(contract.event_id, until, contract.since, None, tuple(offices))


def _probation_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    contract = career.state.contract
    if contract is not None and contract.probation_until is not None and contract.probation_ended_on is None:
        yield Due(contract.event_id, contract.probation_until, contract.since)


def _registration_terms(career: Career) -> RegistrationTerms:
    return career.book.settings.registration if career.book else RegistrationTerms()


def _registration_first(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """Certificates that were never registered: the last day on which that can be applied for."""
    for one in registration_due(career.state, _registration_terms(career), career.asked.on):
        if one.first:
            yield Due(one.certificate, one.due_on, one.opens_on)


def _registration_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The last registration of each certificate; another may be applied for in its last months only."""
    terms = _registration_terms(career)
    last = {one.certificate: one for one in career.state.particulars.registrations}
    for one in last.values():
        if one.lapsed_on is None:
            window = window_opens(one, terms) if terms.window_months else None
            yield Due(one.event_id, one.until, one.since, window)


def _training_gap(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """Registered certificates whose term has fewer hours of continuing education on record than their level asks for."""
    for one in term_education(career.state, _registration_terms(career)):
        if one.missing:
            term = one.registration
            rests_on = (term.certificate, *one.credit.events)
            yield Due(term.event_id, term.until, term.since, None, rests_on)


def _assessment_due(career: Career, reminders: Reminders) -> Iterator[Due]:
    """Full years, at the end of which the worker was engaged, that have no confirmed annual assessment."""
    engagement = career.engagement
    assert engagement is not None
    this_year = career.asked.on.year
    for year in range(this_year - reminders.assessment_years, this_year):
        last_day = date(year, 12, 31)
        of_year = [
            one
            for one in career.state.assessments
            if one.kind == "annual" and one.period_from <= last_day and one.period_to >= date(year, 1, 1)
        ]
        if engagement.since <= last_day and not any(one.confirmed for one in of_year):
            due_on = date.fromisoformat(f"{year + 1}-{reminders.assessment_by}")
            waiting = tuple(one.event_id for one in of_year)
            yield Due(engagement.event_id, due_on, last_day + timedelta(1), None, waiting)


def _secondment_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.secondments:
        if one.open:
            yield Due(one.event_id, one.until, one.since)


def _office_end(*, public: bool) -> Find:
    def find(career: Career, _reminders: Reminders) -> Iterator[Due]:
        for one in career.state.particulars.offices:
            if one.open and one.until is not None and (one.union is None) is public:
                yield Due(one.event_id, one.until, one.since)

    return find


def _technical_post_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.appointments:
        if one.open and one.until is not None:
            yield Due(one.event_id, one.until, one.since)


def _examination_validity(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """A pass that counts for a time only, and that no certificate of its level has followed."""
    held = {(one.kind, one.level) for one in career.state.qualifications}
    for one in career.state.particulars.examinations:
        if one.passed and one.valid_until is not None and (one.kind, one.level) not in held:
            yield Due(one.event_id, one.valid_until, one.result_on or one.valid_until)


def _credential_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The last certificate of each kind and level that runs out (R25)."""
    last = {(one.kind, one.level): one for one in career.state.qualifications}
    for one in last.values():
        if one.until is not None:
            yield Due(one.event_id, one.until, one.on)


def _absence_end(*, suspended: bool) -> Find:
    def find(career: Career, _reminders: Reminders) -> Iterator[Due]:
        for one in career.state.particulars.absences:
            if one.open and one.until is not None and one.suspended is suspended:
                yield Due(one.event_id, one.until, one.since)

    return find


def _sanction_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.sanctions:
        if one.open and one.until is not None:
            yield Due(one.event_id, one.until, one.on)


def _retirement(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The day of statutory retirement, by birth, sex and engagement mode."""
    engagement, found = career.engagement, career.retirement
    if engagement is not None and found is not None:
        yield Due(engagement.event_id, found.statutory, engagement.since, None, career.identified_by)


def _purchase_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    """The last day of the purchase under which the worker is assigned; after it, until the assignment has ended."""
    for one in career.state.particulars.purchase_assignments:
        purchase = career.asked.reading.purchase(one.purchase).as_of(career.asked.on) if one.open else None
        if purchase is not None:
            yield Due(one.event_id, purchase.last_day, one.since)


def _upgrade_plan_end(career: Career, _reminders: Reminders) -> Iterator[Due]:
    for one in career.state.particulars.plans:
        if one.open:
            yield Due(one.event_id, one.until, one.on)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            Kind("contract_end", "劳动合同期满", "contract runs out", "劳动合同法第四十四条", _contract_end),
            Kind("probation_end", "试用期满", "probation ends", "劳动合同法第十九条", _probation_end),
            Kind(
                "registration_first",
                "证书待首次登记",
                "certificate not registered yet",
                "民发〔2009〕44号",
                _registration_first,
            ),
            Kind(
                "training_gap",
                "继续教育学时待完成",
                "hours of continuing education to complete",
                "民发〔2009〕123号",
                _training_gap,
            ),
            Kind(
                "registration_end",
                "证书登记期满",
                "registration of a certificate runs out",
                "民发〔2009〕44号",
                _registration_end,
            ),
            Kind(
                "assessment_due",
                "年度考核待确认",
                "annual assessment not confirmed",
                "总工发〔2016〕37号 五(二)",
                _assessment_due,
            ),
            Kind(
                "secondment_end",
                "借调期满",
                "secondment runs out",
                "总工发〔2016〕37号 五(二)",
                _secondment_end,
            ),
            Kind(
                "concurrent_post_end",
                "兼任工会职务届满",
                "term of a union office ends",
                "工会法第十九条",
                _office_end(public=False),
            ),
            Kind(
                "public_role_end",
                "代表、委员任期届满",
                "term of a public role ends",
                "总工发〔2016〕37号 五(二)",
                _office_end(public=True),
            ),
            Kind(
                "technical_post_end",
                "专业技术职务聘期届满",
                "term of a technical post ends",
                "国人部发〔2006〕71号",
                _technical_post_end,
            ),
            Kind(
                "examination_validity",
                "考试合格证明有效期届满",
                "a passed examination stops counting",
                "人社部规〔2018〕2号",
                _examination_validity,
            ),
            Kind(
                "credential_end",
                "专门资格有效期届满",
                "a credential runs out",
                "总工发〔2016〕37号 三(二)",
                _credential_end,
            ),
            Kind(
                "retirement",
                "达到法定退休年龄",
                "statutory retirement age is reached",
                "劳动合同法实施条例第二十一条",
                _retirement,
                Disclosure.PERSON,
            ),
            Kind(
                "leave_end",
                "休假期满",
                "leave ends",
                "总工发〔2016〕37号 六",
                _absence_end(suspended=False),
                Disclosure.HEALTH,
            ),
            Kind(
                "suspension_end",
                "停职期满",
                "suspension ends",
                "总工发〔2016〕37号 六",
                _absence_end(suspended=True),
            ),
            Kind(
                "sanction_end",
                "处分期满",
                "sanction ends",
                "总工发〔2016〕37号 六",
                _sanction_end,
                Disclosure.SANCTION,
            ),
            Kind(
                "upgrade_plan_end",
                "素质提升计划到期",
                "plan to qualify ends",
                "总工发〔2016〕37号 六",
                _upgrade_plan_end,
            ),
            Kind(
                "purchase_end",
                "购买服务合同期满",
                "purchase of service runs out",
                "总工发〔2016〕37号 三(一)",
                _purchase_end,
            ),
            Kind(
                "questioned",
                "决定的依据存疑",
                "decision on evidence or a rule that no longer holds",
                "总工发〔2016〕37号 五(二)",
                _questioned,
                outlasts=True,
            ),
        )
    }
)
"""Every kind of the work list by its code, which is also its member of the settings table `reminders`.

A retirement tells the birth, leave is known by its ground and a sanction by what it is: they are for those who may see
these.
"""
