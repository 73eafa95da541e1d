"""Whether the keys at hand are this ledger's: a fingerprint of each is noted when the ledger is first opened.

With another index key the same person would be registered twice, with another encryption key nothing could be read,
and with another signing key no auditor would accept a checkpoint; so a ledger opens with its own keys only.
"""

from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool

from ops.keys import FILES, Keys, KeysUnusable
from ops.vault.tokens import hmac_sha256

_PURPOSE: Final = b"luli/key-check/1"
_NOTED: Final = "SELECT EXISTS (SELECT FROM vault.key_check)"
_READ: Final = "SELECT name, fingerprint FROM vault.key_check"
_NOTE: Final = "INSERT INTO vault.key_check (name, fingerprint) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def fingerprint(key: bytes) -> bytes:
    """What tells one key from another and nothing of either: HMAC-SHA-256 of a fixed text."""
    return hmac_sha256(key, _PURPOSE)


def has_keys(database_url: str) -> bool:
    """Whether a migrated database belongs to a ledger that has been opened with its keys before."""
    with psycopg.connect(database_url, prepare_threshold=None) as connection:
        row = connection.execute(_NOTED).fetchone()
        return bool(row and row[0])


def check_keys(pool: ConnectionPool[Any], keys: Keys) -> None:
    """Note the keys of a ledger that was never opened, else compare. Raises KeysUnusable, naming those that differ."""
    mine = {name: fingerprint(getattr(keys, name)) for name in FILES}
    with pool.connection() as connection:
        noted = dict(connection.execute(_READ).fetchall())
        if not noted:
            with connection.transaction():
                for name, value in mine.items():
                    connection.execute(_NOTE, (name, value))
            noted = dict(connection.execute(_READ).fetchall())
    others = [name for name, value in mine.items() if noted.get(name) != value]
    if others:
        raise KeysUnusable(f"not this ledger's: {', '.join(others)}; restore its own keys from their backup")
