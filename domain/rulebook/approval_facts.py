"""Facts about approvals: which departments a template asks for, and which of them are missing (R69)."""

from typing import TYPE_CHECKING, Final

from domain.rulebook.approvals import asked_of, unapproved
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _asked(case: Case, book: "ResolvedBook") -> list[str]:
    level = case.path[0].level.value if case.path else ""
    return asked_of(book.settings.approvals.values(), case.standing.type.name, level)


def _missing(case: Case, book: "ResolvedBook") -> list[str]:
    offices = (approval.office for approval in case.standing.source.said.approvals)
    return unapproved(_asked(case, book), offices)


FACTS: Final = (
    Fact(
        "event.departments_asked",
        Kind.STRINGS,
        "审批模板要求批准此类决定的部门",
        "departments that have to approve such a decision, by the approval templates",
        _asked,
    ),
    Fact(
        "event.departments_missing",
        Kind.STRINGS,
        "其中尚未批准的部门",
        "those of them that have not approved it",
        _missing,
    ),
)
