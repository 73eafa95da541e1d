"""Organisations put forward for an honour, commended, and honours taken back (R43)."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from domain.errors import impossible
from domain.organisation.handling import Handling, adding, ending, named, possible
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Line
from domain.worker.distinction import Level
from domain.worker.facets import Nomination
from domain.worker.state import Commendation
from domain.world import World

Grounds = Annotated[tuple[Code, ...], Field(max_length=20)]


class OrganisationNominated(EventData):
    """The organisation is put forward for an honour, with the evidence for it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R43 四(三)"})

    level: Level
    title: Line
    grounds: Annotated[Grounds, Field(min_length=1)]


class OrganisationCommended(EventData):
    """An honour awarded to the organisation on the effective date; `nomination` is the one that it follows."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R43 四(三)"})

    level: Level
    title: Line
    issuer: Line
    document_number: Line
    grounds: Grounds = ()
    nomination: UUID | None = None


class OrganisationCommendationRevoked(EventData):
    """The honour no longer counts from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R43 四(三)"})

    commendation: UUID
    reason_code: Code
    document_number: Line | None = None


NOMINATED: Final = EventType(
    "organisation.commendation_nominated",
    OrganisationNominated,
    "organisation",
    "推荐表彰组织",
    "organisation nominated for commendation",
    command="nominations",
)
COMMENDED: Final = EventType(
    "organisation.commended",
    OrganisationCommended,
    "organisation",
    "表彰组织",
    "organisation commended",
    command="commendations",
)
REVOKED: Final = EventType(
    "organisation.commendation_revoked",
    OrganisationCommendationRevoked,
    "organisation",
    "撤销组织表彰",
    "organisation's commendation revoked",
    ending=True,
    command="commendation-revocations",
)


def _fold_nominated(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    return adding(
        state, "nominations", Nomination(standing.event_id, data.level, data.title, standing.effective_on)
    )


def _guard_commended(state: OrganisationState, standing: Standing, _world: World) -> None:
    """Refuse an honour that follows a nomination for another one."""
    data, known = standing.data, state.particulars
    if data.nomination is not None:
        nomination = named(known.nominations, data.nomination, "推荐", "nomination")
        if (nomination.level, nomination.title) != (data.level, data.title):
            raise impossible(
                "nominated_for_another",
                f"所引推荐为“{nomination.title}”（{nomination.level}）",
                f"the nomination is for {nomination.title} ({nomination.level})",
                "引用同一荣誉的推荐，或更正荣誉名称与级别",
                "cite the nomination for this honour, or correct its title and level",
            )


def _fold_commended(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    honour = Commendation(standing.event_id, data.level, data.title, data.issuer, standing.effective_on)
    return adding(state, "commendations", honour)


def _guard_revoked(state: OrganisationState, standing: Standing, _world: World) -> None:
    honour = named(state.particulars.commendations, standing.data.commendation, "表彰", "commendation")
    if honour.revoked_on is not None:
        raise impossible("revoked_twice", "该表彰已撤销", "that commendation has been revoked already")


def _fold_revoked(state: OrganisationState, standing: Standing) -> OrganisationState:
    return ending(state, "commendations", standing.data.commendation, revoked_on=standing.effective_on)


HANDLINGS: Final = (
    Handling(NOMINATED, possible, _fold_nominated),
    Handling(COMMENDED, _guard_commended, _fold_commended),
    Handling(REVOKED, _guard_revoked, _fold_revoked),
)
