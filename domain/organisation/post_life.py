"""A post's timeline: folding, and what can never be. Seats and who holds them are in `seats`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from domain.errors import Refused, impossible
from domain.organisation.posts import (
    ABOLISHED,
    ADJUSTABLE,
    ADJUSTED,
    CREATED,
    DESCRIBED,
    DESIGNATED,
    FILED,
    FROZEN,
    SHORTAGE,
    UNFROZEN,
    WITHDRAWN,
)
from domain.organisation.state import Description, Designation, Filing, Freezing, PostState
from domain.record import Event
from domain.timeline import Standing, Timeline
from domain.world import World

PostTimeline = Timeline[PostState | None]


def post_timeline(post_id: str, events: Iterable[Event]) -> PostTimeline:
    """A post's timeline from the events of its stream, in version order."""
    return Timeline.of(post_id, tuple(events), None, evolve_post)


def evolve_post(state: PostState | None, standing: Standing) -> PostState | None:
    """Fold one standing event of a post. Never raises."""
    data, on = standing.data, standing.effective_on
    if standing.type.name == CREATED.name:
        return PostState(
            standing.origin.stream_id,
            data.organisation,
            data.title,
            data.category,
            data.seats,
            on,
            set_up_for=data.duties,
        )
    if state is None:
        return None
    event_id = standing.event_id
    match standing.type.name:
        case ADJUSTED.name:
            return replace(state, **_adjusted(data))
        case FROZEN.name:
            return replace(state, frozen=Freezing(event_id, on, data.reason_code, standing.position))
        case UNFROZEN.name:
            return replace(state, frozen=None)
        case ABOLISHED.name:
            return replace(state, abolished_on=on)
        case DESIGNATED.name:
            new = Designation(event_id, data.kind, data.document_number, on)
            return replace(state, designations=(*state.designations, new))
        case WITHDRAWN.name:
            left = tuple(one for one in state.designations if one.event_id != data.designation)
            return replace(state, designations=left)
        case DESCRIBED.name:
            text = Description(event_id, data.version, data.duties, data.standards, data.conditions, on)
            return replace(state, descriptions=(*state.descriptions, text))
        case SHORTAGE.name:
            return replace(state, shortage=data.shortage)
        case FILED.name:
            filing = Filing(event_id, data.authority, data.number, on)
            return replace(state, filings=(*state.filings, filing))
    return state


def _adjusted(data: Any) -> dict[str, Any]:
    said = {member: getattr(data, member) for member in ADJUSTABLE}
    return {member: value for member, value in said.items() if value is not None}


def guard_post(state: PostState | None, standing: Standing, world: World) -> None:
    """Refuse what cannot be: a post set up twice, anything before it was or after its end, what changes nothing."""
    if standing.type.name == CREATED.name:
        _check_created(state, standing, world)
        return
    if state is None:
        raise impossible("post_unknown", "该岗位尚未设立", "the post has not been set up")
    if standing.effective_on < state.created_on:
        raise impossible(
            "before_creation",
            f"该岗位自 {state.created_on} 起设立",
            f"the post is there from {state.created_on} on",
            "更正生效日期",
            "correct the effective date",
        )
    if not state.active:
        raise post_abolished(state)
    check = _CHECKS.get(standing.type.name)
    if check is not None:
        check(state, standing.data)


def _check_created(state: PostState | None, standing: Standing, world: World) -> None:
    if state is not None:
        raise impossible("post_exists", "该岗位已设立", "the post already exists")
    organisation = world.organisation(standing.data.organisation, standing.effective_on)
    if organisation is None or not organisation.active:
        raise impossible(
            "organisation_unknown",
            "设岗组织在该日期不存在",
            "the post's organisation does not exist on that date",
            "先登记该组织，或更正生效日期",
            "register the organisation first, or correct the effective date",
        )


