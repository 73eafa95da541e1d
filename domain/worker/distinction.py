"""Backbone staff, exemplars, nominations for honours (R10, R61, R81)."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, Line
from domain.worker.facets import Distinction, Nomination
from domain.worker.handling import Handling, engaged, named, noting, replacing
from domain.worker.state import WorkerState
from domain.world import World

Level = Literal["national", "province", "city", "county", "unit"]
BACKBONE: Final = "backbone"
EXEMPLAR: Final = "exemplar"


class BackboneDesignated(EventData):
    """The worker counts among the backbone staff (骨干人才) from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R10 二(二)"})


class BackboneEnded(EventData):
    """The effective date is the first day on which the worker no longer counts among the backbone staff."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R10 二(二)"})

    designation: UUID
    reason_code: Code


class ExemplarNamed(EventData):
    """The worker is named an exemplar (先进典型); `consent` says whether they agreed to be publicised."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R81 六"})

    level: Level
    title: Line
    consent: bool


class ExemplarWithdrawn(EventData):
    """The worker is no longer held up as an exemplar from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R81 六(三)"})

    exemplar: UUID
    reason_code: Code


class CommendationNominated(EventData):
    """The worker is put forward for an honour, with the evidence for it (政治坚定、业绩突出、职工认可)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R61 五(二)"})

    level: Level
    title: Line
    grounds: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]


