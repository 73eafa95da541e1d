"""Which zones were ever said to lie inside which unions' areas: where the staffing norm looks, never its answer."""

from collections.abc import Sequence
from typing import Final

from projections.source import Rows

_ZONES: Final = """
SELECT DISTINCT stream_id FROM ledger.event
WHERE stream_id >= 'organisation-' AND stream_id < 'organisation.' AND position <= %(known_at)s
    AND position('"zone_inside"'::bytea IN leaf) > 0
    AND substring(convert_from(leaf, 'UTF8') FROM '"zone_inside":"([^"]+)"') = ANY(%(around)s)
ORDER BY stream_id
"""


def zones(rows: Rows, around: Sequence[str], known_at: int) -> list[str]:
    """Organisations that were said by `known_at` to lie inside one of these, wherever they stand in the tree."""
    return [str(row[0]) for row in rows(_ZONES, {"around": list(around), "known_at": known_at})]
