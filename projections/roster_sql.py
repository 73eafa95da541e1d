"""The SQL of rosters. A statement is put together from fixed fragments; whatever was asked for is a parameter.

What is known still has an index of its own. Whether the tables hold exactly the events that are asked about is seen in
the same snapshot as the rows, so that one statement does for most questions, and the other times are asked in another.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from domain.bitemporal import STILL
from projections.source import Rows
from projections.within import Within

if TYPE_CHECKING:
    from projections.roster import Key, Wanted

COLUMNS: Final = (
    "worker_id", "place", "as_home", "status", "mode", "employer", "home", "post", "since", "engagement", "ladder",
    "grade", "graded_on", "grading", "contract_until", "contract_overdue_from", "hosts", "secondments",
    "secondment_overdue_from", "qualifications", "commendations", "education", "first_engaged_on", "name_at",
    "document_at", "person_at", "rests_on", "valid_from", "valid_to",
)  # fmt: skip
_MORE: Final = ("sort_key", "host", "name", "document_kind", "document_mask", "sex", "birth_on", "version")
Found: Final = namedtuple("Found", (*COLUMNS, *_MORE))  # type: ignore[misc]
"""A row as it is read, by the names of its columns."""

Condition = tuple[Sequence[str], Mapping[str, Any]]
"""Fragments that all have to hold, and their parameters."""

_TIMES: Final = ("r.valid_from <= %(day)s", "r.valid_to > %(day)s", "r.known_from <= %(known)s")
_KNOWN_STILL: Final = f"r.known_to = {STILL}"
_KNOWN_THEN: Final = "r.known_to > %(known)s"
_HELD: Final = "(SELECT size FROM read.progress WHERE name = 'workers') q"

_SORTS: Final[Mapping[str, tuple[str, str]]] = {
    "organisation": ("p.path", "text"),
    "worker": ("r.worker_id", "uuid"),
    "name": ("coalesce(n.pinyin, '~')", "text"),
    "since": ("r.since", "date"),
    "graded": ("coalesce(r.graded_on, 'infinity')", "date"),
    "contract": ("coalesce(r.contract_until, 'infinity')", "date"),
}
_GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "grade": ("r.ladder, r.grade", ""),
    "mode": ("r.mode", ""),
    "organisation": ("'organisation-' || r.place", ""),
    "education": ("r.education", ""),
    "post": ("'post-' || r.post", ""),
    "qualification": ("g.code", "LEFT JOIN LATERAL unnest(r.qualifications) g (code) ON true"),
    "commendation": ("g.code", "LEFT JOIN LATERAL unnest(r.commendations) g (code) ON true"),
}


class Parts(NamedTuple):
    """What has to hold of a row: its times, and what was asked for besides."""

    times: Mapping[str, Any]
    asked: Condition


def times(wanted: "Wanted") -> Mapping[str, Any]:
    """The parameters of both times."""
    return {"day": wanted.day, "known": wanted.position}


def conditions(wanted: "Wanted") -> Condition:
    """What was asked for, as fragments on the row `r`."""
    where: list[str] = ["r.status = %(status)s"]
    given: dict[str, Any] = {"status": "separated" if wanted.status == "separated" else "engaged"}

    def add(name: str, value: Any, fragment: str) -> None:
        if value is not None:
            where.append(fragment)
            given[name] = value

    if wanted.status == "seconded":
        where.append("r.hosts <> '{}'")
    if wanted.status == "overdue":
        where.append("least(r.contract_overdue_from, r.secondment_overdue_from) <= %(day)s")
    add("mode", wanted.mode, "r.mode = %(mode)s")
    add("ladder", wanted.ladder, "r.ladder = %(ladder)s")
    add("grades", list(wanted.grades) if wanted.grades is not None else None, "r.grade = ANY(%(grades)s)")
    add("qualification", wanted.qualification, "%(qualification)s = ANY(r.qualifications)")
    add("commendation", wanted.commendation, "%(commendation)s = ANY(r.commendations)")
    add("before", wanted.contract_before, "r.contract_until < %(before)s")
    add("post", wanted.post, "r.post = %(post)s::uuid")
    if wanted.post_text is not None:
        given["post_text"] = f"%{_plain_pattern(wanted.post_text)}%"
        where.append(
            "r.post IN (SELECT t.post_id FROM read.post t WHERE t.title LIKE %(post_text)s AND t.valid_from <= %(day)s"
            " AND t.valid_to > %(day)s AND t.known_from <= %(known)s AND t.known_to > %(known)s)"
        )
    if wanted.seconded == "in":
        where.append("NOT r.as_home")
    if wanted.seconded == "out":
        inside = _places(wanted.within, "h", given)
        where.append(
            " ".join(
                (
                    "r.as_home AND EXISTS (SELECT FROM unnest(r.hosts) o (id) WHERE NOT EXISTS",
                    "(SELECT FROM read.place h WHERE h.organisation_id = o.id AND",
                    f"{inside}))",
                )
            )
        )
    if wanted.name is not None:
        _named(wanted.name, given)
    return where, given


def _named(name: str, given: dict[str, Any]) -> None:
    pattern = _plain_pattern(name)
    given["name_part"] = f"%{pattern}%"
    given["sound"] = f"{pattern.lower().replace(' ', '')}%"


def _plain_pattern(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _places(within: Sequence[Within], alias: str, given: dict[str, Any], *, first: str | None = None) -> str:
    """That the place row `alias` is in the first of these, and its organisation in the others too."""
    fragments = []
    for number, one in enumerate(within):
        name = f"{alias}{number}"
        if not number:
            where, parameters = one.sql(alias, name)
            fragments.append(where)
        else:
            where, parameters = one.sql(f"{name}x", name)
            fragments.append(
                f"EXISTS (SELECT FROM read.place {name}x WHERE {name}x.organisation_id = {first or alias}.organisation_id"
                f" AND {where})"
            )
        given.update(parameters)
    return " AND ".join(fragments) or "true"


def _shown_once(within: Sequence[Within], given: dict[str, Any]) -> str:
    """That no place which this row yields to is among those asked for."""
    inside = _places(within, "y", given)
    return (
        "(r.as_home OR NOT EXISTS (SELECT FROM read.place y WHERE y.organisation_id = ANY(r.yields_to) AND "
        f"{inside}))"
    )


@dataclass(frozen=True, slots=True)
class Ask:
    """A statement for what is known still and one for other times, with their parameters."""

    still: str
    then: str
    given: Mapping[str, Any]

    def __call__(self, rows: Rows) -> list[Any]:
        """The rows found. The first statement answers where the tables hold exactly what is asked about."""
        found = rows(self.still, self.given)
        if not found or found[0][0] != self.given["known"] + 1:
            found = rows(self.then, self.given)
        # Where there is no row, the size stands alone.
        return [one[1:] for one in found if one[1] is not None or one[-1] is not None]


@dataclass(frozen=True, slots=True)
class _Pages:
    """The same for pages: rows by their names."""

    ask: Ask

    def __call__(self, rows: Rows) -> list[Any]:
        return [Found(*one) for one in self.ask(rows)]


def paged(wanted: "Wanted", parts: Parts, after: "Key | None", limit: int) -> Callable[[Rows], list[Any]]:
    """A page in the order of the tree: place after place, and in each as many rows as there is still room for."""
    where, given = list(parts.asked[0]), {**parts.times, **parts.asked[1], "limit": limit}
    inside = _places(wanted.within, "p", given)
    where.append(_shown_once(wanted.within, given))
    if after is not None:
        given |= {"after_value": after.value, "after_worker": after.worker.partition("-")[2]}
        inside += " AND p.path >= %(after_value)s"
        where.append("(p.path > %(after_value)s OR r.worker_id > %(after_worker)s::uuid)")

    def statement(known: str) -> str:
        return _displayed(
            " ".join(
                (
                    "SELECT r.*, p.path AS sort_key FROM read.place p CROSS JOIN LATERAL",
                    "(SELECT r.* FROM read.roster r WHERE r.place = p.organisation_id AND",
                    " AND ".join((*_TIMES, known, *where)),
                    "ORDER BY r.worker_id LIMIT %(limit)s) r WHERE",
                    inside,
                    "ORDER BY p.path, r.worker_id LIMIT %(limit)s",
                )
            ),
            wanted.within,
            given,
            "r.sort_key, r.worker_id",
        )

    return _Pages(Ask(statement(_KNOWN_STILL), statement(_KNOWN_THEN), given))


def flat(
    wanted: "Wanted", parts: Parts, sort: str, after: "Key | None", limit: int, *, descending: bool
) -> Callable[[Rows], list[Any]]:
    """A page in any order, and by name: all that is asked for is looked at, and the first rows are kept."""
    key, kind = _SORTS[sort]
    where, given = list(parts.asked[0]), {**parts.times, **parts.asked[1], "limit": limit}
    where += [_places(wanted.within, "p", given), _shown_once(wanted.within, given)]
    if after is not None:
        given |= {"after_value": after.value, "after_worker": after.worker.partition("-")[2]}
        than = "<" if descending else ">"
        where.append(f"({key}, r.worker_id) {than} (%(after_value)s::{kind}, %(after_worker)s::uuid)")
    names = "LEFT JOIN read.identity n ON n.worker_id = r.worker_id AND n.said_at = r.name_at"
    start = "read.roster r"
    if wanted.name is not None:
        start = (
            "(SELECT * FROM read.identity WHERE name LIKE %(name_part)s OR pinyin LIKE %(sound)s OR initials LIKE"
            " %(sound)s) n JOIN read.roster r ON r.worker_id = n.worker_id AND r.name_at = n.said_at"
        )
        names = ""
    elif sort != "name":
        names = ""
    way = " DESC" if descending else ""

    def statement(known: str) -> str:
        return _displayed(
            " ".join(
                (
                    f"SELECT r.*, {key} AS sort_key FROM",
                    start,
                    "JOIN read.place p ON p.organisation_id = r.place",
                    names,
                    "WHERE",
                    " AND ".join((*_TIMES, known, *where)),
                    f"ORDER BY {key}{way}, r.worker_id{way} LIMIT %(limit)s",
                )
            ),
            wanted.within,
            given,
            f"r.sort_key{way}, r.worker_id{way}",
        )

    return _Pages(Ask(statement(_KNOWN_STILL), statement(_KNOWN_THEN), given))


def counted(wanted: "Wanted", parts: Parts, by: str) -> Callable[[Rows], list[Any]]:
    """Heads by group; by `hash`, the hashes of all rows."""
    where, given = list(parts.asked[0]), {**parts.times, **parts.asked[1]}
    where.append(_places(wanted.within, "p", given))
    join = ""
    if by == "hash":
        select, tail = "r.row_hash, 1 AS heads", ""
    else:
        group, join = _GROUPS[by]
        where.append("r.as_home")
        select, tail = f"{group}, count(*) AS heads", f"GROUP BY {group} ORDER BY {group}"
    if wanted.name is not None:
        join += (
            " JOIN read.identity n ON n.worker_id = r.worker_id AND n.said_at = r.name_at AND (n.name LIKE"
            " %(name_part)s OR n.pinyin LIKE %(sound)s OR n.initials LIKE %(sound)s)"
        )

    def statement(known: str) -> str:
        return " ".join(
            (
                "SELECT q.size, c.* FROM",
                _HELD,
                "LEFT JOIN LATERAL (SELECT",
                select,
                "FROM read.place p JOIN read.roster r ON r.place = p.organisation_id",
                join,
                "WHERE",
                " AND ".join((*_TIMES, known, *where)),
                tail,
                ") c ON true",
            )
        )

    return Ask(statement(_KNOWN_STILL), statement(_KNOWN_THEN), given)


def _displayed(inner: str, within: Sequence[Within], given: dict[str, Any], order: str) -> str:
    """The rows of a page with what is shown of the persons, and the size that the tables hold."""
    inside = _places(within, "o", given)
    return " ".join(
        (
            "SELECT q.size, d.* FROM",
            _HELD,
            "LEFT JOIN LATERAL (SELECT",
            ", ".join(f"r.{name}" for name in COLUMNS),
            ", r.sort_key::text, NOT r.as_home OR (r.status = 'engaged' AND r.hosts <> '{}' AND EXISTS",
            "(SELECT FROM read.place o WHERE o.organisation_id = ANY(r.hosts) AND",
            inside,
            ")), n.name, i.document_kind, i.document_mask, b.sex, b.birth_on,",
            "(SELECT e.version FROM ledger.event e WHERE e.stream_id = 'worker-' || r.worker_id",
            "AND e.position <= %(known)s ORDER BY e.version DESC LIMIT 1) FROM (",
            inner,
            ") r LEFT JOIN read.identity n ON n.worker_id = r.worker_id AND n.said_at = r.name_at",
            "LEFT JOIN read.identity i ON i.worker_id = r.worker_id AND i.said_at = r.document_at",
            "LEFT JOIN read.identity b ON b.worker_id = r.worker_id AND b.said_at = r.person_at ORDER BY",
            order,
            ") d ON true",
        )
    )
