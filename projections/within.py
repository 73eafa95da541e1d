"""The organisations that a question is about, as ranges of paths in the tree of one day and one position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.world import reaches
from projections.known import Known
from projections.passes import key_of
from projections.source import Rows

EVERYWHERE: Final = ("",)
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_PATH: Final = """
SELECT path FROM read.place WHERE organisation_id = %(key)s::uuid
    AND valid_from <= %(day)s AND valid_to > %(day)s AND known_from <= %(known)s AND known_to > %(known)s
"""
_TIES: Final = """
SELECT DISTINCT organisation_id FROM read.tie WHERE first_position <= %(known)s AND (merged OR other_id = %(scope)s)
ORDER BY organisation_id
"""


@dataclass(frozen=True, slots=True)
class Within:
    """All places whose path begins with one of these, on a day as known at a position; no path, no place."""

    day: date
    position: int
    paths: tuple[str, ...]

    def sql(self, alias: str, name: str) -> tuple[str, Mapping[str, Any]]:
        """A condition on the place row `alias`; its parameters begin with `name`."""
        parameters: dict[str, Any] = {f"{name}_day": self.day, f"{name}_known": self.position}
        ranges = []
        for number, path in enumerate(self.paths):
            if path:
                low, high = f"{name}_low{number}", f"{name}_high{number}"
                parameters |= {low: path, high: path[:-1] + "0"}
                ranges.append(f"({alias}.path >= %({low})s AND {alias}.path < %({high})s)")
            else:
                ranges.append("true")
        where = f"({' OR '.join(ranges) or 'false'})"
        times = (
            f"{alias}.valid_from <= %({name}_day)s AND {alias}.valid_to > %({name}_day)s"
            f" AND {alias}.known_from <= %({name}_known)s AND {alias}.known_to > %({name}_known)s"
        )
        return f"{where} AND {times}", parameters

    def holds(self, path: str | None) -> bool:
        """Whether a path is one of a place in here."""
        return path is not None and path.startswith(self.paths)


def path_of(rows: Rows, organisation_id: str, day: date, position: int) -> str | None:
    """Where an organisation stood on a day, as known at a position; None when it was not registered."""
    key = key_of(organisation_id)
    if not _UUID.fullmatch(key):
        return None
    found = rows(_PATH, {"key": key, "day": day, "known": position})
    return str(found[0][0]) if found else None


def subtree(rows: Rows, organisation_id: str, day: date, position: int) -> Within:
    """An organisation and all below it as the tree was on that day; nothing when it was not registered."""
    path = path_of(rows, organisation_id, day, position)
    return Within(day, position, () if path is None else (path,))


def shown(known: Known, scope: str | None, on: date, by: date) -> Within:
    """The organisations whose holdings of a day belong to `scope` (`domain.world.reaches`): its subtree then, what has
    come into it by a merger of the day `by` or before, and what was run together with it then. None is everywhere.
    """
    if scope is None:
        return Within(on, known.position, EVERYWHERE)
    rows = known.source.rows
    own = path_of(rows, scope, on, known.position)
    paths = [] if own is None else [own]
    for (one,) in rows(_TIES, {"known": known.position, "scope": scope}):
        path = path_of(rows, str(one), on, known.position)
        if path is None or path.startswith(tuple(paths)) or not reaches(known, scope, str(one), on, by):
            continue
        paths = [*(other for other in paths if not other.startswith(path)), path]
    return Within(on, known.position, tuple(sorted(paths)))


def both(first: Within, second: Within) -> Sequence[Within]:
    """What has to hold at once; the same twice is asked once."""
    return (first,) if first == second else (first, second)
