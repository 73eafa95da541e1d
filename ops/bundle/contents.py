"""What is in an audit bundle: dossiers, rosters, rulebooks, evaluations and decisions, as known at one seal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from api.dependencies import Dependencies, Principal, Role
from api.queries.gate import Asking
from api.queries.parameters import StatisticsAsked
from api.queries.reports import ReportQueries, View
from api.queries.roster import row_json
from api.queries.views import Lens
from api.queries.workers import WorkerQueries
from domain.canonical import canonical
from domain.codes import chain as division_chain
from domain.errors import NotFound
from domain.organisation.state import OrganisationState
from domain.reading import book_stream
from domain.record import Event
from domain.reports.table import REPORTS
from domain.timeline import Timeline
from domain.worker.life import at_home_or_host, holders
from domain.worker.state import WorkerState
from ops.bundle import words
from ops.store import PostgresLedger
from projections.books import book_json
from projections.dossiers import Dossiers
from projections.known import Known, books_of
from projections.moments import Moment
from projections.roster import Wanted as RosterWanted
from projections.roster import everyone
from projections.tiles import Tiles
from projections.within import subtree

SINCE_LIMIT: Final = 16
"""Leaves between the first unsealed position and the seal itself that each dossier repeats at most."""
SAMPLE: Final = 25
DECISIONS: Final = ("exceptions", "breaches", "questioned")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a bundle is about: an organisation and all below it, and a period, both days included.

    `seed` is what the sample is drawn by: an auditor's own words, so that nobody knows it beforehand.
    """

    organisation: str
    since: date
    until: date
    seed: str = ""


