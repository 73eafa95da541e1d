"""Which organisation was ever said to stand under which: the candidates of a subtree, never its answer.

A row is written for every parent that a registration, a move or a correction of one has named, for what an organisation
merged into, and for the body that it is run together with; organisations without a parent stand under ''. What stands
under what on a day is decided by the exact fold.
"""

from typing import Any, Final

import psycopg

from domain.organisation.co_management import AGREED
from domain.organisation.events import REGISTERED, REPARENTED
from domain.organisation.structure import MERGED
from domain.timeline import CORRECTED
from projections.source import Rows

ABOVE_ROOTS: Final = ""

_APPLY: Final = """
INSERT INTO parentage (parent_id, organisation_id, first_position)
SELECT parent_id, stream_id, min(position) FROM (
    SELECT e.stream_id, e.position,
        coalesce(d.data ->> 'parent', d.data ->> 'into', d.data ->> 'organisation', '') AS parent_id
    FROM ledger.event e
    CROSS JOIN LATERAL (
        SELECT convert_from(substring(e.leaf FROM position('\\x0a'::bytea IN e.leaf) + 1), 'UTF8')::json AS said
    ) l
    CROSS JOIN LATERAL (
        SELECT CASE WHEN e.type = %(corrected)s THEN l.said #> '{data,data}' ELSE l.said -> 'data' END AS data
    ) d
    WHERE e.position >= %(start)s AND e.position < %(end)s AND e.stream_id LIKE 'organisation-%%'
        AND (e.type = ANY(%(types)s) OR (e.type = %(corrected)s AND l.said #>> '{data,type}' = ANY(%(types)s)))
) named
GROUP BY parent_id, stream_id
ON CONFLICT DO NOTHING
"""

_CHILDREN: Final = """
SELECT DISTINCT organisation_id FROM read.parentage
WHERE parent_id = ANY(%(parents)s) AND first_position <= %(known_at)s ORDER BY organisation_id
"""


class Parentage:
    """The read model `parentage`."""

    name: Final = "parentage"
    tables: Final = ("parentage",)

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Add the parents that the events [start, end) name."""
        types = [REGISTERED.name, REPARENTED.name, MERGED.name, AGREED.name]
        connection.execute(_APPLY, {"start": start, "end": end, "types": types, "corrected": CORRECTED})

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        """Nothing: organisations are no persons."""
        return 0


def children(rows: Rows, parents: list[str], known_at: int) -> list[str]:
    """Organisations that were said by `known_at` to stand right under one of these, in order of their ids."""
    return [str(row[0]) for row in rows(_CHILDREN, {"parents": parents, "known_at": known_at})]
