"""The instants of the record: settling one, so that nothing can be recorded at or before it any more."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from psycopg_pool import ConnectionPool

from domain.errors import Fault, InvalidInput
from ops.store.reading import Rows, head

_LAST_BY: Final = (
    "SELECT size FROM ledger.commit WHERE recorded_at <= %s ORDER BY recorded_at DESC, size DESC LIMIT 1"
)
_TICK: Final = timedelta(microseconds=1)


def settle(rows: Rows, pool: ConnectionPool[Any], instant: datetime) -> int:
    """The last position recorded by `instant`, -1 when there is none; final, whatever is recorded later.

    An instant later than the last recorded_at first raises that, under the head lock, to the next
    microsecond: later events are then recorded after it, even by a clock that has gone back. Raises
    InvalidInput for a future instant.
    """
    instant = instant.astimezone(UTC)
    if instant >= head(rows)[2]:
        _raise(pool, instant)
    found = rows(_LAST_BY, (instant,))
    return int(found[0][0]) - 1 if found else -1


def _raise(pool: ConnectionPool[Any], instant: datetime) -> None:
    with pool.connection() as connection, connection.transaction():
        connection.execute("SELECT FROM ledger.head FOR UPDATE")
        ahead = connection.execute("SELECT %s > clock_timestamp()", (instant,)).fetchone()
        if ahead is not None and ahead[0]:
            raise InvalidInput(
                (Fault("/known_at", "不能是将来的时间", "a time in the future cannot be answered for"),)
            )
        connection.execute(
            "UPDATE ledger.head SET recorded_at = %(at)s WHERE recorded_at < %(at)s", {"at": instant + _TICK}
        )
