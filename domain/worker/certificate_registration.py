"""Registration of certificates: first, again, lapsed (民发〔2009〕44号; R65).

A registration (登记) is a service with a term; the certificate itself does not lapse. The effective date is the term's
first day. What is judged against the law's time limits is the day on which it was applied for.
"""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Day
from domain.worker.facets import Registration
from domain.worker.handling import Handling, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World

EducationHours = Annotated[int, Field(ge=0, le=10_000)]
"""Whole hours of continuing education (继续教育学时)."""


class CertificateRegistered(EventData):
    """The certificate `certificate` is registered from the effective date until `until`, both days included.

    `applied_on` is the day of the application, the effective date where none is given; `hours` of continuing education
    that were shown with it.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "民发〔2009〕44号 art. 4; R65 五(三)"})

    certificate: UUID
    until: Day
    hours: EducationHours | None = None
    applied_on: Day | None = None


class CertificateReregistered(EventData):
    """A new term follows the last one, from the effective date until `until`; `hours` are those of the last term."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "民发〔2009〕44号 art. 4; R65 五(三)"})

    certificate: UUID
    until: Day
    hours: EducationHours | None = None
    applied_on: Day | None = None


class RegistrationLapsed(EventData):
    """The certificate is no longer registered from the effective date; the certificate itself stands."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "民发〔2009〕44号 art. 4; R65 五(三)"})

    certificate: UUID


REGISTERED: Final = EventType(
    "worker.certificate_registered",
    CertificateRegistered,
    "worker",
    "证书首次登记",
    "certificate registered",
    about_person=True,
    command="registrations",
)
REREGISTERED: Final = EventType(
    "worker.certificate_reregistered",
    CertificateReregistered,
    "worker",
    "证书再登记",
    "certificate registered again",
    about_person=True,
    command="re-registrations",
)
LAPSED: Final = EventType(
    "worker.registration_lapsed",
    RegistrationLapsed,
    "worker",
    "证书登记失效",
    "registration lapsed",
    ending=True,
    about_person=True,
    command="registration-lapses",
)


def last_registration(state: WorkerState, certificate: UUID) -> Registration | None:
    """The latest term of a certificate's registration, lapsed or not; None when it never was registered."""
    terms = [one for one in state.particulars.registrations if one.certificate == certificate]
    return terms[-1] if terms else None


def registered_on(state: WorkerState, certificate: UUID, day: date) -> bool:
    """Whether a certificate is registered on a day: inside a term, which ends by its last day or by a lapse."""
    return any(
        one.since <= day <= one.until and (one.lapsed_on is None or day < one.lapsed_on)
        for one in state.particulars.registrations
        if one.certificate == certificate
    )


def _check_term(standing: Standing) -> None:
    data = standing.data
    if data.until < standing.effective_on:
        raise impossible("term_backwards", "登记有效期早于起始日期", "the registration ends before it starts")
    if data.applied_on is not None and data.applied_on > standing.effective_on:
        raise impossible(
            "applied_after_start",
            "申请日期晚于登记起始日期",
            "the application is later than the first day of the term",
            "核对申请日期与登记起始日期",
            "check the day of the application and the first day of the term",
        )


def _guard_registered(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    certificate = named(state.qualifications, data.certificate, "证书", "certificate")
    _check_term(standing)
    if data.applied_on is not None and data.applied_on < certificate.on:
        raise impossible(
            "applied_before_certificate",
            f"申请日期早于取得证书的日期 {certificate.on}",
            f"the application is earlier than the certificate of {certificate.on}",
            "核对申请日期与取得证书的日期",
            "check the day of the application and that of the certificate",
        )
    last = last_registration(state, data.certificate)
    if last is not None and last.lapsed_on is None:
        raise impossible(
            "registered_already",
            f"该证书自 {last.since} 起已登记（至 {last.until}）",
            f"the certificate is registered since {last.since} (until {last.until})",
            "办理再登记；已失效的，先记录登记失效",
            "register it again, or record first that the registration lapsed",
        )


def _guard_reregistered(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    named(state.qualifications, data.certificate, "证书", "certificate")
    _check_term(standing)
    last = last_registration(state, data.certificate)
    if last is None or last.lapsed_on is not None:
        raise impossible(
            "not_registered_before",
            "该证书没有可以接续的登记",
            "the certificate has no registration that this could follow",
            "办理首次登记",
            "register it first",
        )
    if standing.effective_on <= last.until:
        raise impossible(
            "registration_overlaps",
            f"再登记须在上次登记有效期满（{last.until}）之后开始",
            f"the new term begins after the last day of the old one ({last.until})",
            "生效日期填写上次登记期满的次日，申请日期另填",
            "make it effective on the day after the old term, and state the day of the application beside it",
        )


def _fold_term(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    term = Registration(standing.event_id, data.certificate, standing.effective_on, data.until, data.hours)
    return noting(state, registrations=(*state.particulars.registrations, term))


def _guard_lapsed(state: WorkerState, standing: Standing, _world: World) -> None:
    certificate = standing.data.certificate
    named(state.qualifications, certificate, "证书", "certificate")
    last = last_registration(state, certificate)
    if last is None or last.lapsed_on is not None:
        raise impossible(
            "nothing_registered", "该证书没有有效的登记", "the certificate has no registration to lapse"
        )


def _fold_lapsed(state: WorkerState, standing: Standing) -> WorkerState:
    last = last_registration(state, standing.data.certificate)
    if last is None:
        return state
    terms = replacing(state.particulars.registrations, last, last._replace(lapsed_on=standing.effective_on))
    return noting(state, registrations=terms)


HANDLINGS: Final = (
    Handling(REGISTERED, _guard_registered, _fold_term),
    Handling(REREGISTERED, _guard_reregistered, _fold_term),
    Handling(LAPSED, _guard_lapsed, _fold_lapsed),
)
