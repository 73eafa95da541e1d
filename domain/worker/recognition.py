"""Commendations and their revocation (R61). Current honours exclude revoked ones; the history shows both."""

from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Line
from domain.worker.handling import Handling, named, replacing
from domain.worker.state import Commendation, WorkerState
from domain.world import World


class Commended(EventData):
    """An honour awarded on the effective date, with the evidence for it (政治坚定、业绩突出、职工认可)."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R61 五(二)"})

    level: Literal["national", "province", "city", "county", "unit"]
    title: Line
    issuer: Line
    document_number: Line
    grounds: Annotated[tuple[Code, ...], Field(max_length=20)] = ()


class CommendationRevoked(EventData):
    """The honour no longer counts from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R61 五(二)"})

    commendation: UUID
    reason_code: Code


COMMENDED: Final = EventType(
    "worker.commended", Commended, "worker", "表彰", "commended", about_person=True, command="commendations"
)
REVOKED: Final = EventType(
    "worker.commendation_revoked",
    CommendationRevoked,
    "worker",
    "撤销表彰",
    "commendation revoked",
    ending=True,
    about_person=True,
    command="commendation-revocations",
)


def _guard_commended(state: WorkerState, _standing: Standing, _world: World) -> None:
    if state.first_engaged_on is None:
        raise impossible(
            "never_engaged",
            "该人员从未录用，不能以工会社会工作者身份受表彰",
            "the worker has never been engaged and cannot be commended as one",
            "先办理录用",
            "hire the worker first",
        )


def _fold_commended(state: WorkerState, standing: Standing) -> WorkerState:
    data = standing.data
    honour = Commendation(standing.event_id, data.level, data.title, data.issuer, standing.effective_on)
    return state._replace(commendations=(*state.commendations, honour))


def _guard_revoked(state: WorkerState, standing: Standing, _world: World) -> None:
    honour = named(state.commendations, standing.data.commendation, "表彰", "commendation")
    if honour.revoked_on is not None:
        raise impossible("revoked_twice", "该表彰已撤销", "that commendation has been revoked already")


def _fold_revoked(state: WorkerState, standing: Standing) -> WorkerState:
    old = next((c for c in state.commendations if c.event_id == standing.data.commendation), None)
    if old is None:
        return state
    new = old._replace(revoked_on=standing.effective_on)
    return state._replace(commendations=replacing(state.commendations, old, new))


HANDLINGS: Final = (
    Handling(COMMENDED, _guard_commended, _fold_commended),
    Handling(REVOKED, _guard_revoked, _fold_revoked),
)
