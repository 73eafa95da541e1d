"""Queries: what a principal may read, on any day and as known at any position.

`router(deps)` makes all routes of this package over `api.dependencies.Dependencies`; `api.log.router(deps)` makes the
log's routes.

Belongs here: reading parameters, asking `api.authority`, opening what the reader's role may see, and writing answers.
Never: SQL, folding, or a decision of its own about who may see what.
"""

from api.queries.routes import router

__all__ = ["router"]
