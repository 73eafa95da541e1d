"""Counts for the public (R82): heads by one member at a time, small cells withheld so that no total gives them away.

Tables are of one member each and share nothing but the total, so no two of them can be subtracted from one another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from domain.reports.deidentified import LEAST, MEMBERS, Record, city_of

REGION = MEMBERS.index("region")


def public_counts(found: Iterable[Record], least: int = LEAST) -> dict[str, Any]:
    """The total of heads and a table for each member; a withheld count is None. Of fewer than `least`, nothing is told."""
    people = [_by_city(record) for record in found]
    if len(people) < least:
        return {"total": None, "tables": {}}
    counted = {name: Counter(record[place] for record in people) for place, name in enumerate(MEMBERS)}
    tables = {name: withheld(cells, least) for name, cells in counted.items()}
    return {
        "total": len(people),
        "tables": {
            name: [{"value": value, "heads": heads} for value, heads in cells.items()]
            for name, cells in tables.items()
        },
    }


def withheld(cells: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The cells in the order of their values, the small ones None, and with them the smallest of the others.

    So at least two are withheld, one of them not small: their sum tells neither. A table of nothing but small cells is
    empty, since even their names and the total would tell something.
    """
    small = [value for value, heads in cells.items() if heads < least]
    others = sorted((heads, value) for value, heads in cells.items() if heads >= least)
    if small and not others:
        return {}
    kept_back = {*small, others[0][1]} if small else set()
    return {value: None if value in kept_back else cells[value] for value in sorted(cells)}


def _by_city(record: Record) -> Record:
    return (*record[:REGION], city_of(record[REGION]), *record[REGION + 1 :])
