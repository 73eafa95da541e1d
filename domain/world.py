"""What a decision about one stream may ask about others: organisations, their tree, and posts, each on a day.

Every look is remembered with the stream's version: together they are the read set that the store checks again under
its lock, so a decision can never rest on something that changed meanwhile.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.organisation.state import OrganisationState, PostState


class World(Protocol):
    """The other streams, as of a day."""

    def organisation(self, organisation_id: str, on: date) -> OrganisationState | None:
        """The organisation on that day, None when it is not registered."""
        ...

    def path(self, organisation_id: str, on: date) -> Sequence[OrganisationState]:
        """The organisation and its ancestors on that day, from itself up to its root; empty when not registered."""
        ...

    def post(self, post_id: str, on: date) -> PostState | None:
        """The post on that day, None when there is none of that id."""
        ...
