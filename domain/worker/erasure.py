"""The right to be forgotten, as it is recorded: the decision stands in the log, the person's key is destroyed after.

个人信息保护法 art. 47. After it nothing more can be recorded about the person; old proofs still verify.
"""

from typing import Final

from pydantic import ConfigDict

from domain.errors import SubjectErased, impossible
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code
from domain.worker.handling import Handling
from domain.worker.state import WorkerState
from domain.world import World


class SubjectErasedRecorded(EventData):
    """The person's hidden values are unreadable from now on; `ground` is the legal ground's code."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R92; 个人信息保护法 art. 47"})

    ground: Code


ERASED: Final = EventType(
    "subject.erased", SubjectErasedRecorded, "worker", "个人信息删除", "subject erased", about_person=True
)


def _guard_erased(state: WorkerState, standing: Standing, _world: World) -> None:
    if state.identity is None:
        raise impossible("not_registered", "该人员尚未登记", "the worker is not registered")
    if state.erased_on is not None:
        raise SubjectErased(standing.origin.stream_id)


def _fold_erased(state: WorkerState, standing: Standing) -> WorkerState:
    return state._replace(erased_on=standing.effective_on)


HANDLINGS: Final = (Handling(ERASED, _guard_erased, _fold_erased),)
