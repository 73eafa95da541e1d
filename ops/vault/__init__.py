"""What is kept about persons apart from the record: their keys, the blind index, idempotency digests, and
erasure.

Here belongs the cryptography of hidden values and every place from which a person can be removed. Never a
plain value of a person, and nothing that a ledger backup may hold. Names:

    tokens    make, open, open_with_field_key, field_key: one token, given the subject's key
    subjects  SubjectKeys: wrapped keys in the database, unwrapped ones cached for at most 60 seconds
    vault     Vault: seal, open, field_key, blind, command_digest over the above
    erasure   destroy_subject, pending_erasures
    custody   check_keys, has_keys: a ledger opens with its own keys only
"""

from ops.vault.custody import check_keys, has_keys
from ops.vault.erasure import PendingErasure, Purge, destroy_subject, pending_erasures
from ops.vault.subjects import SubjectKeys
from ops.vault.tokens import AES, SM4, open_with_field_key
from ops.vault.vault import Vault

__all__ = [
    "AES",
    "SM4",
    "PendingErasure",
    "Purge",
    "SubjectKeys",
    "Vault",
    "check_keys",
    "destroy_subject",
    "has_keys",
    "open_with_field_key",
    "pending_erasures",
]
