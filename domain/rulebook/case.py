"""The case that a rule judges: one event, the state just before it, and what may be asked beside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from domain.hidden import Opener
from domain.organisation.state import OrganisationState
from domain.timeline import Standing
from domain.worker.state import WorkerState
from domain.world import World


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the facts of the vocabulary are computed from.

    `path` is the organisation whose union manages the worker, from itself up to the root, on the event's date. An
    event that is about no worker has the state of its own stream as `subject`, None before its first.
    `evidence` are the standing events of the same worker that the event cites.
    """

    state: WorkerState
    standing: Standing
    path: Sequence[OrganisationState]
    world: World
    opener: Opener
    evidence: tuple[UUID, ...] = ()
    subject: Any = None
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several facts are computed from, kept once it has been found."""

    @property
    def on(self) -> date:
        """The event's effective date."""
        return self.standing.effective_on

    @property
    def data(self) -> Any:
        """What the event says."""
        return self.standing.data
