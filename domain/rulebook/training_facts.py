"""Facts about training: the hours of continuing education on record, and what was shown by document."""

from typing import TYPE_CHECKING, Final

from domain.organisation.training import accreditations
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.registration import credited
from domain.worker.certificate_registration import last_registration

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _hours_on_record(case: Case, book: "ResolvedBook") -> int:
    """The hours of the last term of the certificate that the event names."""
    certificate = getattr(case.data, "certificate", None)
    last = last_registration(case.state, certificate) if certificate else None
    return credited(case.state, last.since, last.until, book.settings.registration).hours if last else 0


def _document_shown(case: Case, _book: "ResolvedBook") -> bool:
    basis = case.standing.source.said.basis
    return basis is not None and (basis.number is not None or basis.sha256 is not None)


def _provider(case: Case) -> str | None:
    """Who gave the training: the provider of the course, or that of the practice."""
    course = getattr(case.data, "course", None)
    if course is None:
        return getattr(case.data, "provider", None)
    state = case.world.course(course).as_of(case.on)
    return state.provider if state is not None else None


def _provider_accredited(case: Case, _book: "ResolvedBook") -> bool:
    provider = _provider(case)
    organisation = case.world.organisation(provider, case.on) if provider else None
    return organisation is not None and bool(accreditations(organisation, case.on))


FACTS: Final = (
    Fact(
        "event.provider_accredited",
        Kind.BOOL,
        "课程或实训的培训机构在该日期经过认定",
        "the provider of the course or of the practice is accredited on that day",
        _provider_accredited,
    ),
    Fact(
        "event.education_hours_on_record",
        Kind.INT,
        "所指证书上一登记期内有记录的继续教育学时；学历学位按规则书计一次",
        "hours of continuing education on record in the certificate's last term; a degree counts once, as the book says",
        _hours_on_record,
    ),
    Fact(
        "event.document_shown",
        Kind.BOOL,
        "写明了依据文件的文号或摘要",
        "its basis document is named by number or digest",
        _document_shown,
    ),
)
