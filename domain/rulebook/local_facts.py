"""Facts that the published measures of cities and provinces ask for beyond the nation's."""

from typing import TYPE_CHECKING, Any, Final

from domain.money import fen
from domain.rulebook.case import Case
from domain.rulebook.conduct_facts import pay_said
from domain.rulebook.evidence_facts import cited_assessments, result_of
from domain.rulebook.facts import Fact, Kind
from domain.rulebook.settings import PayPart
from domain.worker.state import Graded

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _weekly_hours(case: Case, _book: "ResolvedBook") -> int:
    return getattr(case.data, "weekly_hours", None) or 0


def _post_category(case: Case, _book: "ResolvedBook") -> str:
    named = getattr(case.data, "post", None)
    post = case.world.post(named, case.on) if named else None
    return post.category if post else ""


def _employer_level(case: Case, _book: "ResolvedBook") -> str:
    named = getattr(case.data, "legal_employer", None)
    employer = case.world.organisation(named, case.on) if named else None
    return employer.level.value if employer else ""


def _approval_offices(case: Case, _book: "ResolvedBook") -> list[str]:
    return [approval.office for approval in case.standing.source.said.approvals]


def _obtained(member: str) -> Any:
    def value(case: Case, _book: "ResolvedBook") -> str:
        obtained = case.standing.type.name == "worker.qualification_obtained"
        return str(getattr(case.data, member)) if obtained else ""

    return value


def _annual_top(case: Case, book: "ResolvedBook") -> int:
    annual = [result_of(one, book) for one in cited_assessments(case, book) if one.kind == "annual"]
    return sum(1 for result in annual if result and result.top)


def _one_off(_case: Case, book: "ResolvedBook") -> list[str]:
    return [kind for part in book.settings.pay.values() for kind in part.certificates]


def _published(part: PayPart, case: Case) -> str | None:
    """The amount that the book gives for this worker, None where it gives none."""
    grade = case.state.grade
    if part.amount is None and isinstance(grade, Graded) and grade.ladder == part.ladder:
        return part.amounts.get(grade.grade)
    return part.amount


def _as_published(case: Case, book: "ResolvedBook") -> bool:
    pay = pay_said(case)
    for stated in pay.parts if pay else ():
        part = book.settings.pay.get(stated.code)
        published = _published(part, case) if part else None
        if published is not None and fen(published) != fen(stated.amount):
            return False
    return True


FACTS: Final = (
    Fact(
        "event.weekly_hours",
        Kind.INT,
        "每周工时，0 为未写明",
        "hours a week of a hiring, 0 where it does not say",
        _weekly_hours,
    ),
    Fact(
        "event.has_procedure_file",
        Kind.BOOL,
        "附有录用程序材料的摘要",
        "states a digest of the file of the hiring procedure",
        lambda case, _: getattr(getattr(case.data, "procedure", None), "evidence_sha256", None) is not None,
    ),
    Fact("event.post_category", Kind.STRING, "所任岗位的类别", "category of the post", _post_category),
    Fact(
        "event.legal_employer_level",
        Kind.STRING,
        "用人单位的层级",
        "level of the legal employer",
        _employer_level,
    ),
    Fact(
        "event.approval_offices",
        Kind.STRINGS,
        "已批准（同意）的单位或部门",
        "the offices that approved or consented",
        _approval_offices,
    ),
    Fact(
        "event.obtained_kind", Kind.STRING, "所取得证书的类别", "kind of the certificate", _obtained("kind")
    ),
    Fact(
        "event.obtained_level",
        Kind.STRING,
        "所取得证书的级别",
        "level of the certificate",
        _obtained("level"),
    ),
    Fact(
        "event.pay_as_published",
        Kind.BOOL,
        "各工资项目的金额与规则书公布的一致（没有公布的不计）",
        "each part of the pay has the amount that the book publishes, where it publishes one",
        _as_published,
    ),
    Fact(
        "evidence.annual_top",
        Kind.INT,
        "所引考核中年度考核为最高等次的次数",
        "cited annual assessments with the top result",
        _annual_top,
    ),
    Fact(
        "settings.pay_parts",
        Kind.STRINGS,
        "规则书所列工资项目的代码",
        "codes of the pay parts that the book lists",
        lambda _, book: list(book.settings.pay),
    ),
    Fact(
        "settings.one_off_certificates",
        Kind.STRINGS,
        "取得后一次性发放补贴的证书类别",
        "kinds of certificates for which a one-off payment is made",
        _one_off,
    ),
)
