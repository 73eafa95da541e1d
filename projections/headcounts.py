"""How many are held where: heads of a day, as known at a position, in groups that add up to all of them.

A head is whoever is engaged on the day, once, at home; who is lent out counts at home and is not counted at the host.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

from projections.known import Known
from projections.moments import Moment
from projections.passes import key_of
from projections.source import Rows
from projections.within import Within

SOON_DAYS: Final = 90

_HEADS: Final = """
SELECT r.place::text, {path}, r.mode, r.ladder, r.grade, count(*),
    count(*) FILTER (WHERE cardinality(r.hosts) > 0),
    count(*) FILTER (WHERE r.contract_overdue_from <= %(day)s),
    count(*) FILTER (WHERE r.contract_overdue_from > %(day)s AND r.contract_overdue_from <= %(soon)s)
FROM read.roster r {joins}
WHERE r.as_home AND r.status = 'engaged' AND r.valid_from <= %(day)s AND r.valid_to > %(day)s
    AND r.known_from <= %(known)s AND r.known_to > %(known)s AND {conditions}
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
_PATHS: Final = """
SELECT organisation_id::text, path FROM read.place WHERE organisation_id = ANY(%(keys)s::uuid[])
    AND valid_from <= %(day)s AND valid_to > %(day)s AND known_from <= %(known)s AND known_to > %(known)s
"""


class Heads(NamedTuple):
    """Those alike in one organisation: `path` is its place in the tree, `soon` whose contracts run out within 90 days."""

    organisation: str
    path: str
    mode: str
    ladder: str | None
    grade: str | None
    heads: int
    lent: int
    overdue: int
    soon: int


def headcounts(rows: Rows, at: Moment, withins: Sequence[Within]) -> list[Heads]:
    """The heads of all places that are in each of `withins`, the first of which gives the paths."""
    joins, conditions = [], []
    parameters: dict[str, Any] = {
        "day": at.as_of,
        "known": at.position,
        "soon": at.as_of + timedelta(days=SOON_DAYS),
    }
    for number, within in enumerate(withins):
        condition, values = within.sql(f"p{number}", f"w{number}")
        joins.append(f"JOIN read.place p{number} ON p{number}.organisation_id = r.place")
        conditions.append(condition)
        parameters |= values
    statement = _HEADS.format(path="p0.path", joins=" ".join(joins), conditions=" AND ".join(conditions))
    return [Heads(f"organisation-{row[0]}", *row[1:]) for row in rows(statement, parameters)]


def paths_of(known: Known, at: Moment, organisation_ids: Sequence[str]) -> Mapping[str, str]:
    """Where each of these organisations stood on the day, as known then; those that were not there are left out."""
    keys = [key_of(one) for one in organisation_ids]
    found = known.source.rows(_PATHS, {"keys": keys, "day": at.as_of, "known": at.position})
    return {f"organisation-{row[0]}": str(row[1]) for row in found}
