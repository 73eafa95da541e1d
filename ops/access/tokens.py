"""Bearer tokens: 32 random bytes, shown once. The operator's command line issues them; nothing over HTTP does."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from psycopg_pool import ConnectionPool
from pydantic import TypeAdapter, ValidationError

from api.dependencies import Principal, Role
from domain.errors import Fault, InvalidInput
from domain.values import OrganisationId, PrincipalId
from projections.source import Rows

PREFIX: Final = "luli_"
"""Begins every token, so that one left in a file is found by whoever scans for secrets."""
TOKEN_BYTES: Final = 32

_INSERT: Final = """
INSERT INTO access.token (digest, principal, role, scope, issued_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s)
"""
_FIND: Final = """
SELECT principal, role, scope FROM access.token
WHERE digest = %s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
"""
_REVOKE: Final = """
UPDATE access.token SET revoked_at = clock_timestamp() WHERE principal = %s AND revoked_at IS NULL
"""
_LIST: Final = """
SELECT principal, role, scope, issued_at, expires_at, revoked_at FROM access.token ORDER BY issued_at, principal
"""
_PRINCIPAL: Final = TypeAdapter(PrincipalId)
_SCOPE: Final = TypeAdapter(OrganisationId)


@dataclass(frozen=True, slots=True)
class Issued:
    """What is known of a token that was issued; never the token."""

    principal: str
    role: Role
    scope: str | None
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Tokens:
    """Issues, finds and revokes tokens. It is the web layer's `Principals`."""

    def __init__(self, pool: ConnectionPool[Any], rows: Rows) -> None:
        self._pool = pool
        self._rows = rows

    def issue(self, role: Role, scope: str | None, principal: str, expires: datetime | None = None) -> str:
        """A new token, returned this once. `scope` None is the whole ledger; `expires` None is never.

        Raises InvalidInput for a principal or scope that is not an id, or an end that has passed.
        """
        now = datetime.now(UTC)
        _check(
            _PRINCIPAL,
            "/principal",
            principal,
            "人员标识应为小写字母、数字、_ 或 -",
            "lower-case letters, digits, _ or -",
        )
        if scope is not None:
            _check(_SCOPE, "/scope", scope, "范围应为组织编号或 all", "an organisation's id, or all")
        if expires is not None and expires <= now:
            raise InvalidInput((Fault("/expires", "到期时间已过", "the end has passed already"),))
        token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        with self._pool.connection() as connection:
            connection.execute(_INSERT, (digest_of(token), principal, role.value, scope, now, expires))
        return token

    def authenticate(self, token: str) -> Principal | None:
        """The principal of a token in force, None for any other text. Raises StoreUnavailable."""
        found = self._rows(_FIND, (digest_of(token),))
        if not found:
            return None
        principal, role, scope = found[0]
        return Principal(str(principal), Role(role), None if scope is None else str(scope))

    def revoke(self, principal: str) -> int:
        """End all tokens of a principal; how many were in force. Servers notice within a few seconds."""
        with self._pool.connection() as connection:
            return int(connection.execute(_REVOKE, (principal,)).rowcount)

    def all(self) -> Sequence[Issued]:
        """Every token that was ever issued, oldest first."""
        return [Issued(row[0], Role(row[1]), *row[2:]) for row in self._rows(_LIST)]


def digest_of(token: str) -> bytes:
    """What is kept of a secret."""
    # The token is 256 random bits: a plain hash cannot be searched back.
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def _check(adapter: TypeAdapter[str], pointer: str, value: str, zh: str, en: str) -> None:
    try:
        adapter.validate_python(value)
    except ValidationError:
        raise InvalidInput((Fault(pointer, zh, en),)) from None
