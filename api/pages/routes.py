"""All routes of the pages, in one router. They are for people: the description of the interface leaves them out."""

from fastapi import APIRouter

from api.dependencies import Dependencies
from api.pages.overview import OverviewPage
from api.pages.roster import RosterPage
from api.pages.sign_in import SignIn
from api.pages.styles import Styles
from api.pages.worker import WorkerPage


def router(deps: Dependencies) -> APIRouter:
    """The routes of this package over a ledger."""
    routes = APIRouter(include_in_schema=False)
    for part in (Styles(), SignIn(deps), OverviewPage(deps), RosterPage(deps), WorkerPage(deps)):
        part.add_to(routes)
    return routes
