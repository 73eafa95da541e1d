"""Which organisations were ever said to hold which worker: the candidates of a roster, never its answer.

A row is written for every home and every host that a hiring, an adoption, a change of engagement, a secondment or a
correction of one has named, with the position that named it first. It is never removed: what was rescinded is left out by the exact fold.
"""

from typing import Any, Final

import psycopg

from domain.timeline import CORRECTED
from domain.worker.life import ENTERING
from domain.worker.secondment import STARTED
from projections.source import Rows

_APPLY: Final = """
INSERT INTO membership (organisation_id, worker_id, first_position)
SELECT host, stream_id, min(position) FROM (
    SELECT e.stream_id, e.position, coalesce(l.said #>> '{data,host}', l.said #>> '{data,data,host}') AS host
    FROM ledger.event e
    CROSS JOIN LATERAL (
        SELECT convert_from(substring(e.leaf FROM position('\\x0a'::bytea IN e.leaf) + 1), 'UTF8')::json AS said
    ) l
    WHERE e.position >= %(start)s AND e.position < %(end)s AND e.type = ANY(%(types)s) AND e.stream_id LIKE 'worker-%%'
) named
WHERE host IS NOT NULL
GROUP BY host, stream_id
ON CONFLICT DO NOTHING
"""

_CANDIDATES: Final = """
SELECT DISTINCT worker_id FROM read.membership
WHERE organisation_id = ANY(%(organisations)s) AND first_position <= %(known_at)s AND worker_id > %(after)s
ORDER BY worker_id LIMIT %(limit)s
"""


class Membership:
    """The read model `membership`."""

    name: Final = "membership"
    tables: Final = ("membership",)

    def apply(self, connection: psycopg.Connection[Any], start: int, end: int) -> None:
        """Add the homes and hosts that the events [start, end) name."""
        types = [*sorted(ENTERING), STARTED.name, CORRECTED]
        connection.execute(_APPLY, {"start": start, "end": end, "types": types})

    def purge(self, _connection: psycopg.Connection[Any], _subject: str) -> int:
        """Nothing: a row holds opaque ids alone, and past rosters keep showing the person as erased."""
        return 0


def candidates(rows: Rows, organisations: list[str], known_at: int, after: str, limit: int) -> list[str]:
    """Worker ids beyond `after`, in order, that one of these organisations was said to hold by `known_at`."""
    found = rows(
        _CANDIDATES,
        {"organisations": organisations, "known_at": known_at, "after": after, "limit": limit},
    )
    return [str(row[0]) for row in found]