def post_abolished(state: PostState) -> Refused:
    """The post is no more on that day."""
    return impossible(
        "post_abolished",
        f"该岗位已于 {state.abolished_on} 撤销",
        f"the post was abolished on {state.abolished_on}",
        "改用其他岗位或更早的日期，或撤销该撤销",
        "choose another post or an earlier date, or rescind the abolition",
    )


def _check_adjusted(state: PostState, data: Any) -> None:
    said = _adjusted(data)
    if all(getattr(state, member) == value for member, value in said.items()):
        raise impossible(
            "nothing_changed",
            "所填内容均与现状相同",
            "all that is said is what it already is",
            "写明调整的内容",
            "say what is different",
        )
    low, high = (said.get(member, getattr(state, member)) for member in ("grade_low", "grade_high"))
    if low is not None and high is not None and int(low) < int(high):
        raise impossible(
            "grades_crossed",
            f"最低等级 {low} 高于最高等级 {high}（一级最高，十三级最低）",
            f"the lowest grade, {low}, is above the highest, {high} (1 is the highest, 13 the lowest)",
            "互换两个等级，或只填其一",
            "exchange the two grades, or give one of them",
        )


def _check_frozen(state: PostState, _data: Any) -> None:
    if state.frozen is not None:
        raise impossible(
            "frozen_already",
            f"该岗位自 {state.frozen.since} 起已冻结",
            f"the post has been frozen since {state.frozen.since}",
        )


def _check_unfrozen(state: PostState, _data: Any) -> None:
    if state.frozen is None:
        raise impossible("not_frozen", "该岗位未冻结", "the post is not frozen")


def _check_designated(state: PostState, data: Any) -> None:
    if any(one.kind == data.kind for one in state.designations):
        raise impossible(
            "designated_already",
            "该岗位已明确为此类专业岗位",
            "the post is designated as that already",
            "更正或取消已有的明确",
            "correct or withdraw the designation that stands",
        )


def _check_withdrawn(state: PostState, data: Any) -> None:
    if all(one.event_id != data.designation for one in state.designations):
        raise impossible(
            "unknown_reference",
            "该岗位没有所指的有效明确",
            "the post has no such designation in force",
            "写明该岗位一项有效明确的事件编号",
            "name a designation in force of this post by its event id",
        )


def _check_described(state: PostState, data: Any) -> None:
    if any(one.version == data.version for one in state.descriptions):
        raise impossible(
            "version_described",
            f"该岗位已有版本为 {data.version} 的说明",
            f"there is a description of version {data.version} already",
            "换用新的版本号，或更正已有说明",
            "give it a new version, or correct the one that stands",
        )


def _check_shortage(state: PostState, data: Any) -> None:
    if state.shortage == data.shortage:
        raise impossible(
            "shortage_set_already",
            f"该岗位的急需紧缺标注已是 {data.shortage}" if data.shortage else "该岗位没有急需紧缺标注",
            f"the post's shortage is {data.shortage} already"
            if data.shortage
            else "the post has no shortage to take off",
            "填写不同的类别，或更正已有标注",
            "say another one, or correct the one that stands",
        )


def _check_filed(state: PostState, data: Any) -> None:
    if any((one.authority, one.number) == (data.authority, data.number) for one in state.filings):
        raise impossible(
            "filed_already",
            "该岗位已以此文号在该机关备案",
            "the post is on file with that authority under this number already",
            "核对备案文号",
            "check the number",
        )


_CHECKS: Final[Mapping[str, Callable[[PostState, Any], None]]] = MappingProxyType(
    {
        ADJUSTED.name: _check_adjusted,
        FROZEN.name: _check_frozen,
        UNFROZEN.name: _check_unfrozen,
        DESIGNATED.name: _check_designated,
        WITHDRAWN.name: _check_withdrawn,
        DESCRIBED.name: _check_described,
        SHORTAGE.name: _check_shortage,
        FILED.name: _check_filed,
    }
)
"""What is asked of a post that is there, by the type of what is said of it."""
