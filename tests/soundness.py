"""What holds of every ledger at the end of every test, found by reading it anew.

Re-proves the whole tree: whatever a test did, kills included, the record has to be whole.
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.ledger import Receipt
from domain.notes import Checkpoint, signature_line, verify_checkpoint
from domain.tree import inclusion_proof, leaf_hash, node_hash, root_from_leaves, verify_inclusion
from ops.keys import Keys
from ops.store import PostgresLedger
from ops.store.verify import ClaimsOf, verify


def assert_ledger_sound(
    ledger_or_url: PostgresLedger | str, keys: Keys, claims_of: ClaimsOf | None = None
) -> None:
    """Leaves equal events, the root is theirs, every inclusion proof verifies, head and checkpoint agree.

    With `claims_of`, the claims table equals the claims of every stream's fold.
    """
    if isinstance(ledger_or_url, str):
        with PostgresLedger.connect(ledger_or_url, keys) as ledger:
            _assert_sound(ledger, keys, claims_of)
    else:
        _assert_sound(ledger_or_url, keys, claims_of)


def _assert_sound(ledger: PostgresLedger, keys: Keys, claims_of: ClaimsOf | None) -> None:
    found = verify(ledger.database_url, keys, claims_of)
    assert found.first_fault is None, found
    size, root = ledger.size_and_root()
    assert (found.size, found.root) == (size, root)
    hashes = ledger.leaf_hashes(0, size)
    assert root_from_leaves(hashes) == root
    checkpoint = verify_checkpoint(ledger.checkpoint(), ledger.origin, [ledger.signer.verifier], is_signed_by)
    assert (checkpoint.size, checkpoint.root) == (size, root)
    for position in {0, 1, size // 3, size // 2, size - 2, size - 1} & set(range(size)):
        proof = inclusion_proof(position, size, lambda level, index: _node(hashes, level, index))
        assert leaf_hash(ledger.leaf(position)) == hashes[position]
        assert verify_inclusion(hashes[position], position, size, proof, root)


def assert_receipt_holds(ledger: PostgresLedger, receipt: Receipt) -> None:
    """The receipt names a leaf that is there, and is signed over a tree that the log has had."""
    assert ledger.receipt_of(receipt.event_id) == receipt
    assert leaf_hash(ledger.leaf(receipt.position)) == receipt.leaf_hash
    assert root_from_leaves(ledger.leaf_hashes(0, receipt.size)) == receipt.root
    signed = base64.b64decode(receipt.signature)
    line = signature_line(ledger.origin, signed[:4], signed[4:])
    note = Checkpoint(ledger.origin, receipt.size, receipt.root).text() + "\n" + line
    verify_checkpoint(note, ledger.origin, [ledger.signer.verifier], is_signed_by)


def is_signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519, as the notes' functions ask for it."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _node(hashes: list[bytes], level: int, index: int) -> bytes:
    if level == 0:
        return hashes[index]
    return node_hash(_node(hashes, level - 1, 2 * index), _node(hashes, level - 1, 2 * index + 1))
