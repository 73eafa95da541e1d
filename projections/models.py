"""All read models, in the order in which they are filled."""

from projections.identity import Identity
from projections.membership import Membership
from projections.parentage import Parentage
from projections.place import Place
from projections.post_table import posts
from projections.roster_table import workers
from projections.runner import ReadModel
from projections.source import Source
from projections.tiles import TileStore


def read_models(source: Source) -> tuple[ReadModel, ...]:
    """The read models over one ledger."""
    return (Membership(), Parentage(), TileStore(), Place(), Identity(source), workers(), posts())
