"""The published checkpoint: one a second at most, the same for every process, never of a smaller size than before."""

import psycopg
import pytest

from domain.errors import StoreUnavailable
from domain.notes import verify_checkpoint
from ops.keys import Keys
from ops.store import PostgresLedger
from ops.vault.custody import note_signing_key
from tests.database import Database
from tests.ledgers import KEYS, ledger_in, registration
from tests.soundness import is_signed_by


def size_of(ledger: PostgresLedger, note: str) -> int:
    return verify_checkpoint(note, ledger.origin, [ledger.signer.verifier], is_signed_by).size


def published_ago(database: Database, interval: str) -> None:
    """As if the last checkpoint had been published that long ago."""
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE ledger.published SET published_at = clock_timestamp() - %s::interval", (interval,)
        )


def test_the_empty_log_has_a_checkpoint_and_each_growth_a_later_one(database: Database) -> None:
    with ledger_in(database.app_url) as ledger, PostgresLedger.connect(database.app_url, KEYS) as other:
        assert size_of(ledger, ledger.published()) == 0
        ledger.record_many([registration() for _ in range(3)])
        published_ago(database, "2 seconds")
        shown = ledger.published()
        assert size_of(ledger, shown) == 3
        ledger.record_many([registration()])
        published_ago(database, "0 seconds")
        assert ledger.published() == other.published() == shown, (
            "within the second, whichever process is asked"
        )
        assert size_of(ledger, ledger.checkpoint()) == 4, "on demand there is one of this moment"
        published_ago(database, "2 seconds")
        later = other.published()
        assert size_of(ledger, later) == 4
        published_ago(database, "1 hour")
        assert ledger.published() == later, "nothing new: the same bytes again"


def test_a_clock_that_was_set_back_does_not_stop_it(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        ledger.published()
        ledger.record_many([registration()])
        published_ago(database, "-1 hour")
        assert size_of(ledger, ledger.published()) == 1


def test_a_process_with_a_replaced_key_publishes_nothing(database: Database) -> None:
    with ledger_in(database.app_url) as ledger:
        shown = ledger.published()
        ledger.record_many([registration()])
        published_ago(database, "2 seconds")
        with psycopg.connect(database.admin_url) as connection:
            note_signing_key(connection, bytes([9] * 32))
        with pytest.raises(StoreUnavailable, match="restart"):
            ledger.published()
    changed = Keys(bytes([9] * 32), KEYS.encryption, KEYS.digest, KEYS.index)
    with PostgresLedger.connect(database.app_url, changed) as restarted:
        assert restarted.published() != shown
