"""Merger: the organisation ends and its history comes into another (R1).

Nobody is moved by it: who is engaged there is listed until a change of engagement takes them on. What stood below the
organisation stands below the one that it merged into from that day.
"""

from dataclasses import replace
from typing import Final

from pydantic import ConfigDict

from domain.errors import impossible
from domain.organisation.handling import Handling, check_there
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import LATEST, OrganisationId
from domain.world import World


class OrganisationMerged(EventData):
    """The organisation is no more from the effective date: it has become a part of `into`."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R1 序言"})

    into: OrganisationId


MERGED: Final = EventType(
    "organisation.merged",
    OrganisationMerged,
    "organisation",
    "组织合并",
    "organisation merged",
    ending=True,
    command="mergers",
)


def _guard_merged(state: OrganisationState, standing: Standing, world: World) -> None:
    """A merger is for good, so the tree is looked at on its day and as it stands in the end."""
    into = standing.data.into
    if into != state.organisation_id:
        check_there(world, into, standing.effective_on)
    days = (standing.effective_on, LATEST)
    if any(above.organisation_id == state.organisation_id for day in days for above in world.path(into, day)):
        raise impossible(
            "organisation_cycle",
            "并入的组织不能是本组织或其下级",
            "the organisation that it merges into is itself or stands below it",
            "先变更该下级组织的隶属关系",
            "move the one below under another parent first",
        )


def _fold_merged(state: OrganisationState, standing: Standing) -> OrganisationState:
    return replace(state, dissolved_on=standing.effective_on, merged_into=standing.data.into)


HANDLINGS: Final = (Handling(MERGED, _guard_merged, _fold_merged),)
