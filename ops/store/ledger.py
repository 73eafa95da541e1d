"""`PostgresLedger`: the domain's port over a PostgreSQL database, and what projections and the log read from
it.
"""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, Self
from uuid import UUID, uuid4

from psycopg_pool import ConnectionPool

from domain.claims import Claim, ClaimKey
from domain.errors import Fault, InvalidInput, LedgerError, NotFound
from domain.hidden import Erased, Sealed
from domain.ledger import CommandKey, Draft, Receipt
from domain.record import Event
from domain.tree import Frontier
from ops.keys import Keys
from ops.store import clock, publishing, reading
from ops.store.appender import Appender
from ops.store.commit import Outcome
from ops.store.entries import Job, NewKey, encode
from ops.store.reading import Reader, Rows, open_pool
from ops.store.signing import Signer
from ops.store.wakeup import Wakeup
from ops.vault import PendingErasure, Purge, Vault, check_keys, destroy_subject, pending_erasures

POOL_SIZE: Final = 8
PATIENCE_SECONDS: Final = 30.0
MANY: Final = 500

_FIX_ORIGIN: Final = """
INSERT INTO ledger.head (origin, size, frontier, recorded_at) VALUES (%s, 0, '', 'epoch') ON CONFLICT DO NOTHING
"""

Receipts = Sequence[Receipt]


