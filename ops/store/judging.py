"""What has to hold for a job under the head lock, and what the batch before it has already changed.

`World` is the part of the ledger that a batch touches, read in one query after the lock; each accepted job
changes it for those that come after. Judging is pure: no database, no clock.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hmac import compare_digest
from typing import Any, Final
from uuid import UUID

from domain.claims import Claim, ClaimKey, ClaimKind, conflict
from domain.errors import IdempotencyConflict, LedgerError, SubjectErased
from domain.ledger import LostRace
from ops.store.entries import ERASURE_TYPE, Job
from ops.store.packing import PackedArray, Texts, Uuids


class TrackingConflict(LedgerError):
    """A follower's mark is not beyond the one recorded: that notification has been processed before."""

    code = "tracking-conflict"

    def __init__(self, name: str, mark: int, recorded: int) -> None:
        super().__init__(
            f"{name} 已处理到 {recorded}，不能再记录 {mark}",
            f"{name} has come to {recorded}; {mark} is not beyond it",
        )


@dataclass(frozen=True, slots=True)
class Known:
    """An event that is already recorded under an id of this batch; the last three when it began a keyed
    command.
    """

    position: int
    leaf: bytes
    events: int = 0
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """The job was recorded before: answer with the receipts of these positions."""

    first_position: int
    events: int


@dataclass(frozen=True, slots=True)
class Twin:
    """The same command stands earlier in this batch: answer what that one is answered."""

    job: Job


# One query for the whole batch; a part is left out when the batch has nothing to ask of it, which saves its
# planning. Each part is an index descent a row whatever the planner believes about the tables' sizes.
_VERSIONS: Final = """
SELECT 0 AS tag, NULL::uuid AS id, NULL AS a, NULL AS b, NULL AS c, NULL::date AS since, NULL::date AS until,
       NULL::bigint AS number, NULL::int AS count, NULL::bytea AS data, NULL::bytea AS digest,
       ARRAY(SELECT v.version
             FROM unnest(%(streams)b) WITH ORDINALITY AS s (id, n)
             LEFT JOIN LATERAL (SELECT e.version FROM ledger.event e WHERE e.stream_id = s.id
                                ORDER BY e.version DESC LIMIT 1) v ON true
             ORDER BY s.n) AS versions
UNION ALL
SELECT 1, i.id, NULL, NULL, NULL, NULL, NULL, e.position, c.events, e.leaf, c.digest, NULL
FROM unnest(%(ids)b) AS i (id)
CROSS JOIN LATERAL (SELECT position, leaf FROM ledger.event WHERE event_id = i.id LIMIT 1) e
LEFT JOIN vault.command c ON c.first_event_id = i.id
"""
_CLAIMS: Final = """
UNION ALL
SELECT 2, NULL, c.kind, c.key, c.stream_id, c.since, c.until, NULL, c.capacity, NULL, NULL, NULL
FROM unnest(%(kinds)b, %(keys)b) AS w (kind, key)
CROSS JOIN LATERAL (SELECT * FROM vault.claim WHERE kind = w.kind AND key = w.key OFFSET 0) c
WHERE c.stream_id <> ALL (%(claimants)b)
UNION ALL
SELECT 2, NULL, c.kind, c.key, c.stream_id, c.since, c.until, NULL, c.capacity, NULL, NULL, NULL
FROM unnest(%(claimants)b) AS w (id)
CROSS JOIN LATERAL (SELECT * FROM vault.claim WHERE stream_id = w.id OFFSET 0) c
"""
_SUBJECTS: Final = """
UNION ALL
SELECT 3, NULL, k.subject, NULL, NULL, NULL, NULL, NULL, (k.wrapped IS NULL)::int, k.wrapped, NULL, NULL
FROM unnest(%(subjects)b) AS w (id)
CROSS JOIN LATERAL (SELECT subject, wrapped FROM vault.subject_key WHERE subject = w.id LIMIT 1) k
UNION ALL
SELECT 3, NULL, e.stream_id, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL
FROM unnest(%(subjects)b) AS w (id)
CROSS JOIN LATERAL (SELECT stream_id FROM ledger.event WHERE type = 'subject.erased' AND stream_id = w.id LIMIT 1) e
"""
_MARKS: Final = """
UNION ALL
SELECT 4, NULL, t.application_name, NULL, NULL, NULL, NULL, t.notification_id, NULL, NULL, NULL, NULL
FROM ledger.tracking t WHERE t.application_name = ANY (%(followers)b)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What a batch has to ask: the statement, its parameters, and the streams in the order asked for."""

    statement: str
    parameters: Mapping[str, PackedArray]
    streams: Sequence[str]

    @classmethod
    def about(cls, jobs: Sequence[Job]) -> "Question":
        """Everything that judging these jobs needs to know."""
        streams = list({stream for job in jobs for stream in (*job.reads, *job.floors)})
        claimants = list({stream for job in jobs for stream in job.claimants})
        wanted = list({claim.key for job in jobs for claim in job.claims})
        subjects = list({subject for job in jobs for subject in job.subjects})
        followers = list({job.tracking[0] for job in jobs if job.tracking})
        parameters: dict[str, PackedArray] = {
            "streams": Texts.of(streams),
            "ids": Uuids.of([entry.event_id for job in jobs for entry in job.entries]),
        }
        statement = _VERSIONS
        if claimants:
            statement += _CLAIMS
            parameters["claimants"] = Texts.of(claimants)
            parameters["kinds"] = Texts.of([key.kind for key in wanted])
            parameters["keys"] = Texts.of([key.key for key in wanted])
        if subjects:
            statement += _SUBJECTS
            parameters["subjects"] = Texts.of(subjects)
        if followers:
            statement += _MARKS
            parameters["followers"] = Texts.of(followers)
        return cls(statement, parameters, streams)


