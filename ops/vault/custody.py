"""Whether the keys at hand are this ledger's: a fingerprint of each is noted when the ledger is first opened.

With another index key the same person would be registered twice, with another encryption key nothing could be read,
and with another signing key no auditor would accept a checkpoint; so a ledger opens with its own keys only. The signing key
can be changed: its second fingerprint is noted as `signing.2`, and so on; only the last one counts.
"""

from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool

from ops.keys import FILES, Keys, KeysUnusable
from ops.vault.tokens import hmac_sha256

SIGNING: Final = "signing"
_PURPOSE: Final = b"luli/key-check/1"
_NOTED: Final = "SELECT EXISTS (SELECT FROM vault.key_check)"
_READ: Final = "SELECT name, fingerprint FROM vault.key_check ORDER BY length(name), name"
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
        noted = _current(connection)
        if not noted:
            with connection.transaction():
                for name, value in mine.items():
                    connection.execute(_NOTE, (name, value))
            noted = _current(connection)
    others = [name for name, value in mine.items() if noted.get(name) != value]
    if others:
        raise KeysUnusable(f"not this ledger's: {', '.join(others)}; restore its own keys from their backup")


def note_signing_key(connection: psycopg.Connection[Any], key: bytes) -> None:
    """Make this the ledger's signing key from now on. Raises UniqueViolation when another process does at once."""
    count = sum(name.split(".")[0] == SIGNING for name, _ in connection.execute(_READ).fetchall())
    connection.execute(_NOTE, (f"{SIGNING}.{count + 1}", fingerprint(key)))


def is_signing_key(database_url: str, key: bytes) -> bool:
    """Whether this is the signing key that the ledger has now."""
    with psycopg.connect(database_url, prepare_threshold=None) as connection:
        return _current(connection).get(SIGNING) == fingerprint(key)


def _current(connection: psycopg.Connection[Any]) -> dict[str, bytes]:
    """The fingerprint that counts for each key: of the signing keys the last."""
    return {name.split(".")[0]: bytes(value) for name, value in connection.execute(_READ).fetchall()}
