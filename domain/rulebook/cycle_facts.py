"""Facts about assessment cycles and what follows an assessment."""

from typing import TYPE_CHECKING, Any, Final

from domain.cycle.state import CycleState
from domain.rulebook.case import Case
from domain.rulebook.facts import Fact, Kind
from domain.worker.assessment import RECORDED

if TYPE_CHECKING:
    from domain.rulebook.book import ResolvedBook


def _cycle(case: Case) -> CycleState | None:
    named = case.data.cycle if case.standing.type.name == RECORDED.name else None
    return case.world.cycle(named).as_of(case.on) if named is not None else None


def _days_after_due(case: Case, _book: "ResolvedBook") -> int:
    cycle = _cycle(case)
    return max((case.on - cycle.due_on).days, 0) if cycle is not None else 0


def _open_reviews(case: Case, _book: "ResolvedBook") -> int:
    return sum(1 for review in case.state.particulars.assessment_reviews if review.upheld is None)


def _asked(case: Case) -> Any:
    """The assessment that a request for review is about."""
    named = getattr(case.data, "assessment", None)
    return next((one for one in case.state.assessments if one.event_id == named), None)


def _days_since_assessment(case: Case, _book: "ResolvedBook") -> int:
    assessment = _asked(case)
    return (case.on - assessment.effective_on).days if assessment is not None else 0


FACTS: Final = (
    Fact(
        "event.in_cycle",
        Kind.BOOL,
        "考核属于某一考核周期",
        "the assessment is a result of a cycle",
        lambda case, _: _cycle(case) is not None,
    ),
    Fact(
        "event.days_after_due",
        Kind.INT,
        "考核结果晚于周期截止日的天数，未晚则 0",
        "days by which the result is later than the cycle's due date, 0 when it is not",
        _days_after_due,
    ),
    Fact(
        "event.days_since_assessment",
        Kind.INT,
        "所指考核（确认、签收、申请复核）距其结果之日的天数",
        "days since the result of the assessment that is confirmed, acknowledged or to be reviewed",
        _days_since_assessment,
    ),
    Fact(
        "worker.reviews_open",
        Kind.INT,
        "尚未决定的考核复核数",
        "reviews of assessments not decided yet",
        _open_reviews,
    ),
)
