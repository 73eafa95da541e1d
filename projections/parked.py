"""What read models have left out: streams that could not be folded or written, while the others went on.

A read model that does so keeps them in a table named after it. Each is tried again on its next event and on a rebuild.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from psycopg import sql

from projections.source import Rows

_SUFFIX: Final = "_parked"
_TABLES: Final = """
SELECT tablename FROM pg_tables WHERE schemaname = 'read' AND right(tablename, 7) = '_parked' ORDER BY tablename
"""
_PARKED: Final = sql.SQL("SELECT stream_id, position, error FROM {} ORDER BY position, stream_id")


class Parked(NamedTuple):
    """A stream that was left out, the last position taken in when that was, and what was raised."""

    stream_id: str
    position: int
    error: str


def left_out(rows: Rows) -> Mapping[str, Sequence[Parked]]:
    """By read model, the streams that it has left out; none for one that has all."""
    found = {}
    for (table,) in rows(_TABLES):
        query = _PARKED.format(sql.Identifier("read", table)).as_string(None)
        found[str(table).removesuffix(_SUFFIX)] = [Parked(*row) for row in rows(query)]
    return found
