"""Facts about employment: contracts counted per employer, absence, protection, departure."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from domain.hidden import Erased, reveal
from domain.months import whole_months
from domain.rulebook.case import Case
from domain.rulebook.facts import ErasedFact, Fact, Kind
from domain.rulebook.retirement import Retirement, near_retirement, retirement_of, years_protect
from domain.rulebook.worker_facts import person_of
from domain.worker.absence import LeaveGrounds
from domain.worker.continuity import fixed_terms, worked_since
from domain.worker.state import Engaged

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook

_GROUNDS: Final = TypeAdapter(LeaveGrounds)


def _retirement(case: Case, book: "ResolvedBook") -> Retirement | None:
    engagement, person = case.state.engagement, person_of(case)
    if person is None or not isinstance(engagement, Engaged):
        return None
    return retirement_of(person.birth_on, person.sex, engagement.mode.value, book.settings.retirement)


def _retires(member: str) -> Any:
    def value(case: Case, book: "ResolvedBook") -> str:
        found = _retirement(case, book)
        day: date | None = getattr(found, member) if found else None
        return day.isoformat() if day else ""

    return value


def _on_protected_leave(case: Case) -> bool:
    """Whether a leave runs on a ground of 劳动合同法 art. 42. Raises ErasedFact when a ground has been erased."""
    for absence in case.state.particulars.absences:
        if absence.suspended or not absence.open:
            continue
        grounds = reveal(case.opener, absence.grounds, _GROUNDS)
        if isinstance(grounds, Erased):
            raise ErasedFact("休假事由已删除 / the grounds of the leave have been erased")
        if grounds.protected:
            return True
    return False


def _near_retirement(case: Case, book: "ResolvedBook") -> bool:
    since = worked_since(case.state)
    if since is None or not years_protect(since, case.on):
        return False
    found = _retirement(case, book)
    return found is not None and near_retirement(case.on, found.statutory)


def _notice_before_age(case: Case, book: "ResolvedBook") -> int:
    found, notified = _retirement(case, book), getattr(case.data, "notified_on", None)
    return whole_months(notified, found.statutory) if found and notified else 0


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        "worker.fixed_terms_counted",
        Kind.INT,
        "连续订立固定期限合同次数，含协商延长累计满一年、约定自动续延和变换订立主体（法释〔2025〕12号第十条）",
        "fixed terms in a row, with extensions of a year in all, agreed automatic ones and a swapped employer",
        lambda case, _: fixed_terms(case.state, case.on, interpreted=True),
    ),
    Fact(
        "worker.on_protected_leave",
        Kind.BOOL,
        "正在休受法律保护的假（劳动合同法第四十二条）",
        "is on a leave during which the law protects the contract",
        lambda case, _: _on_protected_leave(case),
    ),
    Fact(
        "worker.near_retirement",
        Kind.BOOL,
        "在该用人单位连续工作满十五年且距法定退休年龄不足五年",
        "fifteen years with this employer and less than five to statutory retirement",
        _near_retirement,
    ),
    Fact(
        "worker.retires_on",
        Kind.STRING,
        "达到法定退休年龄之日 YYYY-MM-DD，空为无法确定",
        "day of statutory retirement, empty where it cannot be told",
        _retires("statutory"),
    ),
    Fact(
        "worker.retires_earliest",
        Kind.STRING,
        "弹性提前退休的最早之日",
        "first day of an early retirement",
        _retires("earliest"),
    ),
    Fact(
        "worker.retires_latest",
        Kind.STRING,
        "弹性延迟退休的最晚之日",
        "last day of a delayed retirement",
        _retires("latest"),
    ),
    Fact(
        "event.notice_months_before_age",
        Kind.INT,
        "书面约定之日至达到法定退休年龄之日的满月数，未写明为 0",
        "full months from the agreement in writing to the statutory retirement age, 0 where none is stated",
        _notice_before_age,
    ),
    Fact(
        "settings.dispatch_posts",
        Kind.STRINGS,
        "劳务派遣可用的岗位类别（临时性、辅助性、替代性），空为不限",
        "categories of posts that dispatch may fill, empty for any",
        lambda _, book: list(book.settings.contract.dispatch_posts),
    ),
)
