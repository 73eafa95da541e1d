"""The access log: personal data that was read in full, by whom and why, kept before it is shown."""

from datetime import UTC, datetime
from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from domain.errors import StoreUnavailable

_INSERT: Final = "INSERT INTO access.look (at, principal, what, reason) VALUES (%s, %s, %s, %s)"


class Looks:
    """Writes the access log. It is the web layer's `AccessLog`."""

    def __init__(self, pool: ConnectionPool[Any]) -> None:
        self._pool = pool

    def record(self, principal: str, what: str, reason: str | None) -> None:
        """Keep one access; durable when it returns. Raises StoreUnavailable, and then nothing may be shown."""
        try:
            with self._pool.connection() as connection:
                connection.execute(_INSERT, (datetime.now(UTC), principal, what, reason))
        except (psycopg.OperationalError, PoolTimeout, PoolClosed) as error:
            raise StoreUnavailable(
                "访问日志无法写入，暂不能显示", "the access log cannot be written, so nothing is shown"
            ) from error
