"""The record on PostgreSQL: group commit under the head lock, reading, verifying, and the library's
persistence module.

Here belongs everything that reads or writes `ledger.*`. Never a decision: what may be recorded is judged in
the domain, and only versions, claims, keys and ids are checked again here. Hidden values are `ops.vault`'s.

`PERSISTENCE_MODULE=ops.store` plugs it into the event-sourcing library. Everyone else uses `PostgresLedger`:

    PostgresLedger.connect(url, keys, *, cipher="aes", origin=None, patience_seconds=30.0, prepare=False)
        closing         close(), or `with`; prepare=True only for a server without a transaction pooler
        the port        events versions claims blind find_event prior command_digest now open record
        also recording  submit(draft) -> Future[Sequence[Receipt]]; await record_async(draft);
                        record_many(drafts) -> [Sequence[Receipt] | LedgerError]
        known at        settle(instant) -> position, -1 when nothing was recorded by then
        the log         size_and_root() checkpoint() leaf(position) leaf_hashes(start, end)
                        receipt_of(event_id) digests(first_event_ids)
        streaming       stream_ids(prefix) events_between(position, limit=None)
                        wait_beyond(size, timeout_seconds)
        hidden values   field_key(sealed); ops.vault.open_with_field_key(sealed, key) needs no ledger
        erasure         destroy_subject(subject, purges=()) pending_erasures()
        attributes      origin, pool (psycopg_pool, autocommit), rows(statement, parameters) -> tuples

    ops.keys        init(folder) load(folder) load_or_init(folder) -> Keys; Keys.generate()
    ops.migrate     migrate(owner_url) newest() current(url)
    ops.store.verify  verify(url, keys, claims_of=None) -> Verification(ok, size, root, checked, first_fault)

Positions start at 0 and have no gaps; a notification id of the library is position + 1. `read_event(row)`
turns a row (position, version, type, schema, recorded_at, leaf, stream_id) into an event.
"""

from ops.store.event_store import LedgerApplication, LedgerEventStore
from ops.store.factory import LedgerFactory
from ops.store.ledger import PostgresLedger
from ops.store.reading import read_event

__all__ = ["LedgerApplication", "LedgerEventStore", "LedgerFactory", "PostgresLedger", "read_event"]
