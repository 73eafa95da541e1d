"""Decisions that approval templates ask departments for, with who approved and who is missing (R69)."""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.organisation.state import OrganisationState
from domain.reports.career import Asked, Career, Row, positions
from domain.reports.decisions import judged_by
from domain.reports.overrides import entries_of_organisations
from domain.reports.report import POLICY, Report
from domain.rulebook.approvals import APPROVABLE, asked_of, unapproved
from domain.timeline import Standing
from domain.worker.life import ENTERING
from domain.worker.state import Engaged, WorkerState

_APPROVABLE: Final = frozenset(APPROVABLE)


def approvals(careers: Iterable[Career], asked: Asked) -> Iterator[Row]:
    """Each decision of the period that a template of the book that judged it asks approvals for."""
    for career in careers:
        for standing, before in career.befores():
            yield from _row(standing, _host(standing, before), asked)
    for standing, owner in entries_of_organisations(asked):
        yield from _row(standing, owner, asked)


def _host(standing: Standing, before: WorkerState) -> str | None:
    """Whose worker it was when it was decided."""
    if standing.type.name in ENTERING:
        host: str = standing.data.host
        return host
    return before.engagement.host if isinstance(before.engagement, Engaged) else None


def _row(standing: Standing, owner: str | None, asked: Asked) -> Iterator[Row]:
    if standing.type.name not in _APPROVABLE:
        return
    book, union = judged_by(asked, standing), _union(owner, standing, asked)
    templates = book.settings.approvals.values() if book is not None else ()
    departments = asked_of(templates, standing.type.name, union.level.value if union else "")
    if not departments:
        return
    offices = [approval.office for approval in standing.source.said.approvals]
    yield {
        "subject": standing.origin.stream_id,
        "type": standing.type.name,
        "effective_on": standing.effective_on.isoformat(),
        "event_id": str(standing.event_id),
        "position": standing.position,
        "departments": departments,
        "offices": offices,
        "missing": unapproved(departments, offices),
        "rests_on": sorted(positions(standing)),
    }


def _union(owner: str | None, standing: Standing, asked: Asked) -> OrganisationState | None:
    return asked.reading.managing_union(owner, standing.effective_on) if owner is not None else None


REPORTS: Final = (
    Report(
        "approvals",
        "须会签的决定与批准部门",
        "decisions that departments join in approving",
        f"{POLICY} 六(一)",
        ("subject", "type", "effective_on", "event_id", "position", "departments", "offices", "missing"),
        approvals,
        period=True,
    ),
)
