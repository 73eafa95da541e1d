"""Facts about offices, conduct, pay, lowered grades and secondment recalls."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from domain.hidden import Erased, reveal
from domain.money import fen
from domain.organisation.state import OrganisationState
from domain.rulebook.case import Case
from domain.rulebook.facts import ErasedFact, Fact, Kind
from domain.worker.conduct import ReviewResult
from domain.worker.contract_terms import office_until
from domain.worker.facets import Sanction
from domain.worker.pay import PayContent

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook

_REVIEW: Final = TypeAdapter(ReviewResult)
_PAY: Final = TypeAdapter(PayContent)


def _office_until(case: Case, _book: "ResolvedBook") -> str:
    until = office_until(case.state, case.on)
    return until.isoformat() if until else ""


def _offices(case: Case, *, public: bool) -> list[str]:
    return [one.kind for one in case.state.particulars.offices if one.open and (one.union is None) is public]


def _in_force(case: Case) -> Sequence[Sanction]:
    """Sanctions neither lifted nor past the last day of their term."""
    return [
        one
        for one in case.state.particulars.sanctions
        if one.open and (one.until is None or one.until >= case.on)
    ]


def _political_review(case: Case, _book: "ResolvedBook") -> str:
    reviews = case.state.particulars.reviews
    return str(_opened(case, reviews[-1].result, _REVIEW).result) if reviews else ""


def _opened(case: Case, value: Any, adapter: TypeAdapter[Any]) -> Any:
    opened = reveal(case.opener, value, adapter)
    if isinstance(opened, Erased):
        raise ErasedFact("该人员信息已删除 / the person has been erased")
    return opened


def _total(pay: PayContent) -> int:
    return sum(fen(part.amount) for part in pay.parts)


def _pay_now(case: Case, _book: "ResolvedBook") -> int:
    pays = case.state.particulars.pays
    return _total(_opened(case, pays[-1].amounts, _PAY)) if pays else 0


def pay_said(case: Case) -> PayContent | None:
    """The pay that the event states, opened; None where it states none. Raises ErasedFact."""
    if getattr(case.data, "pay", None) is None:
        return None
    content: PayContent = _opened(case, case.standing.hidden("pay"), _PAY)
    return content


def _pay_said(case: Case, _book: "ResolvedBook") -> int:
    content = pay_said(case)
    return _total(content) if content else 0


def _parts_said(case: Case, _book: "ResolvedBook") -> list[str]:
    content = pay_said(case)
    return [part.code for part in content.parts] if content else []


def _union(case: Case) -> OrganisationState | None:
    identifier = getattr(case.data, "union", None)
    return case.world.organisation(identifier, case.on) if identifier else None


def _cited(case: Case, facets: Sequence[Any]) -> int:
    return sum(1 for one in facets if one.event_id in case.evidence)


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        "worker.office_until",
        Kind.STRING,
        "现合同因工会任职顺延后的最后一日（工会法第十九条）；没有顺延则为空",
        "last day to which a union office lengthens the running contract (art. 19 of the union law); empty for none",
        _office_until,
    ),
    Fact(
        "worker.union_offices",
        Kind.STRINGS,
        "所任工会职务：chair、vice_chair、committee_member、other",
        "concurrent posts held in unions",
        lambda case, _: _offices(case, public=False),
    ),
    Fact(
        "worker.public_roles",
        Kind.STRINGS,
        "所任代表、委员（GB/T 2261.6 等代码）",
        "public roles held (codes of GB/T 2261.6 and the ledger's own)",
        lambda case, _: _offices(case, public=True),
    ),
    Fact(
        "worker.sanctioned",
        Kind.BOOL,
        "有未解除且在期限内的处分",
        "a sanction is in force: neither lifted nor past its term",
        lambda case, _: bool(_in_force(case)),
    ),
    Fact(
        "worker.political_review",
        Kind.STRING,
        "最近一次政治审查：qualified、unqualified，无则为空",
        "result of the last political review, empty for none",
        _political_review,
    ),
    Fact(
        "worker.pay_fen",
        Kind.INT,
        "现月薪总额（分），无则 0",
        "present pay a month in fen, 0 for none",
        _pay_now,
    ),
    Fact(
        "event.pay_fen",
        Kind.INT,
        "拟定月薪总额（分）",
        "pay a month that the event states, in fen",
        _pay_said,
    ),
    Fact(
        "event.pay_parts",
        Kind.STRINGS,
        "拟定月薪的各组成部分",
        "parts of the pay that the event states",
        _parts_said,
    ),
    Fact(
        "event.base_union",
        Kind.BOOL,
        "所任职的是基层工会",
        "the post is said to be in a base union",
        lambda case, _: bool(getattr(case.data, "base_union", False)),
    ),
    Fact(
        "event.union_kind",
        Kind.STRING,
        "任职工会的类型",
        "kind of the union of the post",
        lambda case, _: union.kind.value if (union := _union(case)) else "",
    ),
    Fact(
        "event.union_level",
        Kind.STRING,
        "任职工会的层级",
        "level of the union of the post",
        lambda case, _: union.level.value if (union := _union(case)) else "",
    ),
    Fact(
        "evidence.sanctions",
        Kind.INT,
        "所引处分数",
        "sanctions cited",
        lambda case, _: _cited(case, case.state.particulars.sanctions),
    ),
    Fact(
        "evidence.satisfactions",
        Kind.INT,
        "所引满意度测评数",
        "results of satisfaction cited",
        lambda case, _: _cited(case, case.state.particulars.satisfactions),
    ),
    Fact(
        "settings.sanction_stops_promotion",
        Kind.STRINGS,
        "处分期内不得晋级的用人方式",
        "engagement modes in which a sanction in force stops promotion",
        lambda _, book: list(book.settings.conduct.sanction_stops_promotion),
    ),
)
