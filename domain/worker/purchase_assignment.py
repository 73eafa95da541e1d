"""Work under a purchase of service: a worker of the provider takes a place of it at the buyer (R23).

The end of a purchase ends the hosting, which the end of the assignment says, and nobody's employment.
"""

from datetime import date
from typing import Final
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import Refused, impossible
from domain.purchase.state import PurchaseState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, PurchaseId
from domain.worker.facets import PurchaseAssignment
from domain.worker.handling import Handling, engaged, named, noting, replacing
from domain.worker.state import Engaged, EngagementMode, WorkerState
from domain.world import World


class AssignedUnderPurchase(EventData):
    """From the effective date the worker takes one of the places of a purchase."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R21, R23 三(一)"})

    purchase: PurchaseId


class PurchaseAssignmentEnded(EventData):
    """The worker no longer takes a place of the purchase: the effective date is the first day without it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R23 三(一)"})

    assignment: UUID
    reason_code: Code


ASSIGNED: Final = EventType(
    "worker.assigned_under_purchase",
    AssignedUnderPurchase,
    "worker",
    "派用到购买服务岗位",
    "assigned under a purchase",
    about_person=True,
    command="purchase-assignments",
)
ENDED: Final = EventType(
    "worker.purchase_assignment_ended",
    PurchaseAssignmentEnded,
    "worker",
    "购买服务派用结束",
    "assignment under a purchase ended",
    ending=True,
    about_person=True,
    command="purchase-assignment-ends",
)


def open_assignment(state: WorkerState) -> PurchaseAssignment | None:
    """The assignment that has not ended; its purchase may have."""
    return next((one for one in reversed(state.particulars.purchase_assignments) if one.open), None)


def _guard_assigned(state: WorkerState, standing: Standing, world: World) -> None:
    on = standing.effective_on
    engagement = engaged(state)
    if engagement.mode is not EngagementMode.PURCHASED_SERVICE:
        raise _misfit(
            "not_purchased_service",
            "用人方式不是购买服务",
            "the worker is not engaged by purchase of service",
        )
    purchase = world.purchase(standing.data.purchase).as_of(on)
    if purchase is None or not purchase.runs(on):
        raise impossible(
            "purchase_not_running",
            f"购买服务合同在 {on} 不在合同期内",
            f"the purchase does not run on {on}",
            "先签订或续签合同，或更正生效日期",
            "sign or renew the purchase first, or correct the effective date",
        )
    _check_parties(engagement, purchase, on, world)
    running = open_assignment(state)
    if running is not None:
        raise impossible(
            "assigned_already",
            f"自 {running.since} 起的派用尚未结束",
            f"the assignment of {running.since} has not ended",
            "先记录该派用结束",
            "record its end first",
        )


def _check_parties(engagement: Engaged, purchase: PurchaseState, on: date, world: World) -> None:
    if engagement.employer != purchase.provider:
        raise _misfit(
            "provider_is_not_employer",
            "用人单位不是该合同的承接方",
            "the worker's employer is not the provider of the purchase",
        )
    above = {one.organisation_id for one in world.path(engagement.host, on)}
    if above.isdisjoint(purchase.buyers):
        raise _misfit(
            "hosted_elsewhere",
            "用工组织不是购买方或其下级",
            "the worker's host is neither a buyer of the purchase nor below one",
        )


def check_still_hosted(state: WorkerState, new: Engaged, on: date, world: World) -> None:
    """Refuse a move away from the buyer while the same employer's assignment under its purchase goes on."""
    running, old = open_assignment(state), state.engagement
    if (
        running is None
        or not isinstance(old, Engaged)
        or (new.mode, new.employer) != (old.mode, old.employer)
    ):
        return
    purchase = world.purchase(running.purchase).as_of(on)
    above = {one.organisation_id for one in world.path(new.host, on)}
    if purchase is not None and above.isdisjoint(purchase.buyers):
        raise impossible(
            "assigned_to_buyer",
            f"该人员自 {running.since} 起派用在购买方，尚未结束",
            f"the worker is assigned to the buyer since {running.since}, and that has not ended",
            "先记录派用结束，再变更用工组织",
            "record the assignment's end first, then change the host",
        )


def _misfit(rule: str, zh: str, en: str) -> Refused:
    return impossible(
        rule,
        zh,
        en,
        "选择与该人员用人关系相符的合同，或先办理用人关系变更",
        "choose the purchase that fits the worker's engagement, or record a change of engagement first",
    )


def _fold_assigned(state: WorkerState, standing: Standing) -> WorkerState:
    assignment = PurchaseAssignment(standing.event_id, standing.data.purchase, standing.effective_on)
    return noting(state, purchase_assignments=(*state.particulars.purchase_assignments, assignment))


def _guard_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    assignment = named(state.particulars.purchase_assignments, standing.data.assignment, "派用", "assignment")
    if not assignment.open:
        raise impossible("assignment_ended", "该派用已结束", "that assignment has ended already")


def _fold_ended(state: WorkerState, standing: Standing) -> WorkerState:
    assignments = state.particulars.purchase_assignments
    old = next((one for one in assignments if one.event_id == standing.data.assignment), None)
    if old is None:
        return state
    ended = replacing(assignments, old, old._replace(ended_on=standing.effective_on))
    return noting(state, purchase_assignments=ended)


HANDLINGS: Final = (
    Handling(ASSIGNED, _guard_assigned, _fold_assigned),
    Handling(ENDED, _guard_ended, _fold_ended),
)
