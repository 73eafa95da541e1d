"""All routes of the queries, in one router."""

from fastapi import APIRouter

from api.dependencies import Dependencies
from api.queries.cycles import CycleQueries
from api.queries.dossiers import DossierQueries
from api.queries.establishment import EstablishmentQuery
from api.queries.events import EventQueries
from api.queries.extract import ExtractQuery
from api.queries.organisations import OrganisationQueries
from api.queries.owned import OwnedQueries
from api.queries.packs import PackQueries
from api.queries.public import PublicQuery
from api.queries.register import RegisterQuery
from api.queries.reports import ReportQueries
from api.queries.requirements import RequirementQueries
from api.queries.roster import RosterQuery
from api.queries.rulebooks import RulebookQueries
from api.queries.workers import WorkerQueries


def router(deps: Dependencies) -> APIRouter:
    """The routes of this package over a ledger."""
    routes = APIRouter()
    for part in (
        WorkerQueries,
        OrganisationQueries,
        RosterQuery,
        RegisterQuery,
        ExtractQuery,
        ReportQueries,
        PublicQuery,
        EstablishmentQuery,
        RulebookQueries,
        RequirementQueries,
        CycleQueries,
        OwnedQueries,
        PackQueries,
        EventQueries,
        DossierQueries,
    ):
        part(deps).add_to(routes)
    return routes
