"""The table `read.roster`: what a roster shows of a worker, over both times.

One row stands where the worker is at home, and one for the host of each open secondment; whoever has left stands where
they were last. A day changes nothing by itself: what runs out without an event is in columns that say from which day on
it is overdue.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.bitemporal import FOREVER, Content, Positions, View
from domain.canonical import canonical_trusted
from domain.values import LATEST
from domain.worker.contract_terms import contract_until
from domain.worker.life import INITIAL, evolve
from domain.worker.state import Engaged, Graded, Secondment, Separated, WorkerState
from projections.passes import Pass, Table, key_of

ENGAGED: Final = "engaged"
SEPARATED: Final = "separated"


class Entry(NamedTuple):
    """What the roster takes from a worker's state. The first three are looked at for their positions alone."""

    name: Any
    document: Any
    person: Any
    status: str | None
    engagement: Engaged | None
    grade: Graded | None
    contract_until: date | None
    contract_overdue_from: date
    secondments: tuple[Secondment, ...]
    qualifications: tuple[str, ...]
    commendations: tuple[str, ...]
    education: str | None
    first_engaged_on: date | None


def entry(state: WorkerState) -> Entry:
    """What the roster says of a worker in this state."""
    name, document, person, *_ = state.identity or (None, None, None)
    at, status = state.engagement, None
    if isinstance(at, Separated):
        at, status = at.last, SEPARATED
    elif isinstance(at, Engaged):
        status = ENGAGED
    contract = state.contract
    return Entry(
        name,
        document,
        person,
        status,
        at if isinstance(at, Engaged) else None,
        state.grade if isinstance(state.grade, Graded) else None,
        contract.until if contract else None,
        contract_overdue_from(state),
        tuple(one for one in state.secondments if one.open),
        tuple(sorted({held.level for held in state.qualifications})),
        tuple(sorted({honour.level for honour in state.commendations if honour.revoked_on is None})),
        state.identity.education if state.identity else None,
        state.first_engaged_on,
    )


def contract_overdue_from(state: WorkerState) -> date:
    """The first day on which the running contract is overdue, if nothing is recorded: FOREVER when there is none.

    Union offices that go on without a known end keep lengthening a contract, day by day: then it never is.
    """
    until = contract_until(state, LATEST)
    return FOREVER if until is None or until >= LATEST else until + timedelta(1)


class RosterTable:
    """The table `roster`."""

    name: Final = "roster"
    columns: Final = (
        "worker_id", "place", "as_home", "yields_to", "status", "mode", "employer", "home", "post", "since",
        "engagement", "ladder", "grade", "graded_on", "grading", "contract_until", "contract_overdue_from", "hosts",
        "secondments", "secondment_overdue_from", "qualifications", "commendations", "education",
        "first_engaged_on", "name_at", "document_at", "person_at",
    )  # fmt: skip
    view: Final[View[WorkerState]] = View(entry, lambda members: members[3] is not None)

    def rows(self, stream_id: str, content: Content) -> Iterator[tuple[Any, ...]]:
        """The row at home, and one for each host while the worker is engaged."""
        said = Entry(*content.members)
        if said.status is None or said.engagement is None:
            return
        home = key_of(said.engagement.host)
        hosts = [key_of(one.host) for one in said.secondments]
        rest = _rest(said, home, hosts, content.sources)
        places = [home]
        if said.status == ENGAGED:
            places = list(dict.fromkeys((home, *hosts)))
        for number, place in enumerate(places):
            yield (key_of(stream_id), place, not number, places[:number], *rest)


def _rest(said: Entry, home: str, hosts: list[str], sources: tuple[Positions, ...]) -> tuple[Any, ...]:
    """What all rows of one content have in common."""
    engagement, grade = said.engagement, said.grade
    assert engagement is not None
    return (
        said.status,
        engagement.mode.value,
        key_of(engagement.employer),
        home,
        key_of(engagement.post) if engagement.post else None,
        engagement.since.isoformat(),
        str(engagement.event_id),
        grade.ladder if grade else None,
        grade.grade if grade else None,
        grade.since.isoformat() if grade else None,
        str(grade.event_id) if grade else None,
        _iso(said.contract_until),
        said.contract_overdue_from.isoformat(),
        hosts,
        canonical_trusted([_plain(one) for one in said.secondments]).decode(),
        min((one.until + timedelta(1) for one in said.secondments), default=FOREVER).isoformat(),
        list(said.qualifications),
        list(said.commendations),
        said.education,
        _iso(said.first_engaged_on),
        *(source[-1] if source else None for source in sources[:3]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(facet: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in facet._asdict().items()}


def _value(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return _plain(value)
    return value


TABLE: Final[Table[WorkerState]] = RosterTable()


def workers() -> Pass[WorkerState]:
    """The read model `workers`: all tables that show a worker over both times."""
    return Pass("workers", "worker", INITIAL, evolve, (TABLE,))
