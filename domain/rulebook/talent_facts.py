"""Facts about qualification and talent: certificates in force, registration, examinations, appointments, distinctions."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from domain.months import months_begun, whole_months
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.registration import months_before_expiry
from domain.rulebook.worker_facts import certificate_rank
from domain.worker.certificate_registration import last_registration, registered_on
from domain.worker.facets import Examination, Nomination
from domain.worker.state import Qualification

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _certificate(case: Case) -> Qualification | None:
    """The certificate that the event names, when the worker holds it by then."""
    named = getattr(case.data, "certificate", None)
    return next((one for one in case.state.qualifications if one.event_id == named), None)


def _certificate_rank(case: Case, _book: "ResolvedBook") -> int:
    certificate = _certificate(case)
    return certificate_rank(certificate.level) if certificate else 0


def _cited_certificate(case: Case, _book: "ResolvedBook") -> bool:
    return getattr(case.data, "certificate", None) in case.evidence


def _registered(case: Case, _book: "ResolvedBook") -> bool:
    certificate = _certificate(case)
    return certificate is not None and registered_on(case.state, certificate.event_id, case.on)


def _applied_on(case: Case) -> date:
    return getattr(case.data, "applied_on", None) or case.on


def _first_registration(case: Case, _book: "ResolvedBook") -> bool:
    certificate = _certificate(case)
    return certificate is not None and last_registration(case.state, certificate.event_id) is None


def _months_since_certificate(case: Case, _book: "ResolvedBook") -> int:
    certificate = _certificate(case)
    return months_begun(certificate.on, _applied_on(case)) if certificate else 0


def _months_before_expiry(case: Case, _book: "ResolvedBook") -> int:
    certificate = _certificate(case)
    last = last_registration(case.state, certificate.event_id) if certificate else None
    return months_before_expiry(last, _applied_on(case)) if last else 0


def _hours_required(case: Case, book: "ResolvedBook") -> int:
    certificate = _certificate(case)
    return book.settings.registration.hours.get(certificate.level, 0) if certificate else 0


def _examination(case: Case) -> Examination | None:
    named = getattr(case.data, "examination", None)
    return next((one for one in case.state.particulars.examinations if one.event_id == named), None)


def _level_rank(case: Case, _book: "ResolvedBook") -> int:
    examination = _examination(case)
    level = examination.level if examination else getattr(case.data, "level", None)
    return certificate_rank(level)


def _validity(count: Callable[[date, date], int]) -> Any:
    def months(case: Case, _book: "ResolvedBook") -> int:
        until = getattr(case.data, "valid_until", None)
        return count(case.on, until + timedelta(1)) if until else 0

    return months


def _passes(case: Case) -> Iterator[Examination]:
    """The examinations passed for the certificate that the event says was obtained."""
    sought = (getattr(case.data, "kind", None), getattr(case.data, "level", None))
    return (
        one for one in case.state.particulars.examinations if one.passed and (one.kind, one.level) == sought
    )


def _pass_in_force(case: Case, _book: "ResolvedBook") -> bool:
    return any(one.valid_until is None or case.on <= one.valid_until for one in _passes(case))


def _grounds(case: Case, _book: "ResolvedBook") -> list[str]:
    grounds = getattr(case.data, "grounds", ())
    return list(grounds) if isinstance(grounds, tuple) else []


def weekdays(first: date, last: date) -> int:
    """Days from Monday to Friday in a period, both its days included; public holidays are not known here."""
    days = (last - first).days + 1
    return sum(1 for offset in range(max(days, 0)) if (first + timedelta(offset)).weekday() < 5)


def _publicity_weekdays(case: Case, _book: "ResolvedBook") -> int:
    first = getattr(case.data, "publicity_from", None)
    return weekdays(first, case.data.publicity_to) if first else 0


def _cited_nominations(case: Case) -> Iterator[Nomination]:
    """The nominations cited that are for the honour that the event awards."""
    sought = (getattr(case.data, "level", None), getattr(case.data, "title", None))
    return (
        one
        for one in case.state.particulars.nominations
        if one.event_id in case.evidence and (one.level, one.title) == sought
    )


def _cited_publicity_weekdays(case: Case, _book: "ResolvedBook") -> int:
    notices = (
        weekdays(one.publicity_from, one.publicity_to)
        for one in _cited_nominations(case)
        if one.publicity_from and one.publicity_to and one.publicity_to < case.on
    )
    return max(notices, default=0)


FACTS: Final = (
    Fact(
        "worker.abilities",
        Kind.INT,
        "合格的实务能力考核数",
        "sufficient tests of practical ability",
        lambda case, _: sum(1 for one in case.state.particulars.abilities if one.sufficient),
    ),
    Fact(
        "event.has_reason",
        Kind.BOOL,
        "说明了理由",
        "a reason is given with it",
        lambda case, _: case.standing.source.said.reason is not None,
    ),
    Fact("event.grounds", Kind.STRINGS, "所述依据", "grounds that it states", _grounds),
    Fact(
        "event.certificate_rank",
        Kind.INT,
        "所指本人证书的职业水平：1 助理、2 社会工作师、3 高级",
        "social worker level of the worker's certificate that it names: 1 junior, 2 social worker, 3 senior",
        _certificate_rank,
    ),
    Fact(
        "event.certificate_cited",
        Kind.BOOL,
        "所指证书列为依据",
        "the certificate that it names is cited as evidence",
        _cited_certificate,
    ),
    Fact(
        "event.certificate_registered",
        Kind.BOOL,
        "所指证书在该日期处于登记有效期内",
        "the certificate that it names is registered on that day",
        _registered,
    ),
    Fact(
        "event.level_rank",
        Kind.INT,
        "所述或所指考试的职业水平：1 助理、2 社会工作师、3 高级",
        "social worker level that it names, itself or by its examination: 1 junior, 2 social worker, 3 senior",
        _level_rank,
    ),
    Fact(
        "event.first_registration",
        Kind.BOOL,
        "所指证书此前从未登记",
        "the certificate that it names was never registered before",
        _first_registration,
    ),
    Fact(
        "event.months_since_certificate",
        Kind.INT,
        "自取得证书至申请的月数，不足一月按一月计",
        "months from the certificate to the application, a begun one whole",
        _months_since_certificate,
    ),
    Fact(
        "event.months_before_expiry",
        Kind.INT,
        "自申请至上次登记期满的月数，不足一月按一月计；期满后为 0",
        "months from the application to the last term's end, a begun one whole; 0 after it",
        _months_before_expiry,
    ),
    Fact(
        "event.education_hours",
        Kind.INT,
        "登记期内的继续教育学时",
        "hours of continuing education shown",
        lambda case, _: getattr(case.data, "hours", None) or 0,
    ),
    Fact(
        "event.education_hours_required",
        Kind.INT,
        "所指证书的级别每个登记期要求的继续教育学时",
        "hours of continuing education that a term asks for at the certificate's level",
        _hours_required,
    ),
    Fact(
        "event.passed",
        Kind.BOOL,
        "考试合格",
        "the examination was passed",
        lambda case, _: bool(getattr(case.data, "passed", None)),
    ),
    Fact(
        "event.validity_months",
        Kind.INT,
        "合格证明的有效月数，不足一月按一月计",
        "months for which a pass counts, a begun one whole",
        _validity(months_begun),
    ),
    Fact(
        "event.whole_validity_months",
        Kind.INT,
        "合格证明的有效满月数",
        "full months for which a pass counts",
        _validity(whole_months),
    ),
    Fact(
        "event.pass_on_record",
        Kind.BOOL,
        "记录中有该级别考试合格的成绩",
        "a pass of the certificate's examination is on record",
        lambda case, _: any(True for _one in _passes(case)),
    ),
    Fact(
        "event.pass_in_force",
        Kind.BOOL,
        "其中有在该日期仍然有效的",
        "one of those passes still counts on that day",
        _pass_in_force,
    ),
    Fact(
        "event.consent",
        Kind.BOOL,
        "本人同意宣传",
        "the worker consents to publicity",
        lambda case, _: bool(getattr(case.data, "consent", None)),
    ),
    Fact(
        "event.publicity_weekdays",
        Kind.INT,
        "表彰公示的天数，只计周一至周五",
        "weekdays, Monday to Friday, of a nomination's public notice",
        _publicity_weekdays,
    ),
    Fact(
        "evidence.ability",
        Kind.INT,
        "所引合格的实务能力考核数",
        "sufficient tests of practical ability cited",
        lambda case, _: sum(
            1 for one in case.state.particulars.abilities if one.sufficient and one.event_id in case.evidence
        ),
    ),
    Fact(
        "evidence.nominations",
        Kind.INT,
        "所引、级别和名称与该表彰相同的推荐数",
        "nominations cited that are of the honour's level and title",
        lambda case, _: sum(1 for _one in _cited_nominations(case)),
    ),
    Fact(
        "evidence.publicity_weekdays",
        Kind.INT,
        "所引推荐已期满的公示天数，只计周一至周五",
        "weekdays of the cited nomination's public notice, once it is over",
        _cited_publicity_weekdays,
    ),
    Fact(
        "settings.registration_first_within_months",
        Kind.INT,
        "取得证书后申请首次登记的期限（月），0 为不限",
        "months after a certificate within which it is first registered, 0 for any",
        lambda _, book: book.settings.registration.first_within_months,
    ),
    Fact(
        "settings.registration_term_months",
        Kind.INT,
        "登记有效期的月数，0 为不限",
        "months of a registration's term, 0 for any",
        lambda _, book: book.settings.registration.term_months,
    ),
    Fact(
        "settings.registration_window_months",
        Kind.INT,
        "期满前受理再登记的月数，0 为不限",
        "months before expiry in which another registration is applied for, 0 for any",
        lambda _, book: book.settings.registration.window_months,
    ),
    Fact(
        "settings.registration_asked_for_appointment",
        Kind.BOOL,
        "聘任专业技术职务要求证书已登记",
        "a technical post asks for a registered certificate",
        lambda _, book: book.settings.registration.asked_for_appointment,
    ),
    Fact(
        "settings.senior_pass_months",
        Kind.INT,
        "高级考试合格证明的有效月数，0 为不限",
        "months for which a senior pass counts, 0 for any",
        lambda _, book: book.settings.registration.senior_pass_months,
    ),
    Fact(
        "settings.commendation_publicity_weekdays",
        Kind.INT,
        "表彰推荐公示的最少天数（周一至周五），0 为不限",
        "least weekdays of a nomination's public notice, 0 for any",
        lambda _, book: book.settings.commendation.publicity_weekdays,
    ),
)
