"""Destroying what can tell who an erased person was. The event that records the erasure comes first, from the
domain.

Resumable: until `purged_at` is set, `pending_erasures` lists the person, and every step may be done again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg_pool import ConnectionPool

Purge = Callable[[str], None]
"""Removes one subject from a read model, an export folder or a cache; may be called again."""

_LOCK_HEAD: Final = "SELECT size FROM ledger.head FOR UPDATE"
_DESTROY_KEY: Final = """
INSERT INTO vault.subject_key (subject, wrapped, erased_at) VALUES (%(subject)s, NULL, clock_timestamp())
ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, erased_at = coalesce(subject_key.erased_at, excluded.erased_at)
"""
_REMOVE_INDEX: Final = (
    "DELETE FROM vault.claim WHERE stream_id = %(subject)s AND kind IN ('person', 'certificate')"
)
_PURGE_DIGESTS: Final = """
UPDATE vault.command SET digest = NULL WHERE subjects @> ARRAY[%(subject)s] AND digest IS NOT NULL
"""
_DONE: Final = "UPDATE vault.subject_key SET purged_at = clock_timestamp() WHERE subject = %(subject)s AND purged_at IS NULL"
_PENDING: Final = """
SELECT e.stream_id, e.event_id, e.position FROM ledger.event e
LEFT JOIN vault.subject_key k ON k.subject = e.stream_id
WHERE e.type = 'subject.erased' AND k.purged_at IS NULL ORDER BY e.position
"""


@dataclass(frozen=True, slots=True)
class PendingErasure:
    """An erasure that is recorded and not finished."""

    subject: str
    event_id: UUID
    position: int


def destroy_subject(pool: ConnectionPool[Any], subject: str, purges: Iterable[Purge] = ()) -> None:
    """Destroy a subject's key, blind-index claims and idempotency digests, then call each purge.

    The first three happen in one commit under the head lock: an append is either before it, and sealed with a
    key that is now gone, or after it, and refused.
    """
    with pool.connection() as connection, connection.transaction():
        connection.execute(_LOCK_HEAD)
        for statement in (_DESTROY_KEY, _REMOVE_INDEX, _PURGE_DIGESTS):
            connection.execute(statement, {"subject": subject})
    for purge in purges:
        purge(subject)
    with pool.connection() as connection:
        connection.execute(_DONE, {"subject": subject})


def pending_erasures(pool: ConnectionPool[Any]) -> Sequence[PendingErasure]:
    """Erasures that are recorded and whose destruction is not finished, oldest first."""
    with pool.connection() as connection:
        return [PendingErasure(*row) for row in connection.execute(_PENDING).fetchall()]
