"""One commit: the head lock, one query, the numbers, the rows, the new head. Two round trips.

    BEGIN; lock the head; read the clock; check the batch        (one pipeline)
    insert events, claims, commands, keys; move the head; COMMIT (another)

The clock is read in a statement of its own after the lock: a statement's snapshot and clock are older than
the lock it waits for.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import psycopg

from domain.errors import LedgerError
from domain.ledger import Receipt
from domain.tree import Frontier, leaf_hash
from domain.values import instant_text
from ops.store.entries import Job
from ops.store.judging import Question, Replay, Twin, World
from ops.store.packing import (
    COPY_EVENTS,
    Byteas,
    Dates,
    EventRow,
    Integers,
    Smallints,
    Texts,
    Uuids,
    copy_events,
)

# From this many events on COPY is faster than an INSERT from arrays, although it costs a round trip of its
# own.
COPY_FROM: Final = 400

# A process that stalls while it holds the head lock loses it, so that the others can go on.
_LOCK_HEAD: Final = """
SELECT size, frontier, recorded_at, origin, set_config('idle_in_transaction_session_timeout', '15s', true)
FROM ledger.head FOR UPDATE
"""
_CLOCK: Final = "SELECT clock_timestamp()"
_INSERT_EVENTS: Final = """
INSERT INTO ledger.event (position, stream_id, version, type, schema, recorded_at, event_id, leaf, leaf_hash)
SELECT %(first)s::bigint + n - 1, stream_id, version, type, schema, %(at)s, event_id, leaf, leaf_hash
FROM unnest(%(streams)b, %(versions)b, %(types)b, %(schemas)b, %(ids)b, %(leaves)b, %(hashes)b)
     WITH ORDINALITY AS e (stream_id, version, type, schema, event_id, leaf, leaf_hash, n)
"""
_DROP_CLAIMS: Final = "DELETE FROM vault.claim WHERE stream_id = ANY (%(streams)b)"
_INSERT_CLAIMS: Final = """
INSERT INTO vault.claim (kind, key, stream_id, since, until, capacity)
SELECT * FROM unnest(%(kinds)b, %(keys)b, %(streams)b, %(since)b, %(until)b, %(capacities)b)
"""
_INSERT_COMMAND: Final = """
INSERT INTO vault.command (first_event_id, first_position, events, digest, subjects)
SELECT id, %(first)s::bigint + ordinal, events, digest, string_to_array(subjects, E'\\n')
FROM unnest(%(ids)b, %(ordinals)b, %(events)b, %(digests)b, %(subjects)b) AS c (id, ordinal, events, digest, subjects)
"""
_INSERT_KEYS: Final = (
    "INSERT INTO vault.subject_key (subject, wrapped) SELECT * FROM unnest(%(subjects)b, %(wrapped)b)"
)
_TRACK: Final = """
INSERT INTO ledger.tracking (application_name, notification_id) VALUES (%(name)s, %(mark)s)
ON CONFLICT (application_name) DO UPDATE SET notification_id = excluded.notification_id
"""
_MOVE_HEAD: Final = "UPDATE ledger.head SET size = %(size)s, frontier = %(frontier)b, recorded_at = %(at)s"
_INSERT_COMMIT: Final = (
    "INSERT INTO ledger.commit (size, root, recorded_at) VALUES (%(size)s, %(root)b, %(at)s)"
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: its frontier and the last recorded_at."""

    frontier: Frontier
    recorded_at: datetime
    origin: str


@dataclass(slots=True)
class Outcome:
    """What became of a batch. `accepted` jobs have their first position; the rows are those of all of them."""

    accepted: list[tuple[Job, int]] = field(default_factory=list)
    refused: list[tuple[Job, LedgerError]] = field(default_factory=list)
    replays: list[tuple[Job, Replay]] = field(default_factory=list)
    twins: list[tuple[Job, Job]] = field(default_factory=list)
    unknown: list[Job] = field(default_factory=list)
    rows: list[EventRow] = field(default_factory=list)
    size: int = 0
    root: bytes = b""

    def receipts(self, job: Job, first_position: int, signature: str) -> Sequence[Receipt]:
        """The receipts of an accepted job; the signature is that of the commit's checkpoint."""
        start = first_position - self.rows[0][0]
        return [
            Receipt(event_id, stream_id, version, position, hashed, self.size, self.root, signature)
            for position, stream_id, version, _, _, event_id, _, hashed in self.rows[
                start : start + len(job.entries)
            ]
        ]


def commit(connection: psycopg.Connection[Any], jobs: Sequence[Job], *, only_look: bool = False) -> Outcome:
    """Record what can be recorded of `jobs`, all in one commit; `connection` is in autocommit mode.

    With `only_look`, jobs that are found recorded are answered and the others are left unknown: what is done
    when a second attempt was lost too. Any error of the driver leaves the outcome to be settled by the
    caller.
    """
    question = Question.about(jobs)
    with connection.pipeline():
        connection.execute("BEGIN")
        locked = connection.execute(_LOCK_HEAD, binary=True)
        clock = connection.execute(_CLOCK, binary=True)
        found = connection.execute(question.statement, question.parameters, binary=True)
    head = _head(locked.fetchone())
    now: datetime = clock.fetchall()[0][0]
    world = World.read(question.streams, found.fetchall())
    outcome = _judge(world, jobs, only_look)
    if not outcome.accepted:
        connection.execute("ROLLBACK")
        return outcome
    at = max(head.recorded_at, now)
    frontier = _number(outcome, head, at)
    for job, _ in outcome.accepted:
        job.sent = True
    _write(connection, outcome, world, frontier, at)
    return outcome


