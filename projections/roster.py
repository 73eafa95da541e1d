"""Rosters: who was held by the organisations of a subtree on a day, as known at a position, a page at a time.

Everything is read from tables over both times (`roster_table`, `place`, `identity`). A seconded worker is on the roster
of the home and of the host, once on one that has both. Pages follow the tree, or any other order, by keyset.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from domain.hidden import ERASED
from domain.worker.state import EngagementMode
from projections.passes import key_of
from projections.roster_sql import Parts, conditions, counted, flat, paged, times
from projections.source import Rows
from projections.within import Within

CHUNK: Final = 1_000


class Status(StrEnum):
    """Which of the workers are wanted."""

    ENGAGED = "engaged"
    SECONDED = "seconded"
    OVERDUE = "overdue"
    SEPARATED = "separated"


class Seconded(StrEnum):
    """Over the border of the organisations asked for: `in` from elsewhere, `out` to elsewhere."""

    IN = "in"
    OUT = "out"


class Sort(StrEnum):
    """In which order: by the tree and then by id, or by a column and then by id."""

    ORGANISATION = "organisation"
    WORKER = "worker"
    NAME = "name"
    SINCE = "since"
    GRADED = "graded"
    CONTRACT = "contract"


class Group(StrEnum):
    """What heads are counted by."""

    GRADE = "grade"
    MODE = "mode"
    ORGANISATION = "organisation"
    QUALIFICATION = "qualification"
    COMMENDATION = "commendation"
    EDUCATION = "education"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a roster is asked for; None means any.

    `within` are the places asked for; a worker is on the roster whose place is in each of them. `grades` are those of a
    range, on `ladder`; `contract_before` a day that the running contract ends before; `name` the beginning of a name,
    of its pinyin or its initials, or any part of the name; `post_text` a part of the post's title.
    """

    day: date
    position: int
    within: tuple[Within, ...]
    status: Status = Status.ENGAGED
    mode: EngagementMode | None = None
    ladder: str | None = None
    grades: tuple[str, ...] | None = None
    qualification: str | None = None
    commendation: str | None = None
    contract_before: date | None = None
    seconded: Seconded | None = None
    name: str | None = None
    post_text: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One worker on the roster. `home`, `host`: whether the subtree holds them so; a head is counted where it is home.

    Name and document are plain, the number masked; `ERASED` when they are no more. `said` has the columns of the table.
    """

    worker_id: str
    version: int
    home: bool
    host: bool
    name: Any
    document: Any
    said: Any
    overdue: tuple[str, ...]


class Key(NamedTuple):
    """Where a page ended: the value that rows are ordered by, and the worker."""

    value: str
    worker: str


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the key after which the next page begins (None: there is none)."""

    rows: tuple[Row, ...]
    next_after: Key | None


def page(
    rows: Rows,
    wanted: Wanted,
    after: Key | None,
    limit: int,
    sort: Sort = Sort.ORGANISATION,
    *,
    descending: bool = False,
) -> Page:
    """One page of a roster: at most `limit` rows beyond the key `after`."""
    parts = Parts(times(wanted), conditions(wanted))
    if sort is Sort.ORGANISATION and not descending and wanted.name is None:
        ask = paged(wanted, parts, after, limit + 1)
    else:
        ask = flat(wanted, parts, sort.value, after, limit + 1, descending=descending)
    found = ask(rows)
    shown = tuple(_row(one, wanted.day) for one in found[:limit])
    ended = Key(str(found[limit - 1].sort_key), shown[-1].worker_id) if len(found) > limit else None
    return Page(shown, ended)


def everyone(rows: Rows, wanted: Wanted) -> Iterator[Row]:
    """The whole roster in order of worker ids, held in memory a page at a time."""
    part = page(rows, wanted, None, CHUNK, Sort.WORKER)
    yield from part.rows
    while part.next_after is not None:
        part = page(rows, wanted, part.next_after, CHUNK, Sort.WORKER)
        yield from part.rows


def counts(rows: Rows, wanted: Wanted, by: Group) -> Sequence[tuple[tuple[Any, ...], int]]:
    """Heads by group, in order: for each the codes that name it and how many are at home there.

    A worker who has several qualifications or honours counts in each; None names those who have none.
    """
    found = counted(wanted, Parts(times(wanted), conditions(wanted)), by.value)(rows)
    return [(tuple(one[:-1]), int(one[-1])) for one in found]


def heads(rows: Rows, wanted: Wanted) -> int:
    """How many are at home in the places asked for."""
    return sum(count for _, count in counts(rows, wanted, Group.MODE))


def hashes(rows: Rows, wanted: Wanted) -> list[bytes]:
    """The hashes of all rows of the places asked for, home and host, engaged and separated: what a digest adds up."""
    found = counted(wanted, Parts(times(wanted), ((), {})), "hash")(rows)
    return [bytes(one[0]) for one in found]


_HOLDING: Final = """
SELECT count(DISTINCT worker_id) FROM read.roster
WHERE place = %(place)s::uuid AND post = %(post)s::uuid AND status = 'engaged' AND valid_from <= %(day)s
    AND valid_to > %(day)s AND known_from <= %(known)s AND known_to > %(known)s
"""


def holding_post(rows: Rows, post_id: str, organisation_id: str, day: date, position: int) -> int:
    """How many workers of an organisation, its guests among them, held a post on a day, as known at a position."""
    asked = {"place": key_of(organisation_id), "post": key_of(post_id), "day": day, "known": position}
    return int(rows(_HOLDING, asked)[0][0])


def _row(found: Any, day: date) -> Row:
    overdue = []
    if found.contract_overdue_from <= day:
        overdue.append("contract")
    if found.secondment_overdue_from <= day:
        overdue.append("secondment")
    named = found.name if found.name is not None else ERASED
    document = {"kind": found.document_kind, "number": found.document_mask}
    return Row(
        f"worker-{found.worker_id}",
        int(found.version),
        bool(found.as_home),
        bool(found.host),
        named if found.name_at is not None else None,
        None if found.document_at is None else document if found.document_mask is not None else ERASED,
        found,
        tuple(overdue),
    )
