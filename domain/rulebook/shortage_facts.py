"""Facts about the shortage that an event says it relieves: whether the catalogue in force has it, and there (R11)."""

from typing import TYPE_CHECKING, Final

from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.shortages import Shortage

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _entry(case: Case, book: "ResolvedBook") -> Shortage | None:
    """The entry of the catalogue that the event names, where it holds on the event's day."""
    entry = book.settings.shortages.get(getattr(case.data, "shortage", None) or "")
    return entry if entry is not None and entry.holds(case.on) else None


def _here(case: Case, book: "ResolvedBook") -> bool:
    """Whether the host, or the organisation of the post, lies in a place that the entry is about."""
    entry = _entry(case, book)
    named = getattr(case.data, "host", None) or getattr(case.subject, "organisation", None)
    organisation = case.world.organisation(named, case.on) if named else None
    return entry is not None and organisation is not None and entry.reaches(organisation.division)


FACTS: Final = (
    Fact(
        "event.shortage_known",
        Kind.BOOL,
        "所填急需紧缺类别在目录中并在该日期有效",
        "the shortage is in the catalogue and holds on that day",
        lambda case, book: _entry(case, book) is not None,
    ),
    Fact(
        "event.shortage_here",
        Kind.BOOL,
        "用工组织（岗位所属组织）在该类别所列地区内，未列地区即为各地",
        "the host, or the organisation of the post, lies in the places of that shortage; without places, anywhere",
        _here,
    ),
    Fact(
        "settings.shortages",
        Kind.STRINGS,
        "急需紧缺目录的代码",
        "codes of the catalogue of shortages",
        lambda _, book: list(book.settings.shortages),
    ),
)
