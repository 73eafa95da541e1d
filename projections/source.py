"""What read models and queries ask of the store: its rows, its log, its clock, and when it has grown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from psycopg_pool import ConnectionPool

from domain.claims import Claim, ClaimKey
from domain.hidden import Erased, Opener, Sealed
from domain.ledger import Receipt
from domain.record import Event


class Rows(Protocol):
    """Runs one reading statement on its own snapshot and returns all rows. Raises StoreUnavailable."""

    def __call__(self, statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """All rows of the statement."""
        ...


class Wakeable(Protocol):
    """Who waits for the log to grow can be asked to look up."""

    def nudge(self) -> None:
        """Let every waiter look again at what it waits for."""
        ...


class Source(Opener, Protocol):
    """The committed record, read only. Positions below `size_and_root()[0]` are all there, for ever."""

    @property
    def origin(self) -> str:
        """The log's name."""
        ...

    @property
    def pool(self) -> ConnectionPool[Any]:
        """Connections in autocommit mode, for what writes read models."""
        ...

    @property
    def rows(self) -> Rows:
        """Runs one reading statement."""
        ...

    @property
    def wakeup(self) -> Wakeable:
        """Wakes whoever waits in `wait_beyond`."""
        ...

    def now(self) -> datetime:
        """The clock, in UTC."""
        ...

    def settle(self, instant: datetime) -> int:
        """The last position recorded by `instant`, finally; -1 when there is none. Raises InvalidInput for the future."""
        ...

    def size_and_root(self) -> tuple[int, bytes]:
        """Size and root hash of the tree as committed now."""
        ...

    def checkpoint(self) -> str:
        """The signed checkpoint of the tree as committed now."""
        ...

    def published(self) -> str:
        """The checkpoint that everyone is shown: at most one a second, and never a smaller one than before."""
        ...

    def signed(self, size: int, root: bytes) -> str:
        """The signed checkpoint of a tree that the caller has proved to be a prefix of the log."""
        ...

    def leaf(self, position: int) -> bytes:
        """The exact bytes of one leaf. Raises NotFound beyond the end."""
        ...

    def leaf_hashes(self, start: int, end: int) -> list[bytes]:
        """The leaf hashes of positions [start, end)."""
        ...

    def events(self, stream_id: str) -> Sequence[Event]:
        """The whole stream in version order, empty when there is none."""
        ...

    def find_event(self, event_id: UUID) -> Event | None:
        """A recorded event by its id."""
        ...

    def receipt_of(self, event_id: UUID) -> Receipt | None:
        """The receipt of one recorded event."""
        ...

    def stream_ids(self, prefix: str) -> Iterator[str]:
        """The ids of all streams that begin with `prefix`, in order."""
        ...

    def claims(self, keys: Sequence[ClaimKey]) -> Sequence[Claim]:
        """All claims held on these keys, by any stream."""
        ...

    def load_keys(self, subjects: Iterable[str]) -> None:
        """Fetch the keys of several persons in one query, for whoever is about to open values of many."""
        ...

    def blind(self, purpose: str, value: str) -> str:
        """A keyed index of a value."""
        ...

    def field_key(self, sealed: Sealed) -> bytes | Erased:
        """The key of one field, which opens that field and nothing else; `ERASED` when the subject's key is gone."""
        ...

    def wait_beyond(
        self,
        size: int,
        timeout_seconds: float,
        *,
        poll_seconds: float = 0.25,
        stopped: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Wait until the log is larger than `size`; whether it is."""
        ...
