"""Facts about purchases of service: their parties, the provider's qualification, the budget beside the pay guide."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from domain.money import fen
from domain.organisation.state import OrganisationState
from domain.purchase.budget import guide_cost_fen, levels_unknown
from domain.purchase.events import AMENDED, evolve_purchase
from domain.purchase.state import PurchaseState
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _purchase(case: Case) -> PurchaseState | None:
    """The purchase with what the event says; None for other events."""
    if case.standing.type.stream != "purchase":
        return None
    return evolve_purchase(case.subject, case.standing)


def _party(case: Case, identifier: str | None) -> OrganisationState | None:
    return case.world.organisation(identifier, case.on) if identifier else None


def _buyer(case: Case) -> OrganisationState | None:
    purchase = _purchase(case)
    return _party(case, purchase.buyer) if purchase else None


def _provider(case: Case) -> OrganisationState | None:
    purchase = _purchase(case)
    return _party(case, purchase.provider) if purchase else None


def _kind(find: Callable[[Case], OrganisationState | None]) -> Any:
    def value(case: Case, _book: "ResolvedBook") -> str:
        return found.kind.value if (found := find(case)) else ""

    return value


def _buyer_levels(case: Case, _book: "ResolvedBook") -> list[str]:
    purchase = _purchase(case)
    if purchase is None or (case.standing.type is AMENDED and case.data.co_buyers is None):
        return []
    found = (_party(case, one) for one in purchase.buyers)
    return [one.level.value for one in found if one is not None]


def _qualification_in_force(case: Case, _book: "ResolvedBook") -> bool:
    purchase = _purchase(case)
    return purchase is not None and purchase.qualification.holds(case.on)


def _budget(case: Case, _book: "ResolvedBook") -> int:
    purchase = _purchase(case)
    return fen(purchase.term.budget) if purchase else 0


def _priced(case: Case, book: "ResolvedBook") -> PurchaseState | None:
    """The purchase where there is a guide, and the event says places, budget or term."""
    data = case.data
    if case.standing.type is AMENDED and data.places is data.budget is data.until is None:
        return None
    return _purchase(case) if book.settings.pay_guide.holds(case.on) else None


def _guide_cost(case: Case, book: "ResolvedBook") -> int:
    purchase = _priced(case, book)
    return guide_cost_fen(purchase.term, book.settings.pay_guide) if purchase else 0


def _levels_unknown(case: Case, book: "ResolvedBook") -> list[str]:
    purchase = _priced(case, book)
    return levels_unknown(purchase.term, book.settings.pay_guide) if purchase else []


FACTS: Final = (
    Fact(
        "event.buyer_kind",
        Kind.STRING,
        "购买方的类型",
        "kind of the organisation that buys",
        _kind(_buyer),
    ),
    Fact(
        "event.buyer_levels",
        Kind.STRINGS,
        "所述购买方和共同购买方的层级",
        "levels of all that buy together, where the event says who they are",
        _buyer_levels,
    ),
    Fact(
        "event.provider_kind",
        Kind.STRING,
        "承接方的类型",
        "kind of the organisation that provides the service",
        _kind(_provider),
    ),
    Fact(
        "event.qualification_in_force",
        Kind.BOOL,
        "承接方的资质在该日期有效",
        "the provider's qualification is in force on that day",
        _qualification_in_force,
    ),
    Fact(
        "event.budget_fen",
        Kind.INT,
        "合同期的预算（分）",
        "budget of the term, in fen",
        _budget,
    ),
    Fact(
        "event.guide_fen",
        Kind.INT,
        "合同期内各岗位按薪酬指导标准下限所需的薪酬（分），没有标准则 0",
        "pay of all places over the term at the least of the pay guide, in fen; 0 without a guide",
        _guide_cost,
    ),
    Fact(
        "event.levels_without_guide",
        Kind.STRINGS,
        "薪酬指导标准中没有的岗位等级；没有标准则为空",
        "levels of places that the pay guide does not have; empty without a guide",
        _levels_unknown,
    ),
    Fact(
        "event.scheme",
        Kind.STRING,
        "参加的保险制度",
        "insurance scheme enrolled in",
        lambda case, _: case.data.scheme if case.standing.type.name == "worker.insurance_enrolled" else "",
    ),
)
