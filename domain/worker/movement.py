"""Adoption of somebody already at work, and changes of mode, employer, host or post (R3, R19)."""

from typing import Final

from pydantic import ConfigDict

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, OrganisationId, PostId
from domain.worker.engagement import begun, check_place, guard_beginning, placed
from domain.worker.handling import Handling, closing, engaged, noting
from domain.worker.insurance import without_insurance
from domain.worker.purchase_assignment import check_still_hosted
from domain.worker.state import Engaged, EngagementMode, WorkerState
from domain.world import World


class WorkerAdopted(EventData):
    """Somebody who was at work already is taken into the ledger, engaged from the effective date, without recruitment.

    `source` says where the record comes from, `former_title` is the old title (旧称: 社会化工会工作者, 专职集体协商指导员 ...).
    `engaged_since` is the first day of work that counts with the legal employer, where it is earlier.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R3 一, R19 三(一)"})

    mode: EngagementMode
    legal_employer: OrganisationId
    host: OrganisationId
    post: PostId | None = None
    source: Code
    former_title: Code | None = None
    engaged_since: Day | None = None
    service_domains: tuple[Code, ...] = ()


class EngagementChanged(EventData):
    """From the effective date the engaged worker has this mode, legal employer, host and post.

    Contracts with another employer than `legal_employer` have ended then, a secondment to `host`, and with another mode
    or employer the assignment under a purchase. `seniority_carried` says whether the years
    with the former employer count with the new one (劳动合同法实施条例 art. 10); with the same employer they always do.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R19 三(一); 劳动合同法实施条例 art. 10"})

    mode: EngagementMode
    legal_employer: OrganisationId
    host: OrganisationId
    post: PostId | None = None
    service_domains: tuple[Code, ...] = ()
    seniority_carried: bool


ADOPTED: Final = EventType(
    "worker.adopted",
    WorkerAdopted,
    "worker",
    "存量人员纳入",
    "adopted",
    about_person=True,
    command="adoptions",
)
CHANGED: Final = EventType(
    "worker.engagement_changed",
    EngagementChanged,
    "worker",
    "用人关系变更",
    "engagement changed",
    about_person=True,
    command="engagement-changes",
)


def _guard_adopted(state: WorkerState, standing: Standing, world: World) -> None:
    guard_beginning(state, standing, world)
    since = standing.data.engaged_since
    if since is not None and since > standing.effective_on:
        raise impossible(
            "engaged_after_adoption",
            "起始工作日期不能晚于纳入日期",
            "the first day of work cannot be after the adoption",
            "更正起始工作日期，或改用其后的生效日期",
            "correct the first day of work, or choose a later effective date",
        )


def _fold_adopted(state: WorkerState, standing: Standing) -> WorkerState:
    return begun(state, standing, standing.data.engaged_since)


def _guard_changed(state: WorkerState, standing: Standing, world: World) -> None:
    now = engaged(state)
    if standing.effective_on <= now.since:
        raise impossible(
            "changed_before_start",
            "变更日期须晚于现用人关系的起始日期",
            "the change must be after the first day of the present engagement",
            "首日即不同的，更正原录用、纳入或变更",
            "if it differed from the first day, correct the hiring, adoption or change",
        )
    check_place(standing, world, held=now.post)
    new = placed(standing, now.since)
    check_still_hosted(state, new, standing.effective_on, world)
    if _place(new) == _place(now) and new.post == now.post:
        raise impossible(
            "nothing_changed",
            "用人方式、用人单位、用工组织和岗位均与现状相同",
            "mode, legal employer, host and post are what they already are",
            "写明变更的内容",
            "say what is different",
        )


def _place(engagement: Engaged) -> tuple[str, str, str]:
    return (engagement.mode, engagement.employer, engagement.host)


def _fold_changed(state: WorkerState, standing: Standing) -> WorkerState:
    old, on = state.engagement, standing.effective_on
    if not isinstance(old, Engaged):
        return state
    new = placed(standing, on)
    if _place(new) == _place(old):
        return state._replace(engagement=new._replace(since=old.since))
    same_employer = new.employer == old.employer
    carried = same_employer or standing.data.seniority_carried
    worked_since = (state.particulars.seniority_since or old.since) if carried else None
    state = noting(state, seniority_since=worked_since)
    if not same_employer:
        state = noting(state, enrolments=without_insurance(state.particulars.enrolments))
    if not same_employer or new.mode != old.mode:
        assignments = closing(state.particulars.purchase_assignments, on)
        state = noting(state, purchase_assignments=assignments)
    return state._replace(
        engagement=new,
        contracts=state.contracts if same_employer else closing(state.contracts, on),
        secondments=tuple(
            s._replace(ended_on=on) if s.open and s.host == new.host else s for s in state.secondments
        ),
    )


HANDLINGS: Final = (
    Handling(ADOPTED, _guard_adopted, _fold_adopted),
    Handling(CHANGED, _guard_changed, _fold_changed),
)