@dataclass
class Contents:
    """The members of one bundle. `progress` is told how many dossiers are made, and of how many."""

    deps: Dependencies
    ledger: PostgresLedger
    seal: Event
    wanted: Wanted
    progress: Callable[[int, int], None] = field(default=lambda _done, _of: None)

    def __post_init__(self) -> None:
        size = self.seal.position + 1
        root = Tiles(self.ledger).root(size)
        self.note = self.ledger.signer.checkpoint(size, root)
        self.first = Moment(self.wanted.since, self.seal.position, root)
        self.last = Moment(self.wanted.until, self.seal.position, root)
        self.known = Known(self.ledger, self.seal.position)
        self._asking = Asking(self.deps, Principal("auditor", Role.ADMINISTRATOR))

    def said(self) -> dict[str, Any]:
        """What the manifest says of the bundle."""
        return {
            "origin": self.ledger.origin,
            "organisation": self.wanted.organisation,
            "from": self.wanted.since.isoformat(),
            "to": self.wanted.until.isoformat(),
            "position": self.seal.position,
            "size": self.last.size,
            "root": self.last.root.hex(),
            "seed": self.seed,
            "streams": [*self.workers, *self.organisations, *self._books],
        }

    @property
    def seed(self) -> str:
        """What the sample is drawn by; the root where nothing was given."""
        return self.wanted.seed or self.last.root.hex()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        wanted = self.wanted
        return f"{wanted.organisation}_{wanted.since}_{wanted.until}_{self.seal.position}"

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the bundle but its manifest, in a fixed order."""
        wanted = self.wanted
        readme = words.README.format(
            organisation=wanted.organisation,
            since=wanted.since,
            until=wanted.until,
            origin=self.ledger.origin,
            position=self.seal.position,
            name=f"{self.name}.bundle.zip",
        )
        yield "README.txt", readme.encode()
        yield "checkpoint", self.note.encode()
        yield from self._dossiers()
        for at in self.moments:
            yield f"rosters/{at.as_of}.json", _json(at, rows=self.roster(at, self.lens()))
        yield from self._rulebooks()
        yield "evaluations.json", _json(self.last, workers=list(self._evaluations()))
        for code in DECISIONS:
            yield f"decisions/{code}.json", _json(self.last, **self._decided(code))
        yield "sample.json", _json(self.last, seed=self.seed, positions=self._sample())

    @cached_property
    def moments(self) -> list[Moment]:
        """The first and the last day of the period, once where they are the same."""
        return [self.first] if self.first.as_of == self.last.as_of else [self.first, self.last]

    def lens(self, role: Role = Role.ADMINISTRATOR) -> Lens:
        """What a role sees of hidden values: an administrator nothing."""
        return Asking(self.deps, Principal("auditor", role)).lens(False, None, "")

    def roster(self, at: Moment, lens: Lens) -> list[dict[str, Any]]:
        """The roster of a day, in order of ids."""
        self.deps.runner.ensure(at.size)
        rows = self.known.source.rows
        below = subtree(rows, self.wanted.organisation, at.as_of, at.position)
        wanted = RosterWanted(at.as_of, at.position, (below,))
        return [row_json(row, at, lens) for row in everyone(rows, wanted)]

    def events(self) -> Iterator[Event]:
        """All events of the workers of the bundle."""
        for worker_id in self.workers:
            yield from self.known.worker(worker_id).events
            self.known.forget("worker")

    @cached_property
    def organisations(self) -> list[str]:
        """The organisation and all that stood below it on a day of the period, in order of their ids."""
        return sorted(one for one in self.known.ever_below(self.wanted.organisation) if self._in_period(one))

    def _in_period(self, organisation_id: str) -> bool:
        timeline = self.known.organisation_timeline(organisation_id)
        return any(self._below(organisation_id, day) for day in self._days(timeline))

    @cached_property
    def workers(self) -> list[str]:
        """Whom an organisation held that stood below then, in order of their ids.

        On the first day of the period, or on one on which something took effect; then also whoever had left it.
        """
        return [career.worker for career in self._view.careers() if self._held(career.timeline)]

    def _held(self, timeline: Timeline[WorkerState]) -> bool:
        first, *changed = self._days(timeline)
        held = [(holder, first) for holder in at_home_or_host(timeline.as_of(first))]
        held += [(holder, day) for day in changed for holder in holders(timeline.as_of(day))]
        return any(self._below(holder, day) for holder, day in held)

    def _days(self, timeline: Timeline[Any]) -> list[date]:
        """The first day of the period, then those of its days on which something of the stream took effect."""
        since, until = self.wanted.since, self.wanted.until
        changed = {one.effective_on for one in timeline.standing if since <= one.effective_on <= until}
        return [since, *sorted(changed)]

    def _below(self, organisation_id: str, on: date) -> bool:
        path = self.known.path(organisation_id, on)
        return any(above.organisation_id == self.wanted.organisation for above in path)

    @cached_property
    def _reports(self) -> ReportQueries:
        return ReportQueries(self.deps)

    @property
    def _view(self) -> View:
        wanted = self.wanted
        return self._reports.view(self._asking, self.last, wanted.organisation, wanted.since, wanted.until)

    @cached_property
    def _books(self) -> list[str]:
        """The streams of the rulebooks that hold for the organisation, those that have events."""
        streams = [book_stream(code) for code in division_chain(self._organisation.division)]
        found = self.known.streams(streams)
        return [stream for stream in streams if found[stream]]

    @cached_property
    def _organisation(self) -> OrganisationState:
        found = self.known.organisation(self.wanted.organisation, self.wanted.until)
        if found is None:
            raise NotFound("该日没有这个组织", "there is no such organisation on that day")
        return found

    def _dossiers(self) -> Iterator[tuple[str, bytes]]:
        made = Dossiers(self.ledger)
        streams = [*self.workers, *self.organisations, *self._books]
        for number, stream_id in enumerate(streams, start=1):
            one, _ = made.of(stream_id, note=self.note, since_limit=SINCE_LIMIT)
            yield f"dossiers/{stream_id}.dossier", one.content()
            self.progress(number, len(streams))

    def _rulebooks(self) -> Iterator[tuple[str, bytes]]:
        division = self._organisation.division
        book = books_of(self.known, division_chain(division)).on(self.wanted.until)
        if book is not None:
            yield f"rulebooks/{division}.json", _json(self.last, **book_json(division, book))

    def _evaluations(self) -> Iterator[dict[str, Any]]:
        queries, lens = WorkerQueries(self.deps), self.lens()
        for worker_id in self.workers:
            timeline = self.known.worker(worker_id)
            found = queries.assessments(self.last, timeline, lens)
            if found:
                yield {"worker_id": worker_id, "evaluations": found}
            self.known.forget("worker")

    def _decided(self, code: str) -> dict[str, Any]:
        period = {"from": self.wanted.since.isoformat(), "to": self.wanted.until.isoformat()}
        asked = StatisticsAsked.model_validate(
            {"organisation": self.wanted.organisation, **(period if REPORTS[code].period else {})}
        )
        return self._reports.told(self._asking, self.last, REPORTS[code], asked)

    def _sample(self) -> list[int]:
        """Positions of the workers' records that took effect in the period, the first by a hash with the seed."""
        since, until = self.wanted.since, self.wanted.until
        pool = (one.position for one in self.events() if since <= one.effective_on <= until)
        return sorted(_first(pool, self.seed))


def _first(positions: Iterable[int], seed: str) -> list[int]:
    def drawn(position: int) -> bytes:
        return sha256(f"{seed}|{position}".encode()).digest()

    return sorted(positions, key=drawn)[:SAMPLE]


def _json(at: Moment, **members: Any) -> bytes:
    """A file of the bundle: both times, then its members, in canonical JSON."""
    return canonical({**at.json(), **members})
