"""Reading for a decision: timelines of every stream it folds, each remembered with its version.

What was read is the read set that the store checks again under its lock. So timelines of organisations, posts and
books may come from a shelf in memory: a stale one can never be recorded on, and a refusal that rests on a stale one
is judged again.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

from domain.claims import Claim, ClaimKey
from domain.cycle.state import CycleState
from domain.folding import timeline_of
from domain.hidden import Sealed, is_subject
from domain.ledger import Ledger
from domain.organisation.state import UNION_KINDS, OrganisationState, PostState
from domain.plan.state import PlanState
from domain.purchase.state import PurchaseState
from domain.record import Event
from domain.rulebook.book import Books
from domain.timeline import Timeline
from domain.training.state import CourseState
from domain.volunteer.state import VolunteerState
from domain.worker.life import worker_timeline
from domain.worker.state import WorkerState
from domain.world import path_up


class Shelf:
    """Timelines kept in memory between decisions, the least recently used dropped. Safe to share among threads."""

    def __init__(self, capacity: int = 20_000) -> None:
        self._kept: OrderedDict[str, Timeline[Any]] = OrderedDict()
        self._books: dict[tuple[tuple[str, int], ...], Books] = {}
        self._capacity = capacity
        self._lock = Lock()

    def get(self, stream_id: str) -> Timeline[Any] | None:
        """The timeline kept for this stream, None when there is none."""
        with self._lock:
            timeline = self._kept.get(stream_id)
            if timeline is not None:
                self._kept.move_to_end(stream_id)
            return timeline

    def keep(self, timeline: Timeline[Any]) -> None:
        """Keep a timeline for later decisions."""
        with self._lock:
            self._kept[timeline.stream_id] = timeline
            self._kept.move_to_end(timeline.stream_id)
            if len(self._kept) > self._capacity:
                self._kept.popitem(last=False)

    def forget(self, stream_ids: Iterable[str]) -> None:
        """Drop these streams: they are known to have changed."""
        with self._lock:
            for stream_id in stream_ids:
                self._kept.pop(stream_id, None)

    def books(self, versions: tuple[tuple[str, int], ...], make: Callable[[], Books]) -> Books:
        """The books of a chain at these versions, made once."""
        with self._lock:
            books = self._books.get(versions)
        if books is None:
            books = make()
            with self._lock:
                if len(self._books) > 2000:
                    self._books.clear()
                self._books[versions] = books
        return books

    def drop_stale(self, ledger: Ledger, reads: Mapping[str, int]) -> bool:
        """Drop every stream whose version is no longer what `reads` says; whether there was one."""
        current = ledger.versions(list(reads))
        stale = [stream_id for stream_id, version in reads.items() if current.get(stream_id, 0) != version]
        self.forget(stale)
        return bool(stale)


class Reading:
    """One decision's view of the ledger; it is the `World` that guards and rules ask."""

    def __init__(self, ledger: Ledger, shelf: Shelf, *, keep_workers: bool = False) -> None:
        self.ledger = ledger
        self.shelf = shelf
        self.reads: dict[str, int] = {}
        self.rules_asked = 0
        """How many rules have been asked about events; a measure, nothing rests on it."""
        self._keep_workers = keep_workers
        self._seen: dict[str, Timeline[Any]] = {}
        self._books: dict[tuple[str, ...], Books] = {}
        self._paths: dict[tuple[str, date], Sequence[OrganisationState]] = {}

    def _timeline(
        self, stream_id: str, fold: Callable[[str, Sequence[Event]], Timeline[Any]], *, keep: bool
    ) -> Timeline[Any]:
        timeline = self._seen.get(stream_id)
        if timeline is not None:
            return timeline
        timeline = self.shelf.get(stream_id)
        if timeline is None:
            timeline = fold(stream_id, self.ledger.events(stream_id))
            if keep:
                self.shelf.keep(timeline)
        self.reads[stream_id] = timeline.version
        if not stream_id.startswith("worker-"):
            # Workers move on between the commands of one import; all else stays as this reading first saw it.
            self._seen[stream_id] = timeline
        return timeline

    def timeline(self, stream_id: str) -> Timeline[Any]:
        """The timeline of a stream of any kind, empty when there is none of that id. Raises NotFound for no kind.

        What is known of people stays on the shelf only for who asked that workers do.
        """
        keep = not is_subject(stream_id) or (self._keep_workers and stream_id.startswith("worker-"))
        return self._timeline(stream_id, timeline_of, keep=keep)

    def worker(self, worker_id: str) -> Timeline[WorkerState]:
        """A worker's timeline; empty when there is no such stream."""
        return self.timeline(worker_id)

    def workers(self, worker_ids: Iterable[str]) -> Mapping[str, Timeline[WorkerState]]:
        """Many workers' timelines, read at once."""
        known = {worker_id: self.shelf.get(worker_id) for worker_id in worker_ids}
        events = self.ledger.events_of([worker_id for worker_id, kept in known.items() if kept is None])
        found = {
            worker_id: worker_timeline(worker_id, events[worker_id]) if kept is None else kept
            for worker_id, kept in known.items()
        }
        self.reads.update((worker_id, timeline.version) for worker_id, timeline in found.items())
        return found

    def organisation_timeline(self, organisation_id: str) -> Timeline[OrganisationState | None]:
        """An organisation's timeline."""
        return self.timeline(organisation_id)

    def post_timeline(self, post_id: str) -> Timeline[PostState | None]:
        """A post's timeline."""
        return self.timeline(post_id)

    def cycle(self, cycle_id: str) -> Timeline[CycleState | None]:
        """An assessment cycle's timeline."""
        return self.timeline(cycle_id)

    def plan(self, plan_id: str) -> Timeline[PlanState | None]:
        """A hiring plan's timeline."""
        return self.timeline(plan_id)

    def course(self, course_id: str) -> Timeline[CourseState | None]:
        """A course's timeline."""
        return self.timeline(course_id)

    def volunteer(self, volunteer_id: str) -> Timeline[VolunteerState | None]:
        """A volunteer's timeline."""
        return self.timeline(volunteer_id)

    def purchase(self, purchase_id: str) -> Timeline[PurchaseState | None]:
        """A purchase's timeline."""
        return self.timeline(purchase_id)

    def organisation(self, organisation_id: str, on: date) -> OrganisationState | None:
        """The organisation on that day."""
        return self.organisation_timeline(organisation_id).as_of(on)

    def post(self, post_id: str, on: date) -> PostState | None:
        """The post on that day."""
        return self.post_timeline(post_id).as_of(on)

    def path(self, organisation_id: str, on: date) -> Sequence[OrganisationState]:
        """The organisation and its ancestors on that day, up to the root."""
        known = self._paths.get((organisation_id, on))
        if known is not None:
            return known
        path = self._paths[(organisation_id, on)] = path_up(self.organisation, organisation_id, on)
        return path

    def managing_union(self, organisation_id: str, on: date) -> OrganisationState | None:
        """The union that manages workers of an organisation: itself, or the nearest union above it."""
        return next(
            (
                one
                for one in self.path(organisation_id, on)
                if one.kind in UNION_KINDS and not one.merged_into
            ),
            None,
        )

    def books(self, chain: Sequence[str]) -> Books:
        """All rulebooks of a chain of jurisdictions, from the county to the nation (`CN` last)."""
        key = tuple(chain)
        known = self._books.get(key)
        if known is not None:
            return known
        timelines = [self._timeline(book_stream(code), _raw_timeline, keep=True) for code in chain]
        versions = tuple((timeline.stream_id, timeline.version) for timeline in timelines)
        books = self._books[key] = self.shelf.books(
            versions,
            lambda: Books.of({code: t.events for code, t in zip(chain, timelines, strict=True)}, chain),
        )
        return books

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """All claims held on these keys."""
        return self.ledger.claims(keys)

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value."""
        return self.ledger.blind(purpose, value)

    def open(self, sealed: Sealed) -> Any:
        """The plain value of a sealed one, or ERASED."""
        return self.ledger.open(sealed)


def book_stream(jurisdiction: str) -> str:
    """The one stream of a jurisdiction's rulebook."""
    return f"rulebook-{jurisdiction}"


def _raw_timeline(stream_id: str, events: Sequence[Event]) -> Timeline[None]:
    return Timeline.of(stream_id, events, None, lambda state, _standing: state)
