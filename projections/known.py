"""The streams as they were known at one position: exact timelines, the tree of organisations, and posts.

Streams are read many at a time and folded once a question. Everything here is computed from the events; read models
only say where to look.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from domain.catalogue import event_type
from domain.cycle.state import CycleState
from domain.folding import timeline_of
from domain.ledger import Ledger
from domain.organisation.state import OrganisationState, PostState
from domain.plan.state import PlanState
from domain.purchase.state import PurchaseState
from domain.reading import Reading, Shelf, book_stream
from domain.record import Event, read_line_2
from domain.rulebook.book import Books
from domain.timeline import Timeline
from domain.training.state import CourseState
from domain.volunteer.state import VolunteerState
from domain.worker.state import WorkerState
from domain.world import DEPTH_LIMIT, path_up, reaches
from projections import parentage
from projections.source import Source

_STREAMS: Final = """
SELECT stream_id, position, version, type, schema, recorded_at, leaf FROM ledger.event
WHERE stream_id = ANY(%(streams)s) AND position <= %(known_at)s ORDER BY stream_id, version
"""


class Known:
    """The ledger as known at `position` (-1: nothing was). It is the `World` of views and of authority."""

    def __init__(self, source: Source, position: int) -> None:
        self.source = source
        self.position = position
        self._timelines: dict[str, Timeline[Any]] = {}

    def timeline(self, stream_id: str) -> Timeline[Any]:
        """The timeline of a stream of any kind; empty when there was no such stream."""
        if stream_id not in self._timelines:
            self.load((stream_id,))
        return self._timelines[stream_id]

    def load(self, stream_ids: Iterable[str]) -> None:
        """Read the timelines of many streams, of whatever kinds, in one query."""
        wanted = [one for one in stream_ids if one not in self._timelines]
        for stream_id, events in self.streams(wanted).items():
            self._timelines[stream_id] = timeline_of(stream_id, events)

    def forget(self, prefix: str) -> None:
        """Let go of the streams of one kind read so far, for whoever walks through many."""
        for stream_id in [one for one in self._timelines if one.startswith(f"{prefix}-")]:
            del self._timelines[stream_id]

    def worker(self, worker_id: str) -> Timeline[WorkerState]:
        """A worker's timeline; empty when there was no such stream."""
        return self.timeline(worker_id)

    def organisation_timeline(self, organisation_id: str) -> Timeline[OrganisationState | None]:
        """An organisation's timeline; empty when there was no such stream."""
        return self.timeline(organisation_id)

    def post_timeline(self, post_id: str) -> Timeline[PostState | None]:
        """A post's timeline; empty when there was no such stream."""
        return self.timeline(post_id)

    def cycle(self, cycle_id: str) -> Timeline[CycleState | None]:
        """An assessment cycle's timeline; empty when there was no such stream."""
        return self.timeline(cycle_id)

    def plan(self, plan_id: str) -> Timeline[PlanState | None]:
        """A hiring plan's timeline; empty when there was no such stream."""
        return self.timeline(plan_id)

    def course(self, course_id: str) -> Timeline[CourseState | None]:
        """A course's timeline; empty when there was no such stream."""
        return self.timeline(course_id)

    def volunteer(self, volunteer_id: str) -> Timeline[VolunteerState | None]:
        """A volunteer's timeline; empty when there was no such stream."""
        return self.timeline(volunteer_id)

    def purchase(self, purchase_id: str) -> Timeline[PurchaseState | None]:
        """A purchase's timeline; empty when there was no such stream."""
        return self.timeline(purchase_id)

    def organisation(self, organisation_id: str, on: date) -> OrganisationState | None:
        """The organisation on that day."""
        return self.organisation_timeline(organisation_id).as_of(on)

    def post(self, post_id: str, on: date) -> PostState | None:
        """The post on that day."""
        return self.post_timeline(post_id).as_of(on)

    def path(self, organisation_id: str, on: date) -> Sequence[OrganisationState]:
        """The organisation and its ancestors on that day, up to the root."""
        return path_up(self.organisation, organisation_id, on)

    def children(self, parent_ids: Sequence[str], on: date) -> list[OrganisationState]:
        """The organisations that stand right under one of these on that day, in order of their ids."""
        found = parentage.children(self.source.rows, list(parent_ids), self.position)
        self.load(found)
        above = {None if parent == parentage.ABOVE_ROOTS else parent for parent in parent_ids}
        states = [self.organisation(one, on) for one in found]
        return [state for state in states if state is not None and state.above in above]

    def subtree(self, organisation_id: str | None, on: date) -> list[str]:
        """The organisation and all below it as the tree was on that day; empty when it was not there.

        None stands for the whole forest: every root and all below.
        """
        if organisation_id is None:
            edge = [state.organisation_id for state in self.children([parentage.ABOVE_ROOTS], on)]
        else:
            edge = [organisation_id] if self.organisation(organisation_id, on) is not None else []
        reached = list(edge)
        seen = set(reached)
        for _ in range(DEPTH_LIMIT):
            below = (state.organisation_id for state in self.children(edge, on)) if edge else ()
            edge = [one for one in below if one not in seen]
            seen.update(edge)
            reached.extend(edge)
        return reached

    def ever_below(self, organisation_id: str | None) -> list[str]:
        """The organisation and all that were ever said to stand below it; None stands for every organisation."""
        edge = [parentage.ABOVE_ROOTS if organisation_id is None else organisation_id]
        reached = dict.fromkeys([] if organisation_id is None else edge)
        for _ in range(DEPTH_LIMIT):
            below = parentage.children(self.source.rows, edge, self.position) if edge else []
            edge = [one for one in below if one not in reached]
            reached.update(dict.fromkeys(edge))
        return list(reached)

    def shown(self, scope: str | None, on: date, by: date) -> list[str]:
        """The organisations whose holdings of a day belong to `scope`: its subtree then, and what has come into it by a
        merger of the day `by` or before, or was run together with it then. None stands for the whole forest.
        """
        below = self.subtree(scope, on)
        if scope is None:
            return below
        within = frozenset(below)
        others = [one for one in self.ever_below(scope) if one not in within]
        self.load(others)
        return [*below, *(one for one in others if reaches(self, scope, one, on, by))]

    def streams(self, stream_ids: Sequence[str]) -> Mapping[str, list[Event]]:
        """The events of many streams in one query, each in version order; an empty list where there is none."""
        events: dict[str, list[Event]] = {stream_id: [] for stream_id in stream_ids}
        if not stream_ids:
            return events
        parameters = {"streams": list(stream_ids), "known_at": self.position}
        for row in self.source.rows(_STREAMS, parameters):
            events[row[0]].append(read_row(row))
        return events