def _head(row: Any) -> Head:
    if row is None:
        raise psycopg.DataError("ledger.head is empty: the ledger has no origin yet")
    size, frontier, recorded_at, origin, _ = row
    return Head(Frontier.from_bytes(size, frontier), recorded_at, origin)


def _judge(world: World, jobs: Sequence[Job], only_look: bool) -> Outcome:
    outcome = Outcome()
    for job in jobs:
        answer = world.judge(job)
        if isinstance(answer, Replay):
            outcome.replays.append((job, answer))
        elif isinstance(answer, Twin):
            outcome.twins.append((job, answer.job))
        elif only_look:
            outcome.unknown.append(job)
        elif answer is not None:
            outcome.refused.append((job, answer))
        else:
            world.accept(job)
            outcome.accepted.append((job, 0))
    return outcome


def _number(outcome: Outcome, head: Head, at: datetime) -> Frontier:
    """Positions, line 1, leaf hashes and the frontier of all accepted jobs."""
    instant = b'"%b"' % instant_text(at).encode()
    position = head.frontier.size
    rows = outcome.rows
    for index, (job, _) in enumerate(outcome.accepted):
        outcome.accepted[index] = (job, position)
        for entry in job.entries:
            leaf = entry.leaf(position, instant)
            rows.append(
                (
                    position,
                    entry.stream_id,
                    entry.version,
                    entry.type,
                    entry.schema,
                    entry.event_id,
                    leaf,
                    leaf_hash(leaf),
                )
            )
            position += 1
    frontier = head.frontier.append_all([row[7] for row in rows])
    outcome.size, outcome.root = frontier.size, frontier.root()
    return frontier


def _write(
    connection: psycopg.Connection[Any], outcome: Outcome, world: World, frontier: Frontier, at: datetime
) -> None:
    rows = outcome.rows
    if len(rows) >= COPY_FROM:
        with connection.cursor().copy(COPY_EVENTS) as copy:
            copy.write(copy_events(rows, at))
    with connection.pipeline():
        if rows and len(rows) < COPY_FROM:
            connection.execute(_INSERT_EVENTS, _event_arrays(rows, at))
        _write_claims(connection, world)
        _write_commands(connection, outcome)
        _write_marks(connection, outcome)
        if rows:
            head = {"size": frontier.size, "frontier": frontier.to_bytes(), "root": outcome.root, "at": at}
            connection.execute(_MOVE_HEAD, head)
            connection.execute(_INSERT_COMMIT, head)
        connection.execute("COMMIT")


def _event_arrays(rows: Sequence[EventRow], at: datetime) -> dict[str, Any]:
    positions, streams, versions, types, schemas, ids, leaves, hashes = zip(*rows, strict=True)
    return {
        "first": positions[0],
        "at": at,
        "streams": Texts.of(streams),
        "versions": Integers.of(versions),
        "types": Texts.of(types),
        "schemas": Smallints.of(schemas),
        "ids": Uuids.of(ids),
        "leaves": Byteas.of(leaves),
        "hashes": Byteas.of(hashes),
    }


def _write_claims(connection: psycopg.Connection[Any], world: World) -> None:
    streams, claims = world.changed_claims()
    if any(world.before[stream] for stream in streams):
        connection.execute(_DROP_CLAIMS, {"streams": Texts.of(streams)})
    if claims:
        connection.execute(
            _INSERT_CLAIMS,
            {
                "kinds": Texts.of([claim.key.kind for claim in claims]),
                "keys": Texts.of([claim.key.key for claim in claims]),
                "streams": Texts.of([claim.stream_id for claim in claims]),
                "since": Dates.of([claim.since for claim in claims]),
                "until": Dates.of([claim.until for claim in claims]),
                "capacities": Integers.of([claim.capacity for claim in claims]),
            },
        )


def _write_commands(connection: psycopg.Connection[Any], outcome: Outcome) -> None:
    keyed = [(job, job.key, first) for job, first in outcome.accepted if job.key is not None]
    if keyed:
        base = keyed[0][2]
        connection.execute(
            _INSERT_COMMAND,
            {
                "first": base,
                "ids": Uuids.of([job.entries[0].event_id for job, _, _ in keyed]),
                "ordinals": Integers.of([first - base for _, _, first in keyed]),
                "events": Integers.of([len(job.entries) for job, _, _ in keyed]),
                "digests": Byteas.of([key.digest for _, key, _ in keyed]),
                "subjects": Texts.of(["\n".join(sorted(job.subjects)) for job, _, _ in keyed]),
            },
        )
    wrapped = {subject: key for job, _ in outcome.accepted for subject, key in job.wrapped.items()}
    if wrapped:
        connection.execute(
            _INSERT_KEYS, {"subjects": Texts.of(list(wrapped)), "wrapped": Byteas.of(list(wrapped.values()))}
        )


def _write_marks(connection: psycopg.Connection[Any], outcome: Outcome) -> None:
    for job, _ in outcome.accepted:
        if job.tracking:
            connection.execute(_TRACK, {"name": job.tracking[0], "mark": job.tracking[1]})
