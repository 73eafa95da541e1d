"""Signing in with a browser: one-time codes and the sessions that they, or a token, begin.

Both are rows beside the tokens, so that revoking a principal ends them too; their digests are of another kind, so that
neither a code nor a session is ever taken for a bearer token.
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from api.dependencies import Principal, Role
from domain.errors import StoreUnavailable
from ops.access.tokens import digest_of
from projections.source import Rows

CODE_BYTES: Final = 24
SESSION_BYTES: Final = 32
CODE_HOLDS: Final = timedelta(minutes=30)
SESSION_HOLDS: Final = timedelta(hours=12)
"""A working day: who comes back the next morning signs in anew."""

_INSERT: Final = """
INSERT INTO access.token (digest, principal, role, scope, issued_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s)
"""
_REDEEM: Final = """
UPDATE access.token SET revoked_at = clock_timestamp()
WHERE digest = %s AND revoked_at IS NULL AND expires_at > clock_timestamp()
RETURNING principal, role, scope, NULL::timestamptz
"""
_IN_FORCE: Final = """
SELECT principal, role, scope, expires_at FROM access.token
WHERE digest = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
"""
_END: Final = (
    "UPDATE access.token SET revoked_at = clock_timestamp() WHERE digest = %s AND revoked_at IS NULL"
)


class Sessions:
    """Begins, finds and ends sessions. It is the web layer's `Sessions`."""

    def __init__(self, pool: ConnectionPool[Any], rows: Rows) -> None:
        self._pool = pool
        self._rows = rows

    def code(self, principal: Principal) -> str:
        """A code that signs in this principal once, within half an hour."""
        now = datetime.now(UTC)
        code = secrets.token_urlsafe(CODE_BYTES)
        values = (_digest("code", code), principal.id, principal.role.value, principal.scope)
        self._execute(_INSERT, (*values, now, now + CODE_HOLDS))
        return code

    def redeem(self, code: str) -> str | None:
        """A new session for a code that holds; None for one that was used, has run out or never was."""
        return self._begin(self._execute(_REDEEM, (_digest("code", code),)))

    def begin(self, token: str) -> str | None:
        """A new session for a bearer token in force, ending with it at the latest; None for any other text."""
        return self._begin(self._execute(_IN_FORCE, (digest_of(token),)))

    def find(self, session: str) -> Principal | None:
        """The principal of a session that has not ended. Raises StoreUnavailable."""
        found = self._rows(_IN_FORCE, (_digest("session", session),))
        if not found:
            return None
        principal, role, scope, _ = found[0]
        return Principal(str(principal), Role(role), None if scope is None else str(scope))

    def end(self, session: str) -> None:
        """End a session at once."""
        self._execute(_END, (_digest("session", session),))

    def _begin(self, found: Sequence[tuple[Any, ...]]) -> str | None:
        if not found:
            return None
        principal, role, scope, until = found[0]
        now = datetime.now(UTC)
        ends = now + SESSION_HOLDS if until is None else min(until, now + SESSION_HOLDS)
        session = secrets.token_urlsafe(SESSION_BYTES)
        self._execute(_INSERT, (_digest("session", session), principal, role, scope, now, ends))
        return session

    def _execute(self, statement: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
        try:
            with self._pool.connection() as connection:
                cursor = connection.execute(statement, values)
                return cursor.fetchall() if cursor.description else ()
        except (psycopg.OperationalError, PoolTimeout, PoolClosed) as error:
            raise StoreUnavailable("数据库暂不可用，无法登录", "the database is away: no sign-in") from error


def _digest(kind: str, secret: str) -> bytes:
    return digest_of(f"{kind} {secret}")