class ReadingAt(Reading):
    """A decision's view of the ledger as it was known at a position: for what is judged again by whoever only reads."""

    def __init__(self, ledger: Ledger, known: Known) -> None:
        super().__init__(ledger, Shelf())
        self._known = known
        self._books_read: dict[tuple[str, ...], Books] = {}

    def timeline(self, stream_id: str) -> Timeline[Any]:
        """The timeline of a stream of any kind as known then."""
        return self._known.timeline(stream_id)

    def books(self, chain: Sequence[str]) -> Books:
        """All rulebooks of a chain of jurisdictions as known then."""
        key = tuple(chain)
        if key not in self._books_read:
            self._books_read[key] = books_of(self._known, key)
        return self._books_read[key]


def books_of(known: Known, chain: Sequence[str]) -> Books:
    """The rulebooks of a chain of jurisdictions, nearest first, as known then."""
    streams = known.streams([book_stream(code) for code in chain])
    return Books.of({code: streams[book_stream(code)] for code in chain}, chain)


def read_row(row: Sequence[Any]) -> Event:
    """An event from (stream_id, position, version, type, schema, recorded_at, leaf). Raises RecordCorrupt."""
    stream_id, position, version, name, schema, recorded_at, leaf = row
    kind = event_type(name)
    content = bytes(leaf)
    said = read_line_2(kind, schema, content[content.index(b"\n") + 1 :])
    return Event(kind, stream_id, said, position, version, recorded_at)