@dataclass(slots=True)
class World:
    """What the ledger holds on the streams, ids, claims, subjects and followers of one batch."""

    versions: dict[str, int | None] = field(default_factory=dict)
    known: dict[UUID, Known] = field(default_factory=dict)
    held: dict[ClaimKey, dict[str, list[Claim]]] = field(default_factory=lambda: defaultdict(dict))
    own: dict[str, set[Claim]] = field(default_factory=lambda: defaultdict(set))
    alive: dict[str, bytes] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    marks: dict[str, int] = field(default_factory=dict)
    taken: dict[UUID, Job] = field(default_factory=dict)
    before: dict[str, set[Claim]] = field(default_factory=dict)

    @classmethod
    def read(cls, streams: Sequence[str], rows: Iterable[Sequence[Any]]) -> "World":
        """The world that a Question found; `streams` in the order in which they were asked for."""
        world = cls()
        for tag, event_id, a, b, c, since, until, number, count, data, digest, versions in rows:
            if tag == 0:
                world.versions = dict(zip(streams, versions, strict=True))
            elif tag == 1:
                world.known[event_id] = Known(number, data, count or 0, digest)
            elif tag == 2:
                world._hold(_claim(a, b, c, since, until, count))
            elif tag == 3:
                if count:
                    world.erased.add(a)
                else:
                    world.alive[a] = data
            else:
                world.marks[a] = number
        return world

    def _hold(self, claim: Claim) -> None:
        self.own[claim.stream_id].add(claim)
        self.held[claim.key].setdefault(claim.stream_id, []).append(claim)

    def judge(self, job: Job) -> LedgerError | Replay | Twin | None:
        """Why the job cannot be recorded, or whose answer it gets; None when it is accepted."""
        if job.entries:
            repeated = self._repeated(job)
            if repeated is not None:
                return repeated
        gone = job.subjects & self.erased
        if gone:
            return SubjectErased(min(gone))
        lost = {stream for stream, version in job.reads.items() if (self.versions[stream] or 0) != version}
        lost |= {stream for stream, floor in job.floors.items() if self._top(stream) >= floor}
        lost |= job.new_keys.keys() & self.alive.keys()
        lost |= {subject for subject, wrapped in job.relied.items() if self.alive.get(subject) != wrapped}
        lost |= self._lost_claims(job)
        if lost:
            return LostRace(lost)
        return self._behind(job)

    def accept(self, job: Job) -> None:
        """Let the job's changes count for the ones after it."""
        for entry in job.entries:
            self.versions[entry.stream_id] = entry.version
            self.taken[entry.event_id] = job
            if entry.type == ERASURE_TYPE:
                self.erased.add(entry.stream_id)
        self.alive.update(job.wrapped)
        if job.tracking:
            self.marks[job.tracking[0]] = job.tracking[1]
        for stream in job.claimants:
            claims = self.own.pop(stream, set())
            self.before.setdefault(stream, claims)
            for claim in claims:
                self.held[claim.key].pop(stream, None)
        for claim in job.claims:
            self._hold(claim)

    def _top(self, stream: str) -> int:
        version = self.versions[stream]
        return -1 if version is None else version

    def _repeated(self, job: Job) -> LedgerError | Replay | Twin | None:
        first = job.entries[0].event_id
        earlier = self.taken.get(first)
        if earlier is not None:
            same = earlier.entries[0].event_id == first and _same_key(
                job, None if earlier.key is None else earlier.key.digest
            )
            return Twin(earlier) if same else IdempotencyConflict()
        known = self.known.get(first)
        if known is not None:
            if job.sent and self._is_ours(job):
                return Replay(known.position, len(job.entries))
            if known.events and _same_key(job, known.digest):
                return Replay(known.position, known.events)
            return IdempotencyConflict()
        if any(entry.event_id in self.known or entry.event_id in self.taken for entry in job.entries):
            return IdempotencyConflict()
        return None

    def _is_ours(self, job: Job) -> bool:
        """Whether what stands in the record is what this very job sent: nonces make its bytes unlike any
        other's.
        """
        stored = [self.known.get(entry.event_id) for entry in job.entries]
        return all(
            known is not None and known.leaf.endswith(b"\n" + entry.second)
            for known, entry in zip(stored, job.entries, strict=True)
        )

    def _lost_claims(self, job: Job) -> set[str]:
        lost: set[str] = set()
        for claim in job.claims:
            others = [
                held
                for stream, claims in self.held.get(claim.key, {}).items()
                if stream not in job.claimants
                for held in claims
            ]
            others += [other for other in job.claims if other.key == claim.key]
            lost.update(held.stream_id for held in conflict(claim, others))
        return lost

    def _behind(self, job: Job) -> LedgerError | None:
        if job.tracking is None:
            return None
        name, mark = job.tracking
        recorded = self.marks.get(name)
        return None if recorded is None or recorded < mark else TrackingConflict(name, mark, recorded)

    def changed_claims(self) -> tuple[list[str], list[Claim]]:
        """Streams whose claims have to be written anew, and those claims; streams that keep theirs are left
        alone.
        """
        streams = [stream for stream, claims in self.before.items() if claims != self.own[stream]]
        return streams, [claim for stream in streams for claim in self.own[stream]]


def _claim(kind: str, key: str, stream_id: str, since: date, until: date | None, capacity: int) -> Claim:
    return Claim(ClaimKey(ClaimKind(kind), key), stream_id, since, until, capacity)


def _same_key(job: Job, digest: bytes | None) -> bool:
    return digest is not None and job.key is not None and compare_digest(job.key.digest, digest)
