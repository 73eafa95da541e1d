"""How an organisation stands with others: party and union form, inspections, ratings, abnormal list, tax (R39 to R42)."""

from typing import Final, Literal
from uuid import UUID

from pydantic import ConfigDict

from domain.errors import impossible
from domain.organisation.facets import Inspection, Listing, Mark
from domain.organisation.handling import (
    Fold,
    Handling,
    adding,
    check_term,
    ending,
    named,
    possible,
)
from domain.organisation.state import OrganisationState
from domain.record import EventData, EventType
from domain.timeline import Standing
from domain.values import Code, Day, Line
from domain.world import World

NONE: Final = "none"
"""The form of an organisation that has neither a party organisation nor a union of its own."""


class PartyOrganisationSet(EventData):
    """The form of the party organisation (党组织) in the organisation from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R39 四(三)"})

    form: Literal["committee", "general_branch", "branch", "joint_branch", "none"]


class UnionFormSet(EventData):
    """How the organisation's own staff are organised from the effective date: a committee of their own (单独的工会委员会),
    a joint base union (联合基层工会), or not at all.
    """

    model_config = ConfigDict(json_schema_extra={"x-clause": "R40 四(三)"})

    form: Literal["own_committee", "joint_base_union", "none"]


class OrganisationInspected(EventData):
    """The result of an inspection by the civil affairs department on the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R41 四(三)"})

    result: Code
    document_number: Line


class OrganisationRated(EventData):
    """The organisation has a rating (等级评估) from the effective date; `until` is its last day."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R41 四(三)"})

    rating: Code
    until: Day | None = None


class ListedAbnormal(EventData):
    """The organisation is on the list of abnormal activity (活动异常名录) from the effective date."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R41 四(三)"})

    reason_code: Code


class AbnormalCleared(EventData):
    """The organisation is off that list: the effective date is the first day on which it no longer is on it."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R41 四(三)"})

    listing: UUID


class TaxStatusSet(EventData):
    """A tax status (税收优惠政策) from the effective date; `until` is its last day."""

    model_config = ConfigDict(json_schema_extra={"x-clause": "R42 四(三)"})

    status: Code
    until: Day | None = None


PARTY: Final = EventType(
    "organisation.party_organisation_set",
    PartyOrganisationSet,
    "organisation",
    "党组织设置",
    "party organisation set",
    command="party-organisations",
)
UNION_FORM: Final = EventType(
    "organisation.union_form_set",
    UnionFormSet,
    "organisation",
    "工会组织形式",
    "union form set",
    command="union-forms",
)
INSPECTED: Final = EventType(
    "organisation.inspected",
    OrganisationInspected,
    "organisation",
    "年检抽查",
    "organisation inspected",
    command="inspections",
)
RATED: Final = EventType(
    "organisation.rated",
    OrganisationRated,
    "organisation",
    "等级评估",
    "organisation rated",
    command="ratings",
)
LISTED: Final = EventType(
    "organisation.listed_abnormal",
    ListedAbnormal,
    "organisation",
    "列入活动异常名录",
    "listed as abnormal",
    command="abnormal-listings",
)
CLEARED: Final = EventType(
    "organisation.abnormal_cleared",
    AbnormalCleared,
    "organisation",
    "移出活动异常名录",
    "abnormal listing cleared",
    ending=True,
    command="abnormal-clearings",
)
TAX: Final = EventType(
    "organisation.tax_status_set",
    TaxStatusSet,
    "organisation",
    "税收优惠资格",
    "tax status set",
    command="tax-statuses",
)


def _marking(member: str, value: str) -> Fold:
    """The fold that adds a mark with the value that the event says."""

    def fold(state: OrganisationState, standing: Standing) -> OrganisationState:
        data = standing.data
        until = getattr(data, "until", None)
        mark = Mark(standing.event_id, getattr(data, value), standing.effective_on, until)
        return adding(state, member, mark)

    return fold


def _guard_term(_state: OrganisationState, standing: Standing, _world: World) -> None:
    check_term(standing)


def _fold_inspected(state: OrganisationState, standing: Standing) -> OrganisationState:
    data = standing.data
    facet = Inspection(standing.event_id, data.result, data.document_number, standing.effective_on)
    return adding(state, "inspections", facet)


def _guard_listed(state: OrganisationState, _standing: Standing, _world: World) -> None:
    if any(one.open for one in state.particulars.listings):
        raise impossible(
            "listed_already",
            "该组织已在活动异常名录中",
            "the organisation is on the list already",
            "先记录移出",
            "record its clearing first",
        )


def _fold_listed(state: OrganisationState, standing: Standing) -> OrganisationState:
    facet = Listing(standing.event_id, standing.data.reason_code, standing.effective_on)
    return adding(state, "listings", facet)


def _guard_cleared(state: OrganisationState, standing: Standing, _world: World) -> None:
    one = named(state.particulars.listings, standing.data.listing, "异常名录记录", "listing")
    if not one.open:
        raise impossible("cleared_twice", "该记录已移出", "that listing has been cleared already")


def _fold_cleared(state: OrganisationState, standing: Standing) -> OrganisationState:
    return ending(state, "listings", standing.data.listing, cleared_on=standing.effective_on)


HANDLINGS: Final = (
    Handling(PARTY, possible, _marking("party_forms", "form")),
    Handling(UNION_FORM, possible, _marking("union_forms", "form")),
    Handling(INSPECTED, possible, _fold_inspected),
    Handling(RATED, _guard_term, _marking("ratings", "rating")),
    Handling(LISTED, _guard_listed, _fold_listed),
    Handling(CLEARED, _guard_cleared, _fold_cleared),
    Handling(TAX, _guard_term, _marking("tax_statuses", "status")),
)
