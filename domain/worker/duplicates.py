"""Two records of one person: merged into one (R14).

Both events say who someone is, not what happened on a day: they hold on every day from when they are known. As known
after a merge the duplicate counts on no day; as known before it, it counts as it did. The effective date is that of
the decision.
"""

from typing import Annotated, Final

from pydantic import ConfigDict

from domain.errors import impossible
from domain.hidden import Disclosure, Hide, Token
from domain.record import EventData, EventType
from domain.timeline import Standing, Timeline
from domain.values import WorkerId
from domain.worker.handling import Handling, noting
from domain.worker.registration import Document
from domain.worker.state import WorkerState
from domain.world import World


class DuplicateMerged(EventData):
    """This record is of the same person as `into`, whose record goes on. What stands here counts no more."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R14 二(三) 人才信息库"})

    into: WorkerId


class DuplicateAbsorbed(EventData):
    """The record `duplicate` is of this same person, whom `document` identifies as well."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R14 二(三) 人才信息库"})

    duplicate: WorkerId
    document: Annotated[Token | Document, Hide(Disclosure.DOCUMENT)]


MERGED: Final = EventType(
    "worker.duplicate_merged",
    DuplicateMerged,
    "worker",
    "重复记录并入",
    "merged into another record",
    timeless=True,
    about_person=True,
    command="merges",
)
ABSORBED: Final = EventType(
    "worker.duplicate_absorbed",
    DuplicateAbsorbed,
    "worker",
    "接收重复记录",
    "duplicate record taken over",
    timeless=True,
    about_person=True,
)


def _guard(state: WorkerState, _standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")


def _fold_merged(state: WorkerState, standing: Standing) -> WorkerState:
    return noting(state, merged_into=standing.data.into)


def _fold_absorbed(state: WorkerState, standing: Standing) -> WorkerState:
    known = state.particulars
    return noting(
        state,
        absorbed=(*known.absorbed, standing.data.duplicate),
        other_documents=(*known.other_documents, standing.hidden("document")),
    )


def before_merging(timeline: Timeline[WorkerState]) -> Timeline[WorkerState]:
    """The worker as known just before it was merged into another: who held it then may still look at it."""
    merged = next((one for one in timeline.standing if one.type is MERGED), None)
    return timeline if merged is None else timeline.known_at(merged.position - 1)


HANDLINGS: Final = (
    Handling(MERGED, _guard, _fold_merged),
    Handling(ABSORBED, _guard, _fold_absorbed),
)