class CommendationPublicised(EventData):
    """The nomination was publicly noticed (公示) from `publicity_from` to `publicity_to`, both days included.

    The effective date is the day on which its outcome is known: the last day of the notice or later.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R61 五(二)"})

    nomination: UUID
    publicity_from: Day
    publicity_to: Day
    objections: Annotated[int, Field(ge=0, le=100_000)]


BACKBONE_DESIGNATED: Final = EventType(
    "worker.backbone_designated",
    BackboneDesignated,
    "worker",
    "确定骨干人才",
    "backbone designated",
    about_person=True,
    command="backbone-designations",
)
BACKBONE_ENDED: Final = EventType(
    "worker.backbone_ended",
    BackboneEnded,
    "worker",
    "退出骨干人才",
    "backbone ended",
    ending=True,
    about_person=True,
    command="backbone-ends",
)
EXEMPLAR_NAMED: Final = EventType(
    "worker.exemplar_named",
    ExemplarNamed,
    "worker",
    "树立典型",
    "exemplar named",
    about_person=True,
    command="exemplars",
)
EXEMPLAR_WITHDRAWN: Final = EventType(
    "worker.exemplar_withdrawn",
    ExemplarWithdrawn,
    "worker",
    "撤下典型",
    "exemplar withdrawn",
    ending=True,
    about_person=True,
    command="exemplar-withdrawals",
)
NOMINATED: Final = EventType(
    "worker.commendation_nominated",
    CommendationNominated,
    "worker",
    "推荐表彰",
    "nominated for commendation",
    about_person=True,
    command="nominations",
)
PUBLICISED: Final = EventType(
    "worker.commendation_publicised",
    CommendationPublicised,
    "worker",
    "表彰公示",
    "nomination publicised",
    about_person=True,
    command="nomination-notices",
)


def _guard_backbone(state: WorkerState, _standing: Standing, _world: World) -> None:
    engaged(state)
    held = next((one for one in state.particulars.distinctions if one.kind == BACKBONE and one.open), None)
    if held is not None:
        raise impossible(
            "backbone_already",
            f"该人员自 {held.on} 起已是骨干人才",
            f"the worker counts among the backbone staff since {held.on}",
            "更正或撤销已有记录",
            "correct or rescind the record that stands",
        )


def _fold_backbone(state: WorkerState, standing: Standing) -> WorkerState:
    designated = Distinction(standing.event_id, BACKBONE, standing.effective_on)
    return noting(state, distinctions=(*state.particulars.distinctions, designated))


def without_backbone(distinctions: tuple[Distinction, ...], on: date) -> tuple[Distinction, ...]:
    """The same with the backbone designation ended on a day; an exemplar stays one after leaving."""
    return tuple(
        one._replace(ended_on=on) if one.kind == BACKBONE and one.open else one for one in distinctions
    )


def _ever_engaged(state: WorkerState) -> None:
    if state.first_engaged_on is None:
        raise impossible(
            "never_engaged",
            "该人员从未录用，不能以工会社会工作者身份推荐或宣传",
            "the worker has never been engaged and cannot be honoured as one",
            "先办理录用",
            "hire the worker first",
        )


def _guard_exemplar(state: WorkerState, standing: Standing, _world: World) -> None:
    _ever_engaged(state)
    data = standing.data
    if any(
        one.kind == EXEMPLAR and one.open and (one.level, one.title) == (data.level, data.title)
        for one in state.particulars.distinctions
    ):
        raise impossible(
            "exemplar_already",
            "该人员已是此级此名称的典型",
            "the worker is an exemplar of this level and title already",
            "更正或撤销已有记录",
            "correct or rescind the record that stands",
        )


def _fold_exemplar(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    exemplar = Distinction(
        standing.event_id, EXEMPLAR, standing.effective_on, level=data.level, title=data.title
    )
    return noting(state, distinctions=(*state.particulars.distinctions, exemplar))


def _check_open(state: WorkerState, kind: str, event_id: UUID) -> None:
    ours = tuple(one for one in state.particulars.distinctions if one.kind == kind)
    zh, en = ("骨干人才记录", "backbone designation") if kind == BACKBONE else ("典型记录", "exemplar")
    found = named(ours, event_id, zh, en)
    if not found.open:
        raise impossible("distinction_closed", f"该{zh}已终止", f"that {en} has ended already")


def _ended(state: WorkerState, event_id: UUID, standing: Standing) -> WorkerState:
    distinctions = state.particulars.distinctions
    old = next((one for one in distinctions if one.event_id == event_id), None)
    if old is None:
        return state
    new = old._replace(ended_on=standing.effective_on)
    return noting(state, distinctions=replacing(distinctions, old, new))


def _guard_backbone_ended(state: WorkerState, standing: Standing, _world: World) -> None:
    _check_open(state, BACKBONE, standing.data.designation)


def _fold_backbone_ended(state: WorkerState, standing: Standing) -> WorkerState:
    return _ended(state, standing.data.designation, standing)


def _guard_exemplar_withdrawn(state: WorkerState, standing: Standing, _world: World) -> None:
    _check_open(state, EXEMPLAR, standing.data.exemplar)


def _fold_exemplar_withdrawn(state: WorkerState, standing: Standing) -> WorkerState:
    return _ended(state, standing.data.exemplar, standing)


def _guard_nominated(state: WorkerState, _standing: Standing, _world: World) -> None:
    _ever_engaged(state)


def _fold_nominated(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    nomination = Nomination(standing.event_id, data.level, data.title, standing.effective_on)
    return noting(state, nominations=(*state.particulars.nominations, nomination))


def _guard_publicised(state: WorkerState, standing: Standing, _world: World) -> None:
    data = standing.data
    nomination = named(state.particulars.nominations, data.nomination, "推荐", "nomination")
    if nomination.publicity_to is not None:
        raise impossible(
            "publicised_twice",
            "该推荐已公示",
            "that nomination has been publicised already",
            "更正已有公示",
            "correct the notice that stands",
        )
    if data.publicity_to < data.publicity_from:
        raise impossible("notice_backwards", "公示截止早于起始", "the notice ends before it starts")
    if data.publicity_from < nomination.on:
        raise impossible(
            "notice_before_nomination", "公示早于推荐", "the notice is earlier than the nomination"
        )
    if standing.effective_on < data.publicity_to:
        raise impossible(
            "notice_unfinished",
            f"公示至 {data.publicity_to} 尚未结束",
            f"the notice is not over before {data.publicity_to}",
            "公示期满后记录其结果",
            "record the outcome once the notice is over",
        )


def _fold_publicised(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    nominations = state.particulars.nominations
    old = next((one for one in nominations if one.event_id == data.nomination), None)
    if old is None:
        return state
    new = old._replace(
        publicity_from=data.publicity_from, publicity_to=data.publicity_to, objections=data.objections
    )
    return noting(state, nominations=replacing(nominations, old, new))


HANDLINGS: Final = (
    Handling(BACKBONE_DESIGNATED, _guard_backbone, _fold_backbone),
    Handling(BACKBONE_ENDED, _guard_backbone_ended, _fold_backbone_ended),
    Handling(EXEMPLAR_NAMED, _guard_exemplar, _fold_exemplar),
    Handling(EXEMPLAR_WITHDRAWN, _guard_exemplar_withdrawn, _fold_exemplar_withdrawn),
    Handling(NOMINATED, _guard_nominated, _fold_nominated),
    Handling(PUBLICISED, _guard_publicised, _fold_publicised),
)
