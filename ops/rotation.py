"""Changing the signing key, so that an auditor who trusts the old one is led to the new one by it.

The steps, each safe to be interrupted after: the new key is made beside the old one; the change is recorded as an event;
both keys sign one checkpoint of the log that holds it, which is kept and published, and the new key's fingerprint is
noted, in one transaction; the new key takes the old one's place in the folder. Starting again goes on where it stopped.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

from domain.handover import KEY_ROTATED, KeyRotated
from domain.notes import Checkpoint, VerifierKey, assemble_note
from domain.record import Event
from domain.sealing import LEDGER_STREAM, record_own
from ops import keys
from ops.keys import Keys
from ops.store import PostgresLedger
from ops.store.publishing import publish_handover
from ops.store.signing import Signer
from ops.vault.custody import is_signing_key, note_signing_key
from projections.moments import today
from projections.proofs import proof_of

_KEEP: Final = "INSERT INTO ledger.handover (position, note) VALUES (%s, %s)"
_KEPT: Final = "SELECT position, note FROM ledger.handover ORDER BY position"


def finish_interrupted(database_url: str, folder: Path) -> bool:
    """Do the last step of a change that the database knows of and the folder does not. Whether there was one."""
    key = keys.next_signing(folder) if folder.exists() else None
    if key is None or not is_signing_key(database_url, key):
        return False
    keys.adopt_next_signing(folder)
    return True


def rotate(
    ledger: PostgresLedger, secrets: Keys, folder: Path, *, principal: str, event_id: UUID
) -> VerifierKey:
    """Change to a new signing key; that key. This process goes on signing with the old one: it has to end."""
    key = keys.prepare_next_signing(folder)
    old, new = ledger.signer, Signer(ledger.origin, replace(secrets, signing=key))
    position = _recorded(ledger, old.verifier, new.verifier, principal, event_id)
    size, root = ledger.size_and_root()
    note = assemble_note(
        Checkpoint(ledger.origin, size, root).text(), [old.line(size, root), new.line(size, root)]
    )
    with ledger.pool.connection() as connection, connection.transaction():
        connection.execute(_KEEP, (position, note))
        note_signing_key(connection, key)
        publish_handover(connection, size, note)
    keys.adopt_next_signing(folder)
    return new.verifier


def handovers(ledger: PostgresLedger) -> Iterator[tuple[int, bytes, str]]:
    """(position, leaf, proof file) of each change, in the checkpoint that the old and the new key have signed."""
    for position, note in ledger.rows(_KEPT):
        leaf, text = proof_of(ledger, position, note)
        yield position, leaf, text


def _recorded(
    ledger: PostgresLedger, old: VerifierKey, new: VerifierKey, principal: str, event_id: UUID
) -> int:
    """The position of the event of this change, recorded now unless an interrupted change has recorded it."""
    for event in reversed(ledger.events(LEDGER_STREAM)):
        if event.type is KEY_ROTATED and event.data.new == new.text():
            return event.position
    said = KEY_ROTATED.statement()(
        event_id=event_id,
        effective_on=today(ledger),
        actor=principal,
        data=KeyRotated(old=old.text(), new=new.text()),
    )
    return record_own(ledger, Event(KEY_ROTATED, LEDGER_STREAM, said)).position