class PostgresLedger:
    """The `Ledger` port. Safe to share between threads; one per process and database is enough."""

    def __init__(
        self,
        database_url: str,
        keys: Keys,
        cipher: str,
        origin: str | None,
        patience_seconds: float,
        *,
        prepare: bool,
    ) -> None:
        self.database_url = database_url
        self._closing = ExitStack()
        self.pool: ConnectionPool[Any] = open_pool(database_url, POOL_SIZE, prepare=prepare)
        self._closing.callback(self.pool.close)
        try:
            self.rows = Rows(self.pool)
            check_keys(self.pool, keys)
            self.origin = self._fix_origin(origin)
        except BaseException:
            self.close()
            raise
        self.signer = Signer(self.origin, keys)
        self.vault = Vault(self.rows, keys, cipher)
        self.reader = Reader(self.rows, lambda: self.signer)
        self.wakeup = Wakeup(self.pool)
        self._closing.callback(self.wakeup.close)
        self._appender = Appender(
            database_url,
            self.signer,
            self.reader.receipts,
            self._committed,
            patience_seconds,
            prepare=prepare,
        )
        self._closing.callback(self._appender.close)

    @classmethod
    def connect(
        cls,
        database_url: str,
        keys: Keys,
        *,
        cipher: str = "aes",
        origin: str | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
        prepare: bool = False,
    ) -> Self:
        """Open a migrated database. `cipher` is `aes` or `sm4`; `origin` names the log at its first start,
        for ever.

        While the database stays away, appends wait for `patience_seconds` before StoreUnavailable. Raises
        InvalidInput when the log has another origin than the one given. `prepare` halves the time of short
        statements; only for a server that is reached directly, as the embedded one is, not through PgBouncer.
        """
        return cls(database_url, keys, cipher, origin, patience_seconds, prepare=prepare)

    def close(self) -> None:
        """Record what is queued, then let go of every thread and connection."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fix_origin(self, origin: str | None) -> str:
        wanted = origin or os.environ.get("LULI_ORIGIN")
        query = "SELECT origin FROM ledger.head"
        found = self.rows(query)
        if not found:
            with self.pool.connection() as connection:
                connection.execute(_FIX_ORIGIN, (wanted or f"luli.invalid/{uuid4().hex[:16]}",))
            found = self.rows(query)
        fixed = str(found[0][0])
        if wanted and wanted != fixed:
            raise InvalidInput(
                (
                    Fault(
                        "/origin",
                        f"日志名称已定为 {fixed}，不能改变",
                        f"the log is named {fixed} for ever, not {wanted}",
                    ),
                )
            )
        return fixed

    def _committed(self, outcome: Outcome) -> None:
        for job, _ in outcome.accepted:
            if job.new_keys:
                self.vault.subjects.remember(dict(job.new_keys))
        if outcome.size:
            self.wakeup.grown(outcome.size)

    # The port: reading.

    def events(self, stream_id: str) -> Sequence[Event]:
        """The whole stream in version order, in one query; empty when there is none. Raises RecordCorrupt."""
        return self.reader.events(stream_id)

    def events_of(self, stream_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """Whole streams in one query. Raises RecordCorrupt."""
        return self.reader.events_of(stream_ids)

    def versions(self, stream_ids: Sequence[str]) -> Mapping[str, int]:
        """The current version of each stream, 0 where empty."""
        return self.reader.versions(stream_ids)

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """All claims held on these keys, by any stream."""
        return self.reader.claims(keys)

    def find_event(self, event_id: UUID) -> Event | None:
        """A recorded event by its id."""
        return self.reader.find_event(event_id)

    def prior(self, first_event_id: UUID, key: CommandKey | None) -> Receipts | None:
        """The receipts of the command whose first event has this id. Raises IdempotencyConflict for another
        command.
        """
        return self.reader.prior(first_event_id, key)

    def digests(self, first_event_ids: Sequence[UUID]) -> Mapping[UUID, bytes | None]:
        """Of those ids that are recorded, the digest of the command that each began, in one query."""
        return self.reader.digests(first_event_ids)

    def now(self) -> datetime:
        """This machine's clock, in UTC."""
        return datetime.now(UTC)

    # The port: hidden values.

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value: equal for equal values of one purpose."""
        return self.vault.blind(purpose, value)

    def command_digest(self, content: Any) -> bytes:
        """The keyed HMAC of a command's canonical JSON."""
        return self.vault.command_digest(content)

    def open(self, sealed: Sealed) -> Any:
        """The plain JSON value, or `ERASED` when the subject's key is gone. Raises RecordCorrupt for a forged
        token.
        """
        return self.vault.open(sealed)

    def load_keys(self, subjects: Iterable[str]) -> None:
        """Fetch the keys of several persons in one query, for whoever is about to open values of many."""
        self.vault.subjects.load(subjects)

    def field_key(self, sealed: Sealed) -> bytes | Erased:
        """The key of one field, which opens that field and nothing else."""
        return self.vault.field_key(sealed)

    # The port: recording.

    def submit(self, draft: Draft) -> "Future[Receipts]":
        """Encode in this thread and queue; the future holds the receipts once the commit is on disk."""
        job = encode(draft, self.vault)
        self._appender.submit((job,))
        return job.future

    def submit_job(self, job: Job) -> "Future[Receipts]":
        """Queue a job that was encoded elsewhere (the event-sourcing library's recorder)."""
        self._appender.submit((job,))
        return job.future

    def record(self, draft: Draft) -> Receipts:
        """Record all events of the draft in one commit, or none; as the port says."""
        return self.submit(draft).result()

    async def record_async(self, draft: Draft) -> Receipts:
        """`record` for a caller on an event loop; encoding takes some ten microseconds a hidden value."""
        return await asyncio.wrap_future(self.submit(draft))

    def record_many(self, drafts: Sequence[Draft]) -> list[Receipts | LedgerError]:
        """Many commands, each all or none, hundreds a commit; what became of each, in order."""
        results: list[Future[Receipts] | LedgerError] = []
        waiting: dict[str, NewKey] = {}
        for start in range(0, len(drafts), MANY):
            jobs: list[Job] = []
            for draft in drafts[start : start + MANY]:
                try:
                    jobs.append(encode(draft, self.vault, waiting))
                    results.append(jobs[-1].future)
                except LedgerError as error:
                    results.append(error)
            self._appender.submit(jobs)
        return [_outcome(result) for result in results]

    def settle(self, instant: datetime) -> int:
        """The last position recorded by `instant`, finally; -1 when there is none. Raises InvalidInput for
        the future.
        """
        return clock.settle(self.rows, self.pool, instant)

    # Erasure: the event that records it comes first, from the domain.

    def destroy_subject(self, subject: str, purges: Sequence[Purge] = ()) -> None:
        """Destroy a subject's key, index and digests, then call each purge; may be called again."""
        destroy_subject(self.pool, subject, (self.vault.subjects.forget, *purges))

    def pending_erasures(self) -> Sequence[PendingErasure]:
        """Erasures that are recorded and not finished."""
        return pending_erasures(self.pool)

    # The log.

    def size_and_root(self) -> tuple[int, bytes]:
        """Size and root hash of the tree as committed now."""
        size, frontier, _ = reading.head(self.rows)
        return size, Frontier.from_bytes(size, frontier).root()

    def checkpoint(self) -> str:
        """The signed checkpoint of the tree as committed now (C2SP tlog-checkpoint)."""
        return self.signed(*self.size_and_root())

    def published(self) -> str:
        """The checkpoint that everyone is shown: a second old at most where the log has grown, and never of a smaller
        size than one shown before. Raises StoreUnavailable once another signing key is in use.
        """
        return publishing.published(self.pool, self.signer)

    def signed(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a tree that the caller has proved to be a prefix of the log."""
        return self.signer.checkpoint(size, root)

    def leaf(self, position: int) -> bytes:
        """The exact bytes of one leaf. Raises NotFound beyond the end."""
        found = reading.leaf_of(self.rows, position)
        if found is None:
            raise NotFound(f"没有第 {position} 号记录", f"there is no position {position}")
        return found

    def leaf_hashes(self, start: int, end: int) -> list[bytes]:
        """The leaf hashes of positions [start, end)."""
        return reading.leaf_hashes(self.rows, start, end)

    def stream_ids(self, prefix: str) -> Iterator[str]:
        """The ids of all streams that begin with `prefix`, in order."""
        return reading.stream_ids(self.rows, prefix)

    def events_between(self, position: int, limit: int | None = None) -> Iterator[Event]:
        """Events from `position` on, in position order, read a page at a time."""
        return self.reader.events_between(position, limit)

    def receipt_of(self, event_id: UUID) -> Receipt | None:
        """The receipt of one recorded event."""
        return self.reader.receipt_of(event_id)

    def wait_beyond(
        self,
        size: int,
        timeout_seconds: float,
        *,
        poll_seconds: float = 0.25,
        stopped: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Wait until the log is larger than `size`: woken by this process's commits, polling for those of
        others.

        Whether it is. `stopped` ends the wait early, looked at after `wakeup.nudge()`.
        """
        deadline = monotonic() + timeout_seconds
        while True:
            seen = reading.head(self.rows)[0]
            self.wakeup.grown(seen, here=False)
            rest = deadline - monotonic()
            if seen > size or rest <= 0 or stopped():
                return seen > size
            self.wakeup.wait_beyond(size, min(rest, poll_seconds), stopped)


def _outcome(result: "Future[Receipts] | LedgerError") -> Receipts | LedgerError:
    if isinstance(result, LedgerError):
        return result
    error = result.exception()
    if error is None:
        return result.result()
    if isinstance(error, LedgerError):
        return error
    raise error
