"""Everything that can be proved of a ledger: its record, its claims, its seals, what others kept of it, its read models.

In that order, to the first fault. What is computed from the record is asked only once the record itself holds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.errors import Fault, InvalidInput, RecordCorrupt
from domain.notes import NoteError, VerifierKey, verify_checkpoint
from ops.keys import Keys
from ops.rebuild import Job, rebuild
from ops.sealing import newest_seal
from ops.store import PostgresLedger
from ops.store.verify import ClaimsOf, Expected, Verification, verify
from projections.runner import Runner
from projections.sealed import SealedHeads, views_as_of

NOTE_BYTES: Final = 1_000_000


def verify_all(
    job: Job,
    keys: Keys,
    claims_of: ClaimsOf | None,
    kept: Iterable[Expected] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Verification:
    """The record with all that is `expected` of it, then the newest seal's heads, then the read models.

    `job` says which read models there are and how they are filled again beside the ones in use.
    """
    ledger = job.ledger
    found = verify(ledger.database_url, keys, claims_of, progress, kept)
    if not found.ok:
        return found
    fault = _heads(ledger) or _read_models(job) or _views(job)
    return found if fault is None else replace(found, ok=False, first_fault=fault)


def expected_by(path: Path, verifiers: Sequence[VerifierKey]) -> Expected:
    """The head that a checkpoint kept elsewhere states. Raises InvalidInput where it is none, or not signed by these."""
    try:
        note = path.read_bytes()[:NOTE_BYTES]
        seen = verify_checkpoint(note, verifiers[0].name, verifiers, _is_signed)
    except (OSError, NoteError) as error:
        raise InvalidInput(
            (Fault(str(path), f"检查点不能采信：{error}", f"this checkpoint cannot be relied on: {error}"),)
        ) from error
    return Expected(seen.size, seen.root, f"the checkpoint {path.name}")


def _is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _heads(ledger: PostgresLedger) -> str | None:
    """Where every stream ended, against what the newest seal says."""
    seal = newest_seal(ledger)
    if seal is None:
        return None
    try:
        SealedHeads(ledger).tree(seal)
    except RecordCorrupt as error:
        return f"position {seal.position}: {error.en}"
    return None


def _read_models(job: Job) -> str | None:
    """Every read model, filled again beside the one in use."""
    Runner(job.ledger, job.models()).catch_up()
    for one in rebuild(job, switch=False).models:
        if not one.agrees and one.live is not None:
            return one.difference or f"the read model {one.name} is not what the events say"
    return None


def _views(job: Job) -> str | None:
    """The digests of read models in the newest seal, computed again from the rows.

    A view or a way to compute it that is no longer there is not recomputable, which is no fault.
    """
    seal = newest_seal(job.ledger)
    if seal is None:
        return None
    with job.ledger.pool.connection() as connection, connection.transaction():
        now = {(one.view, one.version): one for one in views_as_of(connection, job.models(), seal.data.size)}
    for sealed in seal.data.views:
        if now.get((sealed.view, sealed.version), sealed) != sealed:
            return (
                f"position {seal.position}: {sealed.view} was sealed with another digest than its rows have"
            )
    return None
