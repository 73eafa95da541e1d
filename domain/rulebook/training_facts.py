"""Facts about training: the hours of continuing education on record, and what was shown by document."""

from typing import TYPE_CHECKING, Final

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


FACTS: Final = (
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
