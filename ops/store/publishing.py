"""The checkpoint that everyone is shown: one a second at most, and no process ever shows an older one than another."""

from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool

from domain.errors import StoreUnavailable
from domain.tree import Frontier
from ops.store.signing import Signer

_LOOK: Final = """
SELECT h.size, h.frontier, p.size, p.note,
       coalesce(clock_timestamp() BETWEEN p.published_at AND p.published_at + interval '1 second', false)
FROM ledger.head h LEFT JOIN ledger.published p ON true
"""
_PUBLISH: Final = """
INSERT INTO ledger.published AS p (size, note, published_at) VALUES (%s, %s, clock_timestamp())
ON CONFLICT (single) DO UPDATE SET size = EXCLUDED.size, note = EXCLUDED.note, published_at = EXCLUDED.published_at
WHERE p.size < EXCLUDED.size
AND NOT clock_timestamp() BETWEEN p.published_at AND p.published_at + interval '1 second'
"""
_NOTE: Final = "SELECT note FROM ledger.published"
_SIGNING: Final = """
SELECT fingerprint FROM vault.key_check WHERE name = 'signing' OR name LIKE 'signing.%'
ORDER BY length(name) DESC, name DESC LIMIT 1
"""
_HANDOVER: Final = """
INSERT INTO ledger.published AS p (size, note, published_at) VALUES (%s, %s, clock_timestamp())
ON CONFLICT (single) DO UPDATE SET size = EXCLUDED.size, note = EXCLUDED.note, published_at = EXCLUDED.published_at
"""


def published(pool: ConnectionPool[Any], signer: Signer) -> str:
    """The published checkpoint, brought up to date first where it is a second old and the log has grown.

    Raises StoreUnavailable in a process whose signing key has been replaced since it started.
    """
    with pool.connection() as connection:
        row = connection.execute(_LOOK).fetchone()
        if row is None:
            raise StoreUnavailable("账本尚未建立", "the ledger has no head yet")
        size, frontier, shown, note, fresh = row
        if note is not None and (fresh or shown >= size):
            return str(note)
        _require_current_key(connection, signer)
        root = Frontier.from_bytes(size, bytes(frontier)).root()
        connection.execute(_PUBLISH, (size, signer.checkpoint(size, root)))
        found = connection.execute(_NOTE).fetchone()
        return str(found[0]) if found else signer.checkpoint(size, root)


def publish_handover(connection: psycopg.Connection[Any], size: int, note: str) -> None:
    """Show everyone the checkpoint that the old and the new key have signed, whatever was shown last."""
    connection.execute(_HANDOVER, (size, note))


def _require_current_key(connection: psycopg.Connection[Any], signer: Signer) -> None:
    row = connection.execute(_SIGNING).fetchone()
    if row is not None and bytes(row[0]) != signer.fingerprint:
        raise StoreUnavailable(
            "签名密钥已更换，请重启服务", "the signing key was replaced: restart this server with the new one"
        )
