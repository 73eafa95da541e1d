"""Facts about how a contract runs out and how somebody retires."""

from typing import TYPE_CHECKING, Final

from domain.months import whole_months
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _decided_by(case: Case, _book: "ResolvedBook") -> str:
    return case.data.decided_by if case.standing.type.name == "worker.contract_not_renewed" else ""


def _retirement_kind(case: Case, _book: "ResolvedBook") -> str:
    return case.data.kind if case.standing.type.name == "worker.retired" else ""


def _notice_months(case: Case, _book: "ResolvedBook") -> int:
    told_on = getattr(case.data, "notified_on", None)
    return whole_months(told_on, case.on) if told_on else 0


FACTS: Final = (
    Fact(
        "event.decided_by",
        Kind.STRING,
        "不续签由谁决定：employer、worker、both",
        "who decided not to renew: employer, worker, both",
        _decided_by,
    ),
    Fact(
        "event.retirement_kind",
        Kind.STRING,
        "退休种类：statutory、early、delayed、illness",
        "kind of the retirement: statutory, early, delayed, illness",
        _retirement_kind,
    ),
    Fact(
        "event.notice_months",
        Kind.INT,
        "通知日至生效日的满月数，未写明为 0",
        "full months from the notice to the effective date, 0 where none is stated",
        _notice_months,
    ),
)
